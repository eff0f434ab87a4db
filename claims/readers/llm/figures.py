"""The figure of a statement, read again from the text by our own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.catalogue import ClaimType, FigureRule
from claims.catalogue.things import MONEY
from claims.extraction.phrase import Phrase
from claims.extraction.types import Stance
from claims.figures import Figure
from claims.readers.llm.answers import Statement
from claims.readers.llm.dropping import DroppedError, Reason
from claims.readers.llm.grounding import Grounding, Passage


@dataclass(frozen=True, slots=True)
class Counted:
    """What a statement counts, None when it gives no figure; `note` says where we read otherwise."""

    phrase: Phrase | None
    note: str = ""


def counted(
    statement: Statement,
    claim_type: ClaimType,
    phrases: Sequence[Phrase],
    text: str,
    evidence: Grounding,
) -> Counted:
    """The phrase whose figure is meant. Raises DroppedError when the words do not bear it out.

    `phrases` are those of the sentences the evidence touches.
    """
    if claim_type.figure is FigureRule.NONE:
        return Counted(None)
    figured = [p for p in phrases if p.quantity and _touches(p, evidence.start, evidence.end)]
    if not statement.figure:
        if claim_type.figure is FigureRule.REQUIRED and statement.stance == Stance.ASSERTS:
            raise DroppedError(Reason.FIGURE_NEEDED)
        return Counted(None)
    passage = Passage(text, evidence.start, evidence.end)
    places = list(passage.find(statement.figure))
    there = [p for p in figured if any(_touches(p, g.start, g.end) for g in places)]
    agreeing = [p for p in there or figured if _agrees(p, statement)]
    if len(agreeing) >= 1 and (there or len(figured) == 1):
        return _of_type(agreeing[0], claim_type)
    if not there:
        raise DroppedError(Reason.FIGURE_IS_NO_COUNT if places else Reason.FIGURE_NOT_THERE)
    if len(there) > 1:
        raise DroppedError(Reason.FIGURE_UNCLEAR)
    return _of_type(there[0], claim_type, _disagreement(there[0], statement))


def _touches(phrase: Phrase, start: int, end: int) -> bool:
    quantity = phrase.quantity
    return quantity is not None and quantity.start < end and start < quantity.end


def _of_type(phrase: Phrase, claim_type: ClaimType, note: str = "") -> Counted:
    may_count = claim_type.counts | claim_type.counts_with_figure | set(claim_type.counts_if)
    if phrase.quantity and phrase.quantity.currency and MONEY not in may_count:
        raise DroppedError(Reason.FIGURE_IS_NO_COUNT)
    return Counted(phrase, note)


def _agrees(phrase: Phrase, statement: Statement) -> bool:
    figure = _figure(phrase)
    return (
        _number(figure.low) == statement.low
        and _number(figure.high) == statement.high
        and figure.quantifier == statement.quantifier
    )


def _disagreement(phrase: Phrase, statement: Statement) -> str:
    figure = _figure(phrase)
    return (
        f"the model read {statement.quantifier} {statement.low} to {statement.high}; "
        f"the words say {figure.quantifier} {figure.low} to {figure.high}"
    )


def _figure(phrase: Phrase) -> Figure:
    assert phrase.quantity is not None
    return phrase.quantity.figure


def _number(bound: object) -> float | None:
    return None if bound is None else float(str(bound))
