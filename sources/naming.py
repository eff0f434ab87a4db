"""How files are called on pages: a path on the server says nothing to who reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

LONGEST_HEADLINE = 120
# Fields of articles and of what is said about files, as pages call them.
_IN_WORDS = {
    "outlet_domain": "domain of the outlet",
    "published": "day of publication",
    "published_on": "day of publication",
    "url": "address",
    "syndicated_from": "taken from",
    "syndicated_domain": "taken from the domain",
}
_DRIVE = re.compile(r"[A-Za-z]:\\")


def shown_name(name: str) -> str:
    """A file's own name where it was named by its whole path; other names, with the folders that were
    handed in, as they are."""
    if name.startswith("/"):
        return PurePosixPath(name).name or name
    return PureWindowsPath(name).name if _DRIVE.match(name) else name


def batch_name(names: Sequence[str], total: int = 0) -> str:
    """What a batch is called: its first file, and how many more; `total` when not all are there yet."""
    count = max(total, len(names))
    first = shown_name(names[0])
    return first if count <= 1 else f"{first} and {count - 1:,} more"


def headline_of(text: str) -> str:
    """The first line that holds words, cut at a word; empty when there is none."""
    lines = (line.strip(" \t\r#*_>=-") for line in text.splitlines())
    line = " ".join(next((line for line in lines if re.search(r"\w", line)), "").split())
    if len(line) <= LONGEST_HEADLINE:
        return line
    return line[:LONGEST_HEADLINE].rsplit(" ", 1)[0] + "…"


def in_words(field: str) -> str:
    """What pages call a field."""
    return _IN_WORDS.get(field) or field.replace("_", " ")
