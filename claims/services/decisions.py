"""Taking back an editor's decision on a claim: the one before it is in force again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.models import Assessment, Claim, Status
from claims.services.acting import By, ChangeRefusedError, UndoBlockedError
from claims.services.assessing import assess_claims
from claims.services.editorial import lock_claims


class DecidedAgainError(UndoBlockedError):
    """A later decision stands, and is to be undone first."""

    def __init__(self, latest: Assessment) -> None:
        super().__init__([latest])
        self.args = (
            f"{latest.by} decided again later ({latest.get_status_display().lower()}); undo that first.",
        )


@transaction.atomic
def undo_decision(*, decision: Assessment, by: By) -> Assessment:
    """Put the decision before this one in force again, resting on what it rested on. Undoing twice
    does nothing more.

    Raises ChangeRefusedError for an undo, DecidedAgainError when a later decision stands.
    """
    (claim,) = lock_claims(by, decision.claim)
    if done := Assessment.objects.filter(undoes=decision).first():
        return done
    if decision.undoes_id:
        raise ChangeRefusedError("An undo cannot be undone; decide again.")
    standing = Assessment.objects.filter(claim=claim, undoes=None, undone_by=None)
    latest = standing.select_related("by")[0]
    if latest != decision:
        raise DecidedAgainError(latest)
    before = standing.filter(pk__lt=decision.pk).first()
    row = Assessment.objects.create(
        claim=claim,
        status=before.status if before else Status.UNASSESSED,
        previous_status=claim.status,
        reason=by.reason.strip() or f"Taken back: {decision.reason}",
        by=by.user,
        evidence=before.evidence if before else [],
        evidence_hash=before.evidence_hash if before else "",
        undoes=decision,
    )
    _put_in_force(claim, before)
    return row


def _put_in_force(claim: Claim, decision: Assessment | None) -> None:
    is_decided = decision is not None and decision.status != Status.UNASSESSED
    claim.decided_status = decision.status if decision and is_decided else ""
    claim.decided_at = decision.created_at if decision and is_decided else None
    claim.version += 1
    claim.changed_at = timezone.now()
    claim.save(update_fields=["decided_status", "decided_at", "version", "changed_at"])
    # What it rested on may have changed since.
    assess_claims([claim.pk])
