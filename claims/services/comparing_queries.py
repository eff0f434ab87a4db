"""What outlets state of claims, and of the stories these are part of, asked of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from claims.figures import Dated, Figure, Quantifier
from claims.models import Assertion, Claim
from claims.weighing.comparing import GRACE, Told
from sources.models import Outlet

# Of an origin so many statements are looked through for the first report of it.
_EARLY = 20
# Statements of the outlets compared are looked up by way of whichever are fewer: the reports of the
# claims, or the articles of the outlets. The planner, who knows no claim from another, would often read
# a viral one for two outlets that hardly mention it.
_BY_CLAIM = """
    select a.*, r.outlet_id, r.published_on
    from claims_assertion a join sources_article r on r.id = a.article_id
    where a.claim_id = any({claims}) and r.outlet_id = any(%(outlets)s)
      and not a.is_withdrawn and a.review_state <> 'rejected'
"""
_BY_OUTLET = """
    select a.*, r.outlet_id, r.published_on
    from sources_article r cross join lateral (
        select * from claims_assertion i where i.article_id = r.id offset 0) as a
    where r.outlet_id = any(%(outlets)s) and a.claim_id = any({claims})
      and not a.is_withdrawn and a.review_state <> 'rejected'
"""
# The first report of what each origin says of a claim; of many, among those that were read first.
_FIRST_BY_CLAIM = """
    select distinct on (a.claim_id, a.origin_id) a.claim_id, a.origin_id, r.outlet_id, r.published_on,
           a.figure_text, a.figure_quantifier, a.figure_low, a.figure_high, a.figure_unit
    from claims_assertion a join sources_article r on r.id = a.article_id
    where a.claim_id = any(%(claims)s) and a.stance = 'asserts' and a.figure_quantifier <> ''
      and not a.is_withdrawn and a.review_state <> 'rejected' and r.published_on is not null
    order by a.claim_id, a.origin_id, r.published_on, a.id
"""
_FIRST_BY_ORIGIN = """
    select distinct on (w.claim_id, w.origin_id) w.claim_id, w.origin_id, r.outlet_id, r.published_on,
           a.figure_text, a.figure_quantifier, a.figure_low, a.figure_high, a.figure_unit
    from (select distinct t.claim_id, t.origin_id from summed s join told t on t.id = s.shown_id) as w
    cross join lateral (
        select * from claims_assertion e
        where e.origin_id = w.origin_id and e.claim_id = w.claim_id and e.stance = 'asserts'
          and e.figure_quantifier <> '' and not e.is_withdrawn and e.review_state <> 'rejected'
        order by e.id limit %(early)s
    ) as a join sources_article r on r.id = a.article_id
    where r.published_on is not null
    order by w.claim_id, w.origin_id, r.published_on, a.id
"""
# The figure shown is that of the newest plain statement; the statement shown is the one it stands in.
_CARRIED = """
with told as materialized (
    select id, public_id, claim_id, origin_id, stance, span_start, verification_note <> '' as is_noted,
           figure_text, figure_quantifier, figure_low, figure_high, figure_unit, outlet_id, published_on
    from ({told}) as found_there
), summed as materialized (
    select claim_id, outlet_id, count(*) as statements, min(published_on) as first_on,
           count(*) filter (where stance = 'asserts' and not is_noted) as asserts,
           count(*) filter (where stance = 'asserts' and is_noted) as unverified,
           count(*) filter (where stance = 'denies') as denies,
           count(*) filter (where stance = 'doubts') as doubts,
           count(*) filter (where stance = 'no_comment') as silent,
           (array_agg(id order by stance <> 'asserts', is_noted, figure_quantifier = '',
                      published_on desc nulls last, span_start, id))[1] as shown_id
    from told group by claim_id, outlet_id
), flags as (
    select t.claim_id, t.outlet_id, coalesce(min(f.text) filter (where f.kind = 'hardened'), '') as hardened,
           coalesce(min(f.text) filter (where f.kind = 'attribution_dropped'), '') as dropped
    from told t join claims_assertionflag f on f.assertion_id = t.id and f.claim_id = t.claim_id
    where t.stance = 'asserts' group by t.claim_id, t.outlet_id
), firsts as materialized ({firsts})
select s.claim_id, s.outlet_id, s.statements, s.first_on, s.asserts, s.unverified, s.denies, s.doubts,
       s.silent, coalesce(f.hardened, ''), coalesce(f.dropped, ''), a.public_id, a.published_on,
       a.stance, a.figure_text, a.figure_quantifier, a.figure_low, a.figure_high, a.figure_unit,
       o.published_on, o.figure_text, o.figure_quantifier, o.figure_low, o.figure_high, o.figure_unit
from summed s
join told a on a.id = s.shown_id
left join flags f on f.claim_id = s.claim_id and f.outlet_id = s.outlet_id
left join firsts o on o.claim_id = s.claim_id and o.origin_id = a.origin_id
    and o.outlet_id is distinct from s.outlet_id and o.published_on <= a.published_on
    and exists (select from claims_origin g where g.id = a.origin_id and g.kind = 'speakers')
