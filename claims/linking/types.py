"""What linking looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claims.figures import Figure


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, or a claim as the statement of what it holds.

    `kind` is the class of people or things counted ("soldier", "child"; empty = any); `context` are the
    names an article is about, `countries` those it names most; `articles` and `origins` are ids.
    """

    type: str
    roles: Mapping[str, str]
    place: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    reported: date | None = None
    figures: tuple[Figure, ...] = ()
    context: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    articles: frozenset[int] = field(default_factory=frozenset)
    origins: frozenset[int] = field(default_factory=frozenset)
