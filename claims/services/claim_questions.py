"""Questions to editors on which claims ask the same, and their answers."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from claims.models import Assertion, Claim, ClaimSuggestion, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.editorial import lock_claims, record
from claims.services.journal import Journal

State = ClaimSuggestion.State
# Nobody has settled these.
OPEN = (State.PENDING, State.UNSURE)


@transaction.atomic
def tell_apart(
    *, suggestion: ClaimSuggestion, answer: ClaimSuggestion.State, by: By
) -> EditorialChange:
    """Answer that two claims ask different questions, or that one is unsure.

    `different` keeps the machine from ever putting them together; `unsure` leaves the question open.
    Raises ChangeRefusedError when it is answered already.
    """
    lock_claims(By(by.user), suggestion.first, suggestion.second)
    suggestion = lock_question(suggestion)
    if suggestion.state == answer:
        raise ChangeRefusedError("Somebody is unsure about these two already; say which it is.")
    journal = Journal()
    journal.set("claim_suggestion", [suggestion.pk], "state", suggestion.state, answer)
    first, second = suggestion.first, suggestion.second
    said = "are different questions" if answer == State.DIFFERENT else "may be the same: unsure"
    return record(
        EditorialChange.Kind.JUDGE,
        by=by,
        journal=journal,
        summary=f"“{first}” and “{second}” {said}",
        claim=first,
        other=second,
    )


def lock_question(suggestion: ClaimSuggestion) -> ClaimSuggestion:
    """The question, locked and as it is now. Raises ChangeRefusedError when it is settled."""
    row = (
        ClaimSuggestion.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=suggestion.pk)
    )
    if row.state not in OPEN:
        raise ChangeRefusedError(f"This was answered already: {row.get_state_display().lower()}.")
    return row


def by_weight(suggestion: ClaimSuggestion) -> tuple[Claim, Claim]:
    """The two claims, the one that rather remains first: decided on, then with more reports."""
    first, second = sorted(
        (suggestion.first, suggestion.second),
        key=lambda c: (not c.decided_status, -c.report_count, c.pk),
    )
    return first, second


def settle_questions(journal: Journal, *, merged: Claim, survivor: Claim) -> None:
    """The question about the two is answered; those about the merged one are now the survivor's."""
    asked = ClaimSuggestion.objects.filter(Q(first=merged) | Q(second=merged)).order_by("pk")
    for question in asked.select_for_update():
        other = question.second_id if question.first_id == merged.pk else question.first_id
        pair = (min(other, survivor.pk), max(other, survivor.pk))
        if other == survivor.pk:
            _answer(journal, question, State.SAME)
        elif not ClaimSuggestion.objects.filter(first=pair[0], second=pair[1]).exists():
            journal.set_pair(question, pair)
        elif question.state in OPEN:
            _answer(journal, question, State.MOOT)


def keep_apart(journal: Journal, *, claim: Claim, other: Claim, reason: str) -> None:
    """Record that an editor took one claim out of the other: the machine never joins them again."""
    first, second = sorted((claim, other), key=lambda c: c.pk)
    question, _ = ClaimSuggestion.objects.get_or_create(
        first=first,
        second=second,
        # Undoing leaves a row that asks nobody anything.
        defaults={"score": 0.0, "reasons": [reason], "state": State.MOOT},
    )
    _answer(journal, question, State.DIFFERENT)


def _answer(journal: Journal, question: ClaimSuggestion, state: str) -> None:
    journal.set("claim_suggestion", [question.pk], "state", question.state, state)


def latest_statements(claims: list[Claim], most: int = 3) -> dict[int, list[Assertion]]:
    """The newest statements of each claim, at most so many: a viral claim costs no more."""
    found: dict[int, list[Assertion]] = {claim.pk: [] for claim in claims}
    rows = Assertion.objects.raw(
        """
        select a.id, a.claim_id, a.excerpt, a.figure_text, a.public_id, a.article_id, a.stance,
               a.span_start, a.span_end
        from unnest(%s::bigint[]) as wanted(claim_id)
        cross join lateral (
            select * from claims_assertion
            where claim_id = wanted.claim_id and not is_withdrawn and review_state <> 'rejected'
            order by id desc limit %s
        ) as a
        """,
        [list(found), most],
    )
    for row in rows:
        found[row.claim_id or 0].append(row)
    return found
