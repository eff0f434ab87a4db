"""Lines that an outlet prints under many articles, known by counting rather than by words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from sources.parsing.blocks import Block
from sources.parsing.types import Zone, ZoneKind
from sources.parsing.voice import reports

REPEATED_RULE = "repeated in other articles of the outlet"
_COUNTED = (ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.DEK)
_FEWEST_LETTERS = 3


def line_hash(line: str) -> int | None:
    """A signed 64-bit hash of a line's words; None for a line with next to no letters.

    Case, punctuation, Markdown marks and spacing do not count; digits do, since a new figure makes
    a new statement.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", line).casefold())
    joined = " ".join(words)
    if sum(character.isalpha() for character in joined) < _FEWEST_LETTERS:
        return None
    digest = hashlib.blake2b(joined.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def line_hashes(text: str, zones: Iterable[Zone]) -> list[int]:
    """The distinct lines of an article that no rule set aside, but for its title."""
    found = (line_hash(text[z.start : z.end]) for z in zones if z.kind in _COUNTED)
    return list(dict.fromkeys(one for one in found if one is not None))


def prose_hashes(text: str, zones: Iterable[Zone]) -> list[int]:
    """Those of them that are sentences: by these, two versions of one story are known."""
    return line_hashes(text, (zone for zone in zones if _block(text, zone).is_prose))


def set_aside(text: str, zones: Iterable[Zone], repeated: frozenset[int]) -> tuple[Zone, ...]:
    """The zones, those of repeated lines labelled as furniture.

    A paragraph that reports what somebody said stays: newsrooms repeat the background of a story
    word for word.
    """
    return tuple(
        replace(zone, kind=ZoneKind.NAV, rule=REPEATED_RULE)
        if zone.kind in _COUNTED and _is_repeated(_block(text, zone), repeated)
        else zone
        for zone in zones
    )


def _is_repeated(block: Block, repeated: frozenset[int]) -> bool:
    if line_hash(block.text) not in repeated:
        return False
    return not (block.is_prose and reports(block.plain))


def _block(text: str, zone: Zone) -> Block:
    return Block(zone.start, zone.end, text[zone.start : zone.end])
