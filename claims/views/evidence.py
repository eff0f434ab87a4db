"""The evidence table of a claim: what of it an address asks for, alone for htmx, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.services.evidence_csv import csv_lines
from claims.services.evidence_table import (
    GROUPS,
    SHOWS,
    SORTS,
    Asked,
    EvidenceTable,
    counted_origins,
    every_statement,
    evidence_table,
)
from claims.services.scope import EVERYTHING, Scope, UnknownSourceError, scope_without
from claims.views.acting import needs
from sources.listing import PAGE_SIZE

TARGET = "evidence-part"
_CHOICES: dict[str, Mapping[str, str]] = {"group": GROUPS, "show": SHOWS, "sort": SORTS}
_WINDOWS = {"n": "after", "p": "before"}
exports = needs("claims.export_claim", "Exporting")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What the address asks for, what of it was not understood, and how links keep it: `query` is the
    choice without the page; empty for what everybody sees first."""

    asked: Asked
    warnings: tuple[str, ...]
    without: tuple[str, ...]
    left_out_query: str
    query: str

    @property
    def choices(self) -> tuple[tuple[str, str, str, Mapping[str, str]], ...]:
        """The controls: name, label, value in force, and values with their words."""
        labels = {"group": "Group", "show": "Show", "sort": "Sort"}
        return tuple((n, labels[n], getattr(self.asked, n), _CHOICES[n]) for n in _CHOICES)

    @property
    def is_narrowed(self) -> bool:
        return self.asked.show != "all"


def evidence_view(request: HttpRequest, scope: Scope = EVERYTHING) -> EvidenceView:
    """Read the address. Nothing of a wrong one is dropped silently: it becomes a warning."""
    chosen, warnings = {}, []
    for name, known in _CHOICES.items():
        value = request.GET.get(name, "")
        if value in known:
            chosen[name] = value
        elif value:
            warnings.append(
                f"{name}: there is no {value[:40]!r} here; it can be {', '.join(known)}."
            )
    window, anchor = _place(request, warnings)
    # A row here is as long as two of a list.
    size = getattr(request, "page_size", PAGE_SIZE) // 2
    asked = Asked(**chosen, window=window, anchor=anchor, size=size)
    without = tuple(one.id for one in scope.left_out)
    kept = [("without", one) for one in without]
    first = Asked()
    chosen_only = [(n, v) for n, v in chosen.items() if v != getattr(first, n)]
    return EvidenceView(
        asked, tuple(warnings), without, urlencode(kept), urlencode(kept + chosen_only)
    )


def _place(request: HttpRequest, warnings: list[str]) -> tuple[str, str]:
    if at := request.GET.get("at", ""):
        return "at", at[:60]
    cursor = request.GET.get("cursor", "")
    direction, _, anchor = cursor.partition(".")
    if cursor and (direction not in _WINDOWS or not anchor.startswith("asr_")):
        warnings.append("cursor: that is no page of this table; this is the first.")
        return "first", ""
    return (_WINDOWS[direction], anchor[:60]) if cursor else ("first", "")


def part(request: HttpRequest, claim: Claim, scope: Scope) -> HttpResponse:
    """The table alone, to be put in the place of the one that is there."""
    view = evidence_view(request, scope)
    table = evidence_table(claim.pk, scope, counted_origins(claim.pk, scope), view.asked)
    context = {"claim": claim, "table": table, "view": view, "is_part": True}
    return render(request, "claims/_evidence_table.html", {**context, **pages(table)})


def pages(table: EvidenceTable) -> dict[str, str]:
    """The cursors of the pages before and after this one; empty at the ends."""
    rows = table.statements
    return {
        "next_cursor": f"n.{rows[-1].public_id}" if table.has_next else "",
        "previous_cursor": f"p.{rows[0].public_id}" if table.has_previous else "",
    }


@require_safe
@exports
def evidence_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every statement of the view that the same address shows, as CSV."""
    found = Claim.objects.select_related("merged_into")
    claim = get_object_or_404(found, public_id=public_id)
    if claim.merged_into_id:
        return redirect("claim-evidence-csv", claim.survivor.public_id)
    try:
        scope = scope_without(request.GET.getlist("without"))
    except UnknownSourceError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    view = evidence_view(request, scope)
    if view.warnings:
        # A file cannot warn: a wrong choice gives none, rather than another one.
        text = "\n".join(view.warnings)
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    origins = counted_origins(claim.pk, scope)
    rows = every_statement(claim.pk, scope, origins, view.asked)
    lines: Iterator[str] = csv_lines(rows, origins, request.build_absolute_uri("/"))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{claim.slug}-evidence.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    # Django's two kinds of answers share a base that the checks of permissions do not name.
    return answer  # type: ignore[return-value]
