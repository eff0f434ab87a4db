"""What stands before a number: qualifiers, "between" or "from", signs."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.quantities.lexicon import (
    BEFORE,
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    ONES,
    SCALES,
    TENS,
    VAGUE,
    VULGAR,
)
from claims.extraction.quantities.qualifiers import qualifiers_before
from claims.extraction.quantities.units import currency_before
from claims.extraction.tokens import Token
from claims.figures import Quantifier

_OPENERS = frozenset(["between", "from"])
# Words that may begin a quantity and are no number themselves.
LEADS = frozenset(
    [*BEFORE, *CURRENCIES, *CURRENCY_CODES, *CURRENCY_LETTERS, *_OPENERS,
     "a", "an", "the", "many", ".", "-", "minus"]
)  # fmt: skip
# Words that are numbers, or stand in one place of every number that has no other.
_NUMERIC = frozenset(
    [*ONES, *TENS, *VAGUE, *SCALES, *VULGAR, "half", "quarter", "several", "few", "handful", "third", "fourth",
     "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
)  # fmt: skip


def is_numeric(token: Token) -> bool:
    """True for digits and for the words that numbers are made of."""
    low = token.low
    return low in _NUMERIC or token.text[0].isdecimal() or low.endswith("fold")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a number; `number_at` is the token that the number begins at."""

    first: int
    number_at: int
    quantifiers: list[Quantifier]
    opener: str
    currency: str
    is_negative: bool


def head_at(tokens: list[Token], first: int) -> Head:
    """What stands before the number that a quantity from `first` on would have."""
    quantifiers, at = qualifiers_before(tokens, first)
    opener = ""
    if at < len(tokens) and tokens[at].low in _OPENERS:
        opener = tokens[at].low
        inner, at = qualifiers_before(tokens, at + 1)
        quantifiers += inner
    currency, at = currency_before(tokens, at)
    is_negative, at = _minus(tokens, at, has_currency=bool(currency))
    return Head(first, at, quantifiers, opener, currency, is_negative)


def _minus(tokens: list[Token], at: int, *, has_currency: bool) -> tuple[bool, int]:
    """As in "minus 5", "minus-130", "$-50"; " -5" where the hyphen touches the number alone."""
    if at + 1 >= len(tokens):
        return False, at
    token, following = tokens[at], tokens[at + 1]
    if token.low == "minus":
        return True, at + 2 if following.text == "-" else at + 1
    touches = token.end == following.start and following.text[0].isdecimal()
    is_apart = has_currency or at == 0 or tokens[at - 1].end < token.start
    return (True, at + 1) if token.text == "-" and touches and is_apart else (False, at)
