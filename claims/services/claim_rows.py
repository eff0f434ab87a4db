"""Questions to the database about the statements of claims, set by set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from claims.services.scope import EVERYTHING, Scope

# The statements of claims that count, each with what its article and origin say of it. `named`: its
# article attributes the claim to somebody, who may be left out; an outlet does not become a source by
# leaving out the one it named. `text_id`: the article whose text it is, the same for copies.
# `is_basis`: it answers the question, with a figure where any statement has one.
STATEMENTS = """
everything as (
    select a.id, a.claim_id, a.article_id, a.origin_id, a.stance, a.span_start,
           a.figure_text, a.figure_quantifier, a.figure_low, a.figure_high, a.figure_unit,
           a.figure_quantifier <> '' as is_figured,
           r.outlet_id, r.published_on, coalesce(r.published_on, a.event_last) as as_of,
           r.copy_of_id is not null as is_copy, coalesce(r.copy_of_id, r.id) as text_id, o.kind,
           bool_or(a.stance = 'asserts' and o.kind <> 'outlet')
               over (partition by a.claim_id, a.article_id) as named
    from claims_assertion a
    join sources_article r on r.id = a.article_id
    left join claims_origin o on o.id = a.origin_id
    where a.claim_id = any(%(claims)s) and not a.is_withdrawn and a.review_state <> 'rejected'
), found as materialized (
    select e.* from everything e {scoped}
), supporting as (
    select *, bool_or(is_figured) over (partition by claim_id) as any_figured
    from found where stance = 'asserts'
), basis as materialized (
    select * from supporting where is_figured or not any_figured
)
"""
_SCOPED = """
    join claims_assertion a on a.id = e.id join sources_article r on r.id = a.article_id
    where true {conditions}
"""


def rows_of(
    query: str, claim_ids: Sequence[int], scope: Scope = EVERYTHING, **values: Any
) -> list[tuple[Any, ...]]:
    """The rows of a query over `found`, `supporting` and `basis`, of the claims' statements in scope."""
    conditions, scoped = scope.sql()
    narrowing = _SCOPED.format(conditions=conditions) if conditions else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"with {STATEMENTS.format(scoped=narrowing)} {query}",
            {**scoped, **values, "claims": list(claim_ids)},
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
    return rows
