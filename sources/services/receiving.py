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

from sources.models import BatchItem, IngestBatch, SourceContent, SourceFile
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
    *, channel: IngestBatch.Channel, name: str = "", by: User | None = None
) -> IngestBatch:
    """A new batch, to which received files are added."""
    return IngestBatch.objects.create(channel=channel, name=name[:200], created_by=by)


def receive_found(found: Found, *, batch: IngestBatch) -> Received:
    """Take in a file that `collect` found."""
    if found.path is None:
        read = _Bytes(found.data, len(found.data), hashlib.sha256(found.data).hexdigest())
    else:
        read = _read_path(found.path)
    return _store(found.name, read, found.sidecar, batch=batch, problem=found.problem)


def receive_stream(
    stream: BinaryIO, *, name: str, sidecar: Mapping[str, Any], batch: IngestBatch
) -> Received:
    """Take in an upload, read in chunks."""
    return _store(name, _read(stream), sidecar, batch=batch, problem=None)


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
) -> Received:
    source_file, is_new = SourceFile.objects.get_or_create(
        sha256=read.sha256,
        defaults={"name": name[-1000:], "size": read.size, "sidecar": dict(sidecar)},
    )
    BatchItem.objects.create(
        batch=batch, source_file=source_file, name=name[-1000:], is_duplicate=not is_new
    )
    is_another_try = source_file.state == SourceFile.State.FAILED
    if not is_new and not is_another_try:
        return Received(source_file, is_new=False, is_queued=False)
    if is_another_try:
        SourceFile.objects.filter(pk=source_file.pk).update(
            state=SourceFile.State.RECEIVED, error="", error_code="", attempts=0,
            heartbeat_at=None, finished_at=None, sidecar=dict(sidecar),
        )  # fmt: skip
    if read.data is None:
        problem = too_large(read.size)
    else:
        SourceContent.objects.get_or_create(source_file=source_file, defaults={"data": read.data})
    if problem:
        fail(source_file.pk, problem)
    source_file.refresh_from_db()
    return Received(source_file, is_new=is_new, is_queued=problem is None)


def too_large(size: int) -> ParseError:
    """The failure of a file over the limit."""
    limit = settings.MAX_FILE_BYTES / 1024 / 1024
    return ParseError(
        "too_large",
        f"The file has {size / 1024 / 1024:,.1f} MB; the limit is {limit:,.0f} MB "
        "(CLAIMBASE_MAX_FILE_MB). Its bytes were not kept: ingest it again after raising the limit.",
    )
