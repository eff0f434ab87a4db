"""Handing files to the workers."""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError


class BrokerUnreachableError(Exception):
    """The wake-up could not be sent. The files are stored; the sweep will find them."""


def queue(source_file_ids: Iterable[int]) -> None:
    """Wake workers for files once this transaction is committed. Raises BrokerUnreachableError."""
    ids = list(source_file_ids)

    def send() -> None:
        try:
            for source_file_id in ids:
                wake(source_file_id)
        except BrokerError as error:
            raise BrokerUnreachableError(
                f"The files are stored, but the broker did not answer ({error}); they will be "
                "read when it is back."
            ) from error

    transaction.on_commit(send)


def wake(source_file_id: int) -> None:
    """Send one wake-up now. The task is named, not imported: tasks stand above services."""
    current_app.send_task("sources.tasks.process_source_file", args=[source_file_id])


def worker_is_alive(seconds: float = 1.0) -> bool:
    """True when a Celery worker answers within `seconds`."""
    return bool(current_app.control.ping(timeout=seconds, limit=1))
