"""Figures that stand behind what they count: "the number of miners rescued has risen to nine"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.extraction.phrase import Phrase

_NUMBER_OF = re.compile(r"\bnumber of (?:the |all |those )?$", re.I)
# What may stand between the two: no end of a clause, and last a copula or a verb of counting.
_GIVEN = re.compile(
    r"^[^.;:]{0,140}?\b(?:was|were|is|are|stood|stands?|at|to|reached|reaches|hit|exceed(?:ed|s)|topped|"
    r"passed|surpassed|now|currently|estimated)[ ,]*$"
)


def with_figures_behind(view: str, phrases: list[Phrase]) -> list[Phrase]:
    """`phrases` with each "number of …" counted by the bare figure that its sentence gives it."""
    found: list[Phrase] = []
    used: set[int] = set()
    for index, phrase in enumerate(phrases):
        if phrase.start in used:
            continue
        if phrase.quantity is None and _NUMBER_OF.search(
            view, max(0, phrase.start - 24), phrase.start
        ):
            figure = _figure_behind(view, phrase, phrases[index + 1 :])
            if figure is not None:
                used.add(figure.start)
                phrase = replace(phrase, quantity=figure.quantity)
        found.append(phrase)
    return found


def _figure_behind(view: str, phrase: Phrase, later: list[Phrase]) -> Phrase | None:
    for other in later:
        if other.quantity is not None:
            is_given = other.is_elliptic and _GIVEN.match(view[phrase.end : other.start])
            return other if is_given else None
    return None
