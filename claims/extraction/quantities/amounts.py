"""The general mode: every amount of a text, of whatever it is."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.quantities.scan import readings
from claims.extraction.quantities.types import Amount, Change, Form, Kind, Reading
from claims.figures import Quantifier

_NO_AMOUNTS = frozenset(
    [Kind.DATE, Kind.TIME, Kind.NAME, Kind.ORDINAL, Kind.COMPOUND, Kind.EXCEPTION, Kind.AGE]
)
_CHANGES = {
    Quantifier.APPROXIMATELY: Change.ABOUT,
    Quantifier.AT_LEAST: Change.MORE,
    Quantifier.AT_MOST: Change.LESS,
}
# A vague plural stands for anything from one of its units to ten.
_VAGUE_REACH = 10


def general_quantities(view: str, start: int, end: int) -> list[Amount]:
    """Every amount in `view[start:end]`, in order, without overlap: counts, money, percentages, measures…

    Dates, times, bare ages, ranks and numbers that are names are none. Vague words of no magnitude ("several")
    are left out; "hundreds" is 100 to 1,000.
    """
    return [
        _amount(r)
        for r in readings(view, start, end, joins_moves=True)
        if r.kind not in _NO_AMOUNTS and not (r.low.form is Form.VAGUE and r.low.order is None)
    ]


def _amount(reading: Reading) -> Amount:
    low, high = _bounds(reading)
    change = _CHANGES.get(reading.quantifier, Change.EQUAL) if reading.quantifier else Change.EQUAL
    if reading.high is not None and change is not Change.ABOUT:
        change = Change.EQUAL
    return Amount(reading.start, reading.end, low, high, change, reading.unit, reading.kind)


def _bounds(reading: Reading) -> tuple[Decimal, Decimal]:
    if reading.low.order is not None:
        return reading.low.order, reading.low.order * _VAGUE_REACH
    is_dash = reading.kind is Kind.COUNT and not reading.unit
    sign = -1 if reading.is_negative and not is_dash else 1
    low = sign * reading.low.value
    return low, sign * reading.high.value if reading.high else low
