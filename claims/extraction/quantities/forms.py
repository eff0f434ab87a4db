"""Numbers that are more than one number: proportions, shares, exceptions, identifiers."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.quantities.lexicon import MEASURES, ONES, PARTS
from claims.extraction.quantities.spans import number_at
from claims.extraction.quantities.types import Form, Kind, Number, Reading
from claims.extraction.tokens import Token

_HALF = Decimal("0.5")
_DETERMINERS = frozenset(
    ["the", "of", "its", "their", "his", "her", "our", "those", "these", "all"]
)
# "One in five": proportions are told of these round numbers.
_ROUND = frozenset([3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000, 10_000, 100_000])
_DENOMINATORS = frozenset([2, 3, 4, 5, 6, 8, 10])
# Parts that an identifier has at least ("2016-03-05", "1-800-555-0199", "10.0.0.1").
_IDENTIFIER_PARTS = 3


def part_at(tokens: list[Token], at: int, number: Number | None, *, is_led: bool) -> Number | None:
    """The share that begins at a token, where `number` is: "half of", "two thirds", "1/3", "one in five"."""
    if at >= len(tokens):
        return None
    if number is not None and number.form is Form.VAGUE:
        return None
    return (
        _half(tokens, at, is_led=is_led)
        or _named_part(tokens, at)
        or (number and (_slashed(tokens, at) or _proportion(tokens, number)))
    )


def _low(tokens: list[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _part(first: int, end: int, numerator: Decimal | int, denominator: Decimal | int) -> Number:
    return Number(first, end, Decimal(numerator) / Decimal(denominator), Form.PART)


def _half(tokens: list[Token], at: int, *, is_led: bool) -> Number | None:
    if _low(tokens, at) != "half":
        return None
    following = _low(tokens, at + 1)
    if following in _DETERMINERS or (is_led and not following[:1].isalpha()):
        return _part(at, at + 1, 1, 2)
    if following in ("a", "an") and _low(tokens, at + 2) in MEASURES:
        return Number(at, at + 2, _HALF, Form.WORDS)
    return None


def _named_part(tokens: list[Token], at: int) -> Number | None:
    """As in "A third of", "two-thirds", "three quarters"."""
    low = _low(tokens, at)
    end = at + 2 if _low(tokens, at + 1) == "-" else at + 1
    name = _low(tokens, end)
    if low in ("a", "one") and name in PARTS and _low(tokens, end + 1) == "of":
        if _low(tokens, end + 2) == "a":
            return None  # "a quarter of a million"
        return _part(at, end + 1, 1, PARTS[name])
    if 1 < ONES.get(low, 0) < 10 and name.endswith("s") and name[:-1] in PARTS:
        return (
            None
            if _low(tokens, end + 1) == "of" and _low(tokens, end + 2) == "a"
            else _part(at, end + 1, ONES[low], PARTS[name[:-1]])
        )
    return None


def _slashed(tokens: list[Token], at: int) -> Number | None:
    """As in "1/3", "2/3": a numerator smaller than a usual denominator, nothing touching them."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != "/":
        return None
    over, under = tokens[at].text, tokens[at + 2].text
    if not (over.isdecimal() and under.isdecimal()) or len(over) > 1 or len(under) > 2:
        return None
    if tokens[at].end != tokens[at + 1].start or tokens[at + 1].end != tokens[at + 2].start:
        return None
    if (
        at + 3 < len(tokens)
        and tokens[at + 3].start == tokens[at + 2].end
        and _low(tokens, at + 3) in "/-"
    ):
        return None
    is_share = int(under) in _DENOMINATORS and 0 < int(over) < int(under)
    return _part(at, at + 3, int(over), int(under)) if is_share else None


def _proportion(tokens: list[Token], low: Number) -> Number | None:
    """As in "One in five", "nine out of 10", but not "two in 2015" and "one in three days"."""
    is_out_of = (_low(tokens, low.end), _low(tokens, low.end + 1)) == ("out", "of")
    if not is_out_of and _low(tokens, low.end) != "in":
        return None
    start = low.end + 2 if is_out_of else low.end + 1
    if _low(tokens, start) == "every":
        start += 1
    high = number_at(tokens, start)
    if high is None or high.form is Form.VAGUE or not 0 < low.value < high.value:
        return None
    if not is_out_of and not _is_proportion(tokens, low, high):
        return None
    return _part(low.first, high.end, low.value, high.value)


def _is_proportion(tokens: list[Token], low: Number, high: Number) -> bool:
    if _low(tokens, high.end) in MEASURES:
        return False
    return high.value in _ROUND and (low.value == 1 or high.value % 10 == 0)


def exception_at(tokens: list[Token], at: int) -> Reading | None:
    """The exception that begins at a token: "all but three of the 20" counts seventeen, "all but three" alone counts nothing."""
    if _low(tokens, at + 1) != "but":
        return None
    left = number_at(tokens, at + 2)
    if left is None or left.form is Form.VAGUE:
        return None
    kind, number, end = Kind.EXCEPTION, left, left.end
    if _low(tokens, end) == "of":
        start = end + 2 if _low(tokens, end + 1) in _DETERMINERS else end + 1
        whole = number_at(tokens, start)
        if whole is not None and whole.form is not Form.VAGUE and whole.value > left.value:
            kind, end = Kind.COUNT, whole.end
            number = Number(at, end, whole.value - left.value, Form.WORDS)
    return Reading(tokens[at].start, tokens[end - 1].end, end, number, None, None, kind)


def identifier_at(tokens: list[Token], at: int) -> Reading | None:
    """Digits in three parts or more that touch: a date, a phone number, an address; a name."""
    end, parts = at + 1, 1
    while (
        end + 1 < len(tokens)
        and tokens[end].text in "-/.:"
        and tokens[end + 1].text[0].isdecimal()
        and tokens[end].start == tokens[end - 1].end
        and tokens[end + 1].start == tokens[end].end
    ):
        dotted = tokens[end].text == "." and "." in tokens[end - 1].text
        end, parts = end + 2, parts + 1 + dotted
    if parts < _IDENTIFIER_PARTS:
        return None
    number = Number(at, end, Decimal(0), Form.BARE)
    return Reading(tokens[at].start, tokens[end - 1].end, end, number, None, None, Kind.NAME)
