"""What several outlets did with the same claims, side by side."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.comparing_filters import KEYSETS, ComparedClaimFilter, chosen_outlets
from claims.filters import type_choices
from claims.models import Claim, Status
from claims.services.comparing import (
    LEAST_OUTLETS,
    MOST_CLAIMS,
    MOST_OUTLETS,
    Asking,
    compare_outlets,
    whole_matrix,
)
from claims.services.comparing_table import HEADER, cells_of
from claims.services.outlet_numbers import outlets_to_choose
from claims.services.tables import cell
from sources.listing import PAGE_SIZE, Listing, list_page
from sources.models import Outlet

LABELS = {
    "changed": "Last change",
    "reported": "Last report",
    "origins": "Independent origins",
    "reports": "Reports",
}
ORDERS = {name: (LABELS[name], keyset) for name, keyset in KEYSETS.items()}
# Fields that the form shows; others that are in force go along with it.
_FIELDS = (
    "outlet",
    "find",
    "q",
    "type",
    "status",
    "after",
    "before",
    "sort",
    "differing",
    "cursor",
)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The matrix of claims and outlets, or the choice of outlets until there are two."""
    outlets, wrong = chosen_outlets(request.GET.getlist("outlet"))
    is_enough = len(outlets) >= LEAST_OUTLETS
    listing, claims = _read(request)
    listing = replace(listing, warnings=(*listing.warnings, *wrong))
    find = str(listing.filter.form.cleaned_data.get("find") or "").strip()
    differing = bool(listing.filter.form.cleaned_data.get("differing"))
    context: dict[str, Any] = {
        "list": listing,
        "form": listing.filter.form,
        "outlets": [(row, _query(request, without=row)) for row in outlets],
        "can_add": len(outlets) < MOST_OUTLETS,
        "choices": [
            (row, _query(request, adding=row))
            for row in outlets_to_choose(find, leaving_out=outlets)
        ],
        "find": find,
        "differing": differing,
        "types": type_choices(),
        "statuses": Status.choices,
        "kept": _in_force(request, but=_FIELDS),
        "carried": _in_force(request, but=("outlet", "find", "cursor")),
        "narrowed": bool(_in_force(request, but=("outlet", "find", "cursor", "differing", "sort"))),
        "toggle_query": _query(request, toggle=True),
        "most": MOST_CLAIMS,
        "csv_query": _query(request),
    }
    if is_enough:
        asking = Asking(
            ORDERS[listing.sort][1],
            getattr(request, "page_size", PAGE_SIZE),
            request.GET.get("cursor") if _is_ours(listing) else None,
            differing,
        )
        context["comparison"] = found = compare_outlets(outlets, claims, asking)
        context["list"] = replace(listing, page=found.page)
    return render(request, "claims/compare.html", context)


def _read(request: HttpRequest) -> tuple[Listing, QuerySet[Claim]]:
    """The address as a list page reads it, without reading any rows, and the claims it narrows to."""
    claims = Claim.objects.listed()
    listing = list_page(request, claims.none(), ComparedClaimFilter, ORDERS)
    narrowed = ComparedClaimFilter(listing.filter.data, queryset=claims, request=request)
    return listing, narrowed.qs


def _is_ours(listing: Listing) -> bool:
    """False when the address names a place in the list that this list never gave out."""
    return not any(warning.endswith("This is the first page.") for warning in listing.warnings)


def _in_force(request: HttpRequest, *, but: Sequence[str]) -> list[tuple[str, str]]:
    """What the address asks for, without some of its names."""
    return [(k, v) for k, values in request.GET.lists() for v in values if v and k not in but]


def _query(
    request: HttpRequest,
    *,
    adding: Outlet | None = None,
    without: Outlet | None = None,
    toggle: bool = False,
) -> str:
    """The address's query with an outlet more or less, or with the other rows, from the first page on."""
    data = request.GET.copy()
    if toggle and not data.pop("differing", None):
        data["differing"] = "true"
    for name in ("cursor", "find", "csrfmiddlewaretoken"):
        data.pop(name, None)
    ids = [one for one in data.getlist("outlet") if without is None or one != without.public_id]
    data.setlist("outlet", [*ids, *([adding.public_id] if adding else [])])
    return urlencode([(k, v) for k, values in data.lists() for v in values if v])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole matrix as a table, a line for each claim."""
    if not request.user.has_perm("claims.export_claim"):
        raise PermissionDenied("Exporting needs the role of an analyst; an admin can grant it.")
    outlets, _wrong = chosen_outlets(request.GET.getlist("outlet"))
    if len(outlets) < LEAST_OUTLETS:
        return redirect(f"{reverse('compare-outlets')}?{request.GET.urlencode()}")
    listing, claims = _read(request)
    rows = whole_matrix(
        outlets,
        claims,
        ORDERS[listing.sort][1],
        only_differing=bool(listing.filter.form.cleaned_data.get("differing")),
    )
    answer = StreamingHttpResponse(
        _lines(outlets, (cells_of(row) for row in rows)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="outlets-compared.csv"'
    return answer


def _lines(outlets: Sequence[Outlet], rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    header = list(HEADER)
    for outlet in outlets:
        header += [
            f"{outlet}: {name}" for name in ("treatment", "figure", "date", "why", "statement")
        ]
    yield writer.writerow([cell(name) for name in header])
    for row in rows:
        yield writer.writerow(row)
