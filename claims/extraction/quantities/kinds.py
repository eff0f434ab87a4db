"""What a number does: rules over its neighbours, asked in order; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.extraction.quantities.lexicon import (
    AGED,
    BLOCKS,
    CALLED,
    CALLING,
    COUNTABLE,
    FUNCTION_WORDS,
    MEASURES_BEFORE,
    MONTHS,
    NAMING,
    NAMING_CAPITALISED,
    ONES,
    PERSONS,
    PLURAL_VERBS,
    STREETS,
    TIMES_OF_DAY,
)
from claims.extraction.quantities.types import Form, Kind, Number
from claims.extraction.quantities.units import rate_after, unit_after
from claims.extraction.tokens import Token
from claims.figures import Quantifier

_ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
_OLDEST = 120
_LIMITS = (Quantifier.AT_MOST, Quantifier.AT_LEAST)
# How many tokens back "ages" may stand in a list of them.
_LISTED = 8
_FIRST_BLOCK = 100
_LONGEST_STREET = 5
_IN_STREETS = frozenset(["st", "nd", "rd", "th", "'s", "."])
_EMERGENCY = (911, 999, 112)
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_FIRST_OLD_YEAR, _LAST_FAR_YEAR = 1000, 2299
_BEFORE_YEARS = frozenset(
    ["in", "by", "since", "until", "till", "during", "ad", "a.d", "a.d.", "anno", "circa"]
)
_EDGES = frozenset(".!?:;\"'()[]")


@dataclass(frozen=True, slots=True)
class Place:
    """A number, or the two of a range, among the tokens of its sentence.

    `first` is the token it begins at without qualifiers, `end` the one after it and its suffix;
    `is_title` tells a headline in capitals, where capital letters tell nothing.
    """

    tokens: list[Token]
    first: int
    end: int
    low: Number
    last: Number
    quantifier: Quantifier | None
    currency: str
    is_title: bool

    @property
    def before(self) -> Token | None:
        return self.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.end] if self.end < len(self.tokens) else None

    def low_at(self, offset: int) -> str:
        """The word at a distance: -1 is the one before the number, 0 the one after it."""
        at = self.first + offset if offset < 0 else self.end + offset
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    @property
    def is_glued_before(self) -> bool:
        return self.before is not None and self.before.end == self.tokens[self.first].start

    @property
    def is_glued_after(self) -> bool:
        return self.after is not None and self.after.start == self.tokens[self.end - 1].end


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
    """ "Sixfold", "a 10-fold rise"."""
    is_word = place.tokens[place.low.first].low.endswith("fold")
    return Kind.MULTIPLE if is_word or (place.low_at(0), place.low_at(1)) == ("-", "fold") else None


def _phone(place: Place) -> Kind | None:
    """ "(212) 555-0100"."""
    is_code = place.low_at(-1) == "(" and place.low_at(0) == ")" and place.low_at(2) == "-"
    return Kind.NAME if is_code and place.low_at(1).isdecimal() else None


def _idiom(place: Place) -> Kind | None:
    """ "No one", "one another", "the one that": a pronoun, not the number."""
    if place.low is not place.last or place.tokens[place.low.first].low != "one":
        return None
    before, after = place.low_at(-1), place.low_at(0)
    ends = after in FUNCTION_WORDS or not after[:1].isalpha()
    is_pronoun = before in _PRONOMINAL and ends
    is_pronoun = is_pronoun or before in ("no", "every") or after in ("another", "'s")
    return Kind.NAME if is_pronoun or (after, place.low_at(1)) == ("by", "one") else None


_PRONOMINAL = frozenset(["the", "this", "that", "which", "each", "any", "same"])


def _part_of_a_name(place: Place) -> Kind | None:
    """ "SF90", "S-300", "9/11", "8:44", "#2": the number touches what it belongs to."""
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


def _leading_zero(place: Place) -> Kind | None:
    text = place.tokens[place.low.first].text
    return Kind.NAME if len(text) > 1 and text[0] == "0" and text.isdecimal() else None


def _time(place: Place) -> Kind | None:
    if place.is_glued_after and place.low_at(0) == ":" and place.low_at(1)[:1].isdecimal():
        return Kind.TIME
    is_numeral = place.last.form is Form.BARE or place.low_at(0) == "o'clock"
    return Kind.TIME if place.low_at(0) in TIMES_OF_DAY and is_numeral else None


def _date(place: Place) -> Kind | None:
    """ "5 March", "Aug. 14", "13 and 14 November"."""
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


def _year(place: Place) -> Kind | None:
    if place.low_at(0) in COUNTABLE and not place.is_glued_after:
        return None
    if not (_is_year(place, place.low) or (place.low is not place.last and _is_old(place))):
        return Kind.DATE if _is_old(place) else None
    if place.low is not place.last and not _is_year(place, place.last):
        return None
    if unit_after(place.tokens, place.end):
        return None
    return None if _is_counted(place) else Kind.DATE


def _is_year(place: Place, number: Number) -> bool:
    text = place.tokens[number.first].text
    bare = number.form is Form.BARE and number.end == number.first + 1
    return (
        bare and len(text) == 4 and text.isdecimal() and _FIRST_YEAR <= number.value <= _LAST_YEAR
    )


def _is_old(place: Place) -> bool:
    """ "A.D. 1000", "in 1707,": four digits after such a word and before no noun."""
    text = place.tokens[place.low.first].text
    if not (len(text) == 4 and text.isdecimal() and place.low.value >= _FIRST_OLD_YEAR):
        return False
    if place.low.value > _LAST_FAR_YEAR or place.low_at(-1) not in _BEFORE_YEARS:
        return place.low_at(0) in ("bc", "ad", "b.c.", "a.d.")
    return place.low_at(0) in FUNCTION_WORDS or not place.low_at(0)[:1].isalpha()


def _is_counted(place: Place) -> bool:
    """ "More than 2000 soldiers": a qualifier before and a noun in the plural after."""
    noun = place.low_at(0)
    return place.quantifier is not None and noun.isalpha() and noun not in FUNCTION_WORDS


def _ordinal(place: Place) -> Kind | None:
    return Kind.ORDINAL if place.is_glued_after and place.low_at(0) in _ORDINAL_ENDS else None


def _percent_or_measure(place: Place) -> Kind | None:
    if place.low_at(-1) in MEASURES_BEFORE:
        return Kind.MEASURE
    if unit := unit_after(place.tokens, place.end):
        return unit.kind
    # ".45", ".500": nothing is counted in parts of one.
    return Kind.MEASURE if place.tokens[place.low.first].text == "." else None


def _named(place: Place) -> Kind | None:
    """ "Highway 12", "No. 2", "Zone 3"."""
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


def _in_a_proper_name(place: Place) -> Kind | None:
    """ "iPhone 11 Pro", "the Group of Seven", "14 Leopard 2 tanks": a number among capital letters."""
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


def _touching_letters(place: Place) -> Kind | None:
    """ "5G", "the 1990s", "20m-high": letters that touch the number and are no unit."""
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
    if following.start != after.end or following.low in ONES:
        return None
    return Kind.COMPOUND if following.text[0].isalnum() else None


def _age(place: Place) -> Kind | None:
    """ "Jamie Armstrong, 25, said", "ages four and six", "younger than 14", "children under 10"."""
    if place.low.form not in (Form.BARE, Form.WORDS) or place.last.value > _OLDEST:
        return None
    before, wide = place.low_at(-1), place.low_at(-2)
    if before == "than" and wide in ("younger", "older"):
        return Kind.AGE
    if before in ("under", "over", "above", "below") and place.quantifier in _LIMITS:
        return Kind.AGE if wide in COUNTABLE or wide in ("those", "anyone") else None
    if before in ("turned", "turns", "turning") and _is_closed(place):
        return Kind.AGE
    if before == "," and place.low_at(0) in (",", ".", ";") and place.first >= 2:
        is_person = place.tokens[place.first - 2].text[0].isupper() or wide in PERSONS
        return Kind.AGE if is_person and place.low.value == int(place.low.value) else None
    return Kind.AGE if _is_listed_age(place) else None


def _is_closed(place: Place) -> bool:
    """True where no noun follows."""
    return not place.low_at(0)[:1].isalpha() or place.low_at(0) in FUNCTION_WORDS


def _is_listed_age(place: Place) -> bool:
    """True after "ages four, six and"."""
    for token in reversed(place.tokens[max(0, place.first - _LISTED) : place.first]):
        if token.low in AGED:
            return True
        is_number = token.text.isdecimal() or token.low in ONES
        if not is_number and token.low not in (",", "and", "or", "of", "to"):
            return False
    return False


def _address(place: Place) -> Kind | None:
    """ "363 East 171st St.", "the 3500 block of South Parnell"."""
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


def _called(place: Place) -> Kind | None:
    """ "Call 911", "a 911 call", "text 274637"."""
    if place.low.form is not Form.BARE or place.quantifier or place.low.value < _FIRST_BLOCK:
        return None
    if place.low_at(-1) in CALLING and _is_closed(place):
        return Kind.NAME
    return Kind.NAME if place.low_at(0) in CALLED and place.low.value in _EMERGENCY else None


def _rate(place: Place) -> Kind | None:
    return Kind.RATE if rate_after(place.tokens, place.end) else None


_RULES: tuple[Callable[[Place], Kind | None], ...] = (
    _money_or_part,
    _multiple,
    _idiom,
    _phone,
    _part_of_a_name,
    _leading_zero,
    _ordinal,
    _time,
    _date,
    _named,
    _percent_or_measure,
    _year,
    _touching_letters,
    _in_a_proper_name,
    _age,
    _address,
    _called,
    _rate,
)
