"""Claims that may ask the same as this one, with what they share and where they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.figure_words import figure_words
from claims.models import Assertion, Claim, ClaimSuggestion
from claims.services.claim_questions import by_weight, latest_statements
from claims.services.claim_search import questions_on
from claims.services.wording import Stretch, without, word_changes

_STATEMENTS = 2
# "+0.60 same parties: Kenya": what a reason adds to the score, and the reason.
_POINTS = re.compile(r"([+\-−]\d+(?:\.\d+)?) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of a score. `points` is what it adds or takes, empty when it is not counted so."""

    text: str
    points: str

    @property
    def is_against(self) -> bool:
        return self.points.startswith(("-", "−"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims, its title and figure with what only it has marked, and its newest
    statements."""

    claim: Claim
    title: tuple[Stretch, ...]
    figure: tuple[Stretch, ...]
    statements: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """An open question: this claim, the other one, and which of them would remain of a merge."""

    question: ClaimSuggestion
    this: Side
    other: Side
    reasons: tuple[Reason, ...]
    survivor: Claim
    merged: Claim


def similar_claims(claim: Claim, most: int) -> tuple[Similar, ...]:
    """The open questions on a claim, the likeliest first."""
    questions = questions_on(claim, most)
    pairs = [(q, q.second if q.first_id == claim.pk else q.first) for q in questions]
    # One more query than none only when anything is asked.
    statements = latest_statements([claim, *(o for _, o in pairs)], _STATEMENTS) if pairs else {}
    return tuple(_similar(q, claim, other, statements) for q, other in pairs)


def _similar(
    question: ClaimSuggestion, claim: Claim, other: Claim, statements: dict[int, list[Assertion]]
) -> Similar:
    titles = word_changes(claim.title, other.title)
    figures = word_changes(
        *(figure_words(one.figure_text, one.figure_unit) for one in (claim, other))
    )
    survivor, merged = by_weight(question)
    return Similar(
        question=question,
        this=Side(
            claim,
            without(titles, "added"),
            without(figures, "added"),
            tuple(statements[claim.pk]),
        ),
        other=Side(
            other,
            without(titles, "removed"),
            without(figures, "removed"),
            tuple(statements[other.pk]),
        ),
        reasons=tuple(map(_reason, question.reasons)),
        survivor=survivor,
        merged=merged,
    )


def _reason(text: str) -> Reason:
    told = _POINTS.fullmatch(text)
    return Reason(told[2], told[1]) if told else Reason(text, "")
