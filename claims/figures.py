"""Figures as reported: what the text says, and the interval of numbers it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Quantifier(StrEnum):
    """How a reported number is meant (closed list, see DESIGN, Words)."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    VAGUE = "vague"


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
