"""Celery's interface to the pipeline. Tasks carry integers; PostgreSQL holds the truth."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import InterfaceError, OperationalError

from sources.services import processing, stored_answers, web_items

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


@shared_task(
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
)
def fetch_item(item_id: int) -> None:
    """Fetch the web address of one item of a batch."""
    web_items.fetch_item(item_id)


@shared_task
def sweep() -> None:
    """Wake workers for files and addresses whose message or whose worker got lost."""
    stuck = processing.unfinished_and_silent()
    for source_file_id in stuck:
        process_source_file.delay(source_file_id)
    unfetched = web_items.unfetched_and_silent()
    for item_id in unfetched:
        fetch_item.delay(item_id)
    if stuck or unfetched:
        _log.warning("queued again what got stuck", files=len(stuck), addresses=len(unfetched))


@shared_task
def forget_old_answers() -> None:
    """Let go of stored answers that nobody may ask for any more."""
    stored_answers.forget_old()
