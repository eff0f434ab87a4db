"""What the pages on origins show besides the origin, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Assertion, Claim, Origin

# So many statements of an origin, the newest, are looked at for what is counted of it.
MOST_STATEMENTS = 1000
# On the list, where there are many of them, fewer.
MOST_LISTED = 250
SHOWN = 20

_STATED = """
with stated as materialized (
    select a.id, a.claim_id, a.article_id from claims_assertion a
    where a.origin_id = any(%(origins)s) and not a.is_withdrawn and a.review_state <> 'rejected'
    order by a.origin_id desc, a.id desc limit %(most)s
)
"""
_COUNTS = """
select wanted.id, count(n.id), count(n.id) filter (where n.counts),
       count(distinct n.article_id) filter (where n.counts),
       count(distinct n.outlet_id) filter (where n.counts),
       count(distinct n.claim_id) filter (where n.counts), %(most)s::int
from unnest(%(origins)s::bigint[]) as wanted(id) left join lateral (
    select a.id, a.article_id, a.claim_id, r.outlet_id,
           not a.is_withdrawn and a.review_state <> 'rejected' as counts
    from (select * from claims_assertion i where i.origin_id = wanted.id
          order by i.id desc limit %(most)s) as a
    join sources_article r on r.id = a.article_id
) as n on true group by wanted.id
"""
_OUTLETS = """
{stated}
select o.name, o.public_id, count(distinct r.id), min(r.published_on), count(*) over ()
from stated s join sources_article r on r.id = s.article_id join sources_outlet o on o.id = r.outlet_id
group by o.id order by count(distinct r.id) desc, o.name limit %(shown)s
"""
_CLAIMS = """
{stated}
select s.claim_id, count(distinct s.article_id), count(*) over ()
from stated s where s.claim_id is not null
group by s.claim_id order by 2 desc, 1 desc limit %(shown)s
"""
_MEDIA = """
{stated}
select coalesce(o.name, l.name), coalesce(o.public_id, ''), min(l.role), count(distinct l.assertion_id)
from stated s join claims_chainlink l on l.assertion_id = s.id and l.position > 0
left join sources_outlet o on o.id = l.outlet_id
where l.speaker_id is null and l.role <> 'unknown'
group by 1, 2 order by 4 desc, 1 limit %(shown)s
"""


@dataclass(frozen=True, slots=True)
class OriginCounts:
    """In the order of the columns: what rests on an origin, over its newest statements, at most `most`.
    Of those that were looked at some may not count."""

    looked_at: int
    statements: int
    articles: int
    outlets: int
    claims: int
    most: int

    @property
    def is_capped(self) -> bool:
        return self.looked_at >= self.most


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet that carries an origin: with how many articles, and since when."""

    name: str
    id: str
    articles: int
    since: Any


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium that statements came through, as the chain has it; `id` empty when it has no page."""

    name: str
    id: str
    role: str
    statements: int


@dataclass(frozen=True, slots=True)
class OriginPage:
    """What rests on an origin. `claims` come with how many articles of this origin state them; the
    totals may be more than what is listed."""

    counts: OriginCounts
    outlets: tuple[Carrier, ...]
    outlet_total: int
    claims: tuple[tuple[Claim, int], ...]
    claim_total: int
    media: tuple[Medium, ...]


def listed_origins() -> QuerySet[Origin]:
    """Origins that something rests on, and that are not variants of another."""
    stated = Assertion.objects.filter(origin=OuterRef("pk"), is_withdrawn=False)
    return (
        Origin.objects.filter(Exists(stated), merged_into=None)
        .select_related("outlet")
        .prefetch_related("speakers")
    )


def with_statement_count(origins: QuerySet[Origin]) -> QuerySet[Origin]:
    """With `statement_count`, to sort by."""
    counted = Assertion.objects.filter(origin=OuterRef("pk"), is_withdrawn=False).order_by()
    number = counted.values("origin").annotate(n=Count("id")).values("n")
    return origins.annotate(
        statement_count=Coalesce(Subquery(number), 0, output_field=IntegerField())
    )


def with_counts(origins: Sequence[Origin]) -> list[tuple[Origin, OriginCounts, int]]:
    """Each origin with what rests on it and how many variants lead to it, in two queries."""
    ids = [origin.pk for origin in origins]
    values = {"origins": ids, "most": MOST_LISTED}
    counts = {row[0]: OriginCounts(*row[1:]) for row in _rows(_COUNTS, values)}
    absorbed = dict(
        Origin.objects.filter(merged_into__in=ids)
        .order_by()
        .values_list("merged_into")
        .annotate(n=Count("id"))
    )
    return [(origin, counts[origin.pk], absorbed.get(origin.pk, 0)) for origin in origins]


def origin_page(origin: Origin) -> OriginPage:
    """Gather what rests on an origin, in five queries."""
    values = {"origins": [origin.pk], "most": MOST_STATEMENTS, "shown": SHOWN}
    outlets, claims = _rows(_OUTLETS, values), _rows(_CLAIMS, values)
    rows = Claim.objects.defer("profile", "search").in_bulk([row[0] for row in claims])
    return OriginPage(
        counts=OriginCounts(*_rows(_COUNTS, values)[0][1:]),
        outlets=tuple(Carrier(*row[:-1]) for row in outlets),
        outlet_total=outlets[0][-1] if outlets else 0,
        claims=tuple((rows[pk], articles) for pk, articles, _ in claims),
        claim_total=claims[0][-1] if claims else 0,
        media=tuple(Medium(*row) for row in _rows(_MEDIA, values)),
    )


def _rows(query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.format(stated=_STATED), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