"""
# A story is known by what it tells together: claims that one article of a compared outlet states. Who
# stated one of them while the other was reported had the story, and could have told both.
_COVERED = """
with told as materialized (
    select distinct claim_id, article_id, outlet_id from ({told}) as found_there
), missing as materialized (
    select c.id as claim_id, o.id as outlet_id, c.first_reported_on as since,
           c.last_reported_on + %(grace)s as until
    from claims_claim c cross join unnest(%(outlets)s::bigint[]) as o(id)
    where c.id = any(%(claims)s) and c.first_reported_on is not null
      and not exists (select from told t where t.claim_id = c.id and t.outlet_id = o.id)
), articles as materialized (
    select distinct article_id from told where claim_id in (select claim_id from missing)
), others as materialized (
    select f.article_id, b.claim_id from articles f cross join lateral (
        select a.claim_id from claims_assertion a
        where a.article_id = f.article_id and not a.is_withdrawn and a.review_state <> 'rejected'
        offset 0) as b
    where b.claim_id is not null
), beside as materialized (
    select distinct t.claim_id, o.claim_id as other_id from told t
    join others o on o.article_id = t.article_id and o.claim_id <> t.claim_id
    where t.claim_id in (select claim_id from missing)
), elsewhere as materialized (
    select id, public_id, claim_id as other_id, outlet_id, published_on, article_id
    from ({elsewhere}) as found_there
), found as (
    select distinct on (m.claim_id, m.outlet_id) m.claim_id, m.outlet_id, e.public_id, e.other_id,
           e.published_on, e.article_id
    from missing m join beside b on b.claim_id = m.claim_id
    join elsewhere e on e.other_id = b.other_id and e.outlet_id = m.outlet_id
        and e.published_on between m.since and m.until
    order by m.claim_id, m.outlet_id, e.published_on, e.id
)
select f.claim_id, f.outlet_id, f.public_id, c.title, f.published_on, r.public_id, r.title
from found f join claims_claim c on c.id = f.other_id join sources_article r on r.id = f.article_id
"""
_WAYS = {True: (_BY_CLAIM, _FIRST_BY_CLAIM), False: (_BY_OUTLET, _FIRST_BY_ORIGIN)}
_ARTICLES = """
select count(*) from (
    select from sources_article where outlet_id = any(%(outlets)s) limit %(most)s) as any_of_them
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """In the order of the columns."""

    statements: int
    first_on: date | None
    asserts: int
    unverified: int
    denies: int
    doubts: int
    silent: int
    hardened: str
    dropped: str
    statement: str
    on: date | None
    stance: str
    text: str
    quantifier: str
    low: Any
    high: Any
    unit: str
    passed_on: date | None
    passed_text: str | None
    passed_quantifier: str | None
    passed_low: Any
    passed_high: Any
    passed_unit: str | None

    @property
    def figure(self) -> Figure | None:
        return figure_of(self.text, self.quantifier, self.low, self.high, self.unit)

    def told(self, figure: Figure | None) -> Told:
        is_assertion = self.stance == Assertion.Stance.ASSERTS
        passed = None
        if self.passed_quantifier and is_assertion:
            passed = figure_of(
                self.passed_text or "",
                self.passed_quantifier,
                self.passed_low,
                self.passed_high,
                self.passed_unit or "",
            )
        return Told(
            asserts=self.asserts,
            unverified=self.unverified,
            denies=self.denies,
            doubts=self.doubts,
            silent=self.silent,
            newest=Dated(figure, self.on) if figure and is_assertion else None,
            passed_on=Dated(passed, self.passed_on) if passed else None,
            hardened=self.hardened,
            dropped=self.dropped,
        )


@dataclass(frozen=True, slots=True)
class Covered:
    """In the order of the columns: a statement of the same story, the title of its claim, its day, and
    the article it stands in."""

    statement: str
    title: str
    on: date
    article: str
    article_title: str


def figure_of(text: str, quantifier: str, low: Any, high: Any, unit: str) -> Figure | None:
    """A stored figure as a value; None when there is none."""
    return Figure(text, Quantifier(quantifier), low, high, unit) if quantifier else None


def read_statements(
    outlets: Sequence[Outlet], claims: Sequence[Claim]
) -> tuple[dict[tuple[int, int], Carried], dict[tuple[int, int], Covered]]:
    """By claim and outlet, what outlets state of the claims, and what those that do not state it have of
    the same story; in three queries."""
    values: dict[str, Any] = {
        "claims": [claim.pk for claim in claims],
        "outlets": [outlet.pk for outlet in outlets],
        "grace": GRACE.days,
        "early": _EARLY,
    }
    reports = sum(claim.report_count for claim in claims)
    told, said_first = _WAYS[have_more_articles_than(reports, outlets)]
    ours = told.format(claims="%(claims)s")
    elsewhere = told.format(claims="array(select other_id from beside)")
    with connection.cursor() as cursor:
        cursor.execute(_CARRIED.format(told=ours, firsts=said_first), values)
        carried = {(row[0], row[1]): Carried(*row[2:]) for row in cursor.fetchall()}
        cursor.execute(_COVERED.format(told=ours, elsewhere=elsewhere), values)
        covered = {(row[0], row[1]): Covered(*row[2:]) for row in cursor.fetchall()}
    return carried, covered


def have_more_articles_than(number: int, outlets: Sequence[Outlet]) -> bool:
    """Whether the outlets together have more articles than a number."""
    values: dict[str, Any] = {"outlets": [outlet.pk for outlet in outlets], "most": number + 1}
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES, values)
        return bool(cursor.fetchone()[0] > number)
