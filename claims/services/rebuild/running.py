"""A rebuild from beginning to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from claims.models import Claim
from claims.services.rebuild import applying, scratch
from claims.services.rebuild.deciding import Say, decide
from claims.services.rebuild.mapping import map_clusters
from claims.services.upkeep import refresh_claims
from sources.services.locks import lock_for_session, unlock_for_session

_REBUILDING = "linking:rebuild"
_CLAIMS = 200


class AlreadyRunningError(RuntimeError):
    """Another process is linking everything anew."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rebuild looked at, and what it changed.

    `left` are statements that somebody else changed while it ran; the next rebuild decides on them.
    """

    statements: int
    moved: int = 0
    made: int = 0
    emptied: int = 0
    left: int = 0
    refreshed: int = 0
    asked: int = 0
    closed: int = 0

    @property
    def changes(self) -> int:
        """How many changes were written; none when everything was as it has to be."""
        return self.moved + self.refreshed + self.asked + self.closed


def rebuild(*, say: Say) -> Summary:
    """Link everything anew; `say` is told how far it is.

    Raises AlreadyRunningError when another process is at it. What is interrupted can simply be run
    again: every batch it wrote stands for itself.
    """
    if not lock_for_session(_REBUILDING):
        raise AlreadyRunningError("Another rebuild is running; wait until it has ended.")
    try:
        scratch.create()
        decided = decide(say)
        total = map_clusters()
        say(f"{decided:,} statements decided, {total:,} of them to be moved")
        applied = list(_apply(total, say))
        refreshed = _refresh_all(say)
        asked, closed = applying.ask_anew()
        return Summary(
            statements=decided,
            moved=sum(batch.moved for batch in applied),
            made=sum(batch.made for batch in applied),
            emptied=sum(batch.emptied for batch in applied),
            left=sum(batch.left for batch in applied),
            refreshed=refreshed,
            asked=asked,
            closed=closed,
        )
    finally:
        if not connection.needs_rollback:
            scratch.drop()
            unlock_for_session(_REBUILDING)


def _apply(total: int, say: Say) -> Iterator[applying.Applied]:
    for first in range(1, total + 1, applying.BATCH):
        last = min(total, first + applying.BATCH - 1)
        yield applying.apply(first=first, last=last)
        say(f"{last:,} of {total:,} statements moved")


def _refresh_all(say: Say) -> int:
    """Bring every claim in line with what it holds now; gives how many were not."""
    changed = last = looked_at = 0
    while True:
        ids = list(
            Claim.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_CLAIMS]
        )
        if not ids:
            return changed
        with transaction.atomic():
            changed += len(refresh_claims(ids, read=applying.read))
        last, looked_at = ids[-1], looked_at + len(ids)
        if looked_at % (50 * _CLAIMS) == 0:
            say(f"{looked_at:,} claims brought up to date")
