"""Recording by hand what speaks against a claim, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.claim_forms import ChallengeForm
from claims.forms import CloseChallengeForm
from claims.models import Challenge, Claim, EditorialChange
from claims.services.challenges import close_challenge, record_challenge
from claims.services.claim_search import counting_statements, find_statements
from claims.views.acting import REFUSED, by_of, edits_claims, tell
from claims.views.attempts import Attempt, attempt, carried
from claims.views.claim_changes import claim_here

# Statements to choose from; a search finds others.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose a statement, of this claim or of another, and say what it does."""
    claim = claim_here(public_id)
    if request.method != "POST":
        if claim.merged_into_id:
            return redirect(claim.survivor)
        return _page(request, claim, ChallengeForm(initial=carried(claim)))
    form = ChallengeForm(request.POST)
    asked = Attempt(
        "Record a challenge",
        claim,
        form,
        lambda status: _page(request, claim, form, status),
    )

    def done(change: EditorialChange) -> HttpResponse:
        tell(request, change)
        return redirect(claim)

    return attempt(
        request,
        asked,
        lambda by: record_challenge(
            claim=claim,
            assertion=form.cleaned_data["statement"],
            kind=form.cleaned_data["kind"],
            by=by,
        ),
        done,
    )


def _page(
    request: HttpRequest, claim: Claim, form: ChallengeForm, status: int = 200
) -> HttpResponse:
    query, chosen = request.GET.get("q", ""), request.POST.get("statement", "")
    rows = find_statements(query or chosen) if query or chosen else counting_statements(claim)
    context = {
        "claim": claim,
        "form": form,
        "query": query,
        "chosen": chosen,
        "statements": rows.select_related("article__outlet", "claim").defer(
            "search", "article__text", "article__search", "article__zones", "claim__search"
        )[:SHOWN],
    }
    return render(request, "claims/claim_challenge.html", context, status=status)


@require_POST
@edits_claims
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a challenge with a reason."""
    challenge = get_object_or_404(Challenge.objects.select_related("claim"), pk=pk)
    form = CloseChallengeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why the challenge no longer stands.")
        return redirect(challenge.claim)
    by = by_of(request, form.cleaned_data["because"])
    try:
        tell(request, close_challenge(challenge=challenge, by=by))
    except REFUSED as error:
        messages.error(request, f"{error} You wrote: “{by.reason}”")
    return redirect(challenge.claim.survivor)
