"""What identity compares: a speaker by its names and by what is known beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.extraction.types import SpeakerKind


@dataclass(frozen=True, slots=True)
class Identity:
    """A speaker, or the mention of one.

    `names` are all it goes by; `country` is the canonical name of the state it speaks for; `story`
    are the names that the articles it was met in are about. `members` are the parts of a group.
    """

    kind: SpeakerKind
    names: tuple[str, ...]
    country: str = ""
    role: str = ""
    members: tuple[str, ...] = ()
    story: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A score in 0..1 and the reasons that make it up; a veto scores 0 and gives the one reason."""

    score: float
    reasons: tuple[str, ...]


class Verdict(StrEnum):
    """What follows from a score: one speaker, a question to editors, or two speakers."""

    SAME = "same"
    SUGGEST = "suggest"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From `same` on two are one; from `suggest` on editors are asked.

    A second candidate within `margin` of the best makes it a question, however high both score.
    """

    same: float
    suggest: float
    margin: float = 0.1

    def verdict(self, scores: Sequence[float]) -> Verdict:
        """What the best of `scores`, highest first, allows."""
        if not scores or scores[0] < self.suggest:
            return Verdict.DIFFERENT
        has_rival = len(scores) > 1 and scores[0] - scores[1] < self.margin
        is_same = scores[0] >= self.same and not has_rival
        return Verdict.SAME if is_same else Verdict.SUGGEST
