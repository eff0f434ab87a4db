"""Finding the files a user names, with what stands about them beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sources.parsing import ParseError

MANIFEST = "manifest.jsonl"
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest. `data` is set for standard input only; `problem` tells a bad sidecar."""

    name: str
    path: Path | None = None
    data: bytes = b""
    sidecar: dict[str, Any] = field(default_factory=dict)
    problem: ParseError | None = None


def collect(paths: Iterable[str]) -> Iterator[Found]:
    """The files named by `paths`: files, folders (recursively, hidden ones left out), `-`.

    Raises FileNotFoundError naming the first path that does not exist.
    """
    for name in paths:
        if name == STANDARD_INPUT:
            yield Found("standard input", data=sys.stdin.buffer.read())
            continue
        path = Path(name)
        if not path.exists():
            raise FileNotFoundError(name)
        if path.is_dir():
            yield from _folder(path)
        else:
            manifest, problem = _manifest(path.parent)
            yield _file(path, manifest, problem)


def _folder(folder: Path) -> Iterator[Found]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    manifest, problem = _manifest(folder)
    stems = {e.stem for e in entries if e.is_file() and e.suffix != ".json"}
    for entry in entries:
        if entry.is_dir():
            yield from _folder(entry)
        elif entry.name != MANIFEST and not (
            entry.suffix == ".json" and _belongs(entry, stems, folder)
        ):
            yield _file(entry, manifest, problem)


def _belongs(entry: Path, stems: set[str], folder: Path) -> bool:
    """True for a sidecar: `NAME.json` beside `NAME.txt`, or `NAME.txt.json`."""
    return entry.stem in stems or (folder / entry.stem).exists()


def _file(path: Path, manifest: dict[str, dict[str, Any]], problem: ParseError | None) -> Found:
    sidecar = dict(manifest.get(path.name, {}))
    for candidate in (path.with_suffix(".json"), path.with_name(f"{path.name}.json")):
        if candidate == path or not candidate.exists():
            continue
        try:
            sidecar |= _object(candidate.read_bytes(), candidate.name)
        except ParseError as error:
            problem = error
    return Found(str(path), path=path, sidecar=sidecar, problem=problem)


def _manifest(folder: Path) -> tuple[dict[str, dict[str, Any]], ParseError | None]:
    path = folder / MANIFEST
    if not path.exists():
        return {}, None
    entries: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = _object(line, f"{MANIFEST}, line {number}")
        except ParseError as error:
            return {}, error
        entries[str(entry.pop("file", ""))] = entry
    return entries, None


def _object(data: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError as error:
        raise ParseError("bad_sidecar", f"{where} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ParseError("bad_sidecar", f"{where} has to hold a JSON object.")
    return value
