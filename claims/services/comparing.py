"""What several outlets did with the same claims, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from claims.figures import Dated, Figure, Quantifier
from claims.models import Assertion, Claim
from claims.services.evidence import terms
from claims.weighing.comparing import (
    GRACE,
    Asked,
    Tally,
    Told,
    Treated,
    Treatment,
    differ,
    tally,
    treated,
)
from sources.keyset import Keyset, Page
from sources.models import Outlet

LEAST_OUTLETS, MOST_OUTLETS = 2, 4
# So many claims of a comparison are counted, and looked through for those that differ, at once.
MOST_CLAIMS = 300
# Beyond a page, fewer where large outlets are compared on claims that together have more reports.
MOST_REPORTS = 4000
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
    select id, public_id, claim_id as other_id, outlet_id, published_on from ({elsewhere}) as found_there
), found as (
    select distinct on (m.claim_id, m.outlet_id) m.claim_id, m.outlet_id, e.public_id, e.other_id,
           e.published_on
    from missing m join beside b on b.claim_id = m.claim_id
    join elsewhere e on e.other_id = b.other_id and e.outlet_id = m.outlet_id
        and e.published_on between m.since and m.until
    order by m.claim_id, m.outlet_id, e.published_on, e.id
)
select f.claim_id, f.outlet_id, f.public_id, c.title, f.published_on
from found f join claims_claim c on c.id = f.other_id
"""
_WAYS = {True: (_BY_CLAIM, _FIRST_BY_CLAIM), False: (_BY_OUTLET, _FIRST_BY_ORIGIN)}
_ARTICLES = """
select count(*) from (
    select from sources_article where outlet_id = any(%(outlets)s) limit %(most)s) as any_of_them
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet did with one claim, and where to look.

    `statement` is the id of the statement to look at: its own of this claim, or of an omission one of
    the same story, whose claim is `beside`. `is_first`: of the outlets compared it was alone in reporting
    first; `on_first_day`: it reported on the day of the claim's first report by any outlet.
    """

    outlet: Outlet
    treatment: Treatment
    reasons: tuple[str, ...] = ()
    figure: Figure | None = None
    on: date | None = None
    first_on: date | None = None
    statement: str = ""
    statements: int = 0
    beside: str = ""
    is_first: bool = False
    on_first_day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with a cell for each outlet, in the order of the outlets."""

    claim: Claim
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of the matrix. `tallies` are over the first claims of the comparison, all of them unless
    `is_capped`."""

    outlets: tuple[Outlet, ...]
    tallies: tuple[tuple[Outlet, Tally], ...]
    is_capped: bool
    rows: tuple[Row, ...]
    page: Page[Claim]


@dataclass(frozen=True, slots=True)
class Asking:
    """Which page of a comparison is asked for."""

    keyset: Keyset
    size: int
    cursor: str | None = None
    only_differing: bool = False


def carried_by(claims: QuerySet[Claim], outlets: Sequence[Outlet]) -> QuerySet[Claim]:
    """The claims of which at least one of the outlets has a statement."""
    told = Assertion.objects.filter(article__outlet__in=outlets, is_withdrawn=False)
    told = told.exclude(review_state=Assertion.ReviewState.REJECTED)
    return claims.filter(pk__in=told.values("claim_id"))


def compare_outlets(
    outlets: Sequence[Outlet], claims: QuerySet[Claim], asked: Asking
) -> Comparison:
    """A page of what the outlets did with those of the claims that they carry. Raises BadCursorError."""
    carried = carried_by(claims, outlets)
    is_large = _has_many_articles(outlets)
    first = _scan(carried, replace(asked, cursor=None, only_differing=True), is_large)
    counted = matrix(outlets, first.rows)
    scanned, rows = first, counted
    if asked.cursor is not None:
        scanned = _scan(carried, asked, is_large)
        rows = matrix(outlets, scanned.rows)
    shown = [row for row in rows if row.differs] if asked.only_differing else rows
    page = asked.keyset.part(scanned, [row.claim for row in shown], asked.size, asked.cursor)
    kept = {claim.pk for claim in page.rows}
    return Comparison(
        outlets=tuple(outlets),
        tallies=tuple(
            (outlet, tally(row.cells[place].treatment for row in counted))
            for place, outlet in enumerate(outlets)
        ),
        is_capped=first.next is not None,
        rows=tuple(row for row in shown if row.claim.pk in kept),
        page=page,
    )


