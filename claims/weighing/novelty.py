"""What an article adds to what was known before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.figures import Figure, Relation, compare


class Novelty(StrEnum):
    """What a statement brings; one statement may bring several."""

    NEW_CLAIM = "new_claim"
    NEW_SUPPORT = "new_support"
    NEW_FIGURE = "new_figure"
    CHALLENGE = "challenge"
    REPEATS = "repeats"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Known:
    """What a claim held before the article: nothing, when no other article had stated it."""

    is_known: bool
    origins: frozenset[int] = frozenset()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """A statement of the article. `adds_support`: its origin is counted, and with the article more
    independent origins stand behind the claim than before."""

    origin: int | None
    figure: Figure | None
    is_challenge: bool
    is_copy: bool
    adds_support: bool


def novelty(statement: Brought, known: Known, tolerance: float) -> list[Novelty]:
    """What a statement brings to its claim, in a fixed order."""
    found = []
    if statement.is_copy:
        found.append(Novelty.COPY)
    if statement.is_challenge:
        found.append(Novelty.CHALLENGE)
    elif not known.is_known:
        found.append(Novelty.NEW_CLAIM)
    else:
        if statement.origin in known.origins:
            found.append(Novelty.REPEATS)
        if statement.figure and not _is_known(statement.figure, known.figures, tolerance):
            found.append(Novelty.NEW_FIGURE)
        if statement.adds_support:
            found.append(Novelty.NEW_SUPPORT)
    return found


def _is_known(figure: Figure, figures: Sequence[Figure], tolerance: float) -> bool:
    return any(compare(figure, f, tolerance).relation is Relation.EQUAL for f in figures)
