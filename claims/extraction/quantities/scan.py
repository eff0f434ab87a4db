"""Finding every number of a text with what stands around it. One pass, linear in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.quantities.forms import exception_at, identifier_at, part_at
from claims.extraction.quantities.kinds import Place, kind_of
from claims.extraction.quantities.lexicon import (
    BEFORE,
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    EXCEEDING_VERBS,
    ONES,
    TENS,
    VAGUE,
    VULGAR,
)
from claims.extraction.quantities.qualifiers import (
    qualifier_after,
    qualifiers_before,
    strongest,
)
from claims.extraction.quantities.spans import Span, number_at, score_at, span_from
from claims.extraction.quantities.types import Kind, Number, Reading
from claims.extraction.quantities.units import currency_before, noun_after, rate_after, unit_after
from claims.extraction.tokens import Token, tokenise
from claims.figures import Quantifier

_OPENERS = frozenset(["between", "from"])
# Words that more often begin no number than one; reading looks closer only at these and at digits.
_STARTS = frozenset(
    [*BEFORE, *ONES, *TENS, *VAGUE, *CURRENCIES, *CURRENCY_CODES, *CURRENCY_LETTERS, *VULGAR,
     *_OPENERS, "a", "an", "the", "half", "quarter", "several", "many", "few", ".", "-", "minus"]
)  # fmt: skip
# A headline in capitals: so many of its longer words begin with one.
_TITLE_SHARE = 0.6
_LONG_WORD = 4


def readings(view: str, start: int, end: int, *, joins_moves: bool) -> Iterator[Reading]:
    """Every number of `view[start:end]` in order, without overlap, whatever it does.

    With `joins_moves`, "from 10 to 12" is one reading where it tells a change, else two.
    """
    tokens = tokenise(view, start, end)
    is_title = _is_title(tokens)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        reading = None
        if token.text[0].isdecimal():
            reading = identifier_at(tokens, at)
        elif token.low == "all":
            reading = exception_at(tokens, at)
        if reading is None and _may_start(token):
            reading = _read(tokens, at, is_title=is_title, joins_moves=joins_moves)
        if reading is None:
            at += 1
            continue
        yield reading
        at = reading.after


def _may_start(token: Token) -> bool:
    low = token.low
    return token.text[0].isdecimal() or low in _STARTS or low.endswith("fold")


def _is_title(tokens: list[Token]) -> bool:
    words = [t.text for t in tokens if len(t.text) >= _LONG_WORD and t.text.isalpha()]
    return sum(word[0].isupper() for word in words) > _TITLE_SHARE * len(words)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a number; `number_at` is the token that the number begins at."""

    first: int
    number_at: int
    quantifiers: list[Quantifier]
    opener: str
    currency: str
    is_negative: bool


def _head(tokens: list[Token], first: int) -> _Head:
    quantifiers, at = qualifiers_before(tokens, first)
    opener = ""
    if at < len(tokens) and tokens[at].low in _OPENERS:
        opener = tokens[at].low
        inner, at = qualifiers_before(tokens, at + 1)
        quantifiers += inner
    currency, at = currency_before(tokens, at)
    is_negative, at = _minus(tokens, at, has_currency=bool(currency))
    return _Head(first, at, quantifiers, opener, currency, is_negative)


def _minus(tokens: list[Token], at: int, *, has_currency: bool) -> tuple[bool, int]:
    """ "minus 5", "minus-130", "$-50"; " -5" where the hyphen touches the number alone."""
    if at + 1 >= len(tokens):
        return False, at
    token, following = tokens[at], tokens[at + 1]
    if token.low == "minus":
        return True, at + 2 if following.text == "-" else at + 1
    touches = token.end == following.start and following.text[0].isdecimal()
    is_apart = has_currency or (at > 0 and tokens[at - 1].end < token.start)
    return (True, at + 1) if token.text == "-" and touches and is_apart else (False, at)


def _read(tokens: list[Token], first: int, *, is_title: bool, joins_moves: bool) -> Reading | None:
    """The number that begins at a token, with its qualifiers; None where none does."""
    head = _head(tokens, first)
    low = _number(tokens, head)
    if low is None:
        return None
    span = _span(tokens, low, head)
    if span is not None and span.is_move and not joins_moves:
        span = None
    if span is None and head.opener:
        return None
    if span is None and (score := score_at(tokens, low)):
        span = Span(low, score)
        return _reading(tokens, head, span, Kind.SCORE, is_title=is_title)
    return _reading(tokens, head, span or Span(low, low), None, is_title=is_title)


def _number(tokens: list[Token], head: _Head) -> Number | None:
    if part := part_at(tokens, head.number_at, is_led=bool(head.quantifiers)):
        return part
    is_led = bool(head.quantifiers) and not head.opener
    return number_at(tokens, head.number_at, is_led=is_led)


def _span(tokens: list[Token], low: Number, head: _Head) -> Span | None:
    span = span_from(tokens, low, head.opener, has_currency=bool(head.currency))
    if span is None and head.opener == "between":
        # "Between one hundred and fifty thousand": the "and" is the range's.
        shorter = number_at(tokens, head.number_at, spans_and=False)
        if shorter and shorter.end < low.end:
            return span_from(tokens, shorter, head.opener, has_currency=bool(head.currency))
    return span


def _reading(
    tokens: list[Token], head: _Head, span: Span, kind: Kind | None, *, is_title: bool
) -> Reading:
    low, last = span.low, span.high
    suffix, end = qualifier_after(tokens, last.end)
    quantifier = strongest([*head.quantifiers, suffix] if suffix else head.quantifiers)
    if quantifier is None and head.first and tokens[head.first - 1].low in EXCEEDING_VERBS:
        quantifier = Quantifier.AT_LEAST
    if kind is None:
        place = Place(tokens, head.number_at, end, low, last, quantifier, head.currency, is_title)
        kind = kind_of(place)
    currency = head.currency or _money_word(tokens, end, kind)
    unit = head.currency or _unit(tokens, end, kind)
    if end < len(tokens) and tokens[end].low == "more" and not _is_than(tokens, end + 1):
        end += 1
    return Reading(
        start=tokens[head.first].start,
        end=tokens[end - 1].end,
        after=end,
        low=low,
        high=last if last is not low else None,
        quantifier=quantifier,
        kind=kind,
        unit=unit,
        currency=currency,
        is_negative=head.is_negative,
    )


def _is_than(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low == "than"


def _money_word(tokens: list[Token], at: int, kind: Kind) -> str:
    unit = unit_after(tokens, at) if kind is Kind.MONEY else None
    return unit.text if unit else ""


def _unit(tokens: list[Token], at: int, kind: Kind) -> str:
    unit = unit_after(tokens, at)
    if unit is None:
        text = noun_after(tokens, at) if kind is Kind.COUNT else ""
    else:
        text, at = unit.text, unit.end
    rate = rate_after(tokens, at)
    return f"{text} {rate.text}".strip() if rate else text
