"""The key two statements must share to be compared at all."""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.types import Statement


def block_key(claim_type: ClaimType, statement: Statement) -> str:
    """Type and the first party known; for events without a party the country it happened in."""
    parties = [statement.roles.get(role, "") for role in claim_type.key_roles]
    named = next((party for party in parties if party), "")
    if claim_type.event_bound:
        named = statement.country or named
    return f"{claim_type.key}|{named}"
