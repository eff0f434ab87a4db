"""What a claim rests on, counted in the database: its cost grows with origins, not with statements
that are loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from claims.figures import Dated, Figure, Quantifier, Terms
from claims.independence import Ties, ties_among
from claims.models import Origin
from claims.services.claim_rows import rows_of
from claims.services.objections import objections_of
from claims.services.origin_sources import sources_of
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import Evidence, OriginEvidence, Ref

# Origins of one claim that are compared with each other; of more, speakers and the newest come first.
MOST_ORIGINS = 200
NAMES_ANOTHER = "the article names somebody else for it"
IS_A_COPY = "its text is a copy, and its words are not its own"

# Which statement of an origin stands for it, over `basis`.
NEWEST_FIRST = (
    "kind = 'outlet' and (named or is_copy), as_of desc nulls last, is_copy, span_start, id"
)
# One pass over the statements: of every claim its numbers, with each origin behind it.
_EVIDENCE = """
, counts as (
    select f.claim_id, count(*) as statements, min(f.published_on) as first_on,
           max(f.published_on) as last_on, count(distinct b.article_id) as reports,
           count(distinct b.outlet_id) as outlets,
           count(distinct f.article_id) filter (where f.stance = 'asserts')
               - count(distinct b.article_id) as unfigured
    from found f left join basis b on b.id = f.id group by f.claim_id
)
, behind as (
    select claim_id, origin_id, count(distinct article_id) as reports, min(kind) as kind,
           min(published_on) as first_on, max(published_on) as last_on,
           bool_and(kind = 'outlet' and (named or is_copy)) as is_barred, bool_and(is_copy) as is_copy,
           (array_agg(id order by {newest_first}))[1] as newest
    from basis where origin_id is not null group by claim_id, origin_id
), ranked as (
    select *, count(*) over (partition by claim_id) as origin_count,
           row_number() over (partition by claim_id
               order by is_barred, kind <> 'speakers', last_on desc nulls last, origin_id) as place
    from behind
)
select c.*, k.origin_id, k.reports, k.is_barred, k.is_copy, k.origin_count,
       b.as_of, b.figure_text, b.figure_quantifier, b.figure_low, b.figure_high, b.figure_unit
from counts c
left join ranked k on k.claim_id = c.claim_id and k.place <= %(most)s
left join basis b on b.id = k.newest
order by c.claim_id, k.first_on nulls first, k.newest
""".replace("{newest_first}", NEWEST_FIRST)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The evidence of one claim, the ties among its sources, and its origins as rows."""

    evidence: Evidence
    ties: Ties
    origins: dict[int, Origin]


def terms() -> Terms:
    """By what figures are compared here."""
    return Terms(settings.FIGURE_TOLERANCE, timedelta(days=settings.FIGURE_MOMENT_DAYS))


def evidence_of(claim_id: int, scope: Scope = EVERYTHING) -> Loaded:
    """Load the evidence of a claim, or what of it is in scope."""
    return evidence_of_claims([claim_id], scope)[claim_id]


def evidence_of_claims(claim_ids: Sequence[int], scope: Scope = EVERYTHING) -> dict[int, Loaded]:
    """Load the evidence of several claims in a fixed number of queries."""
    counts: dict[int, _Counts] = defaultdict(_Counts)
    by_claim: dict[int, list[_OriginRow]] = defaultdict(list)
    width = len(fields(_Counts))
    for claim_id, *values in rows_of(_EVIDENCE, claim_ids, scope, most=MOST_ORIGINS):
        counts[claim_id] = _Counts(*values[:width])
        if values[width] is not None:
            by_claim[claim_id].append(_OriginRow(*values[width:]))
    known = sources_of({row.origin_id for rows in by_claim.values() for row in rows})
    objections = objections_of(claim_ids, scope)
    found = {}
    for claim_id in claim_ids:
        rows = by_claim[claim_id]
        origins = _preferred([(row, _origin_evidence(row, *known[row.origin_id])) for row in rows])
        standing, standing_count = objections[claim_id]
        evidence = Evidence(
            origins=origins,
            origin_count=rows[0].origin_count if rows else 0,
            statements=counts[claim_id].statements,
            reports=counts[claim_id].reports,
            outlets=counts[claim_id].outlets,
            unfigured=counts[claim_id].unfigured,
            objections=standing,
            objection_count=standing_count,
            first_on=counts[claim_id].first_on,
            last_on=counts[claim_id].last_on,
        )
        ties = ties_among([o.source for o in origins if not o.barred])
        found[claim_id] = Loaded(evidence, ties, {r.origin_id: known[r.origin_id][0] for r in rows})
    return found


@dataclass(frozen=True, slots=True)
class _Counts:
    """In the order of the columns."""

    statements: int = 0
    first_on: date | None = None
    last_on: date | None = None
    reports: int = 0
    outlets: int = 0
    unfigured: int = 0


@dataclass(frozen=True, slots=True)
class _OriginRow:
    """In the order of the columns."""

    origin_id: int
    reports: int
    is_barred: bool
    is_copy: bool
    origin_count: int
    as_of: date | None
    text: str
    quantifier: str
    low: Decimal | None
    high: Decimal | None
    unit: str


def _origin_evidence(row: _OriginRow, origin: Origin, source: Any) -> OriginEvidence:
    figure = None
    if row.quantifier:
        figure = Figure(row.text, Quantifier(row.quantifier), row.low, row.high, row.unit)
    barred = ""
    if row.is_barred:
        barred = IS_A_COPY if row.is_copy else NAMES_ANOTHER
    return OriginEvidence(
        source=source,
        ref=Ref("origin", origin.public_id, origin.label),
        reports=row.reports,
        newest=Dated(figure, row.as_of) if figure else None,
        barred=barred,
    )


def _preferred(rows: list[tuple[_OriginRow, OriginEvidence]]) -> tuple[OriginEvidence, ...]:
    """Who was reported first comes first; of several occasions on which the same speakers spoke, the
    newest stands for them."""
    first: dict[object, int] = {}
    keys = []
    for place, (row, one) in enumerate(rows):
        voices = frozenset(v.key for v in one.source.voices) or one.source.id
        age = date.max - (row.as_of or date.min)
        keys.append((first.setdefault(voices, place), age, place))
    return tuple(rows[place][1] for _, _, place in sorted(keys))
