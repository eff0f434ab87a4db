"""The blocks of a plain text: one line each, or one paragraph where lines are hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUP = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
_WRAP_WIDTH = range(45, 101)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `text[start:end]`, without surrounding white space."""

    start: int
    end: int
    text: str

    @property
    def is_prose(self) -> bool:
        """Long enough, and ended, like a sentence."""
        return len(self.text) >= 60 and bool(_ENDS.search(self.text))


def blocks(text: str, offset: int = 0) -> list[Block]:
    """The blocks of `text` from `offset` on, in order."""
    unit = _GROUP if _is_hard_wrapped(text) else _LINE
    found = []
    for match in unit.finditer(text, offset):
        raw = match[0]
        start = match.start() + len(raw) - len(raw.lstrip())
        stripped = raw.strip()
        found.append(Block(start, start + len(stripped), stripped))
    return found


def _is_hard_wrapped(text: str) -> bool:
    """Most lines that are followed by another one break in mid-sentence near a fixed width."""
    wrapped = inner = 0
    for group in _GROUP.finditer(text):
        lines = group[0].split("\n")
        for line in lines[:-1]:
            inner += 1
            wrapped += len(line.strip()) in _WRAP_WIDTH and not _ENDS.search(line)
    return inner >= 3 and wrapped / inner > 0.6
