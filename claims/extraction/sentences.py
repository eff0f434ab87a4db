"""Sentences of the readable zones of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.types import Document, Sentence
from claims.extraction.words import word_set
from sources.parsing.types import Zone, ZoneKind

_ABBREVIATIONS = word_set("sentences", "abbreviations")
_END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[A-Z0-9À-Þ“‘"'])""")
_WORD_BEFORE = re.compile(r"([\w.]+)$")
# After "U.S." only these begin a new sentence; anything else carries the name on.
_STARTERS = re.compile(
    r"""\s+["'“‘]?(?:The|In|On|At|But|And|He|She|It|They|We|This|That|These|His|Her|Its|Their|A|An|"""
    r"""Among|After|According|Meanwhile|However|For|As|If|When|While|More|Some)\b"""
)


def split(document: Document) -> list[Sentence]:
    """The sentences of every zone that is not page furniture, in order.

    A document without zones is one body. Every sentence lies inside one zone.
    """
    zones = document.zones or (Zone(0, len(document.text), ZoneKind.BODY, "whole text"),)
    found: list[Sentence] = []
    for paragraph, zone in enumerate(zones):
        if zone.kind.is_furniture:
            continue
        for start, end in _split(document.text, zone.start, zone.end):
            found.append(Sentence(start, end, paragraph))
    return found


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end or not _is_end(text, match):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _is_end(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    word = before[1].casefold() if before else ""
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    if word.startswith(("u.s", "u.k", "u.n", "d.c", "a.m", "p.m")):
        return bool(_STARTERS.match(text, match.end()))
    return word not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
