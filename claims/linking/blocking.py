"""The keys of which two statements must share one to be compared at all."""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.types import Statement

_LONGEST = 200
_PLACES, _TERMS = 3, 6


def block_keys(claim_type: ClaimType, statement: Statement) -> tuple[str, ...]:
    """The keys a claim with this profile is stored and found by, most telling first."""
    parties = [statement.roles.get(role, "") for role in claim_type.key_roles]
    found = []
    if claim_type.event_bound:
        terms = sorted(statement.story, key=lambda term: (-statement.story[term], term))
        found += [f"story:{term}" for term in terms[:_TERMS]]
        found += [f"place:{place.casefold()}" for place in statement.places[:_PLACES]]
        found += [f"in:{country}" for country in statement.countries[:1]]
    if any(parties) or not found:
        found.append("parties:" + next((party for party in parties if party), ""))
    return tuple(dict.fromkeys(f"{claim_type.key}|{key}"[:_LONGEST] for key in found))
