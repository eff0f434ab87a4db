"""Reading numbers as news writes them: "at least 23", "3,000 to 4,000", "nearly two dozen", "hundreds".

The vague words' floors are those of the project's annotation rules: several 3, dozens 24, scores
40, hundreds 200, thousands 2,000…
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extraction.tokens import Token, tokenise
from claims.extraction.words import word_set
from claims.figures import Figure, Quantifier

_ONES = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "score": 20, "k": 1000, "m": 10**6, "bn": 10**9,
}  # fmt: skip
_VAGUE = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000,
    "millions": 2 * 10**6, "billions": 2 * 10**9, "several": 3, "handful": 3,
}  # fmt: skip
_VAGUE_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "million": 10**6}
_VAGUE_OF = {"dozens", "scores", "tens", "hundreds", "thousands", "millions"}

_BEFORE: tuple[tuple[str, Quantifier], ...] = (
    ("no fewer than", Quantifier.AT_LEAST),
    ("no less than", Quantifier.AT_LEAST),
    ("not less than", Quantifier.AT_LEAST),
    ("not fewer than", Quantifier.AT_LEAST),
    ("no more than", Quantifier.AT_MOST),
    ("not more than", Quantifier.AT_MOST),
    ("as many as", Quantifier.AT_MOST),
    ("as much as", Quantifier.AT_MOST),
    ("as few as", Quantifier.AT_LEAST),
    ("a minimum of", Quantifier.AT_LEAST),
    ("a maximum of", Quantifier.AT_MOST),
    ("in excess of", Quantifier.AT_LEAST),
    ("well over", Quantifier.AT_LEAST),
    ("just over", Quantifier.AT_LEAST),
    ("well above", Quantifier.AT_LEAST),
    ("just under", Quantifier.APPROXIMATELY),
    ("just about", Quantifier.APPROXIMATELY),
    ("an estimated", Quantifier.APPROXIMATELY),
    ("in the region of", Quantifier.APPROXIMATELY),
    ("at least", Quantifier.AT_LEAST),
    ("more than", Quantifier.AT_LEAST),
    ("greater than", Quantifier.AT_LEAST),
    ("upwards of", Quantifier.AT_LEAST),
    ("upward of", Quantifier.AT_LEAST),
    ("fewer than", Quantifier.AT_MOST),
    ("less than", Quantifier.AT_MOST),
    ("at most", Quantifier.AT_MOST),
    ("up to", Quantifier.AT_MOST),
    ("close to", Quantifier.APPROXIMATELY),
    ("over", Quantifier.AT_LEAST),
    ("exceeding", Quantifier.AT_LEAST),
    ("surpassing", Quantifier.AT_LEAST),
    ("under", Quantifier.AT_MOST),
    ("about", Quantifier.APPROXIMATELY),
    ("around", Quantifier.APPROXIMATELY),
    ("approximately", Quantifier.APPROXIMATELY),
    ("approx", Quantifier.APPROXIMATELY),
    ("roughly", Quantifier.APPROXIMATELY),
    ("nearly", Quantifier.APPROXIMATELY),
    ("almost", Quantifier.APPROXIMATELY),
    ("some", Quantifier.APPROXIMATELY),
    ("estimated", Quantifier.APPROXIMATELY),
    ("circa", Quantifier.APPROXIMATELY),
    ("exactly", Quantifier.EXACT),
    ("a further", Quantifier.EXACT),
    ("an additional", Quantifier.EXACT),
    ("an initial", Quantifier.EXACT),
    ("a total of", Quantifier.EXACT),
    ("another", Quantifier.EXACT),
    ("only", Quantifier.EXACT),
    ("just", Quantifier.EXACT),
)
_Qualifiers = dict[str, list[tuple[tuple[str, ...], Quantifier]]]


def _by_first_word(phrases: tuple[tuple[tuple[str, ...], Quantifier], ...]) -> _Qualifiers:
    found: _Qualifiers = {}
    for words, kind in phrases:
        found.setdefault(words[0], []).append((words, kind))
    return found


_BEFORE_WORDS = _by_first_word(tuple((tuple(words.split()), kind) for words, kind in _BEFORE))
_AFTER: tuple[tuple[tuple[str, ...], Quantifier], ...] = (
    (("or", "more"), Quantifier.AT_LEAST),
    (("or", "so"), Quantifier.APPROXIMATELY),
    (("or", "fewer"), Quantifier.AT_MOST),
    (("or", "less"), Quantifier.AT_MOST),
    (("at", "least"), Quantifier.AT_LEAST),
    (("-", "plus"), Quantifier.AT_LEAST),
    (("-", "odd"), Quantifier.APPROXIMATELY),
    (("plus",), Quantifier.AT_LEAST),
    (("+",), Quantifier.AT_LEAST),
)
_AFTER_WORDS = _by_first_word(_AFTER)
_MONTHS = word_set("quantities", "months")
# A number that follows one of these names something, and counts nothing.
_NAMING = word_set("quantities", "naming")
# A number before one of these is a measure, a time or an age.
_MEASURES = word_set("quantities", "measures")
# Longer runs of digits are identifiers; nothing countable in the news needs so many.
_LONGEST_NUMERAL = 20


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` with its figure. `currency` is set for money."""

    start: int
    end: int
    figure: Figure
    currency: str = ""


