"""Stretches of furniture that a heading begins: related stories, appeals, comments, notices.

A related-stories box may stand in the middle of an article, so a stretch ends where the text plainly
goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.parsing.blocks import Block
from sources.parsing.furniture import Heading, furniture
from sources.parsing.labels import BODY, Known, Label, Labels
from sources.parsing.types import ZoneKind
from sources.parsing.voice import speaks_to_reader

# With less of the prose behind it, a heading stands above the text rather than below.
_EARLY = 0.35


def mark_stretches(blocks: Sequence[Block], labels: Labels, known: Known) -> None:
    """Label headings, and what belongs to them."""
    weights = [
        len(b.text) if _is_text(b, label) else 0 for b, label in zip(blocks, labels, strict=True)
    ]
    total, behind = sum(weights), 0
    at = 0
    while at < len(blocks):
        heading = furniture().heading(blocks[at])
        if heading is None or labels[at].kind is ZoneKind.SYNDICATION:
            behind += weights[at]
            at += 1
            continue
        labels[at] = Label(heading.rule.kind, heading.rule.name)
        share = behind / total if total else 0.0
        end = at + 1
        if behind and share >= heading.share:
            end = _end(blocks, labels, at + 1, heading, share)
        _set_aside(labels, at + 1, end, heading)
        behind += sum(weights[at:end])
        at = end


def _set_aside(labels: Labels, start: int, end: int, heading: Heading) -> None:
    for index in range(start, end):
        if labels[index].kind in (ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.BYLINE):
            labels[index] = Label(heading.after, f"after: {heading.rule.name}")


def _end(
    blocks: Sequence[Block], labels: Labels, start: int, heading: Heading, share: float
) -> int:
    """Where the stretch ends: at the text that goes on, or at another heading."""
    needed = 1 if heading.resumes and share < _EARLY else heading.resumes
    run = 0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if furniture().heading(block):
            return index
        goes_on = _is_text(block, labels[index]) and not (
            heading.outside_voice and speaks_to_reader(block.plain)
        )
        if goes_on:
            run += 1
            if needed and run == needed:
                return index - needed + 1
        elif labels[index] == BODY:
            run = 0
    return len(blocks)


def _is_text(block: Block, label: Label) -> bool:
    return label == BODY and block.is_prose and not block.is_truncated
