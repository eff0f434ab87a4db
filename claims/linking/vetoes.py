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
        or _strangers(claim_type, statement, claim)
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


def _strangers(claim_type: ClaimType, statement: Statement, claim: Statement) -> str:
    """Articles on one question share a name or a quotation; on an event a place, else a party."""
    if not (statement.story and claim.story) or statement.articles & claim.articles:
        return ""
    if statement.story.keys() & claim.story.keys() or (statement.quotes and claim.quotes):
        return ""
    if claim_type.event_bound:
        is_shared = bool(set(statement.places) & set(claim.places))
    else:
        ours, theirs = (
            {role: one.roles.get(role, "") for role in claim_type.key_roles}
            for one in (statement, claim)
        )
        is_shared = ours == theirs or any(
            ours[role] and ours[role] == theirs[role] for role in ours
        )
    return "" if is_shared else "stories with nothing in common"


def _times(statement: Statement, claim: Statement) -> str:
    ours, theirs = filter(is_precise, statement.days), tuple(filter(is_precise, claim.days))
    gaps = [days_apart(a, b) for a in ours for b in theirs]
    return "happened at another time" if gaps and min(gaps) > SAME_DAY else ""
