"""The key two statements must share to be compared at all."""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.types import Statement


def block_key(claim_type: ClaimType, statement: Statement) -> str:
    """The key a claim made from this statement is found by: type and the first party known; for
    events the country it happened in, as far as the article tells."""
    return block_keys(claim_type, statement)[0]


def block_keys(claim_type: ClaimType, statement: Statement) -> list[str]:
    """The keys of all blocks in which a claim for this statement may be, its own first."""
    parties = [statement.roles.get(role, "") for role in claim_type.key_roles]
    named = [next((party for party in parties if party), "")]
    if claim_type.event_bound:
        named = [*statement.countries] or named
    return [f"{claim_type.key}|{name}" for name in dict.fromkeys(named)]