def _scan(carried: QuerySet[Claim], asked: Asking, is_large: bool) -> Page[Claim]:
    """The claims to look at from a cursor on: a page of them, or as many as can be looked through."""
    most = MOST_CLAIMS if asked.only_differing else asked.size
    page = asked.keyset.page(carried, asked.cursor, most)
    if not is_large or len(page.rows) <= asked.size:
        return page
    is_back = asked.cursor is not None and asked.keyset.is_back(asked.cursor)
    counts = [claim.report_count for claim in page.rows]
    spent = accumulate(reversed(counts) if is_back else counts)
    affordable = sum(1 for reports in spent if reports <= MOST_REPORTS)
    return asked.keyset.part(page, page.rows, max(affordable, asked.size), asked.cursor)


def _has_many_articles(outlets: Sequence[Outlet]) -> bool:
    values = {"outlets": [outlet.pk for outlet in outlets], "most": MOST_REPORTS + 1}
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES, values)
        return bool(cursor.fetchone()[0] > MOST_REPORTS)


def whole_matrix(
    outlets: Sequence[Outlet], claims: QuerySet[Claim], keyset: Keyset, *, only_differing: bool
) -> Iterator[Row]:
    """Every row of a comparison, read in parts."""
    carried = carried_by(claims, outlets)
    cursor = None
    while True:
        page = keyset.page(carried, cursor, MOST_CLAIMS)
        yield from (row for row in matrix(outlets, page.rows) if row.differs or not only_differing)
        if (cursor := page.next) is None:
            return


def matrix(outlets: Sequence[Outlet], claims: Sequence[Claim]) -> list[Row]:
    """What the outlets did with these claims, in three queries."""
    values = {
        "claims": [claim.pk for claim in claims],
        "outlets": [outlet.pk for outlet in outlets],
        "grace": GRACE.days,
        "early": _EARLY,
        "most": sum(claim.report_count for claim in claims),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES, values)
        is_by_claim = cursor.fetchone()[0] >= values["most"]
        told, firsts = _WAYS[is_by_claim]
        ours = told.format(claims="%(claims)s")
        elsewhere = told.format(claims="array(select other_id from beside)")
        cursor.execute(_CARRIED.format(told=ours, firsts=firsts), values)
        carried = {(row[0], row[1]): _Carried(*row[2:]) for row in cursor.fetchall()}
        cursor.execute(_COVERED.format(told=ours, elsewhere=elsewhere), values)
        covered = {(row[0], row[1]): _Covered(*row[2:]) for row in cursor.fetchall()}
    firsts: dict[int, list[date]] = defaultdict(list)
    for (claim_id, _), one in carried.items():
        if one.first_on:
            firsts[claim_id].append(one.first_on)
    return [_row(claim, outlets, carried, covered, firsts[claim.pk]) for claim in claims]


@dataclass(frozen=True, slots=True)
class _Carried:
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
class _Covered:
    """In the order of the columns."""

    statement: str
    title: str
    on: date


def figure_of(text: str, quantifier: str, low: Any, high: Any, unit: str) -> Figure | None:
    """A stored figure as a value; None when there is none."""
    return Figure(text, Quantifier(quantifier), low, high, unit) if quantifier else None


def _row(
    claim: Claim,
    outlets: Sequence[Outlet],
    carried: dict[tuple[int, int], _Carried],
    covered: dict[tuple[int, int], _Covered],
    firsts: Sequence[date],
) -> Row:
    asked = Asked(
        figure_of(
            claim.figure_text,
            claim.figure_quantifier,
            claim.figure_low,
            claim.figure_high,
            claim.figure_unit,
        ),
        claim.last_reported_on,
    )
    by = terms()
    alone = min(firsts) if firsts and firsts.count(min(firsts)) == 1 else None
    cells, found = [], []
    for outlet in outlets:
        key = claim.pk, outlet.pk
        one, story = carried.get(key), covered.get(key)
        figure = one.figure if one else None
        how = treated(one.told(figure) if one else None, asked, by, covered=story is not None)
        found.append(how)
        cells.append(_cell(outlet, how, one, story, figure, claim, alone))
    return Row(claim, tuple(cells), differ(found, [cell.figure for cell in cells], by))


def _cell(
    outlet: Outlet,
    how: Treated,
    one: _Carried | None,
    story: _Covered | None,
    figure: Figure | None,
    claim: Claim,
    alone: date | None,
) -> Cell:
    if one is None:
        if story is None:
            return Cell(outlet, how.treatment)
        return Cell(
            outlet, how.treatment, on=story.on, statement=story.statement, beside=story.title
        )
    return Cell(
        outlet=outlet,
        treatment=how.treatment,
        reasons=how.reasons,
        figure=figure,
        on=one.on,
        first_on=one.first_on,
        statement=one.statement,
        statements=one.statements,
        is_first=alone is not None and one.first_on == alone,
        on_first_day=one.first_on is not None and one.first_on == claim.first_reported_on,
    )
