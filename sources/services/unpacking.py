"""Files out of a zip archive that nobody vouches for. Nothing is written to disk."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings

from sources.errors import StepError
from sources.parsing import ParseError
from sources.services.collecting import Found
from sources.services.names import safe_path
from sources.services.sidecars import told

_CHUNK = 1 << 16
# Archives that unpack to less than this are harmless however well they are packed.
_SMALL = 1 << 20
# The table of contents of an archive with as many entries as anybody packs on purpose.
_LONGEST_DIRECTORY = 4 << 20
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".jar"}
_MB = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError,
)  # fmt: skip


class ArchiveError(StepError):
    """An archive that is not taken in at all."""


def is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def unpack(stream: BinaryIO, *, name: str, room: int) -> Iterator[Found]:
    """The files of an archive, with what the archive tells about them.

    `room` is how many there may be. Raises ArchiveError before the first file is given; an entry
    that cannot be taken in is given with `refused`.
    """
    archive = _opened(stream)
    folders = _folders(archive)
    count = sum(len(files) for files in folders.values())
    if not count:
        raise ArchiveError("empty_archive", "The archive holds no file.")
    _measure(archive, [info for files in folders.values() for info in files.values()])
    found = [
        one for folder, files in sorted(folders.items()) for one in _told(archive, folder, files)
    ]
    if len(found) > room:
        raise ArchiveError(
            "too_many_files",
            f"The archive holds {len(found):,} files; there is room for {room:,} "
            "(CLAIMBASE_MAX_UPLOAD_FILES). Pack fewer into one.",
        )
    for info, one in found:
        yield _found(archive, info, one, name)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    stream.seek(0, 2)
    size = stream.tell()
    if size > settings.MAX_ZIP_BYTES:
        raise ArchiveError(
            "archive_too_large",
            f"The archive has {size / _MB:,.1f} MB; the limit is {settings.MAX_ZIP_BYTES / _MB:,.0f} "
            "MB (CLAIMBASE_MAX_ZIP_MB). Pack fewer files into one.",
        )
    _check_directory(stream, size)
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise _broken(error) from error


def _check_directory(stream: BinaryIO, size: int) -> None:
    """Refuse a table of contents that would fill the memory, before it is read."""
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ArchiveError(
            "not_an_archive", "The file is not a zip archive, or it is cut off. Pack it again."
        )
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if _END_64 in tail or length > _LONGEST_DIRECTORY:
        raise ArchiveError(
            "too_many_files",
            "The archive is made for more files, or larger ones, than can be taken in at once "
            f"({settings.MAX_UPLOAD_FILES:,} files). Pack fewer into one.",
        )


def _folders(archive: zipfile.ZipFile) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """The entries that are files, by folder and name; hidden ones left out."""
    folders: dict[str, dict[str, zipfile.ZipInfo]] = defaultdict(dict)
    for info in archive.infolist():
        if not info.filename:
            raise _broken(ValueError("an entry has no name"))
        path = safe_path(info.filename)
        parts = PurePosixPath(path).parts
        if info.is_dir() or not parts or any(p.startswith((".", "__MACOSX")) for p in parts):
            continue
        folders[str(PurePosixPath(path).parent)][parts[-1]] = info
    return folders


def _measure(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive by what really comes out of it; what its headers say proves nothing."""
    assert archive.fp
    archive.fp.seek(0, 2)
    packed, total = archive.fp.tell(), 0
    for info in infos:
        if _refusal(info):
            continue
        try:
            for chunk in _chunks(archive, info, settings.MAX_FILE_BYTES):
                total += len(chunk)
                _check_total(total, packed)
        except _BROKEN:
            # Told again, for this entry alone, when it is taken in.
            continue


def _check_total(total: int, packed: int) -> None:
    if total > settings.MAX_UNPACKED_BYTES:
        raise ArchiveError(
            "archive_unpacks_too_large",
            f"The archive unpacks to more than {settings.MAX_UNPACKED_BYTES / _MB:,.0f} MB "
            "(CLAIMBASE_MAX_UNPACKED_MB). Pack fewer files into one.",
        )
    if total > _SMALL and total > packed * settings.MAX_ZIP_RATIO:
        raise ArchiveError(
            "archive_ratio",
            f"The archive unpacks to more than {settings.MAX_ZIP_RATIO} times its size "
            "(CLAIMBASE_MAX_ZIP_RATIO), which text never does. Hand the files in without packing.",
        )


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """The bytes of an entry, at most one chunk beyond the limit."""
    read = 0
    with archive.open(info) as stream:
        while read <= limit and (chunk := stream.read(_CHUNK)):
            read += len(chunk)
            yield chunk


def _told(
    archive: zipfile.ZipFile, folder: str, files: dict[str, zipfile.ZipInfo]
) -> list[tuple[zipfile.ZipInfo, Found]]:
    def read(name: str) -> bytes:
        try:
            return _bytes(archive, files[name])
        except StepError as error:
            raise ParseError("bad_sidecar", f"{name}: {error.message}") from error

    return [
        (
            files[one.name],
            Found(str(PurePosixPath(folder) / one.name), sidecar=one.sidecar, problem=one.problem),
        )
        for one in told(files.keys(), read)
    ]


def _found(archive: zipfile.ZipFile, info: zipfile.ZipInfo, one: Found, packed_in: str) -> Found:
    name = f"{packed_in}/{one.name}"
    try:
        data = _bytes(archive, info)
    except StepError as error:
        return Found(name, refused=error)
    return Found(name, data=data, sidecar=one.sidecar, problem=one.problem)


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry. Raises StepError when it is not one that can be taken in."""
    if refusal := _refusal(info):
        raise refusal
    try:
        data = b"".join(_chunks(archive, info, settings.MAX_FILE_BYTES))
    except _BROKEN as error:
        raise _broken(error) from error
    if len(data) > settings.MAX_FILE_BYTES:
        raise StepError(
            "too_large",
            f"The file has more than {settings.MAX_FILE_BYTES / _MB:,.0f} MB "
            "(CLAIMBASE_MAX_FILE_MB).",
        )
    return data


def _refusal(info: zipfile.ZipInfo) -> StepError | None:
    """Why an entry is not taken in, by what its header says."""
    if info.flag_bits & 0x41:
        return StepError(
            "encrypted", "The file is encrypted. Pack it without a password and hand it in again."
        )
    if PurePosixPath(info.filename.lower()).suffix in _ARCHIVES:
        return StepError(
            "nested_archive", "This is an archive inside an archive. Hand it in by itself."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        return StepError("link", "This is a link to a file, not a file.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return StepError(
            "unknown_compression",
            "The file is packed in an unusual way. Pack it as an ordinary zip archive (Deflate).",
        )
    return None


def _broken(error: BaseException) -> ArchiveError:
    return ArchiveError(
        "broken_archive", f"The archive is damaged and cannot be read: {error}. Pack it again."
    )
