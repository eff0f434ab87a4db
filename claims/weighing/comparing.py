"""What an outlet did with a claim, beside others: reported, altered, disclaimed, omitted, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from claims.figures import Dated, Figure, Relation, Terms, compare_dated

# A report is held against the figure a claim has now when it came in the claim's last week: what was
# said before that may have been right when it was said.
LAST_WEEK = timedelta(days=7)
# So long after a claim's last report an outlet could still have taken it up.
GRACE = timedelta(days=7)


class Treatment(StrEnum):
    """What one outlet did with one claim."""

    REPORTED = "reported"
    ALTERED = "altered"
    DISCLAIMED = "disclaimed"
    OMITTED = "omitted"
    NOT_REPORTED = "not_reported"

    @property
    def is_carried(self) -> bool:
        """True when the outlet has a statement of the claim at all."""
        return self in (Treatment.REPORTED, Treatment.ALTERED, Treatment.DISCLAIMED)


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure of a claim as it stands, and the day of its last report."""

    figure: Figure | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What all statements that one outlet has of a claim come to.

    `asserts` are those that state it plainly, `unverified` those that state it with a note that it could
    not be verified; the others doubt, deny, or say that nobody would comment. `newest` is the figure it
    gave last, `passed_on` the one its origin had in the first report of another outlet. `hardened` and
    `dropped` are in words what its flags say, empty without.
    """

    asserts: int = 0
    unverified: int = 0
    denies: int = 0
    doubts: int = 0
    silent: int = 0
    newest: Dated | None = None
    passed_on: Dated | None = None
    hardened: str = ""
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Treated:
    """A treatment, and in words what was altered, how it was disclaimed, and what is said besides."""

    treatment: Treatment
    reasons: tuple[str, ...] = ()


def treated(told: Told | None, asked: Asked, terms: Terms, *, covered: bool) -> Treated:
    """What an outlet did with a claim. `told` None = it has no statement of it; `covered`: it reported
    the same story while the claim was reported."""
    if told is None:
        return Treated(Treatment.OMITTED if covered else Treatment.NOT_REPORTED)
    if not told.asserts:
        return Treated(Treatment.DISCLAIMED, tuple(_disclaimed(told)))
    beside = tuple(f"also {words}" for words in _disclaimed(told))
    if altered := tuple(_altered(told, asked, terms)):
        return Treated(Treatment.ALTERED, altered + beside)
    return Treated(Treatment.REPORTED, beside)


def _disclaimed(told: Told) -> Iterable[str]:
    for count, words in (
        (told.denies, "carries a denial"),
        (told.doubts, "carries doubts"),
        (told.unverified, "says that it could not be verified"),
        (told.silent, "says that there was no comment"),
    ):
        if count:
            yield words


def _altered(told: Told, asked: Asked, terms: Terms) -> Iterable[str]:
    if told.hardened:
        yield f"the figure was hardened: {told.hardened}"
    if told.dropped:
        yield f"who said so was dropped: {told.dropped}"
    newest, first = told.newest, told.passed_on
    if newest is None:
        return
    ours = newest.figure.text
    if first and _excludes(newest, first, terms):
        yield f"“{ours}”, where the first report of the same origin has “{first.figure.text}”"
    elif (
        asked.figure
        and _is_of_the_last_week(newest, asked)
        and _excludes(newest, Dated(asked.figure, asked.last_on), terms)
    ):
        yield f"“{ours}” excludes the claim’s figure, {asked.figure.text}"


def _excludes(ours: Dated, theirs: Dated, terms: Terms) -> bool:
    return compare_dated(ours, theirs, terms).relation is Relation.DISJOINT


def _is_of_the_last_week(ours: Dated, asked: Asked) -> bool:
    if ours.as_of is None or asked.last_on is None:
        return False
    return asked.last_on - ours.as_of <= LAST_WEEK


def differ(found: Sequence[Treated], figures: Sequence[Figure | None], terms: Terms) -> bool:
    """True when the outlets did not do the same with a claim, or give figures that exclude each other.

    `figures` are those they give, in the same order.
    """
    kinds = {one.treatment for one in found}
    if len(kinds) > 1 or Treatment.ALTERED in kinds:
        return True
    given = [Dated(figure) for figure in figures if figure]
    return any(_excludes(a, b, terms) for n, a in enumerate(given) for b in given[n + 1 :])


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an outlet did what, out of `claims`."""

    claims: int
    reported: int
    altered: int
    disclaimed: int
    omitted: int
    not_reported: int


def tally(found: Iterable[Treatment]) -> Tally:
    """Count what one outlet did over all claims of a comparison."""
    counts = dict.fromkeys(Treatment, 0)
    for treatment in found:
        counts[treatment] += 1
    return Tally(sum(counts.values()), **{kind.value: n for kind, n in counts.items()})
