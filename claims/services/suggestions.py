"""Questions to editors on who is who, and their answers."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from claims.models import MergeSuggestion, Speaker, SpeakerChange, SuggestionJudgement
from claims.services.acting import By, ChangeRefusedError
from claims.services.assessing import assess_claims
from claims.services.retracing import claims_of
from claims.services.speaker_changes import merge_speakers
from claims.services.speakers import MOVING_SPEAKERS
from sources.services.locks import lock_for_transaction

State = MergeSuggestion.State


@transaction.atomic
def accept_suggestion(*, suggestion: MergeSuggestion, by: By) -> SpeakerChange:
    """Merge the two; the one with more statements remains.

    Raises ChangeRefusedError when the question is answered already.
    """
    suggestion = _pending(suggestion)
    survivor, merged = by_weight(suggestion)
    return merge_speakers(survivor=survivor, merged=merged, by=by)


@transaction.atomic
def decline_suggestion(*, suggestion: MergeSuggestion, by: By) -> SuggestionJudgement:
    """Record that the two are two; they are never suggested again, and count as two voices.

    Raises ChangeRefusedError when the question is answered already.
    """
    if not by.reason.strip():
        raise ChangeRefusedError("A change needs a reason.")
    suggestion = _pending(suggestion)
    MergeSuggestion.objects.filter(pk=suggestion.pk).update(state=State.DECLINED)
    judgement = SuggestionJudgement.objects.create(
        suggestion=suggestion,
        verdict=SuggestionJudgement.Verdict.DECLINED,
        reason=by.reason.strip(),
        by=by.user,
    )
    both = set(claims_of([suggestion.first_id])) & set(claims_of([suggestion.second_id]))
    assess_claims(both)
    return judgement


def by_weight(suggestion: MergeSuggestion) -> tuple[Speaker, Speaker]:
    """The two speakers, the one with more statements first; of equal ones the fuller name."""
    first, second = sorted(
        (suggestion.first, suggestion.second),
        key=lambda s: (-s.attributions.count(), -len(s.name), s.pk),
    )
    return first, second


def open_questions(speaker: Speaker) -> list[MergeSuggestion]:
    """The pending suggestions on a speaker."""
    return list(
        MergeSuggestion.objects.filter(Q(first=speaker) | Q(second=speaker), state=State.PENDING)
        .select_related("first", "second")
        .order_by("-score", "pk")
    )


def _pending(suggestion: MergeSuggestion) -> MergeSuggestion:
    lock_for_transaction(MOVING_SPEAKERS)
    current = (
        MergeSuggestion.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=suggestion.pk)
    )
    if current.state != State.PENDING:
        raise ChangeRefusedError(f"This was answered already: {current.get_state_display()}.")
    return current
