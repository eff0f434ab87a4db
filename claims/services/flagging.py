"""Flagging statements that hardened a figure or dropped who said so, for a whole claim at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from claims.figures import Figure, Quantifier
from claims.models import AssertionFlag
from claims.services.claim_rows import rows_of
from claims.services.evidence import terms
from claims.weighing.flags import Flagged, Form, flagged

# Forms of one claim that are compared, the first reported; a claim rarely has more than a few.
MOST_FORMS = 300

_FORMS = """
, formed as (
    select *, kind = 'outlet' and not named and not is_copy as is_bare from basis
    where origin_id is not null and kind <> 'unknown'
), grouped as (
    select claim_id, origin_id, is_bare, figure_quantifier, figure_low, figure_high, figure_unit,
           min(published_on) as first_on,
           (array_agg(id order by published_on nulls last, id))[1] as first_id,
           row_number() over (partition by claim_id order by min(published_on) nulls last, min(id)) as place
    from formed
    group by claim_id, origin_id, is_bare, figure_quantifier, figure_low, figure_high, figure_unit
)
select g.claim_id, g.origin_id, g.is_bare, b.figure_text, g.figure_quantifier, g.figure_low,
       g.figure_high, g.figure_unit, g.first_on, g.first_id,
       case when o.kind = 'speakers' then o.label else '' end, b.text_id
from grouped g join basis b on b.id = g.first_id join claims_origin o on o.id = g.origin_id
where g.place <= %(most)s order by g.claim_id, g.place
"""
# Of a flagged form those statements that came after the day of the other one, or on it in another text,
# in articles that do not give the other form themselves.
_WRITE = """
, flagged as (
    select * from jsonb_to_recordset(%(flags)s::jsonb) as f(
        claim_id bigint, kind text, origin_id bigint, quantifier text, low numeric, high numeric,
        unit text, since date, beside_id bigint, text text, b_origin bigint, b_quantifier text,
        b_low numeric, b_high numeric)
), wanted as (
    select distinct on (b.id, f.kind) b.id as assertion_id, f.kind, f.claim_id, f.beside_id, f.text
    from flagged f join basis b on b.claim_id = f.claim_id and b.origin_id = f.origin_id
        and b.figure_quantifier = f.quantifier and b.figure_unit = f.unit
        and b.figure_low is not distinct from f.low and b.figure_high is not distinct from f.high
    where not b.is_copy
      and (b.published_on > f.since
           or b.published_on = f.since and b.text_id <> (select text_id from basis where id = f.beside_id))
      and (f.kind = 'hardened' or not b.named)
      and not exists (
        select from basis s where s.claim_id = b.claim_id and s.article_id = b.article_id
          and s.origin_id = f.b_origin and s.figure_quantifier = f.b_quantifier
          and s.figure_low is not distinct from f.b_low
          and s.figure_high is not distinct from f.b_high)
    order by b.id, f.kind, f.beside_id
), gone as (
    delete from claims_assertionflag old where old.claim_id = any(%(claims)s) and not exists (
        select from wanted w where w.assertion_id = old.assertion_id and w.kind = old.kind)
)
insert into claims_assertionflag (assertion_id, kind, claim_id, beside_id, text)
select assertion_id, kind, claim_id, beside_id, text from wanted
on conflict (assertion_id, kind) do update
set claim_id = excluded.claim_id, beside_id = excluded.beside_id, text = excluded.text
where (claims_assertionflag.claim_id, claims_assertionflag.beside_id, claims_assertionflag.text)
    is distinct from (excluded.claim_id, excluded.beside_id, excluded.text)
"""


def flag_statements(*, claim_ids: Sequence[int]) -> None:
    """Bring the flags of the claims' statements up to date. Call it inside a transaction that holds
    the claims."""
    by_claim: dict[int, list[Form]] = defaultdict(list)
    for claim_id, *values in rows_of(_FORMS, claim_ids, most=MOST_FORMS):
        by_claim[claim_id].append(_form(len(by_claim[claim_id]), values))
    flags = [
        _row(claim_id, one)
        for claim_id, forms in by_claim.items()
        for one in flagged(forms, terms())
    ]
    if flags or AssertionFlag.objects.filter(claim__in=claim_ids).exists():
        rows_of(_WRITE, claim_ids, flags=json.dumps(flags))


def _form(number: int, values: Sequence[Any]) -> Form:
    origin, is_bare, text, quantifier, low, high, unit, first_on, first_id, who, whose = values
    figure = Figure(text, Quantifier(quantifier), low, high, unit) if quantifier else None
    return Form(number, origin, is_bare, figure, first_on, first_id, who, whose)


def _row(claim_id: int, one: Flagged) -> dict[str, Any]:
    form, beside = one.form, one.beside
    return {
        "claim_id": claim_id,
        "kind": one.kind.value,
        "origin_id": form.origin,
        **_figure_values(form.figure, ""),
        "unit": form.figure.unit if form.figure else "",
        "since": beside.first_on.isoformat() if beside.first_on else None,
        "beside_id": beside.first_id,
        "text": one.text[:500],
        "b_origin": beside.origin,
        **_figure_values(beside.figure, "b_"),
    }


def _figure_values(figure: Figure | None, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}quantifier": figure.quantifier.value if figure else "",
        f"{prefix}low": None if figure is None or figure.low is None else str(figure.low),
        f"{prefix}high": None if figure is None or figure.high is None else str(figure.high),
    }
