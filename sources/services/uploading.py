"""Files handed in through the browser or the API."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile

from sources.models import IngestBatch
from sources.services.queueing import queue
from sources.services.receiving import open_batch, receive_stream


class UploadError(ValueError):
    """Nothing usable was handed in; the message says what to do."""


def receive_uploads(*, files: Sequence[UploadedFile[Any]], text: str, by: User) -> IngestBatch:
    """Take in uploaded files, or a pasted text, as one batch, and wake the workers.

    Raises UploadError, and BrokerUnreachableError when everything is stored but no worker was woken.
    """
    if not files and not text.strip():
        raise UploadError("Choose at least one file, or paste a text.")
    if len(files) > settings.MAX_UPLOAD_FILES:
        raise UploadError(
            f"{len(files)} files are more than the {settings.MAX_UPLOAD_FILES} one upload may hold "
            "(CLAIMBASE_MAX_UPLOAD_FILES). Send them in parts, or use manage.py ingest."
        )
    name = files[0].name or "" if files else "Pasted text"
    batch = open_batch(channel=IngestBatch.Channel.WEB, by=by, name=_batch_name(name, len(files)))
    received = [
        receive_stream(
            cast("BinaryIO", file.file), name=file.name or "unnamed", sidecar={}, batch=batch
        )
        for file in files
    ]
    if text.strip():
        stream = io.BytesIO(text.encode())
        received.append(receive_stream(stream, name="Pasted text", sidecar={}, batch=batch))
    queue(one.source_file.pk for one in received if one.is_queued)
    return batch


def _batch_name(first: str, count: int) -> str:
    return first if count <= 1 else f"{first} and {count - 1} more"
