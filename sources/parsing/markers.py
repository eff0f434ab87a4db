"""Knowing what was a link or a caption in a page after its text was taken out.

Rare characters are put around the text of these elements before trafilatura reads the tree, and
taken out of what it gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sources.parsing.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# trafilatura drops characters that cannot be printed, so these can; text never has them.
_PAIRS = {"a": ("\u2997", "\u2998"), "figcaption": ("\u2983", "\u2984")}
_ELEMENT_OF = {opening: element for element, (opening, _) in _PAIRS.items()}
_ANY = re.compile(f"[{''.join(a + b for a, b in _PAIRS.values())}]")


@dataclass(frozen=True, slots=True)
class Marked:
    """`text[start:end]` stood in such an element."""

    start: int
    end: int
    element: str

    def moved(self, by: int) -> Marked:
        return replace(self, start=self.start + by, end=self.end + by)


def without(page: str) -> str:
    """The page without characters that would be taken for markers."""
    return _ANY.sub("", page)


def put_into(tree: HtmlElement) -> None:
    """Put markers around every text inside links and captions."""
    for element, (opening, closing) in _PAIRS.items():
        for outer in list(tree.iter(element)):
            for inner in outer.iter():
                if isinstance(inner.tag, str) and inner.text and inner.text.strip():
                    inner.text = f"{opening}{inner.text}{closing}"
                if inner is not outer and inner.tail and inner.tail.strip():
                    inner.tail = f"{opening}{inner.tail}{closing}"


def taken_out(text: str) -> tuple[str, list[Marked]]:
    """The text without markers, and what stood between them."""
    pieces: list[str] = []
    marked: list[Marked] = []
    open_since: dict[str, int] = {}
    at = length = 0
    for match in _ANY.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        if element := _ELEMENT_OF.get(match[0]):
            open_since[element] = length
            continue
        element = next(name for name, (_, closing) in _PAIRS.items() if closing == match[0])
        # A part of an element may have been dropped, and its marker with it.
        start = open_since.pop(element, None)
        if start is not None and start < length:
            marked.append(Marked(start, length, element))
    pieces.append(text[at:])
    return "".join(pieces), sorted(marked, key=lambda one: one.start)


def noted(blocks: Iterable[Block], marked: Iterable[Marked]) -> list[Block]:
    """The blocks with the share of each that stood in links, and in captions."""
    links = [one for one in marked if one.element == "a"]
    captions = [one for one in marked if one.element == "figcaption"]
    whole = list(blocks)
    return [
        replace(block, linked=linked, captioned=captioned)
        for block, linked, captioned in zip(
            whole, _shares(whole, links), _shares(whole, captions), strict=True
        )
    ]


def _shares(blocks: list[Block], marked: list[Marked]) -> list[float]:
    """What share of each block is marked; both are in order, neither is long."""
    shares = []
    first = 0
    for block in blocks:
        while first < len(marked) and marked[first].end <= block.start:
            first += 1
        covered, at = 0, first
        while at < len(marked) and marked[at].start < block.end:
            covered += min(block.end, marked[at].end) - max(block.start, marked[at].start)
            at += 1
        shares.append(min(1.0, covered / len(block.text)))
    return shares
