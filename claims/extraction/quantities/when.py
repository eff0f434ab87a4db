"""Numbers that tell a time, a day or a year."""

from __future__ import annotations

from claims.extraction.quantities.lexicon import COUNTABLE, FUNCTION_WORDS, MONTHS, TIMES_OF_DAY
from claims.extraction.quantities.place import Place
from claims.extraction.quantities.types import Form, Kind, Number
from claims.extraction.quantities.units import unit_after
from claims.extraction.tokens import Token

_FIRST_YEAR, _LAST_YEAR = 1800, 2100
# After "in" and the like a year may lie further off.
_FIRST_OLD_YEAR, _LAST_FAR_YEAR = 1000, 2299
_BEFORE_YEARS = frozenset(
    ["in", "by", "since", "until", "till", "during", "ad", "a.d", "a.d.", "anno", "circa"]
)


def time_of(place: Place) -> Kind | None:
    if place.is_glued_after and place.low_at(0) == ":" and place.low_at(1)[:1].isdecimal():
        return Kind.TIME
    is_numeral = place.last.form is Form.BARE or place.low_at(0) == "o'clock"
    return Kind.TIME if place.low_at(0) in TIMES_OF_DAY and is_numeral else None


def date_of(place: Place) -> Kind | None:
    """As in "5 March", "Aug. 14", "13 and 14 November"."""
    if place.low.value > 31 or place.currency or place.low.form is Form.VAGUE:
        return None
    at = place.first - 1
    if at > 0 and place.tokens[at].text == ".":
        at -= 1
    if at >= 0 and _is_month(place.tokens, at) and place.low_at(0) not in COUNTABLE:
        return Kind.DATE
    if place.last.form is not Form.BARE or place.last.value > 31:
        return None
    at = place.end
    if place.low_at(0) in ("and", "or", "to", "-", ",", "until", "of"):
        is_day = place.low_at(1).isdecimal() and len(place.low_at(1)) <= 2
        at += 2 if is_day else 1 if place.low_at(0) in ("of", "-") else 0
    return Kind.DATE if at < len(place.tokens) and _is_month(place.tokens, at) else None


def _is_month(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return token.low.rstrip(".") in MONTHS and token.text[0].isupper()


def _is_year(place: Place, number: Number) -> bool:
    text = place.tokens[number.first].text
    bare = number.form is Form.BARE and number.end == number.first + 1
    return (
        bare and len(text) == 4 and text.isdecimal() and _FIRST_YEAR <= number.value <= _LAST_YEAR
    )


def _is_old(place: Place) -> bool:
    """As in "A.D. 1000", "in 1707,": four digits after such a word and before no noun."""
    text = place.tokens[place.low.first].text
    if not (len(text) == 4 and text.isdecimal() and place.low.value >= _FIRST_OLD_YEAR):
        return False
    if place.low.value > _LAST_FAR_YEAR or place.low_at(-1) not in _BEFORE_YEARS:
        return place.low_at(0) in ("bc", "ad", "b.c.", "a.d.")
    return place.low_at(0) in FUNCTION_WORDS or not place.low_at(0)[:1].isalpha()


def _is_counted(place: Place) -> bool:
    """As in "More than 2000 soldiers": a qualifier before and a noun in the plural after."""
    noun = place.low_at(0)
    return place.quantifier is not None and noun.isalpha() and noun not in FUNCTION_WORDS


def year_of(place: Place) -> Kind | None:
    """As in "2019", "between 2014 and 2017", "in 1707,"."""
    if place.low_at(0) in COUNTABLE and not place.is_glued_after:
        return None
    if place.low is place.last:
        is_year = _is_year(place, place.low) or _is_old(place)
    else:
        is_year = _is_year(place, place.low) and _is_year(place, place.last)
    if not is_year or unit_after(place.tokens, place.end) or _is_counted(place):
        return None
    return Kind.DATE
