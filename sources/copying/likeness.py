"""How much text two articles have in common, and what was done to a copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sources.copying.words import FEWEST_RUNS, CopiedText, runs

# From this share on a text stands in the other one whole; what is missing is a word here and there.
_WHOLE = 0.9
_SAME = 0.95
# A lead is this many words; it counts as rewritten when less than this share of it is old.
_LEAD_WORDS = 60
_OLD_IN_LEAD = 0.4


class CopyKind(StrEnum):
    """What was done to a copy, seen from its source."""

    SAME = "the same text"
    SHORTENED = "shortened"
    EXTENDED = "extended"
    NEW_LEAD = "under a rewritten lead"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share: the number of common runs of words, and which share of either's that is;
    `new_lead`: they differ mostly in how they begin."""

    common: int
    of_first: float
    of_second: float
    new_lead: bool


def likeness(first: CopiedText, second: CopiedText, least: float) -> Likeness | None:
    """What the texts share, if one is a copy of the other: at least `least` of the shorter one stands
    in the other. None otherwise."""
    if first.fingerprint == second.fingerprint:
        return Likeness(len(runs(first.words)), 1.0, 1.0, new_lead=False)
    if not (first.is_telling and second.is_telling):
        return None
    ours, theirs = runs(first.words), runs(second.words)
    own, other = set(ours), set(theirs)
    both = own & other
    of_first, of_second = len(both) / len(own), len(both) / len(other)
    if len(both) < FEWEST_RUNS or max(of_first, of_second) < least:
        return None
    return Likeness(len(both), of_first, of_second, _differ_in_lead(ours, theirs, both))


def _differ_in_lead(ours: list[str], theirs: list[str], both: set[str]) -> bool:
    lead, rest = ours[:_LEAD_WORDS], ours[_LEAD_WORDS:]
    their_lead, their_rest = theirs[:_LEAD_WORDS], theirs[_LEAD_WORDS:]
    if not rest or not their_rest:
        return False
    is_new = max(_share(lead, both), _share(their_lead, both)) < _OLD_IN_LEAD
    return is_new and max(_share(rest, both), _share(their_rest, both)) >= _WHOLE - 0.1


def _share(found: list[str], both: set[str]) -> float:
    return sum(run in both for run in found) / len(found)


def kind_of_copy(of_copy: float, of_source: float, *, new_lead: bool) -> CopyKind:
    """What was done to a copy, from the shares of it and of its source that they have in common."""
    if min(of_copy, of_source) >= _SAME:
        return CopyKind.SAME
    if new_lead:
        return CopyKind.NEW_LEAD
    if of_copy >= _WHOLE:
        return CopyKind.SHORTENED
    if of_source >= _WHOLE:
        return CopyKind.EXTENDED
    return CopyKind.EDITED
