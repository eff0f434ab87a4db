"""Deciding on a claim, and taking a decision back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.forms import AssessmentForm
from claims.models import Assessment, Status
from claims.services.acting import By
from claims.services.assessing import Decision, decide
from claims.services.decisions import undo_decision
from claims.views.acting import REFUSED, by_of, needs, posts, tell_refusal
from claims.views.attempts import Attempt, attempt
from claims.views.claim_changes import claim_here
from claims.views.claims import show

assesses_claims = needs("claims.assess_claim", "Deciding on a claim")


@posts(lambda request, public_id: reverse("claim-by-id", args=[public_id]))
@assesses_claims
def assess(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record a decision."""
    claim = claim_here(public_id)
    form = AssessmentForm(request.POST)
    asked = Attempt(
        "Decide", claim, form, lambda status: show(request, claim, form=form, status=status)
    )

    def work(by: By) -> Assessment:
        decision = Decision(form.cleaned_data["status"], by.reason, by.version)
        return decide(claim=claim, decision=decision, by=by.user)

    def done(decision: Assessment) -> HttpResponse:
        said = (
            "Decision withdrawn"
            if decision.is_withdrawal
            else f"Recorded: {decision.get_status_display().lower()}"
        )
        _tell(request, f"{said}.", decision)
        return redirect(claim)

    return attempt(request, asked, work, done)


@require_POST
@assesses_claims
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the decision before this one in force again."""
    decision = get_object_or_404(Assessment.objects.select_related("claim"), pk=pk)
    by = by_of(request, request.POST.get("reason", "")[:5000])
    try:
        done = undo_decision(decision=decision, by=by)
    except REFUSED as error:
        tell_refusal(request, error)
    else:
        _tell(request, f"Taken back: {_in_short(decision)}; now {_now(done)}.", None)
    return redirect(decision.claim.survivor)


def _in_short(decision: Assessment) -> str:
    return "the withdrawal" if decision.is_withdrawal else decision.get_status_display().lower()


def _now(decision: Assessment) -> str:
    """What stands after a decision was taken back."""
    is_none = decision.status == Status.UNASSESSED
    return "no decision stands" if is_none else decision.get_status_display().lower()


def _tell(request: HttpRequest, said: str, decision: Assessment | None) -> None:
    # The page template makes the button that takes it back of this.
    messages.success(request, said, extra_tags=f"decision-{decision.pk}" if decision else "")
