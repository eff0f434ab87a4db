"""What is handed in through the browser or the API: files, archives, texts, web addresses."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.models import User

from sources.models import IngestBatch
from sources.naming import batch_name, headline_of
from sources.parsing import ParseError
from sources.parsing.sidecar import OTHERWISE
from sources.services.names import safe_path
from sources.services.queueing import queue
from sources.services.receiving import Received, open_batch, receive_found, receive_stream, refuse
from sources.services.sidecars import Told, told
from sources.services.unpacking import ArchiveError, is_archive, unpack
from sources.services.web_addresses import FetchError, checked_url
from sources.services.web_items import add_addresses

LONGEST_KEY = 64
PASTED = "Pasted text"
_LIKE_A_FILE = re.compile(r"\.\w{1,5}$")


class UploadError(ValueError):
    """Nothing of it was taken in; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as sent: `name` may hold folders, the stream can be read from its beginning, `about` is
    what the sender says about it."""

    name: str
    stream: BinaryIO
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One request's worth. What comes under the same `key` joins one batch, each thing once; `total`
    is how many files there will be, when more requests follow."""

    files: Sequence[Upload] = ()
    urls: Sequence[str] = ()
    about_urls: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The batch. `is_known`: every byte of it was read, or on its way, before."""

    batch: IngestBatch
    is_known: bool


def pasted(text: str, about: Mapping[str, str]) -> Upload:
    """A text without a file, as an upload named by its title, or else by its first line."""
    name = about.get("title") or headline_of(text)
    if not name or _LIKE_A_FILE.search(name):
        # What is read as an archive, or as telling about others, goes by the name.
        name = f"{PASTED}: {name}…" if name else PASTED
    return Upload(name, io.BytesIO(text.encode()), about)


def with_about(files: Sequence[Upload], said: Mapping[str, str], total: int = 0) -> list[Upload]:
    """Uploaded files with what is said of all of them: each uses it where it does not say so itself.

    Raises UploadError when there is no file, or one address for several.
    """
    if not said:
        return list(files)
    if not files:
        raise UploadError("Choose the files that this outlet, date or address is said of.")
    texts = [one for one in files if not one.name.lower().endswith((".json", ".jsonl"))]
    is_several = max(total, len(texts)) > 1 or any(is_archive(one.name) for one in texts)
    if "url" in said and is_several:
        raise UploadError("An address can be said of one file only. Hand it in by itself.")
    return [replace(one, about={OTHERWISE: dict(said)}) for one in files]


def hand_in(*, handed: HandedIn, channel: IngestBatch.Channel, by: User) -> Outcome:
    """Take everything in, as one batch, and wake the workers.

    Raises UploadError before anything is stored, and BrokerUnreachableError when everything is stored
    but no worker was woken.
    """
    urls = _checked_urls(handed.urls)
    files = list(_placed(handed.files))
    _check(len(files) + len(urls))
    name = batch_name([one.name for _upload, one in files] + urls, handed.total)
    batch = open_batch(channel=channel, by=by, key=handed.key, name=name)
    _check_joining(batch, [one.name for _upload, one in files], urls)
    takings = [_take_in(batch, upload, one) for upload, one in files]
    received = [one for taking in takings for one in taking or ()]
    queue(one.source_file.pk for one in received if one.is_queued)
    added = add_addresses(batch=batch, urls=urls, sidecar=handed.about_urls)
    is_known = not added and None not in takings and not any(one.is_queued for one in received)
    return Outcome(batch, is_known)


def _checked_urls(urls: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(checked_url(url) for url in urls))
    except FetchError as error:
        raise UploadError(
            f"{error.message} Mend the list of addresses, and send it again."
        ) from error


def _placed(files: Sequence[Upload]) -> Iterator[tuple[Upload, Told]]:
    """The files by folder, with what others among them tell about them."""
    folders: dict[str, dict[str, Upload]] = defaultdict(dict)
    for upload in files:
        path = PurePosixPath(safe_path(upload.name) or "unnamed")
        name = path.name
        while name in folders[str(path.parent)]:
            # Two of one name from different places; neither hides the other.
            name = f"_{name}"
        folders[str(path.parent)][name] = upload
    for folder, named in sorted(folders.items()):

        def read(name: str, named: dict[str, Upload] = named) -> bytes:
            return _bytes(named[name])

        for one in told(named.keys(), read):
            path = PurePosixPath(folder) / one.name
            yield named[one.name], Told(str(path), one.sidecar, one.problem)


def _bytes(upload: Upload) -> bytes:
    data = upload.stream.read(settings.MAX_FILE_BYTES + 1)
    upload.stream.seek(0)
    if len(data) > settings.MAX_FILE_BYTES:
        raise ParseError("bad_sidecar", f"{upload.name} is too large for what tells about files.")
    return data


def _check(count: int) -> None:
    if not count:
        raise UploadError(
            "Choose at least one file, or paste a text or web addresses. A file that only tells about "
            "others is not enough."
        )
    if count > settings.MAX_UPLOAD_FILES:
        raise UploadError(_too_many(count))


def _check_joining(batch: IngestBatch, names: Sequence[str], urls: Sequence[str]) -> None:
    if batch.cancelled_at:
        raise UploadError("This batch was cancelled. Hand the files in again as a new one.")
    there = set(batch.items.values_list("name", flat=True))
    count = len(there | set(names) | set(urls))
    if count > settings.MAX_UPLOAD_FILES:
        raise UploadError(_too_many(count))


def _too_many(count: int) -> str:
    return (
        f"{count:,} files are more than the {settings.MAX_UPLOAD_FILES:,} one batch may hold "
        "(CLAIMBASE_MAX_UPLOAD_FILES). Send them in parts, or use manage.py ingest."
    )


def _take_in(batch: IngestBatch, upload: Upload, one: Told) -> list[Received] | None:
    """What became of an upload; None when it was refused, which the batch tells."""
    if is_archive(one.name):
        others = batch.items.exclude(name__startswith=f"{one.name}/").exclude(name=one.name)
        room = settings.MAX_UPLOAD_FILES - others.count()
        return receive_archive(
            upload.stream, name=one.name, about=upload.about, batch=batch, room=room
        )
    sidecar = {**one.sidecar, **upload.about}
    return [
        receive_stream(
            upload.stream, name=one.name, sidecar=sidecar, batch=batch, problem=one.problem
        )
    ]


def receive_archive(
    stream: BinaryIO, *, name: str, about: Mapping[str, Any], batch: IngestBatch, room: int
) -> list[Received] | None:
    """Take in what an archive holds. What is refused, one entry or all of it (None), the batch tells."""
    received: list[Received] = []
    try:
        for found in unpack(stream, name=name, room=room):
            if found.refused:
                refuse(batch=batch, name=found.name, error=found.refused)
            else:
                told_all = replace(found, sidecar={**found.sidecar, **about})
                received.append(receive_found(told_all, batch=batch))
    except ArchiveError as error:
        refuse(batch=batch, name=name, error=error)
        return None
    return received
