"""The keys of which two statements must share one to be compared at all.

No key is a country or a common word alone where something more telling is known, so that the claims of one
key stay few. How far apart in time two reports may be is for the score to say, and for those who look claims up.
"""

from __future__ import annotations

from claims.catalogue import ClaimType
from claims.linking.stories import telling_terms
from claims.linking.types import Statement

_LONGEST = 200
_EVENT_TERMS, _STANDING_TERMS, _PLACES = 8, 5, 2


def block_keys(claim_type: ClaimType, statement: Statement) -> tuple[str, ...]:
    """The keys a claim with this profile is stored and found by, most telling first; at most a dozen.

    Events are found by what their stories are about and by place, standing questions by their parties too.
    """
    terms = _EVENT_TERMS if claim_type.event_bound else _STANDING_TERMS
    found = [f"story:{term}" for term in telling_terms(statement.story, terms)]
    if claim_type.event_bound:
        found += [f"place:{place.casefold()}" for place in statement.places[:_PLACES]]
    if not claim_type.event_bound or not found:
        found = [*_parties(claim_type, statement), *found]
    return tuple(dict.fromkeys(f"{claim_type.key}|{key}"[:_LONGEST] for key in found))


def _parties(claim_type: ClaimType, statement: Statement) -> list[str]:
    """All parties together, then each of them, as one article names fewer than another."""
    named = [f"{role}={statement.roles.get(role, '')}" for role in claim_type.key_roles]
    each = [part for part in named if not part.endswith("=")]
    return [f"parties:{','.join(named)}", *(f"party:{part}" for part in each)]
