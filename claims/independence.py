"""How many origins of a claim are really independent of each other. Pure arithmetic on sets.

Two origins are independent only if they share no speaker, none of them contains the other, they do
not speak for the same state, are not outlets of one house, and neither is a copy. Two names that may
be one speaker count as one. When in doubt they are not independent (fail closed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

# Among up to this many origins that are tied to each other, directly or through others, every subset
# that could be larger is tried; above it the count is a lower bound found greedily, and says so.
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
class Publisher:
    """An outlet as far as independence goes: outlets of one `family` may share text."""

    key: str
    name: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as far as independence goes. `members` are keys of all speakers it contains, those
    of groups within it included (`contained`); `countries` are the states it speaks for, its members'
    included; none for a private voice; `may_be` are keys of speakers it may be one with, as long as
    nobody has said; `publisher` is the outlet it is, when the speaker is a medium."""

    key: str
    name: str
    countries: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    may_be: frozenset[str] = frozenset()
    publisher: Publisher | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An origin of a claim: its voices, or none and the outlet whose own voice it is.

    `is_known` False: nobody knows where it comes from; it adds nothing.
    """

    id: int
    label: str
    is_known: bool
    voices: tuple[Voice, ...] = ()
    publisher: Publisher | None = None

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        """The outlets that speak here in their own name."""
        return tuple(filter(None, [self.publisher, *(v.publisher for v in self.voices)]))


Ties = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Independence:
    """The sources counted, why each other one was not, and whether the count is exact.

    `because` has for each that was left out for a tie the counted one it is tied to.
    """

    counted: tuple[int, ...]
    left_out: dict[int, str]
    is_exact: bool
    because: dict[int, int]

    @property
    def count(self) -> int:
        return len(self.counted)


def contained(direct: Mapping[str, Iterable[str]], key: str) -> frozenset[str]:
    """Everything a group contains, groups within groups to any depth; never itself."""
    found: set[str] = set()
    waiting = list(direct.get(key, ()))
    while waiting:
        member = waiting.pop()
        if member not in found:
            found.add(member)
            waiting.extend(direct.get(member, ()))
    return frozenset(found - {key})


def tie(first: Source, second: Source) -> str:
    """Why two sources are not independent, in words; empty when they are. Symmetric."""
    for ours in first.publishers:
        for theirs in second.publishers:
            if reason := _publishers_tie(ours, theirs):
                return reason
    for a in first.voices:
        for b in second.voices:
            if reason := _voices_tie(a, b):
                return reason
    return ""


def _publishers_tie(a: Publisher, b: Publisher) -> str:
    if a.key == b.key:
        return f"both are {a.name}’s own words"
    if a.family and a.family.strip().casefold() == b.family.strip().casefold():
        first, second = sorted((a.name, b.name))
        return f"{first} and {second} belong to {a.family.strip()} and may share text"
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


def ties_among(sources: Sequence[Source]) -> Ties:
    """Of every known source those it is tied to, and why."""
    known = [s for s in sources if s.is_known]
    found: dict[int, dict[int, str]] = {s.id: {} for s in known}
    for a, b in _pairs_in_touch(known):
        if reason := tie(a, b):
            found[a.id][b.id] = found[b.id][a.id] = reason
    return found


def _pairs_in_touch(sources: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    """The pairs that have anything in common that could tie them, in the order given: of hundreds of
    sources nearly all pairs have nothing."""
    touching: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, source in enumerate(sources):
        for token in _what_ties(source):
            touching[token].append(place)
    pairs = {pair for places in touching.values() for pair in combinations(places, 2)}
    for first, second in sorted(pairs):
        yield sources[first], sources[second]


def _what_ties(source: Source) -> set[tuple[str, str]]:
    """Two sources without one of these in common have no `tie`."""
    found = {("publisher", p.key) for p in source.publishers}
    found |= {("family", p.family.strip().casefold()) for p in source.publishers if p.family}
    for voice in source.voices:
        found |= {("voice", key) for key in (voice.key, *voice.members, *voice.may_be)}
        found |= {("country", country) for country in voice.countries}
        if WEST in voice.countries or voice.countries & _WESTERN:
            found.add(("country", WEST))
    return found


def independent_sources(sources: Sequence[Source], ties: Ties | None = None) -> Independence:
    """The largest set of pairwise independent sources; of several equal ones the earliest given.

    `ties` saves computing them again, when they were computed for these sources and perhaps others.
    """
    ties = ties_among(sources) if ties is None else ties
    known = [s for s in sources if s.is_known]
    place = {s.id: number for number, s in enumerate(known)}
    neighbours = {i: {j for j in ties.get(i, ()) if j in place} for i in place}
    counted: list[int] = []
    is_exact = True
    for component in _components(list(place), neighbours):
        is_small = len(component) <= EXACT_UP_TO
        is_exact = is_exact and is_small
        counted += (_largest if is_small else _greedy)(component, neighbours)
    counted.sort(key=place.__getitem__)
    chosen_ones = set(counted)
    names = {s.id: s.label for s in known}
    left_out = {s.id: "its origin is unknown" for s in sources if not s.is_known}
    because = {
        s.id: next(c for c in counted if c in neighbours[s.id])
        for s in known
        if s.id not in chosen_ones
    }
    for left, chosen in because.items():
        left_out[left] = f"{ties[left][chosen]} (counted: {names[chosen]})"
    return Independence(tuple(counted), left_out, is_exact, because)


def _components(ids: list[int], neighbours: Mapping[int, set[int]]) -> list[list[int]]:
    """The sources in groups that have no tie to each other, each in the given order."""
    place = {i: number for number, i in enumerate(ids)}
    seen: set[int] = set()
    found = []
    for start in ids:
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            for other in neighbours[waiting.pop()] - group:
                group.add(other)
                waiting.append(other)
        seen |= group
        found.append(sorted(group, key=place.__getitem__))
    return found


def _largest(ids: list[int], neighbours: Mapping[int, set[int]]) -> list[int]:
    """A maximum independent set by branching on the source with most ties."""
    present = set(ids)
    free = [i for i in ids if not neighbours[i] & present]
    tied = [i for i in ids if neighbours[i] & present]
    if not tied:
        return free
    pivot = max(tied, key=lambda i: (len(neighbours[i] & present), -ids.index(i)))
    rest = [i for i in tied if i != pivot]
    with_pivot = [pivot, *_largest([i for i in rest if i not in neighbours[pivot]], neighbours)]
    without = _largest(rest, neighbours)
    best = with_pivot if len(with_pivot) > len(without) else without
    if len(with_pivot) == len(without):
        best = min(with_pivot, without, key=lambda s: sorted(ids.index(i) for i in s))
    return sorted([*free, *best], key=ids.index)


def _greedy(ids: list[int], neighbours: Mapping[int, set[int]]) -> list[int]:
    chosen: list[int] = []
    taken: set[int] = set()
    for candidate in sorted(ids, key=lambda i: (len(neighbours[i]), ids.index(i))):
        if not neighbours[candidate] & taken:
            chosen.append(candidate)
            taken.add(candidate)
    return chosen
