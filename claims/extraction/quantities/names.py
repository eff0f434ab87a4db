"""Numbers that name: "S-300", "Highway 12", "iPhone 11", "call 911", "the 3500 block of"."""

from __future__ import annotations

from claims.extraction.quantities.lexicon import (
    AGED,
    BLOCKS,
    CALLED,
    CALLING,
    COUNTABLE,
    FUNCTION_WORDS,
    MONTHS,
    NAMING,
    NAMING_CAPITALISED,
    PLURAL_VERBS,
    STREETS,
)
from claims.extraction.quantities.place import Place
from claims.extraction.quantities.types import Form, Kind
from claims.extraction.tokens import Token

_PRONOMINAL = frozenset(["the", "this", "that", "which", "each", "any", "same"])
_EDGES = frozenset(".!?:;\"'()[]")
# Smaller numbers before "block", or after "call", count blocks and calls.
_FIRST_BLOCK = 100
_LONGEST_STREET = 5
_IN_STREETS = frozenset(["st", "nd", "rd", "th", "'s", "."])
_EMERGENCY = (911, 999, 112)


def part_of_a_name(place: Place) -> Kind | None:
    """As in "SF90", "S-300", "9/11", "8:44", "#2": the number touches what it belongs to."""
    before = place.before
    if before is None or not place.is_glued_before:
        return None
    if before.text == "'" and place.low_at(-2).isdecimal():
        return Kind.MEASURE  # 6'3"
    if before.text[-1].isalnum():
        return None if place.low.form is Form.GROUPED else Kind.NAME
    if before.text == "#":
        return Kind.NAME
    if before.text not in "-./:_&@" or place.first < 2:
        return None
    joined = place.tokens[place.first - 2]
    if joined.end != before.start or joined.low in ("minus", "sub", "then", "now"):
        return None
    return None if place.low.form is Form.GROUPED and joined.text.isalpha() else Kind.NAME


def phone(place: Place) -> Kind | None:
    """As in "(212) 555-0100"."""
    is_code = place.low_at(-1) == "(" and place.low_at(0) == ")" and place.low_at(2) == "-"
    return Kind.NAME if is_code and place.low_at(1).isdecimal() else None


def idiom(place: Place) -> Kind | None:
    """As in "No one", "one another", "the one that": a pronoun, not the number."""
    if place.low is not place.last or place.tokens[place.low.first].low != "one":
        return None
    before, after = place.low_at(-1), place.low_at(0)
    ends = after in FUNCTION_WORDS or not after[:1].isalpha()
    is_pronoun = before in _PRONOMINAL and ends
    is_pronoun = is_pronoun or before in ("no", "every") or after == "another"
    one_by_one = (place.low_at(-2), before) == ("one", "by") or (after, place.low_at(1)) == (
        "by",
        "one",
    )
    return Kind.NAME if is_pronoun or one_by_one else None


def leading_zero(place: Place) -> Kind | None:
    text = place.tokens[place.low.first].text
    return Kind.NAME if len(text) > 1 and text[0] == "0" and text.isdecimal() else None


def named(place: Place) -> Kind | None:
    """As in "Highway 12", "No. 2", "Zone 3"."""
    at = place.first - 1
    if at > 0 and place.tokens[at].text == ".":
        at -= 1
    if at < 0 or place.low.form is Form.VAGUE:
        return None
    token = place.tokens[at]
    if token.text == "-" and at > 0:
        token = place.tokens[at - 1]
    if token.low in AGED or (token.low == "of" and place.low_at(-2) in AGED):
        return Kind.AGE
    if token.low in NAMING:
        return Kind.NAME
    is_capital = token.text[0].isupper() and not place.is_title
    return Kind.NAME if token.low in NAMING_CAPITALISED and is_capital else None


def in_a_proper_name(place: Place) -> Kind | None:
    """As in "iPhone 11 Pro", "the Group of Seven", "14 Leopard 2 tanks": a number among capital letters."""
    number = place.low
    if place.is_title or place.quantifier or number is not place.last:
        return None
    if number.form not in (Form.BARE, Form.WORDS) or place.first < 2:
        return None
    token, at = place.tokens[number.first], place.first - 1
    is_spelt = token.text[0].isupper()
    if is_spelt and place.low_at(-1) == "of":
        at -= 1
    if not _is_proper(place.tokens, at):
        return None
    if is_spelt:
        return Kind.NAME
    if number.form is Form.WORDS or place.low_at(0) in COUNTABLE:
        return None
    return Kind.NAME if _ends_name(place, at) else None


def _is_proper(tokens: list[Token], at: int) -> bool:
    """True for a capitalised word that does not begin its sentence."""
    if at < 1 or not tokens[at].text[0].isupper() or tokens[at].low in FUNCTION_WORDS:
        return False
    return tokens[at - 1].text not in _EDGES and tokens[at].low.rstrip(".") not in MONTHS


def _ends_name(place: Place, at: int) -> bool:
    after = place.after
    if after is None or not after.text[0].isalpha():
        return True
    if after.low in PLURAL_VERBS:
        return False
    if after.low in FUNCTION_WORDS or after.text[0].isupper():
        return True
    return len(place.tokens[at].text) == 1 or place.tokens[at - 1].text[0].isdecimal()


def address(place: Place) -> Kind | None:
    """As in "363 East 171st St.", "the 3500 block of South Parnell"."""
    if place.low.form is not Form.BARE or place.quantifier:
        return None
    if place.low_at(0) in BLOCKS and place.low.value >= _FIRST_BLOCK:
        return Kind.NAME
    for token in place.tokens[place.end : place.end + _LONGEST_STREET]:
        if token.text[0].isupper() and token.low in STREETS:
            return Kind.NAME
        if (
            not token.text[0].isupper()
            and not token.text[0].isdecimal()
            and token.low not in _IN_STREETS
        ):
            return None
    return None


def called(place: Place) -> Kind | None:
    """As in "Call 911", "a 911 call", "text 274637"."""
    if place.low.form is not Form.BARE or place.quantifier or place.low.value < _FIRST_BLOCK:
        return None
    is_emergency = place.low.value in _EMERGENCY
    if place.low_at(-1) in CALLING and (place.is_closed or is_emergency):
        return Kind.NAME
    return Kind.NAME if place.low_at(0) in CALLED and is_emergency else None
