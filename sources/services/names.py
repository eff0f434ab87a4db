"""Names that came from elsewhere, made fit to be shown and stored. They are labels, never paths."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\\/]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_DRIVE = re.compile(r"[A-Za-z]:")
LONGEST = 1000


def safe_path(name: str) -> str:
    """A relative path of plain parts: without drive, root, `.` and `..`, or invisible characters."""
    parts = [_UNPRINTABLE.sub("", part).strip() for part in _SEPARATORS.split(name)]
    kept = [part for part in parts if part not in ("", ".", "..") and not _DRIVE.fullmatch(part)]
    return "/".join(kept)[-LONGEST:].lstrip("/")
