"""How far batches are, and what came out of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from sources.errors import WHAT_TO_DO
from sources.models import BatchItem, IngestBatch, SourceFile

State = SourceFile.State


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of a batch's items. Duplicates are counted in their state as well, and `refused` (failed
    in a way that another try cannot help) among the failed."""

    total: int = 0
    waiting: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    duplicates: int = 0
    refused: int = 0

    @property
    def finished(self) -> int:
        return self.done + self.failed + self.cancelled

    @property
    def is_finished(self) -> bool:
        return self.finished == self.total

    @property
    def percent(self) -> int:
        return 100 * self.finished // self.total if self.total else 100

    @property
    def state(self) -> str:
        """One word for the whole: `reading`, `cancelled`, `failed`, `partly_failed` or `done`."""
        if not self.is_finished:
            return "reading"
        if self.failed:
            return "partly_failed" if self.done else "failed"
        return "cancelled" if self.cancelled else "done"

    @property
    def retryable(self) -> int:
        return self.failed_retryable + self.cancelled

    @property
    def failed_retryable(self) -> int:
        """Failures that another try can help."""
        return self.failed - self.refused


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a batch brought. `assertions` stand in `claims`, of which `new_claims` are not older than
    the batch."""

    articles: int = 0
    assertions: int = 0
    claims: int = 0
    new_claims: int = 0


def progress_of(batches: Collection[IngestBatch]) -> dict[int, Progress]:
    """Progress by the batch's key, in one query."""
    failed = Q(source_file__state=State.FAILED) | Q(state=BatchItem.State.FAILED)
    cancelled = Q(source_file__state=State.CANCELLED) | Q(state=BatchItem.State.CANCELLED)
    waiting = Q(source_file__state=State.RECEIVED) | Q(state=BatchItem.State.WAITING)
    in_vain = tuple(WHAT_TO_DO)
    refused = (
        Q(state=BatchItem.State.FAILED, url="")
        | Q(state=BatchItem.State.FAILED, error_code__in=in_vain)
        | Q(source_file__state=State.FAILED, source_file__content=None)
        | Q(source_file__state=State.FAILED, source_file__error_code__in=in_vain)
    )
    counted = (
        BatchItem.objects.filter(batch__in=batches)
        .order_by()
        .values("batch")
        .annotate(
            total=Count("id"),
            waiting=Count("id", filter=waiting),
            done=Count("id", filter=Q(source_file__state=State.DONE)),
            failed=Count("id", filter=failed),
            cancelled=Count("id", filter=cancelled),
            duplicates=Count("id", filter=Q(is_duplicate=True)),
            refused=Count("id", filter=refused),
        )
    )
    found = {
        row["batch"]: Progress(
            row["total"], row["waiting"], row["done"], row["failed"], row["cancelled"],
            row["duplicates"], row["refused"],
        )
        for row in counted
    }  # fmt: skip
    return {batch.pk: found.get(batch.pk, Progress()) for batch in batches}


def receipt_of(batch: IngestBatch) -> Receipt:
    """What came out of the items of a batch that were not known before."""
    assertions = "source_file__article__assertions"
    standing = Q(**{f"{assertions}__is_withdrawn": False})
    new = Q(**{f"{assertions}__claim__created_at__gte": batch.created_at})
    brought = batch.items.filter(is_duplicate=False, source_file__state=State.DONE)
    counts = brought.aggregate(
        articles=Count("source_file__article", distinct=True),
        assertions=Count(assertions, filter=standing, distinct=True),
        claims=Count(f"{assertions}__claim", filter=standing, distinct=True),
        new_claims=Count(f"{assertions}__claim", filter=standing & new, distinct=True),
    )
    return Receipt(**counts)