@dataclass(frozen=True, slots=True)
class _Value:
    number: Decimal
    end: int
    is_vague: bool = False
    is_bare: bool = False


def quantities(view: str, start: int, end: int) -> list[Quantity]:
    """The counts and sums of money in `view[start:end]`, in order, without overlap.

    Years, dates, ages, times, rates, ranks, measures and numbers that are names are left out.
    """
    tokens = tokenise(view, start, end)
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _read(view, tokens, at)
        if read is None:
            at += 1
            continue
        quantity, at = read
        if quantity is not None:
            found.append(quantity)
    return found


def _read(view: str, tokens: list[Token], at: int) -> tuple[Quantity | None, int] | None:
    """The quantity that begins at a token: (None, next) for a number that counts nothing."""
    first = at
    kind, at = _qualifier(tokens, at)
    second_kind, at = _qualifier(tokens, at)
    kind = kind if kind not in (None, Quantifier.EXACT) else second_kind or kind
    between = at < len(tokens) and tokens[at].low in ("between", "from")
    if between:
        at += 1
    currency = ""
    if at < len(tokens) and tokens[at].text in "$€£¥":
        currency, at = tokens[at].text, at + 1
    value = _value(tokens, at)
    if value is None:
        return None
    if not _counts(view, tokens, at, value, currency):
        return None, value.end
    high = _range_end(tokens, value, between=between, currency=currency)
    if between and high is None:
        kind = None
    if between and high is None:
        first = at - (1 if currency else 0)
    last = high or value
    if high and value.is_bare and value.number * 1000 < high.number and value.number < 1000:
        # "10-12,000" shares its thousands.
        value = replace(value, number=value.number * 1000)
    after_kind, end = _suffix(tokens, last.end)
    figure = _figure(value, high, after_kind or kind)
    begin = tokens[first].start
    if end < len(tokens) and tokens[end].low == "more":
        end += 1
    stop = tokens[end - 1].end
    figure = replace(figure, text=view[begin:stop])
    return Quantity(begin, stop, figure, currency), end


def _qualifier(tokens: list[Token], at: int) -> tuple[Quantifier | None, int]:
    return _phrase_at(tokens, at, _BEFORE_WORDS)


def _suffix(tokens: list[Token], at: int) -> tuple[Quantifier | None, int]:
    return _phrase_at(tokens, at, _AFTER_WORDS)


