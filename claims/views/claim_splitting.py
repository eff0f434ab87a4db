"""Splitting a claim: tick what asks something else, look at both, confirm."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from claims.claim_forms import SplitClaimForm
from claims.models import Claim, ClaimSuggestion, EditorialChange
from claims.services.claim_changes import split_claim
from claims.services.claim_search import counting_statements, find_claims, questions_on
from claims.services.previews import Preview, preview
from claims.views.acting import by_of, edits_claims, tell
from claims.views.attempts import Attempt, attempt, carried
from claims.views.claim_changes import claim_here

# Of a claim with more statements, the newest; the API splits off any.
SHOWN = 200
# Claims that may ask the same are offered before anybody searches.
OFFERED = 5


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def split(request: HttpRequest, public_id: str) -> HttpResponse:
    """One form in steps: choose (search a target, if need be), preview, confirm."""
    claim = claim_here(public_id)
    if request.method != "POST":
        if claim.merged_into_id:
            return redirect(claim.survivor)
        return _page(request, claim, SplitClaimForm(claim, initial=carried(claim)))
    form = SplitClaimForm(claim, request.POST)
    step = request.POST.get("step", "preview")
    if step in ("choose", "search"):
        # Nothing is wrong yet with what is still being filled in.
        form.is_valid()
        form.errors.clear()
        return _page(request, claim, form)
    if step == "preview":
        is_ready = form.is_valid()
        found = _previewed(request, claim, form) if is_ready else None
        return _page(request, claim, form, found, status=200 if is_ready else 422)
    return _confirmed(request, claim, form)


def _confirmed(request: HttpRequest, claim: Claim, form: SplitClaimForm) -> HttpResponse:
    asked = Attempt(
        "Split statements off this claim",
        claim,
        form,
        lambda status: _page(request, claim, form, status=status),
    )

    def done(change: EditorialChange) -> HttpResponse:
        tell(request, change)
        return redirect(claim)

    return attempt(
        request,
        asked,
        lambda by: split_claim(
            claim=claim,
            statements=list(form.cleaned_data["statements"]),
            to=form.cleaned_data["into"] or form.cleaned_data["title"],
            by=by,
        ),
        done,
    )


def _previewed(request: HttpRequest, claim: Claim, form: SplitClaimForm) -> Preview:
    said = form.cleaned_data
    into: Claim | None = said["into"]

    def both() -> list[Claim]:
        change = split_claim(
            claim=claim,
            statements=list(said["statements"]),
            to=into or said["title"],
            by=by_of(request, said["reason"]),
        )
        return [one for one in (change.claim, change.other) if one]

    return preview(both, [claim, into] if into else [claim])


def _page(
    request: HttpRequest,
    claim: Claim,
    form: SplitClaimForm,
    found: Preview | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = counting_statements(claim).select_related("article__outlet", "origin")
    query, into = request.POST.get("q", ""), request.POST.get("into", "")
    searched = find_claims(query, type_key=claim.type, but=claim)
    chosen = find_claims(into, type_key=claim.type, but=claim) if into else []
    asked = [_other(question, claim) for question in questions_on(claim, OFFERED)]
    context = {
        "claim": claim,
        "form": form,
        "preview": found,
        "statements": rows.defer("search", "article__text", "article__search", "article__zones")[
            :SHOWN
        ],
        "shown": SHOWN,
        "ticked": set(request.POST.getlist("statements")),
        "query": query,
        "found": searched,
        "into": into,
        "choices": list({one.pk: one for one in (*searched, *chosen, *asked)}.values()),
    }
    return render(request, "claims/claim_split.html", context, status=status)


def _other(question: ClaimSuggestion, claim: Claim) -> Claim:
    """The claim that may ask the same."""
    return question.second if question.first_id == claim.pk else question.first
