"""The blocks of a plain text: one line each, or one paragraph where lines are hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from sources.parsing.markdown import plain_words

_ENDS = re.compile(r"[.!?:…][\"'”’)\]*_]*$")
_TRUNCATED = re.compile(r"(?:\.\.\.|…)[\"'”’)\]*_]*$")
_WORD = re.compile(r"[^\W\d_]+")
_END_WIDTH = 12
_LONGEST_HEADLINE = 200
_WRAP_WIDTH = range(45, 101)
_PROSE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `text[start:end]`, without surrounding white space.

    `plain` is its beginning as rules see it. `cut` names the rule that cut it out of a longer line;
    `linked` and `captioned` are the shares of it that stood in a page's links and captions.
    """

    start: int
    end: int
    text: str
    cut: str = ""
    linked: float = 0.0
    captioned: float = 0.0
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain_words(self.text))

    @property
    def is_ended(self) -> bool:
        """Ended like a sentence."""
        return bool(_ENDS.search(self.text[-_END_WIDTH:]))

    @property
    def is_prose(self) -> bool:
        """Long enough, and ended, like a sentence."""
        return len(self.text) >= _PROSE_LENGTH and self.is_ended

    @property
    def is_headline_cased(self) -> bool:
        """Five words or more, not ended like a sentence, most of the longer ones with a capital."""
        words = [word for word in _WORD.findall(self.plain) if len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        return (
            len(self.plain.split()) >= 5
            and len(self.plain) <= _LONGEST_HEADLINE
            and not self.is_ended
            and bool(words)
            and capitals >= 0.7 * len(words)
        )

    @property
    def is_truncated(self) -> bool:
        """Ended by an ellipsis, as the first words of another story are."""
        return bool(_TRUNCATED.search(self.text[-_END_WIDTH:]))


def blocks(text: str, offset: int = 0) -> list[Block]:
    """The blocks of `text` from `offset` on, in order."""
    lines = list(_lines(text, offset))
    spans = _paragraphs(lines) if _is_hard_wrapped(text, lines) else lines
    return [block for a, b in spans if (block := stripped(text, a, b))]


def stripped(text: str, start: int, end: int, cut: str = "") -> Block | None:
    """The block of a stretch without the white space around it; None when nothing is left."""
    raw = text[start:end]
    words = raw.strip()
    if not words:
        return None
    start += len(raw) - len(raw.lstrip())
    return Block(start, start + len(words), words, cut)


def _lines(text: str, offset: int) -> Iterator[tuple[int, int]]:
    start = offset
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _paragraphs(lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of lines without an empty one between them."""
    runs: list[tuple[int, int]] = []
    for start, end in lines:
        if runs and runs[-1][1] + 1 == start and end > start:
            runs[-1] = (runs[-1][0], end)
        elif end > start:
            runs.append((start, end))
    return runs


def _is_hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Most lines that are followed by another one break in mid-sentence near a fixed width."""
    wrapped = inner = 0
    for (start, end), (next_start, next_end) in pairwise(lines):
        if not text[start:end].strip() or not text[next_start:next_end].strip():
            continue
        line = text[start:end].strip()
        inner += 1
        wrapped += len(line) in _WRAP_WIDTH and not _ENDS.search(line[-_END_WIDTH:])
    return inner >= 3 and wrapped / inner > 0.6
