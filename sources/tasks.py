"""Celery's interface to the pipeline. Tasks carry integers; PostgreSQL holds the truth."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import InterfaceError, OperationalError

from sources.services import processing

_log = structlog.get_logger(__name__)


@shared_task(
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
)
def process_source_file(source_file_id: int) -> None:
    """Take one file through all its steps."""
    processing.process(source_file_id)


@shared_task
def sweep() -> None:
    """Wake workers for files whose message or whose worker got lost."""
    stuck = processing.unfinished_and_silent()
    for source_file_id in stuck:
        process_source_file.delay(source_file_id)
    if stuck:
        _log.warning("queued again files that got stuck", files=len(stuck))
