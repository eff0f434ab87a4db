"""Finding a model's quotations in the text: word for word, else as good as, else not at all.

Three ways, the strictest that succeeds counts: exactly; without regard to case, spaces and the form of
quotation marks and dashes, and to what the quotation puts in brackets; with words left out where it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# Between two pieces of a quotation with words left out; about a long sentence.
LONGEST_GAP = 200
_INSERTION = re.compile(r"\[[^\]]{0,80}\]|\([^)]{0,80}\)")
_ELISION = re.compile(r"\.{3,}|…|\[[^\]]{0,80}\]|\([^)]{0,80}\)")
_EDGES = " '.,;:-"
_QUOTES = frozenset("'\"‘’‚‛`´“”„‟«»")
_DASHES = frozenset("-–‑‒−—")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class How(StrEnum):
    """How a quotation was found."""

    EXACT = "word for word"
    NORMALISED = "but for case, spaces or quotation marks"
    ELIDED = "with words left out"


@dataclass(frozen=True, slots=True)
class Grounding:
    """A quotation's place `text[start:end]`."""

    start: int
    end: int
    how: How


class Passage:
    """A stretch of a text in which quotations are looked up; places are those of the whole text."""

    __slots__ = ("_folded", "_offsets", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self._folded, self._offsets = _fold(text, start, end)

    def find(self, quotation: str) -> Iterator[Grounding]:
        """Every place of the quotation, found in the strictest way that finds any."""
        found = False
        for grounding in self._exact(quotation.strip()):
            found = True
            yield grounding
        if found:
            return
        for words in dict.fromkeys((_folded(quotation), _folded(_INSERTION.sub(" ", quotation)))):
            for start, end in self._pieces([words]):
                found = True
                yield Grounding(start, end, How.NORMALISED)
        pieces = [_folded(piece) for piece in _ELISION.split(quotation)]
        pieces = [piece for piece in pieces if piece]
        # A lone word is anywhere; it says nothing about where the words around it were left out.
        if found or not pieces or any(" " not in piece and len(pieces) > 1 for piece in pieces):
            return
        for start, end in self._pieces(pieces):
            yield Grounding(start, end, How.ELIDED)

    def _exact(self, quotation: str) -> Iterator[Grounding]:
        at = self.text.find(quotation, self.start, self.end) if quotation else -1
        while at >= 0:
            if _is_whole(self.text, at, at + len(quotation)):
                yield Grounding(at, at + len(quotation), How.EXACT)
            at = self.text.find(quotation, at + 1, self.end)

    def _pieces(self, pieces: list[str]) -> Iterator[tuple[int, int]]:
        """Places where the pieces follow one another, as spans of the text."""
        first, *others = pieces
        at = self._next(first, 0, len(self._folded))
        while at >= 0:
            end = self._end_of(others, at + len(first))
            if end is not None:
                yield self._offsets[at], self._offsets[end - 1] + 1
            at = self._next(first, at + 1, len(self._folded))

    def _end_of(self, pieces: list[str], end: int) -> int | None:
        """Where the last of the pieces ends when they follow one another from `end` on."""
        for piece in pieces:
            at = self._next(piece, end, end + LONGEST_GAP + len(piece))
            if at < 0:
                return None
            end = at + len(piece)
        return end

    def _next(self, piece: str, start: int, end: int) -> int:
        at = self._folded.find(piece, start, end) if piece else -1
        while at >= 0 and not _is_whole(self._folded, at, at + len(piece)):
            at = self._folded.find(piece, at + 1, end)
        return at


def same(one: str, other: str) -> bool:
    """True when two names differ in case, spaces and marks only."""
    return _folded(one) == _folded(other)


def _folded(quotation: str) -> str:
    return _fold(quotation, 0, len(quotation))[0].strip(_EDGES)


def _fold(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """`text[start:end]` in one form of letters, marks and spaces, and where each letter comes from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        character = text[offset]
        if character in _INVISIBLE or (character == "." and _ends_initial(text, offset)):
            continue
        if character.isspace():
            if not letters or letters[-1] == " ":
                continue
            character = " "
        elif character in _QUOTES:
            character = "'"
        elif character in _DASHES:
            character = "-"
        for letter in character.casefold():
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), offsets


def _ends_initial(text: str, dot: int) -> bool:
    """True for the full stops of "U.S." and "J. Doe", which many leave out."""
    return text[dot - 1 : dot].isupper() and not text[max(0, dot - 2) : dot - 1].isalnum()


def _is_whole(text: str, start: int, end: int) -> bool:
    """False when the stretch begins or ends inside a word or a number."""
    return not (
        (start > 0 and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
    )
