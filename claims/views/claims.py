"""One claim."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.claim_forms import TitleForm
from claims.forms import AssessmentForm
from claims.models import Claim
from claims.services.claim_history import where_statements_went
from claims.services.claim_page import claim_page
from claims.services.scope import EVERYTHING, Scope, UnknownSourceError, scope_without
from claims.views import evidence
from claims.views.attempts import carried
from claims.views.citing import claim_citation


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
        "form": form or AssessmentForm(initial={**seen, "status": found.decided_status}),
        "title_form": title_form or TitleForm(initial={**seen, "title": found.title}),
        "went": where_statements_went(found) if found.is_empty else (),
    }
    return render(request, "claims/claim.html", context, status=status)
