"""Figures as reported: what the text says, and the interval of numbers it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum


class Quantifier(StrEnum):
    """How a reported number is meant (closed list, see DESIGN, Words)."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    VAGUE = "vague"


# As large as the columns hold; no figure reaches it.
LARGEST = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported figure in units of the thing counted.

    `text` is the figure as written with its qualifier ("about 12,000"). Bounds by quantifier:
    exact and approximately n/n; at_least n/None; at_most None/n; between a/b; vague floor/None.
    """

    text: str
    quantifier: Quantifier
    low: Decimal | None
    high: Decimal | None
    unit: str = ""

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a figure needs at least one bound")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"bounds out of order: {self.low} > {self.high}")

    @property
    def is_too_large(self) -> bool:
        """True for what cannot be held."""
        return any(bound is not None and bound >= LARGEST for bound in (self.low, self.high))


class Relation(StrEnum):
    """How two figures that answer the same question stand to each other."""

    EQUAL = "equal"
    CONSISTENT = "consistent"
    DISJOINT = "disjoint"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers a figure stands for, both ends included; `high` None = without end."""

    low: Decimal
    high: Decimal | None

    def meets(self, other: Interval) -> bool:
        """True when some number lies in both."""
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )

    def holds(self, other: Interval) -> bool:
        """True when every number of the other lies in this one."""
        is_below = self.high is None or (other.high is not None and other.high <= self.high)
        return self.low <= other.low and is_below


@dataclass(frozen=True, slots=True)
class Comparison:
    """A relation; for figures that meet the share (0..1) of the narrower one that is common; for
    figures that cannot be compared why not."""

    relation: Relation
    overlap: float | None = None
    why: str = ""

    @property
    def is_agreement(self) -> bool:
        """True when both figures can be right."""
        return self.relation in (Relation.EQUAL, Relation.CONSISTENT)


@dataclass(frozen=True, slots=True)
class Terms:
    """By what figures are compared: the share by which "about" may be off (0.05), and how far apart
    two figures may be dated and still speak of one moment."""

    tolerance: float
    one_moment: timedelta


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure and the day it holds for, as far as anybody knows."""

    figure: Figure
    as_of: date | None = None


# Upper ends of vague words by their floor, as published on the method page; other floors end just
# below the next power of ten.
VAGUE_WORDS: tuple[tuple[str, int, int], ...] = (
    ("several, a few, a handful", 3, 9),
    ("a dozen or so", 12, 18),
    ("tens", 20, 99),
    ("dozens", 24, 99),
    ("scores", 40, 99),
    ("hundreds", 200, 999),
    ("several hundred", 300, 900),
    ("thousands", 2_000, 9_999),
    ("several thousand", 3_000, 9_000),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("millions", 2_000_000, 9_999_999),
)
_VAGUE_ENDS = {floor: end for _words, floor, end in VAGUE_WORDS}


def interval(figure: Figure, tolerance: float) -> Interval:
    """The interval of a figure; `tolerance` is the share by which "about" may be off (0.05)."""
    low, high = figure.low, figure.high
    match figure.quantifier:
        case Quantifier.APPROXIMATELY if low is not None:
            margin = low * Decimal(str(tolerance))
            return Interval(low - margin, (high if high is not None else low) + margin)
        case Quantifier.AT_LEAST if low is not None:
            return Interval(low, None)
        case Quantifier.AT_MOST if high is not None:
            return Interval(Decimal(0), high)
        case Quantifier.VAGUE if low is not None:
            end = _VAGUE_ENDS.get(int(low)) or 10 ** len(str(int(low))) - 1
            return Interval(low, Decimal(end))
    return Interval(low if low is not None else Decimal(0), high)


def compare(first: Figure, second: Figure, tolerance: float) -> Comparison:
    """How two figures of the same question stand to each other. Symmetric."""
    if first.unit != second.unit:
        units = " and ".join(sorted(unit or "no unit" for unit in (first.unit, second.unit)))
        return Comparison(Relation.INCOMPARABLE, why=f"they count in different units: {units}")
    a, b = interval(first, tolerance), interval(second, tolerance)
    if a == b:
        return Comparison(Relation.EQUAL, 1.0)
    if not a.meets(b):
        return Comparison(Relation.DISJOINT)
    return Comparison(Relation.CONSISTENT, _overlap(a, b))


def compare_dated(first: Dated, second: Dated, terms: Terms) -> Comparison:
    """How two figures stand to each other, their days included: too far apart they are a series, not
    a conflict. Symmetric; a figure without a day is compared with any."""
    if first.as_of and second.as_of and abs(first.as_of - second.as_of) > terms.one_moment:
        days = abs(first.as_of - second.as_of).days
        return Comparison(Relation.INCOMPARABLE, why=f"a series: {days} days apart")
    return compare(first.figure, second.figure, terms.tolerance)


def _overlap(a: Interval, b: Interval) -> float:
    widths = [i.high - i.low for i in (a, b) if i.high is not None]
    ends = [i.high for i in (a, b) if i.high is not None]
    if not widths:
        return 1.0
    common = min(ends) - max(a.low, b.low)
    narrower = min(widths)
    return 1.0 if narrower == 0 else round(float(min(common / narrower, Decimal(1))), 3)


def range_text(low: Decimal | None, high: Decimal | None) -> str:
    """A range as people read it: "10,000–12,000", "at least 300", "up to 40"."""
    if low is None:
        return f"up to {number_text(high)}" if high is not None else ""
    if high is None:
        return f"at least {number_text(low)}"
    return number_text(low) if low == high else f"{number_text(low)}–{number_text(high)}"


def number_text(number: Decimal) -> str:
    """A number with thousands separated and without empty decimals."""
    is_whole = number == number.to_integral_value()
    return f"{number:,.0f}" if is_whole else f"{number.normalize():,f}"


def whole_up(number: Decimal) -> Decimal:
    """The next whole number that is not below."""
    return number.to_integral_value(ROUND_CEILING)


def whole_down(number: Decimal) -> Decimal:
    """The next whole number that is not above."""
    return number.to_integral_value(ROUND_FLOOR)
