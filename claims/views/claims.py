"""The list of claims, one claim, and the editor's decision on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.filters import ClaimFilter, type_choices
from claims.forms import AssessmentForm, CloseChallengeForm
from claims.models import Challenge, Claim, Origin, Speaker, Status
from claims.services.assessing import Decision, EmptyReasonError, StaleClaimError, decide
from claims.services.challenges import close_challenge
from claims.services.claim_page import claim_page
from claims.services.scope import EVERYTHING, Scope, UnknownSourceError, scope_without
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import IngestBatch, Outlet

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDERS = {
    "changed": ("Last change", Keyset(("changed_at", "id"))),
    "reported": ("Last report", Keyset(("reported_key", "id"))),
    "origins": ("Independent origins", Keyset(("independent_count", "id"))),
    "reports": ("Reports", Keyset(("report_count", "id"))),
}
# A select with more entries than this cannot be used; the filter is then reached from the page of
# the outlet or speaker.
LONGEST_SELECT = 300


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
        "has_batches": IngestBatch.objects.exists() if not listing.rows else True,
    }
    partial = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "claims/claim_list.html#results" if partial else "claims/claim_list.html"
    return render(request, template, context)


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
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    form = AssessmentForm(initial={"version": found.version})
    try:
        scope = scope_without(request.GET.getlist("without"))
    except UnknownSourceError as error:
        messages.warning(request, f"Nothing is left out. {error}")
        return redirect(found)
    return _render(request, found, form, scope=scope)


def _render(
    request: HttpRequest,
    found: Claim,
    form: AssessmentForm,
    status: int = 200,
    scope: Scope = EVERYTHING,
) -> HttpResponse:
    context = {"claim": found, "page": claim_page(found, scope), "form": form}
    return render(request, "claims/claim.html", context, status=status)


@require_POST
@permission_required("claims.assess_claim", raise_exception=True)
def assess(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record a decision; a mistake shows the page again with what was typed."""
    found = get_object_or_404(Claim, public_id=public_id)
    form = AssessmentForm(request.POST)
    user: User = request.user  # type: ignore[assignment]
    if not form.is_valid():
        return _render(request, found, form, status=422)
    decision = Decision(
        form.cleaned_data["status"], form.cleaned_data["reason"], form.cleaned_data["version"]
    )
    try:
        decide(claim=found, decision=decision, by=user)
    except EmptyReasonError as error:
        form.add_error("reason", str(error))
        return _render(request, found, form, status=422)
    except StaleClaimError as error:
        found.refresh_from_db()
        retry = AssessmentForm({**request.POST.dict(), "version": found.version})
        retry.is_valid()
        retry.add_error(None, str(error))
        return _render(request, found, retry, status=409)
    messages.success(request, f"Recorded: {decision.status.label.lower()}.")
    return redirect(found)


@require_POST
@permission_required("claims.assess_claim", raise_exception=True)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a challenge with a reason."""
    challenge = get_object_or_404(Challenge.objects.select_related("claim"), pk=pk)
    form = CloseChallengeForm(request.POST)
    user: User = request.user  # type: ignore[assignment]
    if not form.is_valid():
        messages.error(request, "Say why the challenge no longer stands.")
        return redirect(challenge.claim)
    close_challenge(challenge=challenge, because=form.cleaned_data["because"], by=user)
    messages.success(request, "The challenge is closed.")
    return redirect(challenge.claim)
