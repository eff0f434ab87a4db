"""Furniture that shows only by what stands around it: bare links, teaser headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.parsing.blocks import Block
from sources.parsing.labels import BODY, Known, Label, Labels
from sources.parsing.markdown import is_only_links
from sources.parsing.types import ZoneKind

# "Group: 31 soldiers die in attack", "More:Ten harbours" - a label, a colon, a headline.
_LABELLED = re.compile(
    r"^(?P<label>[A-Z][\w'&-]{2,}(?: [\w'&-]+){0,3}):(?P<space> ?)(?P<rest>[\"'A-Z\d].*)$"
)
ONLY_A_LINK = "nothing but a link"
_LINKED = 0.9
_LONGEST = 200
_LONGEST_HEADLINE = 110
_FEWEST_WORDS = 4
_PICTURED = re.compile(r"\b(?:pictured|above|below|left|right|centre|center|seen here)\b", re.I)


def mark_by_surroundings(blocks: Sequence[Block], labels: Labels, known: Known) -> None:
    """Bare links, the headlines beside them, headlines between paragraphs and after the text."""
    _mark_links(blocks, labels)
    _mark_labelled_headlines(blocks, labels)
    _mark_capitals(blocks, labels)
    _mark_last_headlines(blocks, labels)


def _mark_links(blocks: Sequence[Block], labels: Labels) -> None:
    """A block that is only a link leads elsewhere; so does a headline beside a link without words."""
    wordless = set()
    for index, block in enumerate(blocks):
        if labels[index] != BODY and labels[index].rule != "separator":
            continue
        if is_only_links(block.text):
            kind = ZoneKind.TEASER if block.plain else ZoneKind.NAV
            labels[index] = Label(kind, ONLY_A_LINK)
            wordless |= set() if block.plain else {index}
        elif block.linked >= _LINKED and not block.is_prose:
            labels[index] = Label(ZoneKind.TEASER, ONLY_A_LINK)
    for index, block in enumerate(blocks):
        if labels[index] != BODY:
            continue
        near = {index - 1, index + 1}
        if near & wordless and not block.is_prose:
            labels[index] = Label(ZoneKind.TEASER, "headline beside a bare link")
        elif block.linked >= _LINKED and any(
            labels[n].rule == ONLY_A_LINK for n in near if 0 <= n < len(blocks)
        ):
            labels[index] = Label(ZoneKind.TEASER, ONLY_A_LINK)


def _mark_labelled_headlines(blocks: Sequence[Block], labels: Labels) -> None:
    """A label and a headline, alone between two paragraphs, lead to another story."""
    for index in range(1, len(blocks) - 1):
        block = blocks[index]
        if labels[index] != BODY or len(block.plain) > _LONGEST or block.is_prose:
            continue
        match = _LABELLED.match(block.plain)
        if not match or len(match["rest"].split()) < _FEWEST_WORDS:
            continue
        if not match["space"] and not match["rest"][0].isdigit():
            labels[index] = Label(ZoneKind.TEASER, "label glued to a headline")
        elif _PICTURED.search(block.plain):
            labels[index] = Label(ZoneKind.CAPTION, "says what is pictured")
        elif (
            len(block.plain) <= _LONGEST_HEADLINE
            and not block.is_ended
            and _is_paragraph(blocks, labels, index - 1, index + 1)
        ):
            labels[index] = Label(ZoneKind.TEASER, "labelled headline between paragraphs")


def _mark_capitals(blocks: Sequence[Block], labels: Labels) -> None:
    """A headline in capitals between paragraphs that are not leads to another story."""
    has_text = False
    for index, block in enumerate(blocks[:-1]):
        has_text = has_text or (block.is_prose and labels[index] == BODY)
        if labels[index] != BODY or not has_text or block.is_ended:
            continue
        is_capitals = block.plain.isupper() and len(block.plain) <= _LONGEST
        if (
            is_capitals
            and len(block.plain.split()) >= _FEWEST_WORDS
            and _is_paragraph(blocks, labels, index + 1)
            and not blocks[index + 1].plain.isupper()
        ):
            labels[index] = Label(ZoneKind.TEASER, "headline in capitals between paragraphs")


def _is_paragraph(blocks: Sequence[Block], labels: Labels, *numbers: int) -> bool:
    return all(blocks[n].is_prose and labels[n] == BODY for n in numbers)


def _mark_last_headlines(blocks: Sequence[Block], labels: Labels) -> None:
    """Two or more headlines in a row after the last sentence."""
    run = []
    before = None
    for index in range(len(blocks) - 1, -1, -1):
        if labels[index].kind.is_furniture:
            continue
        if labels[index] != BODY or not blocks[index].is_headline_cased:
            before = blocks[index]
            break
        run.append(index)
    if before is not None and not before.plain.endswith(":") and len(run) >= 2:
        for index in run:
            labels[index] = Label(ZoneKind.TEASER, "headlines after the text")
