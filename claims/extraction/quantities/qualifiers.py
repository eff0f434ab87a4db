"""Words before and after a number that say how it is meant."""

from __future__ import annotations

from claims.extraction.quantities.lexicon import AFTER, BEFORE, Qualifiers
from claims.extraction.tokens import Token
from claims.figures import Quantifier

_BOUNDS = (Quantifier.AT_LEAST, Quantifier.AT_MOST)
# "at least an estimated another 20": no more of them than this stand before one number.
_MOST = 3


def qualifiers_before(tokens: list[Token], at: int) -> tuple[list[Quantifier], int]:
    """The qualifiers from a token on, in order, and the token after them."""
    found: list[Quantifier] = []
    while len(found) < _MOST:
        kind, end = _phrase_at(tokens, at, BEFORE)
        if kind is None:
            break
        found.append(kind)
        at = end
    return found, at


def qualifier_after(tokens: list[Token], at: int) -> tuple[Quantifier | None, int]:
    """The qualifier that begins at a token, and the token after it."""
    return _phrase_at(tokens, at, AFTER)


def strongest(kinds: list[Quantifier]) -> Quantifier | None:
    """The one that decides the figure: a bound before "about", "about" before "exactly"."""
    bound = next((kind for kind in kinds if kind in _BOUNDS), None)
    if bound is None and Quantifier.APPROXIMATELY in kinds:
        return Quantifier.APPROXIMATELY
    return bound or (kinds[0] if kinds else None)


def _phrase_at(tokens: list[Token], at: int, phrases: Qualifiers) -> tuple[Quantifier | None, int]:
    if at < len(tokens):
        for words, kind in phrases.get(tokens[at].low, ()):
            end = at + len(words)
            if end <= len(tokens) and all(
                token.low == word for token, word in zip(tokens[at:end], words, strict=True)
            ):
                return kind, end
    return None, at
