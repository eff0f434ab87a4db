"""Handing files to the workers."""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from sources.services.receiving import Received


class BrokerUnreachableError(Exception):
    """The wake-up could not be sent. The files are stored; the sweep will find them."""


def queue(received: Iterable[Received]) -> None:
    """Wake workers for received files once this transaction is committed."""
    from sources.tasks import process_source_file

    ids = [one.source_file.pk for one in received if one.is_queued]

    def send() -> None:
        try:
            for source_file_id in ids:
                process_source_file.delay(source_file_id)
        except BrokerError as error:
            raise BrokerUnreachableError(
                f"The files are stored, but the broker did not answer ({error}); they will be "
                "read when it is back."
            ) from error

    transaction.on_commit(send)


def worker_is_alive(seconds: float = 1.0) -> bool:
    """True when a Celery worker answers within `seconds`."""
    return bool(current_app.control.ping(timeout=seconds, limit=1))
