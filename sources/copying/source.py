"""Which of several copies the others were taken from; the same whatever order they arrived in.

Every article is taken from the foremost of those it matches that stand before it: an article that
another one credits stands before one that none does, one that credits nobody before one that does,
the earlier before the later. Following that leads to the source. A text made of two others is so a
copy of one of them, but does not make copies of the two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

CREDITED = "credited by copies"
Rank = tuple[bool, bool, date, str]


@dataclass(frozen=True, slots=True)
class Member:
    """An article among copies. `credits` is the outlet it names as its source, by id; `mark` decides
    between equals and does not depend on when it arrived."""

    id: int
    outlet: int | None
    credits: int | None
    published: date | None
    mark: str


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles that have text in common."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Root:
    """The article a copy goes back to (None for the source itself), the outlet the text came from,
    and why that one."""

    article: int | None
    outlet: int | None
    because: str


def roots_of(members: Iterable[Member], matches: Iterable[Match]) -> dict[int, Root]:
    """The root of every member; for one that matches no other, itself, with nothing to tell."""
    by_id = {m.id: m for m in members}
    beside: dict[int, list[Member]] = defaultdict(list)
    for match in matches:
        beside[match.first].append(by_id[match.second])
        beside[match.second].append(by_id[match.first])
    ranks = {m.id: _rank(m, beside[m.id]) for m in by_id.values()}
    top: dict[int, int] = {}
    for pk in sorted(by_id, key=ranks.__getitem__):
        before = [n for n in beside[pk] if ranks[n.id] < ranks[pk]]
        top[pk] = top[_parent(by_id[pk], before, ranks)] if before else pk
    trees: dict[int, list[Member]] = defaultdict(list)
    for pk, root in top.items():
        trees[root].append(by_id[pk])
    found: dict[int, Root] = {}
    for root, tree in trees.items():
        outlet, because = _source(by_id[root], sorted(tree, key=lambda m: ranks[m.id]))
        for member in tree:
            found[member.id] = Root(root if member.id != root else None, outlet, because)
    return found


def outranks(first: Member, second: Member) -> bool:
    """True when `first` stands before `second`, as far as no third article credits one of them."""
    return _rank(first, [second]) < _rank(second, [first])


def _rank(member: Member, beside: Iterable[Member]) -> Rank:
    is_credited = member.outlet is not None and any(n.credits == member.outlet for n in beside)
    # Of two undated ones the mark decides; a dated one is known to be as early as it says.
    return (
        not is_credited,
        member.credits is not None,
        member.published or date.max,
        member.mark,
    )


def _parent(member: Member, before: list[Member], ranks: Mapping[int, Rank]) -> int:
    """The credited one, or else the foremost."""
    credited = [n for n in before if n.outlet is not None and n.outlet == member.credits]
    return min(credited or before, key=lambda n: ranks[n.id]).id


def _source(root: Member, tree: list[Member]) -> tuple[int | None, str]:
    """The outlet a text came from: the credited one, whether its own article is there or not; of
    several, the one that most copies credit, and then the one credited by the foremost."""
    if len(tree) == 1:
        return None, ""
    if root.credits is not None:
        return root.credits, "credited by the source itself"
    named = Counter(m.credits for m in tree if m.credits is not None)
    if named and root.outlet not in named:
        # Counted in the order of ranks, so that the first of equals is the same at all times.
        return max(named, key=named.__getitem__), CREDITED
    if named:
        return root.outlet, CREDITED
    return root.outlet, "published first" if root.published else "the first of undated copies"
