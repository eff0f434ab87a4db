"""Two numbers that belong together: ranges ("3,000 to 4,000", "10-12,000"), moves and scores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extraction.quantities.lexicon import MOVES, ONES, TENS
from claims.extraction.quantities.number_words import number_words
from claims.extraction.quantities.numerals import numeral
from claims.extraction.quantities.qualifiers import qualifiers_before
from claims.extraction.quantities.types import Form, Number
from claims.extraction.quantities.units import currency_before, unit_after
from claims.extraction.tokens import Token

# "10 to 12,000" shares its thousands, "10 to 90,000" does not.
_SHARED = 4
# "Three or four", but "two or twenty" are two numbers.
_CLOSE = 2
# How far before a number "by" or "from" may stand ("from about $10").
_STEP_REACH = 3
_YEARS = (1800, 2100)
# How far before "from 10 to 12" the verb may stand that makes it a change.
_MOVE_REACH = 8


@dataclass(frozen=True, slots=True)
class Span:
    """`low` as it counts in the pair, `high`, and whether this is a change from one to the other."""

    low: Number
    high: Number
    is_move: bool = False


def number_at(
    tokens: list[Token], at: int, *, is_led: bool = False, spans_and: bool = True
) -> Number | None:
    """The number that begins at a token, in digits or in words."""
    if at >= len(tokens):
        return None
    return (
        numeral(tokens, at)
        or number_words(tokens, at, is_led=is_led, spans_and=spans_and)
        or _fold(tokens, at)
    )


def _fold(tokens: list[Token], at: int) -> Number | None:
    """As in "Sixfold"."""
    stem = tokens[at].low.removesuffix("fold")
    times = ONES.get(stem) or TENS.get(stem)
    return (
        Number(at, at + 1, Decimal(times), Form.WORDS) if times and stem != tokens[at].low else None
    )


def span_from(tokens: list[Token], low: Number, opener: str, *, has_currency: bool) -> Span | None:
    """The range that begins with a number; `opener` is "between", "from" or ""."""
    if low.form is Form.VAGUE:
        return None
    joiner, at = _joiner(tokens, low, opener)
    if not joiner:
        return None
    high, repeats_currency = _high(tokens, at, has_currency=has_currency)
    if high is None or high.form is Form.VAGUE:
        return None
    if _is_year(tokens, low) and (high.scale != 1 or high.form is not Form.BARE):
        return None
    low = _sharing(low, high, joiner, repeats_currency=repeats_currency)
    is_move = opener == "from" and _is_move(tokens, low.first)
    if high.value <= low.value:
        return Span(low, high, is_move=True) if opener == "from" and joiner == "to" else None
    if joiner == "or" and high.coefficient > low.coefficient + _CLOSE:
        return None
    if joiner == "-" and (low.form is Form.WORDS) != (high.form is Form.WORDS):
        return None  # "7-Eleven"
    if joiner == "-" and _is_identifier(tokens, low, high):
        return None
    return Span(low, high, is_move)


def _joiner(tokens: list[Token], low: Number, opener: str) -> tuple[str, int]:
    """The word that joins a range, and the token after it; "" where none does."""
    at = _after_unit(tokens, low, opener)
    words = [token.low for token in tokens[at : at + 3]]
    if words[:2] == ["-", "to"]:
        return "to", at + (3 if words[2:] == ["-"] else 2)
    if opener == "from" and words[:2] == ["up", "to"]:
        return "to", at + 2
    if not words or words[0] not in _joiners(opener) or "between" in words[1:2]:
        return "", at
    if words[0] == "-" and at != low.end:
        return "", at
    is_step = not opener and words[0] == "to" and _tells_step(tokens, low)
    return ("", at) if is_step else (words[0], at + 1)


def _tells_step(tokens: list[Token], low: Number) -> bool:
    """True in "rose by 40 to 419" and "rose from about 10 to 12", where the change is not to be one reading."""
    before = tokens[max(0, low.first - _STEP_REACH) : low.first]
    return any(token.low in ("by", "from") for token in before)


def _joiners(opener: str) -> tuple[str, ...]:
    if opener == "between":
        return ("and", "to", "-")
    return ("to", "-") if opener else ("to", "-", "or")


def _after_unit(tokens: list[Token], low: Number, opener: str) -> int:
    """The token after a number, or after its unit ("from 5 miles to 6", "5% to 6%")."""
    unit = unit_after(tokens, low.end)
    if unit is None or unit.end + 1 >= len(tokens) or tokens[low.end].text == "-":
        return low.end
    if opener == "from":
        return unit.end
    if tokens[unit.end].low not in _joiners(opener):
        return low.end
    high, _ = _high(tokens, unit.end + 1, has_currency=True)
    again = unit_after(tokens, high.end) if high else None
    return unit.end if again and again.text == unit.text else low.end


def _high(tokens: list[Token], at: int, *, has_currency: bool) -> tuple[Number | None, bool]:
    _, at = qualifiers_before(tokens, at)
    currency, after = currency_before(tokens, at)
    if currency and not has_currency:
        return None, False
    return number_at(tokens, after), bool(currency)


def _sharing(low: Number, high: Number, joiner: str, *, repeats_currency: bool) -> Number:
    """The lower number with the magnitude of the higher, where the text says it once."""
    if low.scale != 1 or low.form is Form.GROUPED:
        return low
    if high.scale != 1:
        near = not repeats_currency or high.coefficient <= low.coefficient * _SHARED
        shares = 0 < low.coefficient < high.coefficient and near
        return replace(low, scale=high.scale) if shares else low
    thousands = high.coefficient / 1000
    if (
        high.form is Form.GROUPED
        and low.form is Form.BARE
        and low.coefficient < thousands <= low.coefficient * _SHARED
        and high.coefficient % 1000 == 0
    ):
        return replace(low, scale=Decimal(1000))
    return low


def _is_year(tokens: list[Token], number: Number) -> bool:
    is_short = number.form is Form.BARE and len(tokens[number.first].text) == 4
    return is_short and _YEARS[0] <= number.value <= _YEARS[1]


def _is_move(tokens: list[Token], at: int) -> bool:
    return any(token.low in MOVES for token in tokens[max(0, at - _MOVE_REACH) : at])


def _is_identifier(tokens: list[Token], low: Number, high: Number) -> bool:
    """True for "555-1234" and "2014-15", which are no ranges."""
    first, last = tokens[low.first].text, tokens[high.first].text
    if last.startswith("0") and last.isdecimal() and len(last) > 1:
        return True
    if not (first.isdecimal() and last.isdecimal()):
        return False
    return len(last) >= 4 and len(first) < len(last)


def score_at(tokens: list[Token], low: Number) -> Number | None:
    """The other side of "2-0" or "4 to 1": bare digits, the first not the smaller."""
    at = low.end
    if at + 1 >= len(tokens) or low.form is not Form.BARE:
        return None
    left, joiner, right = tokens[at - 1], tokens[at], tokens[at + 1]
    touches = left.end == joiner.start and joiner.end == right.start
    if not (joiner.text == "-" and touches) and joiner.low != "to":
        return None
    if not right.text.isdecimal() or (joiner.low == "to" and int(right.text) >= low.value):
        return None
    if len(left.text) > 3 or len(right.text) > 3 or not left.text.isdecimal():
        return None
    return numeral(tokens, at + 1)
