"""How well a statement fits a claim, with the reasons in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from claims.catalogue import ClaimType
from claims.linking import features, weights
from claims.linking.features import Points
from claims.linking.types import Statement
from claims.linking.vetoes import veto


@dataclass(frozen=True, slots=True)
class Match:
    """A probability in 0..1 and the reasons that make it up; a veto scores 0."""

    score: float
    reasons: tuple[str, ...]


def score(claim_type: ClaimType, statement: Statement, claim: Statement, tolerance: float) -> Match:
    """How probable it is that `statement` answers the question of `claim`."""
    if reason := veto(claim_type, statement, claim):
        return Match(0.0, (reason,))
    told = _points(claim_type, statement, claim, tolerance)
    total = (weights.EVENT if claim_type.event_bound else weights.STANDING) + sum(
        one.points for one in told
    )
    reasons = tuple(f"{one.points:+.2f} {one.why}" for one in told if one.why)
    return Match(round(1 / (1 + math.exp(-total)), 3), reasons)


def _points(
    claim_type: ClaimType, statement: Statement, claim: Statement, tolerance: float
) -> list[Points]:
    found = [
        features.parties(claim_type, statement, claim),
        features.part(statement, claim),
        features.kind(statement, claim),
        features.time(claim_type, statement, claim),
        features.publication(claim_type, statement, claim),
        features.story(claim_type, statement, claim),
        features.setting(statement, claim),
        features.figures(claim_type, statement, claim, tolerance),
        features.company(statement, claim),
        features.quotes(statement, claim),
    ]
    if claim_type.event_bound:
        found += [
            features.group(statement, claim),
            features.age(statement, claim),
            features.place(statement, claim),
            features.prominence(statement, claim),
            features.bare(statement, claim),
            features.whole(statement, claim),
        ]
    return found
