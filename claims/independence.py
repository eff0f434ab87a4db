"""How many origins of a claim are really independent of each other. Pure arithmetic on sets.

Two origins are independent only if they share no speaker, none of them contains the other, they do
not speak for the same state, and neither is a copy. Two names that may be one speaker count as one.
When in doubt they are not independent (fail closed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

# Up to this many origins every subset that could be larger is tried; above it the count is a lower
# bound found greedily, and says so.
EXACT_UP_TO = 20

WEST = "the West"
# Whom "Western intelligence" may stand for: members of NATO, the EU, and their closest allies.
_WESTERN = frozenset(
    """United States|United Kingdom|France|Germany|Canada|Italy|Spain|Poland|Netherlands|Belgium|
    Denmark|Norway|Sweden|Finland|Czech Republic|Lithuania|Latvia|Estonia|Australia|New Zealand|
    Portugal|Greece|Romania|Bulgaria|Slovakia|Slovenia|Croatia|Hungary|Austria|Ireland|Iceland|
    Luxembourg|Switzerland|Europe|NATO""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as far as independence goes. `members` are keys of speakers it contains;
    `countries` are the states it speaks for, its members' included; none for a private voice;
    `may_be` are keys of speakers it may be one with, as long as nobody has said."""

    key: str
    name: str
    countries: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    may_be: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """An origin of a claim. `voices` empty = an outlet's own voice, known by `outlet`.

    `is_known` False: nobody knows where it comes from; it adds nothing.
    """

    id: int
    label: str
    is_known: bool
    voices: tuple[Voice, ...] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Independence:
    """The sources counted, why each other one was not, and whether the count is exact."""

    counted: tuple[int, ...]
    left_out: dict[int, str]
    is_exact: bool

    @property
    def count(self) -> int:
        return len(self.counted)


def tie(first: Source, second: Source) -> str:
    """Why two sources are not independent, in words; empty when they are."""
    if not first.voices and not second.voices:
        return "the same outlet" if first.outlet == second.outlet else ""
    for a in first.voices:
        for b in second.voices:
            if reason := _voices_tie(a, b):
                return reason
    return ""


def _voices_tie(a: Voice, b: Voice) -> str:
    if a.key == b.key:
        return f"both rest on {a.name}"
    if b.key in a.members:
        return f"{a.name} includes {b.name}"
    if a.key in b.members:
        return f"{b.name} includes {a.name}"
    if a.members & b.members:
        return f"{a.name} and {b.name} have a member in common"
    if common := a.countries & b.countries:
        return f"{a.name} and {b.name} both speak for {min(common)}"
    if b.key in a.may_be or a.key in b.may_be:
        return f"{a.name} may be {b.name}, which an editor has to say"
    if WEST in a.countries and b.countries & _WESTERN:
        return f"{a.name} may include {b.name}"
    if WEST in b.countries and a.countries & _WESTERN:
        return f"{b.name} may include {a.name}"
    return ""


def independent_sources(sources: Sequence[Source]) -> Independence:
    """The largest set of pairwise independent sources; of several equal ones the earliest given."""
    known = [s for s in sources if s.is_known]
    ties = {(a.id, b.id): tie(a, b) for a, b in combinations(known, 2)}
    neighbours: dict[int, set[int]] = {s.id: set() for s in known}
    for (a, b), reason in ties.items():
        if reason:
            neighbours[a].add(b)
            neighbours[b].add(a)
    ids = [s.id for s in known]
    is_exact = len(ids) <= EXACT_UP_TO
    counted = _largest(ids, neighbours) if is_exact else _greedy(ids, neighbours)
    names = {s.id: s.label for s in known}
    left_out = {s.id: "its origin is unknown" for s in sources if not s.is_known}
    for source in known:
        if source.id not in counted:
            other = next(c for c in counted if c in neighbours[source.id])
            reason = ties.get((source.id, other)) or ties.get((other, source.id), "")
            left_out[source.id] = f"{reason} (counted: {names[other]})"
    return Independence(tuple(counted), left_out, is_exact)


def _largest(ids: list[int], neighbours: dict[int, set[int]]) -> list[int]:
    """A maximum independent set by branching on the source with most ties."""
    free = [i for i in ids if not neighbours[i] & set(ids)]
    tied = [i for i in ids if i not in free]
    if not tied:
        return free
    present = set(tied)
    pivot = max(tied, key=lambda i: (len(neighbours[i] & present), -ids.index(i)))
    with_pivot = [
        pivot,
        *_largest([i for i in tied if i != pivot and i not in neighbours[pivot]], neighbours),
    ]
    without = _largest([i for i in tied if i != pivot], neighbours)
    best = with_pivot if len(with_pivot) > len(without) else without
    if len(with_pivot) == len(without):
        best = min(with_pivot, without, key=lambda s: sorted(ids.index(i) for i in s))
    return sorted([*free, *best], key=ids.index)


def _greedy(ids: list[int], neighbours: dict[int, set[int]]) -> list[int]:
    chosen: list[int] = []
    for candidate in sorted(ids, key=lambda i: (len(neighbours[i]), ids.index(i))):
        if not neighbours[candidate] & set(chosen):
            chosen.append(candidate)
    return sorted(chosen, key=ids.index)
