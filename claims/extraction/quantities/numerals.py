"""Numbers in digits: "62,400", "62 400", "1.5 million", "10k", "2 1/2"."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extraction.quantities.lexicon import LETTER_SCALES, SCALES, VULGAR
from claims.extraction.quantities.types import Form, Number
from claims.extraction.tokens import Token

# Longer runs of digits are identifiers. Far shorter ones cannot be held as a figure, but are read: the
# statement is kept, and says so.
_LONGEST = 60
_NUMERAL = re.compile(r"(\d[\d,.]*)(k|m|bn)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
# Thousands, and the lakhs and crores of South Asia ("1,50,000").
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
# "62 400 000": more groups of three than these are no number.
_MOST_GROUPS = 3
# As many magnitudes as may follow a number ("300 thousand million").
_MOST_SCALES = 2


def numeral(tokens: list[Token], at: int) -> Number | None:
    """The number in digits that begins at a token."""
    token = tokens[at]
    if token.text in VULGAR:
        return _magnified(tokens, at, VULGAR[token.text], Form.BARE, at + 1)
    if token.text == ".":
        return _point_first(tokens, at)
    match = _NUMERAL.fullmatch(token.low)
    if not match or len(match[1]) > _LONGEST:
        return None
    digits, form = _digits(match[1])
    if not digits:
        return None
    number = Decimal(digits)
    if match[2]:
        return Number(at, at + 1, number, form, LETTER_SCALES[match[2]])
    if form is Form.BARE and (spaced := _spaced(tokens, at)):
        return spaced
    number, end = _with_half(tokens, at, number)
    return _magnified(tokens, at, number, form, end)


def _digits(written: str) -> tuple[str, Form]:
    """The digits without separators, and whether there were any; "" for what is no number."""
    if _PLAIN.fullmatch(written):
        return written, Form.BARE
    if _GROUPED.fullmatch(written):
        return written.replace(",", ""), Form.GROUPED
    if _DOTTED.fullmatch(written):
        return written.replace(".", ""), Form.GROUPED
    return "", Form.GROUPED


def _point_first(tokens: list[Token], at: int) -> Number | None:
    """As in ".500", where nothing touches the point on its left."""
    if at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end:
        return None
    if at and tokens[at - 1].end == tokens[at].start:
        return None
    digits = tokens[at + 1].text
    if not digits.isdecimal() or len(digits) > _LONGEST:
        return None
    return Number(at, at + 2, Decimal(f"0.{digits}"), Form.BARE)


def _spaced(tokens: list[Token], at: int) -> Number | None:
    """As in "62 400": groups of three digits a space apart; a unit after them shows that they are two numbers."""
    if not 1 <= len(tokens[at].text) <= 3 or tokens[at].text.startswith("0"):
        return None
    digits, end = tokens[at].text, at + 1
    while end < len(tokens) and _continues(tokens, end):
        digits, end = digits + tokens[end].text, end + 1
    if end == at + 1 or end - at - 1 > _MOST_GROUPS or not digits.isdecimal():
        return None
    return Number(at, end, Decimal(digits), Form.GROUPED)


def _continues(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return (
        len(token.text) == 3
        and token.text.isdecimal()
        and token.start - tokens[at - 1].end == 1
        and (at + 1 == len(tokens) or tokens[at + 1].low not in _SEPARATE)
        and not (
            at + 1 < len(tokens)
            and tokens[at + 1].start == token.end
            and tokens[at + 1].text in "-/:"
        )
    )


# After "18 155": millimetres and the like belong to the second number alone.
_SEPARATE = frozenset(["mm", "cm", "kg", "km", "mph", "hp", "%", "percent"])


def _with_half(tokens: list[Token], at: int, number: Decimal) -> tuple[Decimal, int]:
    """As in "2½", "2 1/2", "2 and a half"."""
    end = at + 1
    rest = tokens[end : end + 3]
    if rest and rest[0].text in VULGAR:
        return number + VULGAR[rest[0].text], end + 1
    if [t.low for t in rest] == ["and", "a", "half"]:
        return number + Decimal("0.5"), end + 3
    if [t.low for t in rest] == ["1", "/", "2"] and rest[0].end == rest[1].start:
        return number + Decimal("0.5"), end + 3
    return number, end


def _magnified(tokens: list[Token], first: int, number: Decimal, form: Form, end: int) -> Number:
    scale, end = scale_at(tokens, end)
    return Number(first, end, number, form, scale)


def scale_at(tokens: list[Token], at: int) -> tuple[Decimal, int]:
    """The magnitude that begins at a token ("million", "-million", "bn", "B people"), 1 if none does."""
    scale, end = Decimal(1), at
    for _ in range(_MOST_SCALES):
        here = end
        if here and here + 1 < len(tokens) and tokens[here].text == "-":
            here += 1
        if here >= len(tokens):
            break
        found = SCALES.get(tokens[here].low)
        if found is None and scale == 1 and here == end:
            found = _letters(tokens, here)
        if found is None:
            break
        scale, end = scale * found, here + 1
    return scale, end


def _letters(tokens: list[Token], at: int) -> Decimal | None:
    """As in "3 bn", "8 B people": a single letter apart from its number has to be a capital."""
    text = tokens[at].text
    if text in ("bn", "mn", "tn") or (text in ("B", "M") and _is_word_after(tokens, at)):
        return LETTER_SCALES[text.lower()]
    return None


def _is_word_after(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text[0].islower()
