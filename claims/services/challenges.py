"""Recording and closing what speaks against a claim."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from claims.models import Assertion, Challenge, Claim, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.editorial import lock_claims, record
from claims.services.journal import Journal
from claims.weighing.words import in_reports

Kind = EditorialChange.Kind


@transaction.atomic
def record_challenge(
    *, claim: Claim, assertion: Assertion, kind: Challenge.Kind, by: By
) -> EditorialChange:
    """Record that a statement speaks against a claim, whether it is placed there or elsewhere.

    It stands until a person closes it. Raises ChangeRefusedError, ConflictError.
    """
    _need_reason(by)
    (claim,) = lock_claims(by, claim)
    if claim.merged_into_id:
        raise ChangeRefusedError("The claim was merged into another.")
    if assertion.is_withdrawn or assertion.review_state == Assertion.ReviewState.REJECTED:
        raise ChangeRefusedError("The statement was withdrawn or rejected; it challenges nothing.")
    before = claim.challenges.filter(assertion=assertion, kind=kind).first()
    if before is not None:
        how = "stands already" if before.stands else f"was closed: {before.closed_because}"
        raise ChangeRefusedError(f"This challenge by the statement {how}.")
    challenge = Challenge.objects.create(claim=claim, assertion=assertion, kind=kind, by=by.user)
    journal = Journal()
    journal.created("challenge", challenge.pk)
    summary = f"Challenge recorded against “{claim}”: {challenge.get_kind_display().lower()}"
    return record(
        Kind.CHALLENGE, by=by, journal=journal, summary=summary, claim=claim, assertion=assertion
    )


@transaction.atomic
def close_challenge(*, challenge: Challenge, by: By) -> EditorialChange:
    """Close a challenge and the reports that repeat it, for a reason; the status of its claim is computed
    anew. It is one act, taken back as a whole.

    Raises ChangeRefusedError without a reason or when it is closed already, ConflictError.
    """
    _need_reason(by)
    lock_claims(by, challenge.claim)
    challenge = (
        Challenge.objects.select_for_update(of=("self",))
        .select_related("claim", "assertion", "closed_by")
        .get(pk=challenge.pk)
    )
    if not challenge.stands:
        raise ChangeRefusedError(
            f"{challenge.closed_by} closed this challenge already: {challenge.closed_because}"
        )
    journal = Journal()
    # To the second: the journal finds the row again by what it wrote.
    now = timezone.now().replace(microsecond=0)
    closed = {
        "closed_at": (None, now),
        "closed_by_id": (None, by.user.pk),
        "closed_because": ("", by.reason.strip()),
    }
    repeated = _of_one_voice(challenge)
    for pk in repeated:
        journal.set_together("challenge", pk, closed)
    what = in_reports(challenge.get_kind_display().lower(), len(repeated))
    summary = f"Challenge to “{challenge.claim}” closed: {what}"
    return record(
        Kind.CLOSE,
        by=by,
        journal=journal,
        summary=summary,
        claim=challenge.claim,
        assertion=challenge.assertion,
    )


def _of_one_voice(challenge: Challenge) -> list[int]:
    """The challenges that stand and are of the same voice, this one first."""
    rows = Challenge.objects.with_voice().filter(claim=challenge.claim, kind=challenge.kind)
    voice = rows.filter(pk=challenge.pk).values("voice")
    same = rows.filter(voice=Subquery(voice), closed_at=None).exclude(pk=challenge.pk)
    return [challenge.pk, *same.order_by("pk").values_list("pk", flat=True)]


def _need_reason(by: By) -> None:
    if not by.reason.strip():
        raise ChangeRefusedError("Say why: a challenge is recorded or closed for a reason.")
