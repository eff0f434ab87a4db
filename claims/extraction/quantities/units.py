"""Units and signs of money around a number."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.quantities.lexicon import (
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    GOODS_UNITS,
    MEASURE_LEADS,
    MEASURES,
    MONEY_WORDS,
    PERCENT,
    TIME_UNITS,
    TOUCHING,
)
from claims.extraction.quantities.types import Kind
from claims.extraction.tokens import Token

_PER = ("per", "a", "an", "each", "every")
# Words of a noun phrase that are told as the unit of a count.
_LONGEST_NOUN = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit whose last token is before `end`."""

    text: str
    kind: Kind
    end: int


def currency_before(tokens: list[Token], at: int) -> tuple[str, int]:
    """The sign or code of money that begins at a token ("$", "US$", "$US", "HK $", "USD")."""
    if at >= len(tokens):
        return "", at
    sign = tokens[at].text
    if sign in CURRENCIES:
        end = at + 1
        if end < len(tokens) and tokens[end].low in CURRENCY_LETTERS and _touches(tokens, end):
            sign, end = sign + tokens[end].text, end + 1
        return sign, end
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    is_prefix = (
        sign.isupper() and following in CURRENCIES and (len(sign) > 1 or _touches(tokens, at + 1))
    )
    if tokens[at].low in CURRENCY_LETTERS and is_prefix:
        return sign + following, at + 2
    if tokens[at].low in CURRENCY_CODES and (sign.isupper() or sign == "Rs"):
        end = at + 2 if following == "." else at + 1
        if end < len(tokens) and tokens[end].text[0].isdecimal():
            return sign, end
    return "", at


def unit_after(tokens: list[Token], at: int) -> Unit | None:
    """The percentage, measure or money word that begins at a token, "per" part included."""
    start = at
    if _is(tokens, at, "-") and _touches(tokens, at) and at + 1 < len(tokens):
        at += 1
        if tokens[at].low in GOODS_UNITS:
            return Unit(tokens[at].low, Kind.MEASURE, at + 1)
    unit = _simple(tokens, at, is_touching=_touches(tokens, at))
    if unit is None:
        return None
    text, end = unit.text, unit.end
    if unit.kind is Kind.MEASURE and _is(tokens, end, "per") and end + 1 < len(tokens):
        text, end = f"{text} per {tokens[end + 1].low}", end + 2
    elif (
        unit.kind is Kind.MEASURE
        and _is(tokens, end, "/")
        and _touches(tokens, end)
        and end + 1 < len(tokens)
        and _touches(tokens, end + 1)
    ):
        text, end = f"{text}/{tokens[end + 1].low}", end + 2
    return Unit(text, unit.kind, end) if end > start else None


def _simple(tokens: list[Token], at: int, *, is_touching: bool) -> Unit | None:
    if at >= len(tokens):
        return None
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in PERCENT:
        with_points = low.startswith("percent") and following in ("point", "points")
        return Unit("%", Kind.PERCENT, at + 2 if with_points else at + 1)
    if low == "per" and following == "cent":
        return Unit("%", Kind.PERCENT, at + 2)
    if low in MONEY_WORDS and not (low == "pounds" and following == "of"):
        return Unit(low, Kind.MONEY, at + 1)
    if low in MEASURE_LEADS and (following in MEASURES or following == "tons"):
        return None if following == "tons" else Unit(f"{low} {following}", Kind.MEASURE, at + 2)
    if low in MEASURES:
        return Unit(low, Kind.MEASURE, at + 1)
    if is_touching and low in TOUCHING and tokens[at].text != "G":
        return Unit(tokens[at].text, Kind.MEASURE, at + 1)
    return None


def rate_after(tokens: list[Token], at: int) -> Unit | None:
    """As in "Per household", "a day": what a number is told for each of."""
    if at + 1 >= len(tokens):
        return None
    word, of = tokens[at].low, tokens[at + 1].low
    if (word == "per" and of != "cent") or (word in _PER and of in TIME_UNITS):
        return Unit(f"{word} {of}", Kind.RATE, at + 2)
    return None


def noun_after(tokens: list[Token], at: int) -> str:
    """The words right after a count, as far as they may be its noun."""
    words: list[str] = []
    for token in tokens[at : at + _LONGEST_NOUN]:
        if not token.text[0].isalpha() or token.low in _ENDS_NOUN:
            break
        words.append(token.text)
    return " ".join(words)


_ENDS_NOUN = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "with",
        "for",
        "of",
        "and",
        "or",
        "but",
        "as",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "had",
        "who",
        "that",
        "which",
    ]
)


def _is(tokens: list[Token], at: int, text: str) -> bool:
    return at < len(tokens) and tokens[at].low == text


def _touches(tokens: list[Token], at: int) -> bool:
    """True when nothing stands between a token and the one before."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start
