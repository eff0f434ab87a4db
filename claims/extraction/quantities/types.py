"""What is read where a number stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from claims.figures import Figure, Quantifier


class Kind(StrEnum):
    """What a number does in its sentence."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    RATE = "rate"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    AGE = "age"
    SCORE = "score"
    COMPOUND = "compound"  # "six-speed", "four-digit"
    EXCEPTION = "exception"  # "all but three"
    DATE = "date"
    TIME = "time"
    ORDINAL = "ordinal"
    NAME = "name"


class Change(StrEnum):
    """How an amount stands to its number."""

    EQUAL = "="
    ABOUT = "~"
    MORE = ">"
    LESS = "<"


class Form(StrEnum):
    """How a number is written."""

    BARE = "bare"  # "1500", "2.5"
    GROUPED = "grouped"  # "1,500", "62 400"
    WORDS = "words"
    VAGUE = "vague"
    PART = "part"  # "two thirds"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` with its figure. `currency` is set for money."""

    start: int
    end: int
    figure: Figure
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Any amount at `start:end`: from `low` to `high`, which differ only for ranges, scores and vague words.

    `unit` is the words it is told in ("miles per hour", "$", "soldiers"), empty where none follow.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    change: Change
    unit: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands at the tokens `first:end`: `coefficient` × `scale`.

    `order` is what a vague plural counts in: 100 for "hundreds", 10,000 for "tens of thousands".
    """

    first: int
    end: int
    coefficient: Decimal
    form: Form
    scale: Decimal = Decimal(1)
    order: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.coefficient * self.scale


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what stands around it, at `start:end`; `after` is the token to read on from.

    `high` is the other end of a range or score.
    """

    start: int
    end: int
    after: int
    low: Number
    high: Number | None
    quantifier: Quantifier | None
    kind: Kind
    unit: str = ""
    currency: str = ""
    is_negative: bool = False
