"""What each number of a claim counts, row by row: articles that report it, outlets that publish them,
articles that mention it without a figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from claims.services.claim_rows import rows_of
from claims.services.scope import Scope
from sources.models import Article, Outlet

# A page lists at most so many of each, the newest articles and the outlets with most reports.
LISTED = 25

# Part of the page, row, number and place, all from one pass over the claim's statements.
_ROWS = """
, by_article as (
    select article_id, max(published_on) as day,
           bool_or(is_figured) or not bool_or(any_figured) as is_report
    from supporting group by article_id
), parts as (
    select case when is_report then 'report' else 'unfigured' end as part, article_id as id, 0::bigint as number,
           row_number() over (partition by is_report order by day desc nulls last, article_id desc) as place
    from by_article
    union all
    select 'outlet', outlet_id, count(distinct article_id),
           row_number() over (order by count(distinct article_id) desc, outlet_id)
    from basis group by outlet_id
)
select part, id, number from parts where place <= %(most)s order by part, place
"""


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet (None = unknown) and how many of the reports it published."""

    outlet: Outlet | None
    reports: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows behind the numbers of one claim, the first of each."""

    reports: tuple[Article, ...]
    outlets: tuple[OutletLine, ...]
    unfigured: tuple[Article, ...]


def counted_rows(claim_id: int, scope: Scope) -> Counted:
    """The rows behind a claim's numbers, in a fixed number of queries."""
    parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for part, pk, number in rows_of(_ROWS, [claim_id], scope, most=LISTED):
        parts[part].append((pk, number))
    reports, unfigured = ([pk for pk, _ in parts[part]] for part in ("report", "unfigured"))
    articles = Article.objects.select_related("outlet").defer("text", "search", "zones")
    by_id = articles.in_bulk([*reports, *unfigured])
    names = Outlet.objects.in_bulk([outlet for outlet, _ in parts["outlet"] if outlet])
    return Counted(
        tuple(by_id[pk] for pk in reports),
        tuple(OutletLine(names.get(pk), number) for pk, number in parts["outlet"]),
        tuple(by_id[pk] for pk in unfigured),
    )
