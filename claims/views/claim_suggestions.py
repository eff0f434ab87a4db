"""Which claims ask the same? Open questions, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.filters import ClaimSuggestionFilter
from claims.models import ClaimSuggestion
from claims.services.claim_changes import answer_same
from claims.services.claim_questions import by_weight, latest_statements, tell_apart
from claims.views.acting import REFUSED, by_of, edits_claims, next_page, tell
from sources.keyset import Keyset
from sources.listing import list_page

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
State = ClaimSuggestion.State


@require_safe
@edits_claims
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """Open questions, or the answered ones by `state`."""
    questions = ClaimSuggestion.objects.select_related(
        "first__merged_into", "second__merged_into"
    ).defer("first__search", "second__search")
    if not request.GET.get("state"):
        questions = questions.filter(state=State.PENDING)
    listing = list_page(request, questions, ClaimSuggestionFilter, ORDERS)
    claims = [claim for row in listing.rows for claim in (row.first, row.second)]
    statements = latest_statements(claims)
    context = {
        "list": listing,
        "rows": [
            (
                row,
                [(claim, statements[claim.pk]) for claim in (row.first, row.second)],
                by_weight(row),
            )
            for row in listing.rows
        ],
        "states": State.choices,
        "state": request.GET.get("state") or State.PENDING,
    }
    return render(request, "claims/claim_suggestion_list.html", context)


@require_POST
@edits_claims
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Same, different or unsure; a reason may be given."""
    question = get_object_or_404(
        ClaimSuggestion.objects.select_related("first", "second"), public_id=public_id
    )
    said, by = request.POST.get("answer"), by_of(request, request.POST.get("reason", "")[:5000])
    try:
        if said == State.SAME:
            tell(request, answer_same(suggestion=question, by=by))
        elif said in (State.DIFFERENT, State.UNSURE):
            tell(request, tell_apart(suggestion=question, answer=State(said), by=by))
        else:
            messages.error(request, "Answer same, different or unsure.")
    except REFUSED as error:
        messages.error(request, f"{error} You wrote: “{by.reason}”" if by.reason else str(error))
    return redirect(next_page(request, "claim-suggestion-list"))
