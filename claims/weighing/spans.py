"""Stretches of numbers that an answer holds for, and how they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.figures import (
    Quantifier,
    Terms,
    interval,
    number_text,
    range_text,
    whole_down,
    whole_up,
)
from claims.weighing.types import OriginEvidence
from claims.weighing.words import named


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`; None = without end; ends count unless `open_*`."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False
    open_high: bool = False


def in_words(spans: Sequence[Span]) -> str:
    """An exact figure in these stretches: "between 10 and 20", "below 10 or above 20"."""
    if len(spans) == 2 and not spans[0].low and spans[0].high == spans[1].low and not spans[1].high:
        return f"other than {_span_words(Span(spans[1].low, spans[1].low)).removeprefix('of ')}"
    return " or ".join(map(_span_words, spans))


def _span_words(span: Span) -> str:
    low = None if span.low is None else number_text(_inside(span.low, up=not span.open_low))
    high = None if span.high is None else number_text(_inside(span.high, up=span.open_high))
    if low is None or (span.low == 0 and not span.open_low and high is not None):
        return f"below {high}" if span.open_high else f"up to {high}"
    if high is None:
        return f"above {low}" if span.open_low else f"of {low} or more"
    if low == high:
        return f"of {low}"
    if not span.open_low and not span.open_high:
        return f"between {low} and {high}"
    return f"{'above' if span.open_low else 'from'} {low} and {'below' if span.open_high else 'up to'} {high}"


def _inside(number: Decimal, *, up: bool) -> Decimal:
    """People and things are whole: the number that says the same of whole numbers."""
    if abs(number) < 1:
        return number
    return whole_up(number) if up else whole_down(number)


# Whose words say less than the numbers they are read as.
_MEANS_MORE = (Quantifier.APPROXIMATELY, Quantifier.VAGUE)


def what_they_mean(origins: Sequence[OriginEvidence], terms: Terms) -> str:
    """What the figures of these origins may mean, where the words alone do not say: "“about 11,000”
    (origin A) may mean 10,450–11,550"; empty when they do."""
    parts = []
    for origin in origins:
        figure = origin.newest and origin.newest.figure
        if figure and figure.quantifier in _MEANS_MORE:
            span = interval(figure, terms.tolerance)
            parts.append((f"“{figure.text}” ({origin.ref.label})", range_text(span.low, span.high)))
    said = [
        f"{who}{' may mean' if not place else ''} {how}" for place, (who, how) in enumerate(parts)
    ]
    return named(said) if said else ""
