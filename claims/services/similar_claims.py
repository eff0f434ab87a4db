"""Claims that may ask the same as this one, with what they share and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from claims.figure_words import figure_words
from claims.models import Assertion, Claim, ClaimSuggestion
from claims.services.claim_questions import by_weight, latest_statements
from claims.services.claim_search import questions_on
from claims.services.link_reasons import Reason, reason_of
from claims.services.wording import Stretch, without, word_changes

_STATEMENTS = 2


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
        reasons=tuple(map(reason_of, question.reasons)),
        survivor=survivor,
        merged=merged,
    )
