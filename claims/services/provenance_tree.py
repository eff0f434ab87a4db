"""The tree of where the reports of a claim come from, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_STEP_WORDS = {"told": "told to", "cited": "reported by", "copied": "in a text of"}


@dataclass(frozen=True, slots=True)
class Step:
    """A medium between the origin and the outlets; `outlet` is its id where it is known as one."""

    role: str
    name: str
    outlet: str

    @property
    def words(self) -> str:
        """How it stands between: "told to", "reported by", "in a text of"."""
        return _STEP_WORDS.get(self.role, self.role)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article that repeats the claim, and its statement. `speaks_against`: it also holds a statement
    that challenges the claim."""

    id: str
    title: str
    day: date | None
    statement: str
    speaks_against: bool
    copy_of: str
    copy_of_label: str


@dataclass(frozen=True, slots=True)
class OutletBranch:
    """An outlet with its newest articles of this way; `id` is empty for an unknown one."""

    id: str
    name: str
    reports: int
    articles: tuple[Leaf, ...]

    @property
    def more(self) -> int:
        return self.reports - len(self.articles)


@dataclass(frozen=True, slots=True)
class Way:
    """The media that a report came through, the nearest to the origin first; none = straight."""

    steps: tuple[Step, ...]
    reports: int
    outlet_count: int
    outlets: tuple[OutletBranch, ...]

    @property
    def more(self) -> int:
        return self.outlet_count - len(self.outlets)


@dataclass(frozen=True, slots=True)
class Root:
    """An origin. `left_out` says why it is not counted; empty when it is. `tied` are those that are not
    counted because of it."""

    id: str
    label: str
    left_out: str
    reports: int
    outlet_count: int
    ways: tuple[Way, ...]
    more_ways: int
    tied: tuple[Root, ...] = ()
    more_tied: int = 0

    @property
    def tied_count(self) -> int:
        return len(self.tied) + self.more_tied


@dataclass(frozen=True, slots=True)
class Provenance:
    """Counted origins, each with those tied to it; and those that count for another reason not at all.
    `compared` is how many of the known origins were compared with each other; `looked_at` from how many
    statements the ways and outlets were read, `is_partial` if there are more."""

    counted: tuple[Root, ...]
    apart: tuple[Root, ...]
    more_counted: int
    more_apart: int
    origin_count: int
    compared: int
    reports: int
    looked_at: int
    is_partial: bool

    @property
    def apart_count(self) -> int:
        return len(self.apart) + self.more_apart
