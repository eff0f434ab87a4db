"""Taking files in: bytes and ledger row in one transaction, work queued after commit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from sources.errors import StepError
from sources.models import BatchItem, IngestBatch, SourceContent, SourceFile
from sources.naming import batch_name
from sources.parsing import ParseError
from sources.services.collecting import Found
from sources.services.failing import fail

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """A file taken in. `is_new`: its bytes were not known. `is_queued`: there is work to do."""

    source_file: SourceFile
    is_new: bool
    is_queued: bool


@dataclass(frozen=True, slots=True)
class _Bytes:
    """What was read: the data itself only up to the limit, size and hash of all of it."""

    data: bytes | None
    size: int
    sha256: str


def open_batch(
    *, channel: IngestBatch.Channel, name: str = "", by: User | None = None, key: str = ""
) -> IngestBatch:
    """A batch to which received files are added: a new one, or the sender's own of this `key`."""
    fields = {"channel": channel, "name": name[:200]}
    if not key:
        return IngestBatch.objects.create(created_by=by, **fields)
    batch, _is_new = IngestBatch.objects.get_or_create(created_by=by, key=key, defaults=fields)
    return batch


def call_by_its_files(batch: IngestBatch) -> None:
    """Name a batch by its first file and how many more there are; an empty one keeps its name."""
    items = batch.items.order_by("id")
    if first := items.first():
        IngestBatch.objects.filter(pk=batch.pk).update(
            name=batch_name([first.name], items.count())[:200]
        )


def receive_found(found: Found, *, batch: IngestBatch) -> Received:
    """Take in a file that `collect` found."""
    if found.path is None:
        read = _Bytes(found.data, len(found.data), hashlib.sha256(found.data).hexdigest())
    else:
        read = _read_path(found.path)
    return _store(found.name, read, found.sidecar, batch=batch, problem=found.problem)


@transaction.atomic
def refuse(*, batch: IngestBatch, name: str, error: StepError) -> None:
    """Note in a batch that something of it was not taken in, and why."""
    _lock(batch)
    BatchItem.objects.update_or_create(
        batch=batch, name=name[-1000:], source_file=None, url="",
        defaults={
            "state": BatchItem.State.FAILED, "error_code": error.code, "error": error.message,
        },
    )  # fmt: skip


def receive_stream(
    stream: BinaryIO,
    *,
    name: str,
    sidecar: Mapping[str, Any],
    batch: IngestBatch,
    problem: ParseError | None = None,
) -> Received:
    """Take in an upload, read in chunks; `problem` tells what is wrong with its sidecar."""
    return _store(name, _read(stream), sidecar, batch=batch, problem=problem)


def receive_fetched(data: bytes, *, sidecar: Mapping[str, Any], item: BatchItem) -> Received:
    """Take in what a web address gave; the item that waited for it becomes its file's."""
    read = _Bytes(data, len(data), hashlib.sha256(data).hexdigest())
    return _store(item.name, read, sidecar, batch=item.batch, problem=None, item=item)


def _read_path(path: Path) -> _Bytes:
    with path.open("rb") as stream:
        return _read(stream)


def _read(stream: BinaryIO) -> _Bytes:
    digest, pieces, size = hashlib.sha256(), [], 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size <= settings.MAX_FILE_BYTES:
            pieces.append(chunk)
    data = b"".join(pieces) if size <= settings.MAX_FILE_BYTES else None
    return _Bytes(data, size, digest.hexdigest())


@transaction.atomic
def _store(
    name: str,
    read: _Bytes,
    sidecar: Mapping[str, Any],
    *,
    batch: IngestBatch,
    problem: ParseError | None,
    item: BatchItem | None = None,
) -> Received:
    _lock(batch)
    name = name[-1000:]
    source_file, is_new = _ledger_row(name, read, sidecar)
    is_another_try = source_file.state in SourceFile.State.retryable()
    is_known = not is_new and not is_another_try
    if item:
        _fetched(item, source_file, is_duplicate=is_known)
    else:
        BatchItem.objects.get_or_create(
            batch=batch, source_file=source_file, name=name, defaults={"is_duplicate": is_known}
        )
    if is_known:
        return Received(source_file, is_new=False, is_queued=False)
    if is_another_try:
        _start_over(source_file, sidecar)
    if read.data is None:
        problem = too_large(read.size)
    else:
        SourceContent.objects.get_or_create(source_file=source_file, defaults={"data": read.data})
    if problem:
        fail(source_file.pk, problem)
    source_file.refresh_from_db()
    return Received(source_file, is_new=is_new, is_queued=problem is None)


def _ledger_row(name: str, read: _Bytes, sidecar: Mapping[str, Any]) -> tuple[SourceFile, bool]:
    """The row of these bytes, held to the end of the transaction, and whether it is new."""
    row, is_new = SourceFile.objects.get_or_create(
        sha256=read.sha256,
        defaults={"name": name, "size": read.size, "sidecar": dict(sidecar)},
    )
    # It may have changed while this waited for another sender of the same bytes.
    return SourceFile.objects.select_for_update().get(pk=row.pk), is_new


def _start_over(source_file: SourceFile, sidecar: Mapping[str, Any]) -> None:
    SourceFile.objects.filter(pk=source_file.pk).update(
        state=SourceFile.State.RECEIVED, error="", error_code="", attempts=0,
        heartbeat_at=None, finished_at=None, sidecar=dict(sidecar),
    )  # fmt: skip


def _lock(batch: IngestBatch) -> None:
    """What joins a batch joins it one after another, so that a repeated request finds the first."""
    IngestBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)


def _fetched(item: BatchItem, source_file: SourceFile, *, is_duplicate: bool) -> None:
    BatchItem.objects.filter(pk=item.pk).update(
        source_file=source_file, state=BatchItem.State.RECEIVED, is_duplicate=is_duplicate
    )


def too_large(size: int) -> ParseError:
    """The failure of a file over the limit."""
    limit = settings.MAX_FILE_BYTES / 1024 / 1024
    return ParseError(
        "too_large",
        f"The file has {size / 1024 / 1024:,.1f} MB; the limit is {limit:,.0f} MB. Its bytes were not "
        "kept. Who runs claimbase can raise the limit (CLAIMBASE_MAX_FILE_MB).",
    )
