"""The keys of which two statements must share one to be compared at all."""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.stories import telling_terms
from claims.linking.types import Statement

_LONGEST = 200
_TERMS, _PLACES = 8, 2


def block_keys(claim_type: ClaimType, statement: Statement) -> tuple[str, ...]:
    """The keys a claim with this profile is stored and found by, most telling first.

    Events are found by pairs of what their stories are about and by place, standing questions by their parties.
    """
    found = [f"story:{term}" for term in telling_terms(statement.story, _TERMS)]
    found += [f"place:{place.casefold()}" for place in statement.places[:_PLACES]]
    parties = [statement.roles.get(role, "") for role in claim_type.key_roles]
    if not claim_type.event_bound or not found:
        found.append("parties:" + next((party for party in parties if party), ""))
    return tuple(dict.fromkeys(f"{claim_type.key}|{key}"[:_LONGEST] for key in found))
