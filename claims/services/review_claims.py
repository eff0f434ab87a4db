"""Two claims beside each other, with what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from claims.models import Claim
from claims.services.differences import in_words


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words; `is_only`: the other side does not have them."""

    text: str
    is_only: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of both claims, in words; empty where a claim says nothing."""

    label: str
    first: str
    second: str

    @property
    def is_different(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Contrast:
    """Titles with the words that only one of them has, and the facts side by side."""

    first: tuple[Words, ...]
    second: tuple[Words, ...]
    facts: tuple[Fact, ...]


def contrast_of(first: Claim, second: Claim) -> Contrast:
    """What differs between two claims. Counts are theirs by nature, and are not compared."""
    facts = (
        Fact("Figure", first.figure_text, second.figure_text),
        Fact("Unit", first.figure_unit, second.figure_unit),
        Fact("Parties", in_words(first.roles), in_words(second.roles)),
        Fact("Place", first.place, second.place),
        Fact("When", _days(first), _days(second)),
    )
    known = tuple(fact for fact in facts if fact.first or fact.second)
    return Contrast(*compared_words(first.title, second.title), known)


def compared_words(first: str, second: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Two texts word by word: what both have, and what only one has, each in its order."""
    ours, theirs = first.split(), second.split()
    same = SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False)
    left: list[Words] = []
    right: list[Words] = []
    for tag, i, j, k, n in same.get_opcodes():
        is_only = tag != "equal"
        if i < j:
            left.append(Words(" ".join(ours[i:j]), is_only))
        if k < n:
            right.append(Words(" ".join(theirs[k:n]), is_only))
    return tuple(left), tuple(right)


def _plain(words: list[str]) -> list[str]:
    return [word.casefold().strip(".,;:()“”\"'") for word in words]


def _days(claim: Claim) -> str:
    first, last = claim.event_first, claim.event_last
    if first is None or last is None:
        return ""
    return _day(first) if first == last else f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
