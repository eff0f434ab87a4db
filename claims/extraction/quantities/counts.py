"""The figures of claims: counts and sums of money, with the bounds of the published rules."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.quantities.scan import readings
from claims.extraction.quantities.types import Form, Kind, Quantity, Reading
from claims.figures import Figure, Quantifier


def quantities(view: str, start: int, end: int) -> list[Quantity]:
    """The counts and sums of money in `view[start:end]`, in order, without overlap.

    Years, dates, ages, times, rates, ranks, measures and numbers that are names are left out.
    """
    return [
        Quantity(r.start, r.end, _figure(r, view[r.start : r.end]), r.currency)
        for r in readings(view, start, end, joins_moves=False)
        if r.kind in (Kind.COUNT, Kind.MONEY) and not r.is_negative
    ]


def _figure(reading: Reading, text: str) -> Figure:
    number = _plain(reading.low.value)
    if reading.high is not None:
        return Figure(text, Quantifier.BETWEEN, number, _plain(reading.high.value))
    if reading.low.form is Form.VAGUE:
        return Figure(text, Quantifier.VAGUE, number, None)
    match reading.quantifier:
        case Quantifier.AT_LEAST:
            return Figure(text, Quantifier.AT_LEAST, number, None)
        case Quantifier.AT_MOST:
            return Figure(text, Quantifier.AT_MOST, None, number)
        case Quantifier.APPROXIMATELY:
            return Figure(text, Quantifier.APPROXIMATELY, number, number)
    return Figure(text, Quantifier.EXACT, number, number)


def _plain(number: Decimal) -> Decimal:
    """Without empty decimals and exponents: 1E+6 and 1.50 are 1000000 and 1.5."""
    return Decimal(int(number)) if number == int(number) else number.normalize()
