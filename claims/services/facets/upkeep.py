"""Keeping the facets of claims in line with the statements they hold."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from claims.models import ClaimFacet

_STATES = ", ".join(f"('{state}', {value})" for value, state in ClaimFacet.REVIEW_STATES.items())
# One pass over the statements for what stands in their own rows, one for who is named; only what
# changed is written.
_REFRESH = f"""
with counting as materialized (
    select a.id, a.claim_id, a.origin_id, a.review_state, r.outlet_id
    from claims_assertion a join sources_article r on r.id = a.article_id
    where a.claim_id = any(%(claims)s) and not a.is_withdrawn and a.review_state <> 'rejected'
), wanted as materialized (
    select distinct c.claim_id, v.facet, v.value
    from counting c
    left join (values {_STATES}) as states(state, number) on states.state = c.review_state
    cross join lateral (values
        ({ClaimFacet.Facet.OUTLET}, c.outlet_id),
        ({ClaimFacet.Facet.ORIGIN}, c.origin_id),
        ({ClaimFacet.Facet.REVIEW}, states.number::bigint)
    ) as v(facet, value)
    where v.value is not null
    union
    select c.claim_id, {ClaimFacet.Facet.SPEAKER}, said.speaker_id
    from counting c join claims_attribution said on said.assertion_id = c.id
), gone as (
    delete from claims_claimfacet old
    where old.claim_id = any(%(claims)s) and not exists (
        select from wanted w
        where w.claim_id = old.claim_id and w.facet = old.facet and w.value = old.value)
)
insert into claims_claimfacet (claim_id, facet, value)
select w.claim_id, w.facet, w.value from wanted w
where not exists (
    select from claims_claimfacet old
    where old.claim_id = w.claim_id and old.facet = w.facet and old.value = w.value)
"""  # noqa: S608 - numbers and names of our own


def refresh_facets(*, claim_ids: Sequence[int]) -> None:
    """Bring the facets of claims in line with their statements. Call it inside a transaction that
    holds the claims."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, {"claims": list(claim_ids)})