def _phrase_at(tokens: list[Token], at: int, phrases: _Qualifiers) -> tuple[Quantifier | None, int]:
    if at < len(tokens):
        for words, kind in phrases.get(tokens[at].low, ()):
            if tuple(t.low for t in tokens[at : at + len(words)]) == words:
                return kind, at + len(words)
    return None, at


def _figure(low: _Value, high: _Value | None, kind: Quantifier | None) -> Figure:
    number = _plain(low.number)
    if high is not None:
        return Figure("", Quantifier.BETWEEN, number, _plain(high.number))
    if low.is_vague:
        return Figure("", Quantifier.VAGUE, number, None)
    if kind is Quantifier.AT_LEAST:
        return Figure("", kind, number, None)
    if kind is Quantifier.AT_MOST:
        return Figure("", kind, None, number)
    return Figure("", kind or Quantifier.EXACT, number, number)


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _range_end(tokens: list[Token], low: _Value, *, between: bool, currency: str) -> _Value | None:
    at = low.end
    if low.is_vague or at >= len(tokens):
        return None
    joiners = ("and", "to", "-") if between else ("to", "-", "or")
    if tokens[at].low not in joiners:
        return None
    joiner, at = tokens[at].low, at + 1
    if currency and at < len(tokens) and tokens[at].text == currency:
        at += 1
    _, after = _qualifier(tokens, at)
    high = _value(tokens, after)
    if high is None or high.is_vague or high.number <= low.number:
        return None
    if joiner == "or" and high.number > low.number + 2:
        return None
    return high


def _value(tokens: list[Token], at: int) -> _Value | None:
    if at >= len(tokens):
        return None
    return _vague(tokens, at) or _numeral(tokens, at) or _words(tokens, at)


def _vague(tokens: list[Token], at: int) -> _Value | None:
    low = tokens[at].low
    nxt = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in ("a", "the") and nxt in ("few", "handful", "couple"):
        scale = tokens[at + 2].low if at + 2 < len(tokens) else ""
        if nxt == "couple":
            return None
        if scale in _VAGUE_SCALES:
            return _Value(Decimal(3 * _VAGUE_SCALES[scale]), at + 3, is_vague=True)
        return _Value(Decimal(3), at + 2, is_vague=True) if low == "a" else None
    if low == "several" and nxt in _VAGUE_SCALES:
        return _Value(Decimal(3 * _VAGUE_SCALES[nxt]), at + 2, is_vague=True)
    if low == "many" and nxt in ("hundreds", "thousands", "dozens"):
        return _vague(tokens, at + 1)
    if low == "a" and nxt == "dozen" and [t.low for t in tokens[at + 2 : at + 4]] == ["or", "so"]:
        return _Value(Decimal(12), at + 4, is_vague=True)
    if low not in _VAGUE:
        return None
    if nxt == "of" and low in _VAGUE_OF:
        scale = tokens[at + 2].low if at + 2 < len(tokens) else ""
        if scale in ("thousands", "millions"):
            tens = {"tens": 20, "dozens": 24, "hundreds": 200, "scores": 40}.get(low, 0)
            unit = 1000 if scale == "thousands" else 10**6
            if tens:
                return _Value(Decimal(tens * unit), at + 3, is_vague=True)
    return _Value(Decimal(_VAGUE[low]), at + 1, is_vague=True)


