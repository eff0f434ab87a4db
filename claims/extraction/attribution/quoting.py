"""Stretches between quotation marks."""

from __future__ import annotations

from claims.extraction.types import Sentence

HIDDEN = "\x01"


def quotations(view: str, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """The quoted stretches of each paragraph, without their marks.

    A quotation that is never closed runs to the end of its paragraph, as news writes quotations
    that go on in the next one.
    """
    found: list[tuple[int, int]] = []
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (start, sentence.end)
    for start, end in paragraphs.values():
        opened = -1
        for at in range(start, end):
            if view[at] != '"':
                continue
            if opened < 0:
                opened = at
            else:
                found.append((opened + 1, at))
                opened = -1
        if opened >= 0 and opened + 1 < end:
            found.append((opened + 1, end))
    return found


def hide(view: str, spans: list[tuple[int, int]]) -> str:
    """`view` with quoted words hidden, so that no verb in them is taken for a reporting verb."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [view[at:start], HIDDEN * (end - start)]
        at = end
    return "".join([*pieces, view[at:]])
