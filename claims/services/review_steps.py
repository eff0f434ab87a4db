"""What a person did in the review queue: kept in order, counted, and taken back from the last on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.models import Assessment, EditorialChange, ReviewQueue, ReviewStep
from claims.models.review_item import Item, field_of
from claims.services.acting import By, ChangeRefusedError
from claims.services.decisions import undo_decision
from claims.services.editorial import undo

Did = ReviewStep.Did
# So many steps can be taken back from the queue; the histories keep everything.
REMEMBERED = 10
# For how long an item is not offered to the person who put it off. Others get it.
PUT_OFF = {
    Did.LATER: timedelta(hours=1),
    Did.SKIP: timedelta(days=7),
    Did.UNSURE: timedelta(days=7),
}


def log_step(
    *, queue: ReviewQueue, item: Item, by: User, did: ReviewStep.Did, summary: str, **what: Any
) -> ReviewStep:
    """Remember a step; `what` are change, placing, decision or until, as far as they apply."""
    about = {field_of(item): item}
    return ReviewStep.objects.create(
        queue=queue, by=by, did=did, summary=summary[:700], **about, **what
    )


def recent_steps(by: User, queue: ReviewQueue | None = None) -> list[ReviewStep]:
    """The last steps of a person that stand, the newest first: of one queue, or of all."""
    queues = [queue] if queue else list(ReviewQueue)
    found = [step for one in queues for step in _standing(by, one)]
    return sorted(found, key=lambda step: -step.pk)[:REMEMBERED]


def _standing(by: User, queue: ReviewQueue) -> list[ReviewStep]:
    rows = ReviewStep.objects.filter(by=by, queue=queue, undone_at=None)
    # What was taken back elsewhere is not taken back again.
    rows = rows.filter(
        change__undone_by=None, placing__undone_by=None, decision__undone_by=None
    ).select_related("assertion__claim", "claim", "question", "by")
    claims = ("claim", "assertion__claim")
    heavy = (
        "assertion__search",
        *(f"{c}__{name}" for c in claims for name in ("search", "profile")),
    )
    return list(rows.defer(*heavy).order_by("-created_at", "-id")[:REMEMBERED])


def done_since(by: User, since: datetime, queue: ReviewQueue) -> int:
    """How many items of a queue a person has judged, skipping aside."""
    rows = ReviewStep.objects.filter(by=by, queue=queue, created_at__gte=since, undone_at=None)
    judged = rows.filter(until=None).exclude(did=Did.ORIGIN)
    return judged.count()


def done_today(by: User, queue: ReviewQueue) -> int:
    """The same since midnight where the person is."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return done_since(by, midnight, queue)


@transaction.atomic
def undo_step(*, step: ReviewStep, by: By) -> list[EditorialChange | Assessment]:
    """Take a step back, with all it did; twice does nothing more.

    Raises ChangeRefusedError for the step of somebody else or one long past, UndoBlockedError.
    """
    step = ReviewStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.undone_at is not None:
        return []
    if step.by_id != by.user.pk:
        raise ChangeRefusedError("Only your own steps are taken back here; use the history.")
    if step not in recent_steps(by.user, ReviewQueue(step.queue)):
        raise ChangeRefusedError(
            f"Only your last {REMEMBERED} steps are taken back here; use the history of what it was about."
        )
    undone: list[EditorialChange | Assessment] = [
        undo(change=change, by=By(by.user, by.reason))
        for change in (step.placing, step.change)
        if change is not None
    ]
    if step.decision is not None:
        undone.append(undo_decision(decision=step.decision, by=By(by.user, by.reason)))
    step.undone_at = timezone.now()
    step.save(update_fields=["undone_at"])
    return undone
