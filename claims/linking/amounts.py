"""How far two figures are from each other, read as news means them."""

from __future__ import annotations

import math

from claims.figures import Figure, Quantifier, interval

# "More than 1,800" is said of 1,865, hardly of 18,000: how far an open figure reaches.
_REACH = 1.3
# In one article it is said of a number that it rounds.
_ROUNDS = 1.1


def distance(ours: Figure, theirs: Figure, tolerance: float) -> float | None:
    """The ratio between the nearest numbers that both may mean, as a natural logarithm; 0 when they
    meet, None when their units differ."""
    if ours.unit != theirs.unit:
        return None
    return _gap(_meant(ours, tolerance, _REACH), _meant(theirs, tolerance, _REACH))


def agree(ours: Figure, theirs: Figure, tolerance: float) -> bool:
    """True when one article may give both for the same people: one rounds the other."""
    if ours.unit != theirs.unit:
        return True
    return _gap(_meant(ours, tolerance, _ROUNDS), _meant(theirs, tolerance, _ROUNDS)) == 0


def _gap(ours: tuple[float, float], theirs: tuple[float, float]) -> float:
    (low, high), (other_low, other_high) = ours, theirs
    lower, upper = min(high, other_high), max(low, other_low)
    return max(0.0, math.log(max(upper, 1.0) / max(lower, 1.0)))


def is_same(ours: Figure, theirs: Figure) -> bool:
    """True when both state the same number, whatever their qualifiers."""
    stated = [f.low if f.low is not None else f.high for f in (ours, theirs)]
    vague = [f.quantifier is Quantifier.VAGUE for f in (ours, theirs)]
    return stated[0] == stated[1] and vague[0] == vague[1] and ours.unit == theirs.unit


def magnitude(figure: Figure) -> float:
    """The decimal logarithm of the number stated, at least 0."""
    number = figure.low if figure.low is not None else figure.high
    return math.log10(max(1.0, float(number or 1)))


def _meant(figure: Figure, tolerance: float, reach: float) -> tuple[float, float]:
    stated = interval(figure, tolerance)
    low = float(stated.low)
    high = float(stated.high) if stated.high is not None else low * reach
    if figure.quantifier is Quantifier.AT_MOST:
        low = high / reach
    return low, high
