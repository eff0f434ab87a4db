"""A reporting cue, and the sentence it is looked for in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from claims.extraction.tokens import Token, tokenise
from claims.extraction.types import Stance

# More cues of one kind than this in one sentence are no prose; they are not looked for.
MOST_CUES = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting cue. `speaker` is the stretch that names who speaks; None for "reportedly".

    The cue's own words begin at `at`; with its subject it is `first:last`. The statement stands
    before it if `before`, and goes on from the offset `resumes`, if there is one.
    """

    text: str
    at: int
    first: int
    last: int
    speaker: tuple[int, int] | None
    before: bool
    resumes: int | None
    rule: str
    stance: Stance = Stance.ASSERTS


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence, its quotations hidden in `hidden`, while its cues are looked for."""

    view: str
    hidden: str
    tokens: list[Token]
    starts: list[int]
    start: int
    end: int

    @classmethod
    def of(cls, view: str, hidden: str, start: int, end: int) -> Clause:
        """The sentence `start:end` with its tokens."""
        tokens = tokenise(hidden, start, end)
        return cls(view, hidden, tokens, [t.start for t in tokens], start, end)

    def index(self, offset: int) -> int:
        """The index of the first token at or after an offset."""
        return bisect_left(self.starts, offset)

    def span(self, indexes: tuple[int, int]) -> tuple[int, int]:
        """Token indexes as offsets."""
        return self.tokens[indexes[0]].start, self.tokens[indexes[1] - 1].end
