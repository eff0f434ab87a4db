"""What makes two statements answers to different questions, however alike they are otherwise."""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.times import days_apart, is_precise
from claims.linking.types import Statement

# The day of an event shifts by this much between reports: time zones, "overnight".
SAME_DAY = 3


def veto(claim_type: ClaimType, statement: Statement, claim: Statement) -> str:
    """Why the statement cannot belong to the claim, in words; empty when it may."""
    return (
        _parties(claim_type, statement, claim)
        or _parts(statement, claim)
        or (_times(statement, claim) if claim_type.event_bound else "")
    )


def _parties(claim_type: ClaimType, statement: Statement, claim: Statement) -> str:
    for role in claim_type.key_roles:
        ours, theirs = statement.roles.get(role, ""), claim.roles.get(role, "")
        if ours and theirs and ours != theirs and not may_be_one(role, statement, claim):
            return f"{role} differs: {ours}, not {theirs}"
    return ""


def may_be_one(role: str, statement: Statement, claim: Statement) -> bool:
    """Troops sent to an ally and troops sent to the front: both articles tell of both countries."""
    ours, theirs = statement.roles[role], claim.roles[role]
    return role == "target" and ours in claim.countries and theirs in statement.countries


def _parts(statement: Statement, claim: Statement) -> str:
    ours, theirs = statement.roles.get("part", ""), claim.roles.get("part", "")
    if ours and theirs and ours != theirs:
        return f"{ours}, not {theirs}"
    return ""


def _times(statement: Statement, claim: Statement) -> str:
    ours, theirs = filter(is_precise, statement.days), tuple(filter(is_precise, claim.days))
    gaps = [days_apart(a, b) for a in ours for b in theirs]
    return "happened at another time" if gaps and min(gaps) > SAME_DAY else ""
