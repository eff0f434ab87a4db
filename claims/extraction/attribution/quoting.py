"""Stretches between quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from claims.extraction.types import Sentence

HIDDEN = "\x01"


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quoted stretches of a text without their marks, in order; they do not overlap."""

    spans: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]

    def touching(self, start: int, end: int) -> range:
        """The indexes of the quotations that share a character with `start:end`."""
        if start >= end:
            return range(0)
        first = bisect_left(self.ends, start + 1)
        last = first
        if first < len(self.spans):
            last = bisect_left(self.spans, (end, 0), first)
        return range(first, last)


def quotations(view: str, sentences: list[Sentence]) -> Quotations:
    """The quoted stretches of each paragraph.

    A quotation that is never closed runs to the end of its paragraph, as news writes quotations
    that go on in the next one.
    """
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (start, sentence.end)
    found = [
        span for start, end in paragraphs.values() for span in _between_marks(view, start, end)
    ]
    return Quotations(tuple(found), tuple(b for _, b in found))


def _between_marks(view: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    opened = view.find('"', start, end)
    while opened >= 0:
        closed = view.find('"', opened + 1, end)
        stop = closed if closed >= 0 else end
        if stop > opened + 1:
            found.append((opened + 1, stop))
        opened = view.find('"', closed + 1, end) if closed >= 0 else -1
    return found


def hide(view: str, quoted: Quotations) -> str:
    """`view` with each quotation replaced by one mark and blanks, so that no verb in it is taken
    for a reporting verb; offsets stay."""
    pieces, at = [], 0
    for start, end in quoted.spans:
        pieces += [view[at:start], HIDDEN, " " * (end - start - 1)]
        at = end
    return "".join([*pieces, view[at:]])
