"""A figure as a person means it, held against the words it stands in."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extraction.quantities import Quantity, quantities
from claims.extraction.view import matching_view
from claims.figures import Figure, Quantifier, number_text, range_text

# Digits in groups, whatever parts them ("12,000", "12.000", "12 000"), and digits alone.
_DIGITS = re.compile(r"\d{1,3}(?:[^\w\n]\d{3})+(?!\d)|\d+")


class FigureMismatchError(ValueError):
    """Words and numbers of a figure do not fit each other; the message names both."""


def worded(words: str, read: Figure | None, meant: Figure) -> Figure:
    """The figure that is meant, in a text that says so: the words themselves where reading them gives
    it (`read`; None when they cannot be read), else its kind and bounds in words.

    Raises FigureMismatchError when its numbers are not those of the words.
    """
    if read is not None and _told(read) == _told(meant):
        return _with_text(meant, words)
    told = numbers_in(words)
    if read is None and not told:
        return _with_text(meant, f"{words} ({meaning(meant)})")
    numbers = {number for number in (meant.low, meant.high) if number is not None}
    is_vague_alone = read is not None and _is_vague(meant) and not _is_vague(read)
    if is_vague_alone or not numbers <= told:
        say = f"say {meaning(read)}, and" if read else "do"
        raise FigureMismatchError(
            f"The words “{words}” {say} not {'' if read else 'say '}{meaning(meant)}. Give words of the "
            "statement that say so, or leave how it is meant, least and most to the words."
        )
    return _with_text(meant, meaning(meant))


def meaning(figure: Figure) -> str:
    """Kind and bounds of a figure in words that read as the same figure, but for vague ones."""
    match figure.quantifier:
        case Quantifier.APPROXIMATELY:
            return f"about {range_text(figure.low, figure.high)}"
        case Quantifier.VAGUE if figure.low is not None:
            return f"vaguely {number_text(figure.low)} or more"
    return range_text(figure.low, figure.high)


def numbers_in(words: str) -> set[Decimal]:
    """Every number that words tell, however their digits are grouped."""
    found = {number for one in _read(words) for number in (one.figure.low, one.figure.high)}
    grouped = {Decimal(re.sub(r"\D", "", digits)) for digits in _DIGITS.findall(words)}
    return {number for number in found if number is not None} | grouped


def _read(words: str) -> list[Quantity]:
    return quantities(matching_view(words), 0, len(words))


def _told(figure: Figure) -> tuple[Quantifier, Decimal | None, Decimal | None]:
    return figure.quantifier, figure.low, figure.high


def _is_vague(figure: Figure) -> bool:
    return figure.quantifier is Quantifier.VAGUE


def _with_text(figure: Figure, text: str) -> Figure:
    return Figure(text, figure.quantifier, figure.low, figure.high, figure.unit)
