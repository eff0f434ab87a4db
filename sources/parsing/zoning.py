"""Saying of every block what it is. Nothing is deleted: furniture is labelled with its rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.parsing.blocks import Block
from sources.parsing.rules import asks_for_money, is_caption, line_rule, tail_rule
from sources.parsing.types import Zone, ZoneKind

_BYLINE = re.compile(r"^(by|written by|story by|from)\s+[A-Z][^.!?]{2,120}$", re.I)
_NAME_ONLY = re.compile(
    r"^[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}(?:(?:,| and) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})*$"
)
DATE_LINE = re.compile(
    r"^(?:(?:updated|published|posted|last updated)\W*(?:on|at)?\s*)?"
    r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\w*\.?,?\s+)?"
    r"(?:(?P<m1>[a-z]{3,9})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})|"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m2>[a-z]{3,9})\.?,?\s+(?P<y2>\d{4})|"
    r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))"
    r"\W*(?:(?:at\s+)?\d{1,2}[:.]\d{2}.{0,40})?$",
    re.I,
)
_HEADLINE_END = re.compile(r"[^.!?:…]$|[.!?]['’\"”]$|\?$")
_LONGEST_TITLE = 220


def zones(blocks: Sequence[Block], title: str = "") -> list[Zone]:
    """One zone per block, in order. `title`, when known, is recognised in the first blocks."""
    kinds: list[tuple[ZoneKind, str]] = [_alone(block) for block in blocks]
    _mark_tail(blocks, kinds)
    _mark_title(blocks, kinds, title)
    _mark_byline(blocks, kinds)
    _mark_alt_texts(blocks, kinds)
    return [
        Zone(block.start, block.end, kind, rule)
        for block, (kind, rule) in zip(blocks, kinds, strict=True)
    ]


def _alone(block: Block) -> tuple[ZoneKind, str]:
    if rule := line_rule(block.text):
        return rule.kind, rule.name
    if asks_for_money(block.text):
        return ZoneKind.APPEAL, "donation asked of the reader"
    if is_caption(block.text):
        return ZoneKind.CAPTION, "picture credit"
    if len(block.text) < 160 and DATE_LINE.match(block.text):
        return ZoneKind.BYLINE, "date line"
    if len(block.text) < 140 and _BYLINE.match(block.text):
        return ZoneKind.BYLINE, "byline"
    return ZoneKind.BODY, "text"


def _mark_tail(blocks: Sequence[Block], kinds: list[tuple[ZoneKind, str]]) -> None:
    """From the first tail heading with most prose behind it on, all is furniture.

    With less prose behind it, a heading sets only itself aside: a page may begin with its menus.
    """
    prose = [
        len(b.text) if b.is_prose and not k[0].is_furniture else 0
        for b, k in zip(blocks, kinds, strict=True)
    ]
    total, seen = sum(prose), 0
    current: tuple[ZoneKind, str] | None = None
    for index, block in enumerate(blocks):
        rule = tail_rule(block.text)
        if rule and not (current and kinds[index][0] is ZoneKind.SYNDICATION):
            label = (rule.kind, rule.name)
            # An appeal or a related list often weighs as much as a short article.
            if current or (seen and seen >= total * 0.35):
                current = (rule.kind, f"after: {rule.name}")
            kinds[index] = label
        elif current and kinds[index][0] in (ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.BYLINE):
            kinds[index] = current
        seen += prose[index]


def _mark_title(blocks: Sequence[Block], kinds: list[tuple[ZoneKind, str]], title: str) -> None:
    wanted = _plain(title)
    body = [i for i, (kind, _) in enumerate(kinds) if kind is ZoneKind.BODY][:4]
    for index in body:
        if wanted and _plain(blocks[index].text) == wanted:
            kinds[index] = (ZoneKind.TITLE, "same as the known title")
            return
    if wanted or len(body) < 2:
        return
    first = blocks[body[0]].text
    if len(first) <= _LONGEST_TITLE and "\n" not in first and _HEADLINE_END.search(first):
        kinds[body[0]] = (ZoneKind.TITLE, "first line, not ended like a sentence")


def _mark_byline(blocks: Sequence[Block], kinds: list[tuple[ZoneKind, str]]) -> None:
    """A line of names alone, next to the date line."""
    for index, block in enumerate(blocks):
        if kinds[index][0] is not ZoneKind.BODY or len(block.text) > 120:
            continue
        near = kinds[max(0, index - 1) : index + 2]
        if ("date line" in (rule for _, rule in near)) and _NAME_ONLY.match(block.text):
            kinds[index] = (ZoneKind.BYLINE, "names beside the date line")


def _mark_alt_texts(blocks: Sequence[Block], kinds: list[tuple[ZoneKind, str]]) -> None:
    """The line above a picture credit that is not a sentence describes the picture."""
    for index in range(1, len(blocks)):
        if kinds[index] != (ZoneKind.CAPTION, "picture credit"):
            continue
        above = blocks[index - 1].text
        if (
            kinds[index - 1][0] is ZoneKind.BODY
            and len(above) < 250
            and not above.endswith((".", "”", '"', ":"))
        ):
            kinds[index - 1] = (ZoneKind.CAPTION, "above a picture credit")


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
