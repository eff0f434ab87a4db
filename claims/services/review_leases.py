"""Who has which item in front of them.

A lease is five minutes, and is renewed by whatever its holder does. It only keeps others from being given
the item; what is written is guarded by versions, as everywhere. Two editors who ask at once:

* each locks the row it was given and skips rows that the other has locked;
* should the other have finished in between, the database allows one lease for an item: whoever finds it
  taken looks for the next item.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.models import ReviewLease, ReviewQueue
from claims.models.review_item import Item, field_of
from claims.services.review_queue import waits_in, ways

LEASE = timedelta(minutes=5)


@transaction.atomic
def lease_next(
    *, queue: ReviewQueue, by: User, beside: Item | None = None, is_back: bool = False
) -> ReviewLease | None:
    """Give a person the next item of a queue; None when nothing is free.

    What they have already comes first. `beside` an item they leave, it is the one after that, or
    (`is_back`) before it.
    """
    if beside is None and (mine := _mine(queue, by)):
        return mine
    for rows in ways(queue, by, beside=beside, is_back=is_back):
        lost: set[int] = set()
        # Only the key is not ours: what refers to the row is not kept waiting.
        free = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
        while (row := free.exclude(pk__in=lost).first()) is not None:
            if lease := take(queue=queue, item=row, by=by):
                if beside is not None:
                    release(item=beside, by=by)
                return lease
            lost.add(row.pk)
    return None


@transaction.atomic
def take(*, queue: ReviewQueue, item: Item, by: User) -> ReviewLease | None:
    """Lease an item, or renew the lease; None while somebody else has it."""
    now = timezone.now()
    values = {"queue": queue, "by": by, "renewed_at": now, "until": now + LEASE}
    is_mine = Q(by=by) | Q(until__lte=now)
    if not _of(item).filter(is_mine).update(**values):
        try:
            with transaction.atomic():
                return ReviewLease.objects.create(**{field_of(item): item}, **values)
        except IntegrityError:
            return None
    return _of(item).select_related("assertion", "claim", "question").get()


def holder(item: Item) -> ReviewLease | None:
    """The lease in force on an item."""
    return _of(item).filter(until__gt=timezone.now()).select_related("by").first()


def release(*, item: Item, by: User, stamp: datetime | None = None) -> bool:
    """Free an item; of a page that was left, only if nothing renewed the lease since (`stamp`)."""
    mine = _of(item).filter(by=by)
    if stamp is not None:
        mine = mine.filter(renewed_at=stamp)
    return bool(mine.delete()[0])


def _mine(queue: ReviewQueue, by: User) -> ReviewLease | None:
    """The lease a person holds in a queue, renewed; those of items that wait no longer end."""
    held = ReviewLease.objects.filter(queue=queue, by=by, until__gt=timezone.now())
    for lease in held.select_related("assertion", "claim", "question").order_by("-renewed_at"):
        if waits_in(queue, lease.item):
            return take(queue=queue, item=lease.item, by=by)
        lease.delete()
    return None


def _of(item: Item) -> QuerySet[ReviewLease]:
    return ReviewLease.objects.filter(**{field_of(item): item})
