"""How well a statement fits a claim, with the reasons in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from claims.catalogue import ClaimType
from claims.figures import Figure, Quantifier, Relation, compare
from claims.linking.types import Statement

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


def best_match(
    claim_type: ClaimType,
    statement: Statement,
    claims: Iterable[tuple[int, Statement]],
    tolerance: float,
) -> tuple[int, Match] | None:
    """The claim with the highest score, by id; of equal ones the first given."""
    scored = [(key, score(claim_type, statement, claim, tolerance)) for key, claim in claims]
    return max(scored, key=lambda item: item[1].score) if scored else None


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
    if claim_type.event_bound and statement.kind and claim.kind and statement.kind != claim.kind:
        return f"counts {statement.kind}, not {claim.kind}"
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
    ours, theirs = _words(statement.place), _words(claim.place)
    if not (ours or theirs or statement.first or claim.first):
        group = statement.roles.get("group", "")
        if group and group == claim.roles.get("group", ""):
            return 0.15, "neither names a place or a day: the whole of it"
    if not ours or not theirs:
        return 0.0, ""
    if ours & theirs:
        return 0.1, f"place: {' '.join(sorted(ours & theirs))}"
    return -0.05, f"places named differently: {statement.place}, {claim.place}"


def _time(statement: Statement, claim: Statement) -> tuple[float, str]:
    if statement.first and claim.first:
        return 0.15, "the same time"
    if statement.reported and claim.reported:
        if abs(statement.reported - claim.reported) <= NEWS_CYCLE:
            return 0.1, "reported within three weeks"
        return -0.3, "reported long after"
    return 0.0, ""


def _context(statement: Statement, claim: Statement) -> tuple[float, str]:
    if not statement.context or not claim.context:
        return 0.0, ""
    common = statement.context & claim.context
    share = len(common) / min(len(statement.context), len(claim.context))
    return round(
        0.3 * share, 3
    ), f"both about {', '.join(sorted(common)[:5])}" if common else "about other names"


def _kind(statement: Statement, claim: Statement) -> tuple[float, str]:
    if statement.kind == claim.kind:
        return 0.0, ""
    return -0.05, f"counts {statement.kind or claim.kind} in particular, not people in general"


def _figures(statement: Statement, claim: Statement, tolerance: float) -> tuple[float, str]:
    if not statement.figures or not claim.figures:
        return 0.0, ""
    ours = statement.figures[0]
    relations = {compare(ours, theirs, tolerance).relation for theirs in claim.figures}
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


def _sharply_disjoint(
    ours: tuple[Figure, ...], theirs: tuple[Figure, ...], tolerance: float
) -> bool:
    if not ours or not theirs or ours[0].quantifier is Quantifier.VAGUE:
        return False
    return all(
        f.quantifier is not Quantifier.VAGUE
        and (ours[0].low, ours[0].high) != (f.low, f.high)
        and (
            compare(ours[0], f, tolerance).relation is Relation.DISJOINT
            or f.quantifier is ours[0].quantifier
        )
        for f in theirs
    )


def _days_apart(statement: Statement, claim: Statement) -> int:
    if not (statement.first and statement.last and claim.first and claim.last):
        return 0
    gap = max(statement.first, claim.first) - min(statement.last, claim.last)
    return max(0, gap.days)


def _words(place: str) -> set[str]:
    return {
        w
        for w in re.findall(r"\w+", place.casefold())
        if len(w) > 2 and w not in ("the", "region", "city")
    }
