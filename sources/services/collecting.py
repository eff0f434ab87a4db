"""Finding the files a user names, with what stands about them beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sources.errors import StepError
from sources.parsing import ParseError
from sources.services.sidecars import candidates, told

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest, by its path or its bytes.

    `problem` tells a bad sidecar; `refused` why there are no bytes to keep.
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    sidecar: dict[str, Any] = field(default_factory=dict)
    problem: ParseError | None = None
    refused: StepError | None = None


def collect(paths: Iterable[str]) -> Iterator[Found]:
    """The files named by `paths`: files, folders (recursively, hidden ones left out), `-`.

    Raises FileNotFoundError naming the first path that does not exist.
    """
    for name in paths:
        if name == STANDARD_INPUT:
            yield Found("standard input", data=sys.stdin.buffer.read())
            continue
        # Pages show the file's own name of a whole path; who runs the server finds the rest.
        path = Path(name).absolute()
        if not path.exists():
            raise FileNotFoundError(name)
        if path.is_dir():
            yield from _folder(path)
        else:
            beside = [c for c in candidates(path.name) if (path.parent / c).is_file()]
            yield from _files(path.parent, [path.name, *beside], only=path.name)


def _folder(folder: Path) -> Iterator[Found]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    for entry in entries:
        if entry.is_dir():
            yield from _folder(entry)
    yield from _files(folder, [entry.name for entry in entries if not entry.is_dir()])


def _files(folder: Path, names: list[str], only: str = "") -> Iterator[Found]:
    if only and only.endswith(".json"):
        # Named by itself, it is not there to tell about another.
        names = [only]
    for one in told(names, lambda name: (folder / name).read_bytes()):
        if not only or one.name == only:
            path = folder / one.name
            yield Found(str(path), path=path, sidecar=one.sidecar, problem=one.problem)
