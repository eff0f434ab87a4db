"""A number and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.quantities.lexicon import FUNCTION_WORDS
from claims.extraction.quantities.types import Number
from claims.extraction.tokens import Token
from claims.figures import Quantifier


@dataclass(frozen=True, slots=True)
class Place:
    """A number, or the two of a range, among the tokens of its sentence.

    `first` is the token it begins at without qualifiers, `end` the one after it and its suffix;
    `is_title` tells a headline in capitals, where capital letters tell nothing.
    """

    tokens: list[Token]
    first: int
    end: int
    low: Number
    last: Number
    quantifier: Quantifier | None
    currency: str
    is_title: bool

    @property
    def before(self) -> Token | None:
        return self.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.end] if self.end < len(self.tokens) else None

    def low_at(self, offset: int) -> str:
        """The word at a distance: -1 is the one before the number, 0 the one after it."""
        at = self.first + offset if offset < 0 else self.end + offset
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    @property
    def is_glued_before(self) -> bool:
        return self.before is not None and self.before.end == self.tokens[self.first].start

    @property
    def is_glued_after(self) -> bool:
        return self.after is not None and self.after.start == self.tokens[self.end - 1].end

    @property
    def is_closed(self) -> bool:
        """True where no noun follows."""
        return not self.low_at(0)[:1].isalpha() or self.low_at(0) in FUNCTION_WORDS
