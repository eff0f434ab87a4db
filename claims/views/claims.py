"""The list of claims, and one claim."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.claim_forms import TitleForm
from claims.filters import ClaimFilter, type_choices
from claims.forms import AssessmentForm
from claims.models import Claim, ClaimSuggestion, Origin, Speaker, Status
from claims.services.claim_history import where_statements_went
from claims.services.claim_page import claim_page
from claims.services.scope import EVERYTHING, Scope, UnknownSourceError, scope_without
from claims.views import evidence
from claims.views.attempts import carried
from claims.views.citing import claim_citation
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import IngestBatch, Outlet

ORDERS = {
    "changed": ("Last change", Keyset(("changed_at", "id"))),
    "reported": ("Last report", Keyset(("reported_key", "id"))),
    "origins": ("Independent origins", Keyset(("independent_count", "id"))),
    "reports": ("Reports", Keyset(("report_count", "id"))),
}
# A select with more entries than this cannot be used; the filter is then reached from the page of
# the outlet or speaker.
LONGEST_SELECT = 300
# So many open questions are counted for the link to them.
COUNTED_QUESTIONS = 100


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    listing = list_page(request, Claim.objects.listed(), ClaimFilter, ORDERS)
    context = {
        "list": listing,
        "form": listing.filter.form,
        "types": type_choices(),
        "statuses": Status.choices,
        "outlets": Outlet.objects.order_by("name")[:LONGEST_SELECT],
        "speakers": _speakers_who_assert()[:LONGEST_SELECT],
        "chips": _chips(request),
        "is_empty": not listing.rows and not Claim.objects.exists(),
        "questions": _open_questions(request),
        "has_batches": IngestBatch.objects.exists() if not listing.rows else True,
    }
    partial = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "claims/claim_list.html#results" if partial else "claims/claim_list.html"
    return render(request, template, context)


def _open_questions(request: HttpRequest) -> int:
    """How many questions on which claims ask the same wait for an editor, as far as they are counted."""
    if not request.user.has_perm("claims.edit_claims"):
        return 0
    pending = ClaimSuggestion.objects.filter(state=ClaimSuggestion.State.PENDING)
    return pending[:COUNTED_QUESTIONS].count()


def _speakers_who_assert() -> QuerySet[Speaker]:
    return (
        Speaker.objects.exclude(kind=Speaker.Kind.REPORTS)
        .filter(attributions__isnull=False)
        .distinct()
    )


def _chips(request: HttpRequest) -> list[dict[str, str]]:
    """Every filter in force, with the address without it."""
    found = []
    names = {"outlet": Outlet, "speaker": Speaker, "origin": Origin}
    for name, values in request.GET.lists():
        if name in ("sort", "cursor"):
            continue
        for value in filter(None, values):
            rest = request.GET.copy()
            rest.pop("cursor", None)
            rest.setlist(name, [v for v in values if v != value])
            model = names.get(name)
            row = model._default_manager.filter(public_id=value).first() if model else None
            found.append(
                {
                    "name": name.replace("_", " "),
                    "value": str(row or value).replace("_", " "),
                    "query": rest.urlencode(),
                }
            )
    return found


@require_safe
def claim(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    found = get_object_or_404(Claim.objects.select_related("merged_into"), public_id=public_id)
    if found.merged_into is not None or slug != found.slug:
        return _moved(request, found.survivor)
    try:
        scope = scope_without(request.GET.getlist("without"))
    except UnknownSourceError as error:
        messages.warning(request, f"Nothing is left out. {error}")
        return redirect(found)
    if request.htmx.target == evidence.TARGET:  # type: ignore[attr-defined]
        return evidence.part(request, found, scope)
    return show(request, found, scope=scope)


@require_safe
def claim_by_id(request: HttpRequest, public_id: str) -> HttpResponse:
    """The short address of a claim, also of one that was merged."""
    found = get_object_or_404(Claim.objects.select_related("merged_into"), public_id=public_id)
    return _moved(request, found.survivor)


def _moved(request: HttpRequest, found: Claim) -> HttpResponse:
    """To the address of a claim, with what of it was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{found.get_absolute_url()}{'?' if query else ''}{query}")


def show(
    request: HttpRequest,
    found: Claim,
    *,
    form: AssessmentForm | None = None,
    title_form: TitleForm | None = None,
    status: int = 200,
    scope: Scope = EVERYTHING,
) -> HttpResponse:
    """The page of a claim, with the forms as they were filled in."""
    seen = carried(found)
    view = evidence.evidence_view(request, scope)
    page = claim_page(found, scope, view.asked)
    context = {
        "claim": found,
        "page": page,
        "table": page.table,
        "view": view,
        **evidence.pages(page.table),
        "cite": claim_citation(request, found, page.provenance),
        "form": form or AssessmentForm(initial=seen),
        "title_form": title_form or TitleForm(initial={**seen, "title": found.title}),
        "went": where_statements_went(found) if found.is_empty else (),
    }
    return render(request, "claims/claim.html", context, status=status)
