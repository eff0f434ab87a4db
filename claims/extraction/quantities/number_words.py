"""Numbers in words: "forty-one", "two and a half thousand", "half a million", "a couple of hundred"."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.quantities.lexicon import ONES, RESULTS, SCALES, SEVERAL, TENS, VAGUE
from claims.extraction.quantities.types import Form, Number
from claims.extraction.tokens import Token

_HALF = Decimal("0.5")
_HUNDRED = SCALES["hundred"]
# Magnitudes that build a number up; a dozen closes it.
_BUILDING = ("trillion", "billion", "crore", "million", "lakh", "thousand")
_SINGLE = ("a", "an", "one")
_FEW = frozenset(["few", "handful"])
_SCALED_PLURALS = ("thousands", "millions", "billions")


def number_words(
    tokens: list[Token], at: int, *, is_led: bool = False, spans_and: bool = True
) -> Number | None:
    """The number in words that begins at a token.

    `is_led` tells that "another" or the like stands before it, so that a bare "dozen" is twelve.
    Without `spans_and` the number ends at an "and" ("between one hundred and fifty thousand").
    """
    return (
        _vague(tokens, at)
        or _half(tokens, at)
        or _and_a_half(tokens, at)
        or _built(tokens, at, is_led=is_led, spans_and=spans_and)
    )


def _low(tokens: list[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""


def _lows(tokens: list[Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(token.low for token in tokens[at : at + count])


def _vague(tokens: list[Token], at: int) -> Number | None:
    low = tokens[at].low
    if low in VAGUE:
        return _plural(tokens, at, at)
    if low == "many" and _low(tokens, at + 1) in VAGUE:
        return _plural(tokens, at, at + 1)
    if low == "several":
        return _several(tokens, at, at + 1, of_things=True)
    if low in ("a", "the") and _low(tokens, at + 1) in _FEW:
        of = _low(tokens, at + 2) == "of" and _low(tokens, at + 3) in SCALES
        return _several(tokens, at, at + (3 if of else 2), of_things=low == "a")
    if low == "few" and _low(tokens, at + 1) in SCALES:
        return _several(tokens, at, at + 1, of_things=False)
    if _lows(tokens, at, 2) == ("a", "couple"):
        return _couple(tokens, at)
    if _lows(tokens, at, 4) == ("a", "dozen", "or", "so"):
        return _floor(at, at + 4, 12, 12)
    return None


def _plural(tokens: list[Token], first: int, at: int) -> Number | None:
    low = tokens[at].low
    floor, unit = VAGUE[low]
    if low == "scores" and first and tokens[first - 1].low in RESULTS:
        return None
    if _low(tokens, at + 1) in ("upon", "and", "on") and _low(tokens, at + 2) == low:
        at += 2  # "thousands upon thousands"
    scale = _low(tokens, at + 2)
    if _low(tokens, at + 1) == "of" and scale in _SCALED_PLURALS:
        times = VAGUE[scale][1]
        return _floor(first, at + 3, floor * times, unit * times)
    return (
        None
        if low == "tens" and _low(tokens, at + 1) != "of"
        else _floor(first, at + 1, floor, unit)
    )


def _several(tokens: list[Token], first: int, at: int, *, of_things: bool) -> Number | None:
    word = _low(tokens, at)
    scale = SCALES.get(word) or SCALES.get(word.removesuffix("s"))
    if scale is not None and not (scale == _HUNDRED and _low(tokens, at + 1) == "thousand"):
        return _floor(first, at + 1, SEVERAL * scale, scale)
    if scale is not None:
        return _floor(first, at + 2, SEVERAL * scale * 1000, scale * 1000)
    return _floor(first, at, SEVERAL, None) if of_things else None


def _couple(tokens: list[Token], at: int) -> Number | None:
    end = at + 3 if _low(tokens, at + 2) == "of" else at + 2
    word = _low(tokens, end)
    scale = SCALES.get(word) or SCALES.get(word.removesuffix("s"))
    if scale is not None:
        return _floor(at, end + 1, 2 * scale, scale)
    return None


def _floor(first: int, end: int, floor: Decimal | int, order: Decimal | int | None) -> Number:
    return Number(
        first,
        end,
        Decimal(floor),
        Form.VAGUE,
        order=None if order is None else Decimal(order),
    )


def _half(tokens: list[Token], at: int) -> Number | None:
    """As in "Half a million", "half-a-dozen", "a quarter of a million"."""
    words = [t for t in range(at, min(at + 7, len(tokens))) if tokens[t].text != "-"][:5]
    lows = [tokens[t].low for t in words]
    for share, lead in (
        (_HALF, ("half", "a")),
        (_HALF, ("half",)),
        (_HALF / 2, ("a", "quarter", "of", "a")),
        (_HALF / 2, ("quarter", "of", "a")),
        (Decimal("0.75"), ("three", "quarters", "of", "a")),
    ):
        size = len(lead)
        if tuple(lows[:size]) == lead and len(lows) > size and lows[size] in SCALES:
            return Number(at, words[size] + 1, share, Form.WORDS, SCALES[lows[size]])
    return None


def _and_a_half(tokens: list[Token], at: int) -> Number | None:
    """As in "Two and a half thousand", "a million and a half"."""
    low = tokens[at].low
    words = [t for t in range(at + 1, min(at + 8, len(tokens))) if tokens[t].text != "-"]
    lows = [tokens[t].low for t in words]
    if low in ONES and lows[:3] == ["and", "a", "half"]:
        if len(lows) > 3 and lows[3] in SCALES:
            return Number(at, words[3] + 1, ONES[low] + _HALF, Form.WORDS, SCALES[lows[3]])
        return Number(at, words[2] + 1, ONES[low] + _HALF, Form.WORDS)
    if (low in ONES or low in _SINGLE) and lows[1:4] == ["and", "a", "half"] and lows[0] in SCALES:
        return Number(at, words[3] + 1, ONES.get(low, 1) + _HALF, Form.WORDS, SCALES[lows[0]])
    return None


def _built(tokens: list[Token], at: int, *, is_led: bool, spans_and: bool) -> Number | None:
    """A number built up in parts, each smaller than the one before."""
    below, end = _below_thousand(tokens, at, is_led=is_led, spans_and=spans_and)
    if below is None:
        return None
    if _low(tokens, end) == "dozen":
        return Number(at, end + 1, below, Form.WORDS, SCALES["dozen"])
    total, rank = Decimal(0), -1
    while True:
        following = end + 1 if _low(tokens, end) == "-" else end
        scale = _low(tokens, following)
        if scale not in _BUILDING or _BUILDING.index(scale) <= rank:
            break
        rank, scaled_end = _BUILDING.index(scale), following + 1
        part = below * SCALES[scale]
        rest, rest_end = _rest(tokens, scaled_end, spans_and=spans_and)
        if rest is None:
            if total == 0:
                return Number(at, scaled_end, below, Form.WORDS, SCALES[scale])
            return Number(at, scaled_end, total + part, Form.WORDS)
        smaller = _low(tokens, rest_end + 1 if _low(tokens, rest_end) == "-" else rest_end)
        if smaller in _BUILDING and _BUILDING.index(smaller) <= rank:
            return Number(at, scaled_end, total + part, Form.WORDS)
        total, below, end = total + part, rest, rest_end
    if total == 0 and below >= _HUNDRED and below % _HUNDRED == 0:
        return Number(at, end, below / _HUNDRED, Form.WORDS, _HUNDRED)
    return Number(at, end, total + below, Form.WORDS)


def _rest(tokens: list[Token], at: int, *, spans_and: bool) -> tuple[Decimal | None, int]:
    """What follows a magnitude: "two hundred", "and five", "twenty-three"."""
    start = at + 1 if spans_and and _low(tokens, at) == "and" else at
    if _low(tokens, start) in ("a", "an"):
        return None, at
    rest, end = _below_thousand(tokens, start, is_led=False, spans_and=spans_and)
    if not rest or _low(tokens, end) == "dozen":
        return None, at
    return rest, end


def _below_thousand(
    tokens: list[Token], at: int, *, is_led: bool, spans_and: bool
) -> tuple[Decimal | None, int]:
    low = _low(tokens, at)
    number, end = _below_hundred(tokens, at)
    if number is None:
        if low in ("a", "an") and _low(tokens, at + 1) in SCALES:
            number, end = 1, at + 1
        elif is_led and low in SCALES:
            number, end = 1, at
        else:
            return None, at
    following = end + 1 if _low(tokens, end) == "-" else end
    if number == 0 or _low(tokens, following) != "hundred":
        return Decimal(number), end
    number, end = number * 100, following + 1
    after = end + 1 if spans_and and _low(tokens, end) == "and" else end
    more, more_end = _below_hundred(tokens, after)
    if not more or _low(tokens, more_end) in ("hundred", "dozen"):
        return Decimal(number), end
    return Decimal(number + more), more_end


def _below_hundred(tokens: list[Token], at: int) -> tuple[int | None, int]:
    low = _low(tokens, at)
    if low in ONES:
        return ONES[low], at + 1
    if low not in TENS:
        return None, at
    after = at + 2 if _low(tokens, at + 1) == "-" else at + 1
    one = ONES.get(_low(tokens, after), 0)
    return (TENS[low] + one, after + 1) if 1 <= one <= 9 else (TENS[low], at + 1)
