"""The figure a claim is known by: the range over the newest figure of each independent origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from claims.figures import (
    Comparison,
    Dated,
    Figure,
    Quantifier,
    Relation,
    Terms,
    compare_dated,
    interval,
    range_text,
)

# What states one number.
_NUMBERS = (Quantifier.EXACT, Quantifier.APPROXIMATELY)


@dataclass(frozen=True, slots=True)
class Headline:
    """The range over several figures: `low` to `high` as stated, and whether all of them agree.

    `over` are the places, in the sequence given, of the figures it is the range of; the others cannot
    be compared with the newest: they are of another time or in another unit. `agree` None = fewer
    than two figures to compare. `bounds` are the places of those that set its ends: a vague figure
    supports others and sets no end beside one that is not vague. `apart` is the share by which the
    lowest and the highest number differ, when each figure is one number; None when any is a range.
    """

    low: Decimal | None
    high: Decimal | None
    quantifier: Quantifier
    text: str
    unit: str
    agree: bool | None
    over: tuple[int, ...] = (0,)
    bounds: tuple[int, ...] = (0,)
    apart: float | None = None

    def is_within(self, tolerance: float) -> bool:
        """True when no two of its figures differ by more than this share of the lower one."""
        return self.apart is not None and self.apart <= tolerance


def headline(figures: Sequence[Dated], terms: Terms) -> Headline | None:
    """The headline over the newest figure of each independent origin; None without figures.

    One figure stands for itself. Of several, the range goes from the lowest to the highest number
    stated; it has no end when only "at least" figures are known. "Thousands" states no number: it sets
    an end only where all figures are vague.
    """
    if not figures:
        return None
    over = _of_the_newest_moment(figures, terms)
    current = [figures[place] for place in over]
    agree = None if len(current) < 2 else exclusive_pair(current, terms.tolerance) is None
    bounds = [n for n in over if figures[n].figure.quantifier is not Quantifier.VAGUE] or over
    low, high, quantifier, text = _range([figures[place].figure for place in bounds])
    return Headline(
        low,
        high,
        quantifier,
        text,
        current[0].figure.unit,
        agree,
        tuple(over),
        tuple(bounds),
        _apart([dated.figure for dated in current]),
    )


def exclusive_pair(figures: Sequence[Dated], tolerance: float) -> tuple[int, int] | None:
    """The places of two figures that cannot both be right, the two furthest apart; None when all can.

    The figures have to be of one time and unit. Intervals on a line all meet as soon as each two of
    them do, so that the lowest end and the highest beginning decide.
    """
    if not figures:
        return None
    spans = [interval(dated.figure, tolerance) for dated in figures]
    ending = [i for i, span in enumerate(spans) if span.high is not None]
    first = min(ending, key=lambda i: spans[i].high or 0, default=None)
    last = max(range(len(spans)), key=lambda i: spans[i].low)
    if first is None or spans[first].meets(spans[last]):
        return None
    return min(first, last), max(first, last)


def compared(figures: Sequence[Dated], terms: Terms) -> list[tuple[int, int, Comparison]]:
    """Every pair of figures, by place, and how the two stand to each other."""
    return [
        (i, j, compare_dated(a, b, terms)) for (i, a), (j, b) in combinations(enumerate(figures), 2)
    ]


def _of_the_newest_moment(figures: Sequence[Dated], terms: Terms) -> list[int]:
    """The places of the figures that can be compared with the newest one."""
    newest = max(range(len(figures)), key=lambda i: (figures[i].as_of or date.min, -i))
    return [
        i
        for i, dated in enumerate(figures)
        if compare_dated(dated, figures[newest], terms).relation is not Relation.INCOMPARABLE
    ]


def _apart(figures: Sequence[Figure]) -> float | None:
    """By which share of the lowest the highest number is greater; None unless each is one number."""
    numbers = [f.low for f in figures if f.quantifier in _NUMBERS and f.low == f.high]
    known = [number for number in numbers if number is not None]
    if len(known) < len(figures):
        return None
    low, high = min(known), max(known)
    if low == high:
        return 0.0
    return float((high - low) / low) if low > 0 else None


def _range(figures: list[Figure]) -> tuple[Decimal | None, Decimal | None, Quantifier, str]:
    if len({(f.quantifier, f.low, f.high) for f in figures}) == 1:
        one = figures[0]
        return one.low, one.high, one.quantifier, one.text
    if figures[0].quantifier is Quantifier.VAGUE:
        return _vague_range(figures)
    lows = [f.low for f in figures if f.low is not None]
    stated = lows + [f.high for f in figures if f.high is not None]
    is_open = all(f.high is None for f in figures)
    low, high = (min(stated) if lows else None), (None if is_open else max(stated))
    if high is None:
        quantifier = Quantifier.AT_LEAST
    else:
        quantifier = Quantifier.AT_MOST if low is None else Quantifier.BETWEEN
    return low, high, quantifier, range_text(low, high)


def _vague_range(figures: list[Figure]) -> tuple[Decimal | None, Decimal | None, Quantifier, str]:
    """Of vague words only: "hundreds to thousands", with the numbers that they are read as."""
    read = [(interval(f, 0), f.text) for f in figures]
    lowest, first = min(read, key=lambda one: one[0].low)
    highest, last = max(read, key=lambda one: one[0].high or one[0].low)
    text = first if first == last else f"{first} to {last}"
    return lowest.low, highest.high, Quantifier.BETWEEN, text
