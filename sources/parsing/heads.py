"""The head of an article: menus before it, title, byline, date, and the outlet's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.parsing.blocks import Block
from sources.parsing.dates import is_date_line
from sources.parsing.labels import BODY, Known, Label, Labels
from sources.parsing.types import ZoneKind

DATE_RULE = "date line"
OUTLET_RULE = "the outlet's own name"
# Rules whose zones name the authors.
AUTHOR_RULES = ("byline", "names beside the date line", "names at the head")

_BYLINE = re.compile(r"^(?:by|written by|story by|from)\s+[A-Z][^.!?]{2,120}$", re.I)
_NAME_ONLY = re.compile(
    r"^[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}"
    r"(?:(?:,|,? and) [A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3})*$"
)
_HEADLINE_END = re.compile(r"[^.!?:…]$|[.!?]['’\"”]$|\?$")
# What an outlet's name has beside the name: "Example (Web)", "example.com".
_ADDED = re.compile(r"\([^)]*\)|(?:\.(?:com?|org|net))?\.[a-z]{2,}$")
_LONGEST_TITLE = 220
_HEAD = 8


def byline_or_date(block: Block) -> Label | None:
    """The label of a line that is a byline or a date, by its own words."""
    if is_date_line(block.plain):
        return Label(ZoneKind.BYLINE, DATE_RULE)
    parts = [part.strip() for part in block.plain.split("|")]
    if len(parts) > 1 and len(block.plain) < 160 and any(map(is_date_line, parts)):
        return Label(ZoneKind.BYLINE, "date beside a name")
    if len(block.plain) < 140 and _BYLINE.match(block.plain):
        return Label(ZoneKind.BYLINE, "byline")
    return None


def mark_head(blocks: Sequence[Block], labels: Labels, known: Known) -> None:
    """Menus before the text, the outlet's name, the title, and who wrote it."""
    _mark_menu(blocks, labels)
    _mark_outlet(blocks, labels, known.outlet)
    _mark_title(blocks, labels, known.title)
    _mark_names(blocks, labels)


def _mark_menu(blocks: Sequence[Block], labels: Labels) -> None:
    """Four or more short lines in a row before the first longer one, or after the last, are a menu.

    The line right before the text may be the headline.
    """
    before = _menu_run(blocks, labels, range(len(blocks)))
    after = _menu_run(blocks, labels, range(len(blocks) - 1, -1, -1))
    if len(before) == len(blocks):
        return
    if before and " " in blocks[before[-1]].plain:
        before.pop()
    for run in (before, after):
        for index in run if len(run) >= 4 else ():
            if labels[index] == BODY:
                labels[index] = Label(ZoneKind.NAV, "run of short lines around the text")


def _menu_run(blocks: Sequence[Block], labels: Labels, numbers: range) -> list[int]:
    run = []
    for index in numbers:
        if not (labels[index].kind.is_furniture or _is_menu_entry(blocks[index])):
            break
        run.append(index)
    return run


def _is_menu_entry(block: Block) -> bool:
    words = block.plain.split()
    return (
        len(block.plain) <= 25
        and len(words) <= 3
        and not block.is_ended
        and not re.search(r"\d", block.plain)
    )


def _mark_outlet(blocks: Sequence[Block], labels: Labels, outlet: str) -> None:
    wanted = {_letters(outlet), _letters(_ADDED.sub("", outlet))} - {""}
    for index, block in enumerate(blocks):
        if labels[index] == BODY and len(block.plain) <= len(outlet) + 20:
            names = {_letters(part) for part in block.plain.split("|")}
            if wanted & names:
                labels[index] = Label(ZoneKind.BYLINE, OUTLET_RULE)


def _mark_title(blocks: Sequence[Block], labels: Labels, title: str) -> None:
    wanted = _words(title)
    # "Exclusive: Storm closes harbour" alone would be a link; above the text it is the headline.
    body = [
        i
        for i, label in enumerate(labels)
        if label == BODY or (i == 0 and label.rule == "link to another story")
    ][:4]
    for index in body:
        if wanted and _words(blocks[index].text) == wanted:
            labels[index] = Label(ZoneKind.TITLE, "same as the known title")
            return
    if not body:
        return
    first = blocks[body[0]]
    if wanted:
        if _is_headline(first) and _is_like(_words(first.text), wanted):
            labels[body[0]] = Label(ZoneKind.TITLE, "like the known title")
        elif body[0] == 0 and first.is_headline_cased and not _NAME_ONLY.match(first.plain):
            labels[0] = Label(ZoneKind.TITLE, "headline above the text")
    elif len(body) > 1 and _is_headline(first):
        labels[body[0]] = Label(ZoneKind.TITLE, "first line, not ended like a sentence")


def _is_headline(block: Block) -> bool:
    return (
        len(block.text) <= _LONGEST_TITLE
        and "\n" not in block.text
        and bool(_HEADLINE_END.search(block.text))
    )


def _is_like(words: list[str], wanted: list[str]) -> bool:
    common = set(words) & set(wanted)
    return len(common) >= 3 and len(common) >= 0.5 * max(len(set(words)), len(set(wanted)))


def _mark_names(blocks: Sequence[Block], labels: Labels) -> None:
    """A line of names alone: beside the date line, or at the head once the title is known."""
    has_title = any(label.kind is ZoneKind.TITLE for label in labels[:_HEAD])
    for index, block in enumerate(blocks):
        if labels[index] != BODY or len(block.plain) > 120 or not _NAME_ONLY.match(block.plain):
            continue
        near = labels[max(0, index - 1) : index + 2]
        if any(label.rule == DATE_RULE for label in near):
            labels[index] = Label(ZoneKind.BYLINE, "names beside the date line")
        elif any(label.rule == OUTLET_RULE for label in near) or (
            has_title and index <= 2 and labels[index - 1].kind is ZoneKind.TITLE
        ):
            labels[index] = Label(ZoneKind.BYLINE, "names at the head")


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"\w+", text)]
