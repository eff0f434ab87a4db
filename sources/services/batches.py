"""Trying parts of a batch again, and calling off what has not begun."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from sources.errors import WHAT_TO_DO
from sources.models import BatchItem, IngestBatch, SourceContent, SourceFile
from sources.services.failing import NotRetryableError, retry
from sources.services.queueing import queue

_RETRYABLE_ITEMS = (BatchItem.State.FAILED, BatchItem.State.CANCELLED)


@transaction.atomic
def retry_item(*, item: BatchItem) -> None:
    """Start one item again: its file, or the fetching of its address. Raises NotRetryableError."""
    if item.source_file:
        retry(source_file=item.source_file)
    elif not _fetch_again(BatchItem.objects.filter(pk=item.pk)):
        raise NotRetryableError(
            f"{item} is not waiting to be tried again."
            if item.url
            else f"The bytes of {item} were not kept; hand the file in again."
        )


@transaction.atomic
def retry_batch(*, batch: IngestBatch) -> int:
    """Start everything of a batch again that was cancelled, or failed in a way that another try can
    help; gives how many."""
    items = batch.items.select_for_update()
    kept = SourceContent.objects.filter(source_file=OuterRef("pk"))
    files = SourceFile.objects.filter(
        Exists(kept), batch_items__batch=batch, state__in=SourceFile.State.retryable()
    ).exclude(error_code__in=WHAT_TO_DO)
    ids = list(
        SourceFile.objects.filter(pk__in=files)
        .order_by("pk").select_for_update().values_list("pk", flat=True)
    )  # fmt: skip
    SourceFile.objects.filter(pk__in=ids).update(
        state=SourceFile.State.RECEIVED, error="", error_code="", attempts=0,
        heartbeat_at=None, finished_at=None,
    )  # fmt: skip
    queue(ids)
    return len(ids) + _fetch_again(items.exclude(error_code__in=WHAT_TO_DO))


def _fetch_again(items: models.QuerySet[BatchItem]) -> int:
    """Put addresses back among those that wait to be fetched; gives how many."""
    ids = list(
        items.filter(state__in=_RETRYABLE_ITEMS).exclude(url="").values_list("pk", flat=True)
    )
    BatchItem.objects.filter(pk__in=ids).update(
        state=BatchItem.State.WAITING, error="", error_code="", attempts=0,
        heartbeat_at=timezone.now(),
    )  # fmt: skip
    queue([], item_ids=ids)
    return len(ids)


@transaction.atomic
def cancel_batch(*, batch: IngestBatch) -> int:
    """Call off what of a batch has not begun; gives how many. It can be tried again.

    A file that another batch wants as well goes on, and so does what a worker has begun.
    """
    now = timezone.now()
    IngestBatch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=now)
    addresses = batch.items.filter(state=BatchItem.State.WAITING).update(
        state=BatchItem.State.CANCELLED
    )
    wanted = BatchItem.objects.filter(
        source_file=OuterRef("pk"), batch__cancelled_at=None
    ).exclude(batch=batch)  # fmt: skip
    mine = SourceFile.objects.filter(
        ~Exists(wanted), batch_items__batch=batch, article=None, state=SourceFile.State.RECEIVED
    )
    # The state is asked for again by the update itself: a worker may be just beginning.
    files = SourceFile.objects.filter(
        pk__in=list(mine.values_list("pk", flat=True)), state=SourceFile.State.RECEIVED
    ).update(state=SourceFile.State.CANCELLED, finished_at=now)
    return addresses + files
