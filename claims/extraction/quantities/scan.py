"""Finding every number of a text with what stands around it. One pass, linear in the text."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extraction.quantities.forms import exception_at, identifier_at, part_at
from claims.extraction.quantities.heads import LEADS, Head, head_at, is_numeric
from claims.extraction.quantities.kinds import kind_of
from claims.extraction.quantities.lexicon import EXCEEDING_VERBS
from claims.extraction.quantities.place import Place
from claims.extraction.quantities.qualifiers import qualifier_after, strongest
from claims.extraction.quantities.spans import Span, number_at, score_at, span_from
from claims.extraction.quantities.types import Kind, Number, Reading
from claims.extraction.quantities.units import noun_after, rate_after, unit_after
from claims.extraction.tokens import Token, tokenise
from claims.figures import Quantifier

# A headline in capitals: so many of its longer words begin with one.
_TITLE_SHARE = 0.6
_LONG_WORD = 4
# As many tokens as can stand before a number and belong to it.
_LONGEST_LEAD = 14
# A stretch of tokens of which more than this share are numbers is a table, and is not read as prose.
_TABLE = 256
_TABLE_SHARE = 0.3


def readings(view: str, start: int, end: int, *, joins_moves: bool) -> Iterator[Reading]:
    """Every number of `view[start:end]` in order, without overlap, whatever it does.

    With `joins_moves`, "from 10 to 12" is one reading where it tells a change, else two.
    """
    tokens = tokenise(view, start, end)
    is_title = _is_title(tokens)
    at = 0
    for nearest in _number_tokens(tokens):
        # Whatever belongs to a number stands close before it; the words between two are passed over.
        at = max(at, nearest - _LONGEST_LEAD)
        while at <= nearest:
            reading = _reading_at(tokens, at, is_title=is_title, joins_moves=joins_moves)
            if reading is not None:
                yield reading
            at = reading.after if reading else at + 1


def _number_tokens(tokens: list[Token]) -> Iterator[int]:
    """The tokens that are number words or digits, but for those of tables."""
    for first in range(0, len(tokens), _TABLE):
        block = range(first, min(first + _TABLE, len(tokens)))
        found = [at for at in block if is_numeric(tokens[at])]
        if len(found) < _TABLE * _TABLE_SHARE:
            yield from found


def _reading_at(
    tokens: list[Token], at: int, *, is_title: bool, joins_moves: bool
) -> Reading | None:
    token = tokens[at]
    if token.text[0].isdecimal() and (identifier := identifier_at(tokens, at)):
        return identifier
    if token.low == "all" and (exception := exception_at(tokens, at)):
        return exception
    if not (is_numeric(token) or token.low in LEADS):
        return None
    return _read(tokens, at, is_title=is_title, joins_moves=joins_moves)


def _is_title(tokens: list[Token]) -> bool:
    words = [t.text for t in tokens if t.text.isalpha()]
    if not words or words[0][0].islower():
        return False
    longer = [word for word in words if len(word) >= _LONG_WORD]
    return sum(word[0].isupper() for word in longer) > _TITLE_SHARE * len(longer)


def _read(tokens: list[Token], first: int, *, is_title: bool, joins_moves: bool) -> Reading | None:
    """The number that begins at a token, with its qualifiers; None where none does."""
    head = head_at(tokens, first)
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


def _number(tokens: list[Token], head: Head) -> Number | None:
    is_led = bool(head.quantifiers)
    number = number_at(tokens, head.number_at, is_led=is_led and not head.opener)
    return part_at(tokens, head.number_at, number, is_led=is_led) or number


def _span(tokens: list[Token], low: Number, head: Head) -> Span | None:
    span = span_from(tokens, low, head.opener, has_currency=bool(head.currency))
    if span is None and head.opener == "between":
        # "Between one hundred and fifty thousand": the "and" is the range's.
        shorter = number_at(tokens, head.number_at, spans_and=False)
        if shorter and shorter.end < low.end:
            return span_from(tokens, shorter, head.opener, has_currency=bool(head.currency))
    return span


def _reading(
    tokens: list[Token], head: Head, span: Span, kind: Kind | None, *, is_title: bool
) -> Reading:
    low, last = span.low, span.high
    suffix, end = qualifier_after(tokens, last.end)
    if suffix and end < len(tokens) and is_numeric(tokens[end]):
        suffix, end = None, last.end  # "20, at least three of them": the next number's
    quantifier = strongest([*head.quantifiers, suffix] if suffix else head.quantifiers)
    if quantifier is None and head.first and tokens[head.first - 1].low in EXCEEDING_VERBS:
        quantifier = Quantifier.AT_LEAST
    if kind is None:
        place = Place(tokens, head.number_at, end, low, last, quantifier, head.currency, is_title)
        kind = kind_of(place)
    currency = head.currency or _money_word(tokens, end, kind)
    unit = _unit(tokens, end, kind, head.currency)
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


def _unit(tokens: list[Token], at: int, kind: Kind, currency: str) -> str:
    unit = unit_after(tokens, at)
    if currency:
        text = currency
    elif unit is None:
        text = noun_after(tokens, at) if kind is Kind.COUNT else ""
    else:
        text, at = unit.text, unit.end
    rate = rate_after(tokens, at)
    return f"{text} {rate.text}".strip() if rate else text
