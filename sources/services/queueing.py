"""Handing files to the workers."""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError


class BrokerUnreachableError(Exception):
    """The wake-up could not be sent. The files are stored; the sweep will find them."""


def queue(source_file_ids: Iterable[int], *, item_ids: Iterable[int] = ()) -> None:
    """Wake workers for files, and for items whose address is to be fetched, once this transaction
    is committed. Raises BrokerUnreachableError."""
    files, items = list(source_file_ids), list(item_ids)

    def send() -> None:
        try:
            for source_file_id in files:
                wake(source_file_id)
            for item_id in items:
                wake_for_item(item_id)
        except BrokerError as error:
            raise BrokerUnreachableError(
                f"Everything is stored, but the broker did not answer ({error}); it will be read "
                "when the broker is back."
            ) from error

    if files or items:
        transaction.on_commit(send)


def wake(source_file_id: int) -> None:
    """Send one wake-up now. The task is named, not imported: tasks stand above services."""
    current_app.send_task("sources.tasks.process_source_file", args=[source_file_id])


def wake_for_item(item_id: int) -> None:
    """Send one wake-up now, to fetch the web address of an item."""
    current_app.send_task("sources.tasks.fetch_item", args=[item_id])


def worker_is_alive(seconds: float = 1.0) -> bool:
    """True when a Celery worker answers within `seconds`."""
    return bool(current_app.control.ping(timeout=seconds, limit=1))