def _numeral(tokens: list[Token], at: int) -> _Value | None:
    match = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)(k|m|bn)?", tokens[at].low)
    if not match:
        return None
    raw = match[1]
    if len(raw) > _LONGEST_NUMERAL:
        return None
    if "," in raw and not re.fullmatch(r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?", raw):
        return None
    number = Decimal(raw.replace(",", ""))
    if match[2]:
        return _Value(number * _SCALES[match[2]], at + 1)
    if [t.low for t in tokens[at + 1 : at + 4]] == ["and", "a", "half"]:
        number, at = number + Decimal("0.5"), at + 3
    number, end = _scaled(tokens, number, at + 1)
    return _Value(number, end, is_bare=end == at + 1 and "," not in raw)


def _scaled(tokens: list[Token], number: Decimal, at: int) -> tuple[Decimal, int]:
    while at < len(tokens) and tokens[at].low in _SCALES and len(tokens[at].low) > 2:
        number *= _SCALES[tokens[at].low]
        at += 1
    return number, at


def _words(tokens: list[Token], at: int) -> _Value | None:
    low = tokens[at].low
    following = [t.low for t in tokens[at + 1 : at + 3]]
    if low == "half" and following[:2] in (["a", "million"], ["a", "billion"]):
        return _Value(Decimal(_SCALES[following[1]] // 2), at + 3)
    if low == "half" and following[:2] == ["a", "dozen"]:
        return _Value(Decimal(6), at + 3)
    if low in ("a", "an") and following and following[0] in _SCALES and len(following[0]) > 2:
        number, end = _scaled(tokens, Decimal(1), at + 1)
        return _Value(number, end)
    if low in _ONES and [t.low for t in tokens[at + 1 : at + 4]] == ["and", "a", "half"]:
        number, end = _scaled(tokens, _ONES[low] + Decimal("0.5"), at + 4)
        return _Value(number, end) if end > at + 4 else None
    total = current = 0
    end = at
    seen = False
    while end < len(tokens):
        word = tokens[end].low
        if word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        elif seen and word in ("hundred", "dozen", "score"):
            current *= _SCALES[word]
        elif seen and word in ("thousand", "million", "billion"):
            total, current = total + current * _SCALES[word], 0
        elif (
            seen
            and word in ("-", "and")
            and end + 1 < len(tokens)
            and (tokens[end + 1].low in _ONES or tokens[end + 1].low in _TENS)
            and (
                (word == "-" and current % 100 >= 20 and current % 10 == 0)
                or (word == "and" and current >= 100 and current % 100 == 0)
            )
        ):
            pass
        else:
            break
        seen = True
        end += 1
    return _Value(Decimal(total + current), end) if seen else None


def _counts(view: str, tokens: list[Token], at: int, value: _Value, currency: str) -> bool:
    """False for a number that is a date, an age, a time, a rank, a rate, a measure or a name."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[value.end] if value.end < len(tokens) else None
    glued_before = before is not None and before.end == token.start
    if before is not None and glued_before and before.text in "-./:#" and at >= 2:
        joined = tokens[at - 2].end == before.start
        if joined and not (before.text == "-" and tokens[at - 2].low.replace(",", "").isdigit()):
            return False
    if before is not None and glued_before and before.text.isalpha():
        return False
    if (
        before is not None
        and before.low.rstrip(".") in _MONTHS
        and value.number <= 31
        and not currency
    ):
        return False
    if (
        before is not None
        and before.text == "."
        and at >= 2
        and tokens[at - 2].low in _MONTHS | _NAMING
    ):
        return False
    if before is not None and not currency and (before.low in _NAMING or before.text == "#"):
        return False
    if after is None or value.is_vague:
        return not _is_year(token, value)
    last = tokens[value.end - 1]
    if after.text == "%" or after.low in _MEASURES:
        return False
    if after.start == last.end:  # glued: "75th", "8:44", "41-year-old", "9/11"
        if after.text.isalpha() or after.text in ":/'":
            return False
        if after.text == "-" and value.end + 1 < len(tokens):
            following = tokens[value.end + 1]
            if following.start == after.end and following.text.isalpha():
                return following.low in ("plus", "odd") or following.low in _ONES
    if after.low.rstrip(".") in _MONTHS and value.number <= 31 and value.is_bare:
        return False
    return not _is_year(token, value)


def _is_year(token: Token, value: _Value) -> bool:
    return (
        value.is_bare
        and len(token.text) == 4
        and token.text.isdigit()
        and 1800 <= value.number <= 2100
    )
