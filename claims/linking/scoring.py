"""How well a statement fits a claim, with the reasons in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from claims.catalogue import ClaimType
from claims.figures import Figure, Quantifier, Relation, compare
from claims.linking.types import Days, Statement, Told

# Reports of one event come within this time of each other, unless both name its day.
NEWS_CYCLE = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Match:
    """A score in 0..1 and the reasons that make it up; a veto scores 0."""

    score: float
    reasons: tuple[str, ...]


def score(claim_type: ClaimType, statement: Statement, claim: Statement, tolerance: float) -> Match:
    """How well `statement` answers the question of `claim`."""
    if veto := _veto(claim_type, statement, claim, tolerance):
        return Match(0.0, (veto,))
    parts = [_roles(claim_type, statement, claim)]
    if claim_type.event_bound:
        parts += [_place(statement, claim), _time(statement, claim), _context(statement, claim)]
        parts.append(_kind(statement, claim))
    parts += [_figures(statement, claim, tolerance), _company(statement, claim)]
    total = sum(points for points, _ in parts)
    reasons = tuple(f"{points:+.2f} {why}" for points, why in parts if why)
    return Match(round(max(0.0, min(1.0, total)), 3), reasons)


def _veto(claim_type: ClaimType, statement: Statement, claim: Statement, tolerance: float) -> str:
    for role in claim_type.key_roles:
        ours, theirs = statement.roles.get(role, ""), claim.roles.get(role, "")
        if ours and theirs and ours != theirs:
            return f"{role} differs: {ours}, not {theirs}"
    if claim_type.event_bound and _days_apart(statement, claim) > 3:
        return "happened at another time"
    if (
        claim_type.event_bound
        and statement.articles & claim.articles
        and _sharply_disjoint(statement.figures, claim.figures, tolerance)
    ):
        return "another figure in the same article: a part, or another event"
    ours, theirs = _kind_of(statement), _kind_of(claim)
    if claim_type.event_bound and ours and theirs and ours != theirs:
        return f"counts {ours}, not {theirs}"
    return ""


def _roles(claim_type: ClaimType, statement: Statement, claim: Statement) -> tuple[float, str]:
    shared, missing = [], 0
    for role in claim_type.key_roles:
        ours, theirs = statement.roles.get(role, ""), claim.roles.get(role, "")
        if ours and ours == theirs:
            shared.append(ours)
        elif ours or theirs:
            missing += 1
    base = 0.4 if claim_type.event_bound else 0.6
    share = len(shared) / len(claim_type.key_roles)
    points = base + (0.1 if claim_type.event_bound else 0.2) * share - 0.05 * missing
    return points, f"same parties: {', '.join(shared)}" if shared else "no party in common"


def _place(statement: Statement, claim: Statement) -> tuple[float, str]:
    ours, theirs = _words(*statement.places), _words(*claim.places)
    if not (ours or theirs or statement.days or claim.days):
        group = statement.roles.get("group", "")
        if group and group == claim.roles.get("group", ""):
            return 0.15, "neither names a place or a day: the whole of it"
    if not ours or not theirs:
        return 0.0, ""
    if ours & theirs:
        return 0.1, f"place: {' '.join(sorted(ours & theirs))}"
    return -0.05, f"places named differently: {statement.places[0]}, {claim.places[0]}"


def _time(statement: Statement, claim: Statement) -> tuple[float, str]:
    if statement.days and claim.days:
        return 0.15, "the same time"
    if statement.reported and claim.reported:
        if _gap(statement.reported, claim.reported) <= NEWS_CYCLE:
            return 0.1, "reported within three weeks"
        return -0.3, "reported long after"
    return 0.0, ""


def _context(statement: Statement, claim: Statement) -> tuple[float, str]:
    if not statement.story or not claim.story:
        return 0.0, ""
    common = statement.story.keys() & claim.story.keys()
    share = len(common) / min(len(statement.story), len(claim.story))
    return round(
        0.3 * share, 3
    ), f"both about {', '.join(sorted(common)[:5])}" if common else "about other names"


def _kind(statement: Statement, claim: Statement) -> tuple[float, str]:
    ours, theirs = _kind_of(statement), _kind_of(claim)
    if ours == theirs:
        return 0.0, ""
    return -0.05, f"counts {ours or theirs} in particular, not people in general"


def _kind_of(statement: Statement) -> str:
    """What most of the statements count; of two as frequent the first by name."""
    return min(statement.kinds, key=lambda kind: (-statement.kinds[kind], kind), default="")


def _figures(statement: Statement, claim: Statement, tolerance: float) -> tuple[float, str]:
    if not statement.figures or not claim.figures:
        return 0.0, ""
    ours = statement.figures[0].figure
    relations = {compare(ours, told.figure, tolerance).relation for told in claim.figures}
    if Relation.EQUAL in relations:
        return 0.15, "the same figure"
    if Relation.CONSISTENT in relations:
        return 0.1, "a figure that agrees"
    return (-0.05, "a figure that differs") if relations else (0.0, "")


def _company(statement: Statement, claim: Statement) -> tuple[float, str]:
    if statement.origins & claim.origins:
        return 0.2, "from the same origin"
    if statement.articles & claim.articles:
        return 0.15, "told in the same article"
    return 0.0, ""


def _sharply_disjoint(ours: tuple[Told, ...], theirs: tuple[Told, ...], tolerance: float) -> bool:
    if not ours or not theirs or ours[0].figure.quantifier is Quantifier.VAGUE:
        return False
    return all(_differs(ours[0].figure, told.figure, tolerance) for told in theirs)


def _differs(ours: Figure, theirs: Figure, tolerance: float) -> bool:
    return (
        theirs.quantifier is not Quantifier.VAGUE
        and (ours.low, ours.high) != (theirs.low, theirs.high)
        and (
            compare(ours, theirs, tolerance).relation is Relation.DISJOINT
            or theirs.quantifier is ours.quantifier
        )
    )


def _days_apart(statement: Statement, claim: Statement) -> int:
    gaps = [_gap(ours, theirs).days for ours in statement.days for theirs in claim.days]
    return min(gaps, default=0)


def _gap(ours: Days, theirs: Days) -> timedelta:
    """The time between the two; none when they overlap."""
    return max(timedelta(0), max(ours.first, theirs.first) - min(ours.last, theirs.last))


def _words(*places: str) -> set[str]:
    return {
        w
        for place in places
        for w in re.findall(r"\w+", place.casefold())
        if len(w) > 2 and w not in ("the", "region", "city")
    }
