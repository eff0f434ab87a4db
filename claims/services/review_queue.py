"""The queues of the review: what waits in each, in which order, how much, and what comes next.

A queue is read lane by lane, the first lane first; each lane is served by an index of its own, so that
the next item costs the same however much waits and however much was reviewed before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import (
    Assertion,
    Claim,
    ClaimSuggestion,
    MergeSuggestion,
    QueuedStatement,
    ReviewLease,
    ReviewQueue,
    ReviewStep,
)
from claims.models.claim import DISPUTED, STALE
from claims.models.review_item import Item, field_of

Rank = QueuedStatement.Rank
# Counts go no further than this; a page says "100+".
MOST_COUNTED = 100

EXPLAINED = {
    ReviewQueue.NEW: "Statements nobody has reviewed. First those of claims that are challenged, disputed "
    "or ask for re-review, then those of claims with two or more independent origins and no decision, "
    "then all others; the newest first in each.",
    ReviewQueue.FLAGGED: "Statements nobody has reviewed that hardened a figure or dropped who said it, "
    "the newest first.",
    ReviewQueue.DECIDE: "Claims whose decision rests on statements that changed, then claims computed as "
    "disputed that nobody has decided on; the newest first in each.",
    ReviewQueue.DUPLICATES: "Pairs of claims that may ask the same question, the likeliest first.",
}


@dataclass(frozen=True, slots=True)
class Lane:
    """Items in one order: by `keys`, descending, the last of which is unique."""

    rows: QuerySet[Any]
    keys: tuple[str, ...] = ("pk",)

    def in_order(self, *, is_back: bool = False) -> QuerySet[Any]:
        return self.rows.order_by(*(f"{'' if is_back else '-'}{key}" for key in self.keys))

    def beyond(self, item: Item, *, is_back: bool) -> QuerySet[Any]:
        """What stands behind an item of this lane, or (`is_back`) before it, the nearest first."""
        lookup: Any = TupleGreaterThan if is_back else TupleLessThan
        values = tuple(getattr(item, key) for key in self.keys)
        condition = lookup(Tuple(*(F(key) for key in self.keys)), values)
        return self.in_order(is_back=is_back).filter(condition)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much waits, as far as it is counted."""

    queue: ReviewQueue
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > MOST_COUNTED

    def __str__(self) -> str:
        return f"{MOST_COUNTED}+" if self.is_more else str(self.count)


def lanes(queue: ReviewQueue) -> tuple[Lane, ...]:
    """The lanes of a queue, the first to be read first."""
    if queue == ReviewQueue.DECIDE:
        return Lane(Claim.objects.filter(STALE)), Lane(Claim.objects.filter(DISPUTED))
    if queue == ReviewQueue.DUPLICATES:
        pending = ClaimSuggestion.objects.filter(state=ClaimSuggestion.State.PENDING)
        return (Lane(pending, ("score", "pk")),)
    if queue == ReviewQueue.FLAGGED:
        return (Lane(_unreviewed().filter(queued__is_flagged=True)),)
    # A subquery for each row, and no join: the rows of the order are then looked up one by one.
    rank = QueuedStatement.objects.filter(assertion=OuterRef("pk")).values("rank")
    rest = _unreviewed().alias(rank=Coalesce(Subquery(rank), Rank.NONE.value))
    return (
        Lane(_unreviewed().filter(queued__rank=Rank.DISPUTED)),
        Lane(_unreviewed().filter(queued__rank=Rank.NEAR_CORROBORATION)),
        Lane(rest.filter(rank=Rank.NONE.value)),
    )


def _unreviewed() -> QuerySet[Assertion]:
    draft = Assertion.ReviewState.DRAFT
    return Assertion.objects.filter(review_state=draft, is_withdrawn=False)


def waits_in(queue: ReviewQueue, item: Item) -> bool:
    """True while the item waits there."""
    return any(lane.rows.filter(pk=item.pk).exists() for lane in lanes(queue))


def queues_of(item: Item) -> tuple[ReviewQueue, ...]:
    """The queues in which such an item can stand, the usual one first."""
    if isinstance(item, Assertion):
        return ReviewQueue.NEW, ReviewQueue.FLAGGED
    return (ReviewQueue.DECIDE,) if isinstance(item, Claim) else (ReviewQueue.DUPLICATES,)


def count(queue: ReviewQueue) -> Counted:
    """How many items wait, counted no further than shown."""
    whole = [Lane(_unreviewed())] if queue == ReviewQueue.NEW else lanes(queue)
    number = sum(lane.rows.order_by()[: MOST_COUNTED + 1].count() for lane in whole)
    return Counted(queue, min(number, MOST_COUNTED + 1))


def counts() -> list[Counted]:
    """How much waits in every queue."""
    return [count(queue) for queue in ReviewQueue]


def speaker_questions() -> int:
    """Open questions on who is who, counted likewise; they have a page of their own."""
    pending = MergeSuggestion.objects.filter(state=MergeSuggestion.State.PENDING)
    return pending[: MOST_COUNTED + 1].count()


def ways(
    queue: ReviewQueue, user: User, *, beside: Item | None = None, is_back: bool = False
) -> Iterator[QuerySet[Any]]:
    """What is free for a person, to be asked one after the other for its first row.

    From the top; or, `beside` an item, what comes after it and then from the top again; or what comes
    before it, the nearest first. The item itself is not among them.
    """
    taken = _taken(queue, user)
    taken |= {beside.pk} if beside is not None else set()
    found = lanes(queue)
    at = _lane_of(found, beside) if beside is not None else None
    if beside is not None and at is not None:
        yield found[at].beyond(beside, is_back=is_back).exclude(pk__in=taken)
        further = reversed(found[:at]) if is_back else found[at + 1 :]
        yield from (lane.in_order(is_back=is_back).exclude(pk__in=taken) for lane in further)
    if not is_back:
        yield from (lane.in_order().exclude(pk__in=taken) for lane in found)


def peek(queue: ReviewQueue, user: User, *, but: Item) -> Item | None:
    """What would come when an item is done; it is leased to nobody."""
    taken = {*_taken(queue, user), but.pk}
    for lane in lanes(queue):
        row: Item | None = lane.in_order().exclude(pk__in=taken).first()
        if row is not None:
            return row
    return None


def _lane_of(found: tuple[Lane, ...], item: Item) -> int | None:
    return next((i for i, one in enumerate(found) if one.rows.filter(pk=item.pk).exists()), None)


def _taken(queue: ReviewQueue, user: User) -> set[int]:
    """Ids of what others have in front of them, and of what this person put off."""
    now = timezone.now()
    field = field_of(lanes(queue)[0].rows.model())
    is_such = Q(**{f"{field}__isnull": False})
    leased = ReviewLease.objects.filter(is_such, until__gt=now).exclude(by=user)
    put_off = ReviewStep.objects.filter(is_such, by=user, until__gt=now, undone_at=None)
    return {
        *leased.values_list(field, flat=True),
        *put_off.values_list(field, flat=True),
    }
