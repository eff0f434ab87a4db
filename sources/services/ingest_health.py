"""How taking files in goes, for the first page: bounded, and in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.utils import timezone

from sources.models import BatchItem, SourceFile

State = SourceFile.State
# Of the files of the last day so many are counted, the newest first.
MOST_COUNTED = 10_000
MOST_WAITING = 1_000
SHOWN_FAILURES = 5

_LAST_DAY = """
    select state, count(*), max(coalesce(finished_at, heartbeat_at)) from (
        select state, received_at, finished_at, heartbeat_at
        from sources_sourcefile order by id desc limit %s
    ) as newest
    where received_at >= %s group by state
"""


@dataclass(frozen=True, slots=True)
class IngestHealth:
    """Files that came in `since` 24 hours ago by state (in words), what failed last, and what waits.

    `waiting_since` is when the oldest file that waits was received; `last_sign` the last trace a worker
    left on a file of that day; `is_stuck`: something waits, and no worker has touched a file for long.
    """

    since: datetime
    by_state: tuple[tuple[str, str, int], ...]
    is_capped: bool
    failures: tuple[SourceFile, ...]
    waiting: int
    waiting_since: datetime | None
    unfetched: int
    last_sign: datetime | None
    is_stuck: bool

    @property
    def total(self) -> int:
        return sum(number for _, _, number in self.by_state)

    @property
    def has_many_waiting(self) -> bool:
        return self.waiting >= MOST_WAITING


def ingest_health() -> IngestHealth:
    """Look at the ledger of files. Five queries."""
    now = timezone.now()
    since = now - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(_LAST_DAY, [MOST_COUNTED, since])
        rows = {state: (number, sign) for state, number, sign in cursor.fetchall()}
    waiting = SourceFile.objects.exclude(state__in=State.final())
    number = waiting.order_by()[:MOST_WAITING].count()
    oldest = waiting.aggregate(since=Min("received_at"))["since"]
    signs = [sign for _, sign in rows.values() if sign]
    last_sign = max(signs, default=None)
    return IngestHealth(
        since=since,
        by_state=tuple(
            (state.value, str(state.label), rows[state.value][0])
            for state in State
            if state.value in rows
        ),
        is_capped=sum(number for number, _ in rows.values()) >= MOST_COUNTED,
        failures=_failed_last(),
        waiting=number,
        waiting_since=oldest,
        unfetched=_unfetched(),
        last_sign=last_sign,
        is_stuck=_is_stuck(oldest, last_sign, now),
    )


def _failed_last() -> tuple[SourceFile, ...]:
    """Those that failed last, also after another try; looked for among the failed that came in last."""
    failed = SourceFile.objects.filter(state=State.FAILED)
    newest = failed.order_by("-id").values("pk")[:MOST_WAITING]
    return tuple(failed.filter(pk__in=newest).order_by("-finished_at", "-id")[:SHOWN_FAILURES])


def _unfetched() -> int:
    """Web addresses that wait to be fetched."""
    items = BatchItem.objects.filter(state__in=BatchItem.State.unfinished())
    return items.order_by()[:MOST_WAITING].count()


def _is_stuck(oldest: datetime | None, last_sign: datetime | None, now: datetime) -> bool:
    """Whether a file waits for longer than a worker may be silent, and none has given a sign."""
    long_ago = now - timedelta(seconds=settings.STUCK_SECONDS)
    if oldest is None or oldest > long_ago:
        return False
    return last_sign is None or last_sign < long_ago
