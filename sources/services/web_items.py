"""Web addresses of batches on their way to source files. Safe to run twice, and by two workers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from sources.errors import StepError
from sources.models import BatchItem, IngestBatch
from sources.services.queueing import queue
from sources.services.receiving import receive_fetched
from sources.services.web_addresses import FetchError
from sources.services.web_fetching import fetch

State = BatchItem.State
_log = structlog.get_logger(__name__)


@transaction.atomic
def add_addresses(
    *, batch: IngestBatch, urls: Iterable[str], sidecar: Mapping[str, Any]
) -> list[int]:
    """Have addresses fetched for a batch; gives the ids of the new items. The batch keeps each once."""
    IngestBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    known = set(batch.items.exclude(url="").values_list("url", flat=True))
    new = [
        BatchItem(
            batch=batch, name=url[:1000], url=url, sidecar=dict(sidecar), state=State.WAITING,
            heartbeat_at=timezone.now(),
        )
        for url in dict.fromkeys(urls) if url not in known
    ]  # fmt: skip
    ids = [item.pk for item in BatchItem.objects.bulk_create(new)]
    queue([], item_ids=ids)
    return ids


def fetch_item(item_id: int) -> None:
    """Fetch what an item waits for, and send it on its way; a failure stays with its reason."""
    if not _claim(item_id):
        return
    item = BatchItem.objects.select_related("batch").get(pk=item_id)
    try:
        _take_in(item)
    except StepError as error:
        _log.info("address failed", url=item.url, code=error.code, reason=error.message)
        _fail(item_id, error)
    except (OperationalError, InterfaceError):
        BatchItem.objects.filter(pk=item_id, state=State.FETCHING).update(state=State.WAITING)
        raise
    except Exception as error:
        _log.exception("address failed for a reason of ours", url=item.url)
        _fail(
            item_id,
            FetchError(
                "internal_error",
                f"claimbase could not fetch the page: {error.__class__.__name__}: {error}. The log "
                "has the details; it can be tried again.",
            ),
        )


def _claim(item_id: int) -> bool:
    """Make this worker the one that fetches; the attempt is counted before any work."""
    now = timezone.now()
    silent = now - timedelta(seconds=_longest_silence())
    claimed = (
        BatchItem.objects.filter(pk=item_id)
        .filter(Q(state=State.WAITING) | Q(state=State.FETCHING, heartbeat_at__lt=silent))
        .update(state=State.FETCHING, attempts=F("attempts") + 1, heartbeat_at=now)
    )
    return bool(claimed)


def _take_in(item: BatchItem) -> None:
    if item.attempts > settings.MAX_ATTEMPTS:
        raise FetchError(
            "too_many_attempts",
            f"Given up after {settings.MAX_ATTEMPTS} attempts (CLAIMBASE_MAX_ATTEMPTS): each time "
            "the worker ended before the page was fetched.",
        )
    fetched = fetch(item.url)
    with transaction.atomic():
        received = receive_fetched(
            fetched.data, sidecar={"url": fetched.url, **item.sidecar}, item=item
        )
        if received.is_queued:
            queue([received.source_file.pk])


def _fail(item_id: int, error: StepError) -> None:
    BatchItem.objects.filter(pk=item_id, state=State.FETCHING).update(
        state=State.FAILED, error_code=error.code, error=error.message
    )


def unfetched_and_silent() -> list[int]:
    """Ids of items that wait or were given up by their worker; they count as queued again now."""
    now = timezone.now()
    silent = now - timedelta(seconds=_longest_silence())
    stuck = BatchItem.objects.filter(state__in=State.unfinished(), heartbeat_at__lt=silent)
    ids = list(stuck.order_by("heartbeat_at", "id").values_list("id", flat=True)[:1000])
    # One that is being fetched shows no sign of life but this; only who waits is put back.
    BatchItem.objects.filter(pk__in=ids, state=State.WAITING).update(heartbeat_at=now)
    return ids


def _longest_silence() -> int:
    """While it is fetched an item gives no sign of life."""
    return int(max(settings.STUCK_SECONDS, 2 * settings.FETCH_SECONDS))
