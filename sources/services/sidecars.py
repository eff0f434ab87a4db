"""What stands about files beside them, in any folder: on disk, in an archive, in an upload."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sources.parsing import ParseError

MANIFEST = "manifest.jsonl"
Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Told:
    """A file of a folder by its name, what is told about it, and what is wrong with the telling."""

    name: str
    sidecar: dict[str, Any] = field(default_factory=dict)
    problem: ParseError | None = None


def told(names: Collection[str], read: Read) -> Iterator[Told]:
    """The files of one folder, in order, without those that only tell about others.

    `read` gives the bytes of a name, or raises ParseError. `NAME.json` beside `NAME.txt`,
    `NAME.txt.json`, and a `manifest.jsonl` with a `file` in every line tell about files.
    """
    present = set(names)
    manifest, problem = _manifest(read) if MANIFEST in present else ({}, None)
    stems = {PurePath(name).stem for name in names if PurePath(name).suffix != ".json"}
    for name in sorted(present):
        if name != MANIFEST and not _tells_of_another(name, stems, present):
            yield _about(name, present, read, manifest, problem)


def candidates(name: str) -> tuple[str, str, str]:
    """The names under which something may stand about a file."""
    return (f"{PurePath(name).stem}.json", f"{name}.json", MANIFEST)


def _tells_of_another(name: str, stems: set[str], present: set[str]) -> bool:
    path = PurePath(name)
    return path.suffix == ".json" and (path.stem in stems or path.stem in present)


def _about(
    name: str,
    present: set[str],
    read: Read,
    manifest: dict[str, dict[str, Any]],
    problem: ParseError | None,
) -> Told:
    sidecar = dict(manifest.get(name, {}))
    for candidate in candidates(name)[:2]:
        if candidate == name or candidate not in present:
            continue
        try:
            sidecar |= _object(read(candidate), candidate)
        except ParseError as error:
            problem = error
    return Told(name, sidecar, problem)


def _manifest(read: Read) -> tuple[dict[str, dict[str, Any]], ParseError | None]:
    entries: dict[str, dict[str, Any]] = {}
    try:
        for number, line in enumerate(read(MANIFEST).splitlines(), start=1):
            if line.strip():
                entry = _object(line, f"{MANIFEST}, line {number}")
                entries[str(entry.pop("file", ""))] = entry
    except ParseError as error:
        return {}, error
    return entries, None


def _object(data: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
        # Halves of surrogate pairs and numbers without an end are no JSON that can be kept.
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise ParseError("bad_sidecar", f"{where} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ParseError("bad_sidecar", f"{where} has to hold a JSON object.")
    if "\\u0000" in text:
        raise ParseError("bad_sidecar", f"{where} holds a NUL character.")
    return value
