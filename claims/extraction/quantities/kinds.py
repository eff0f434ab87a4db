"""What a number does: rules over its neighbours, asked in order; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable

from claims.extraction.quantities.ages import age_of
from claims.extraction.quantities.lexicon import COUNTABLE, MEASURES_BEFORE, ONES
from claims.extraction.quantities.names import (
    address,
    called,
    idiom,
    in_a_proper_name,
    leading_zero,
    named,
    part_of_a_name,
    phone,
)
from claims.extraction.quantities.place import Place
from claims.extraction.quantities.types import Form, Kind
from claims.extraction.quantities.units import rate_after, unit_after
from claims.extraction.quantities.when import date_of, time_of, year_of

_ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])


def kind_of(place: Place) -> Kind:
    """The first answer of the rules; a number none of them knows is a count."""
    for rule in _RULES:
        if kind := rule(place):
            return kind
    return Kind.COUNT


def _money_or_part(place: Place) -> Kind | None:
    if place.low.form is Form.PART:
        return Kind.FRACTION
    return Kind.MONEY if place.currency else None


def _multiple(place: Place) -> Kind | None:
    """As in "Sixfold", "a 10-fold rise"."""
    is_word = place.tokens[place.low.first].low.endswith("fold")
    return Kind.MULTIPLE if is_word or (place.low_at(0), place.low_at(1)) == ("-", "fold") else None


def _ordinal(place: Place) -> Kind | None:
    return Kind.ORDINAL if place.is_glued_after and place.low_at(0) in _ORDINAL_ENDS else None


def _percent_or_measure(place: Place) -> Kind | None:
    if place.low_at(-1) in MEASURES_BEFORE:
        return Kind.MEASURE
    if unit := unit_after(place.tokens, place.end):
        return unit.kind
    # ".45", ".500": nothing is counted in parts of one.
    return Kind.MEASURE if place.tokens[place.low.first].text == "." else None


def _touching_letters(place: Place) -> Kind | None:
    """As in "5G", "the 1990s", "20m-high": letters that touch the number and are no unit."""
    after = place.after
    if after is None or not place.is_glued_after:
        return None
    if after.text[0].isalpha():
        if place.last.form is Form.GROUPED or after.low in COUNTABLE:
            return None
        return Kind.DATE if after.low == "s" else Kind.NAME
    if after.text in "':/" and place.low_at(1)[:1].isalnum():
        following = place.tokens[place.end + 1]
        return Kind.NAME if following.start == after.end else None
    if after.text != "-" or place.end + 1 >= len(place.tokens):
        return None
    following = place.tokens[place.end + 1]
    is_listed = place.low.form is Form.WORDS and following.low in ONES
    if following.start != after.end or is_listed:
        return None
    return Kind.COMPOUND if following.text[0].isalnum() else None


def _rate(place: Place) -> Kind | None:
    return Kind.RATE if rate_after(place.tokens, place.end) else None


_RULES: tuple[Callable[[Place], Kind | None], ...] = (
    _money_or_part,
    _multiple,
    idiom,
    phone,
    part_of_a_name,
    leading_zero,
    _ordinal,
    time_of,
    date_of,
    named,
    _percent_or_measure,
    year_of,
    _touching_letters,
    in_a_proper_name,
    age_of,
    address,
    called,
    _rate,
)
