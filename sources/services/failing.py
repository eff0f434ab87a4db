"""Ending a file's way with a reason, and starting it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from sources.errors import StepError
from sources.models import SourceContent, SourceFile
from sources.services.queueing import queue


def fail(source_file_id: int, error: StepError) -> None:
    """Put the file into state `failed` with its reason."""
    now = timezone.now()
    SourceFile.objects.filter(pk=source_file_id).update(
        state=SourceFile.State.FAILED,
        error_code=error.code,
        error=error.message,
        heartbeat_at=now,
        finished_at=now,
    )


class NotRetryableError(Exception):
    """The file cannot be tried again; the message says why."""


@transaction.atomic
def retry(*, source_file: SourceFile) -> None:
    """Start a failed or cancelled file again from its stored bytes. Raises NotRetryableError."""
    if not SourceContent.objects.filter(source_file=source_file).exists():
        raise NotRetryableError(
            f"The bytes of {source_file} were not kept; hand the file in again."
        )
    changed = SourceFile.objects.filter(
        pk=source_file.pk, state__in=SourceFile.State.retryable()
    ).update(
        state=SourceFile.State.RECEIVED, error="", error_code="", attempts=0,
        heartbeat_at=None, finished_at=None,
    )  # fmt: skip
    if not changed:
        raise NotRetryableError(f"{source_file} has not failed.")
    queue([source_file.pk])
