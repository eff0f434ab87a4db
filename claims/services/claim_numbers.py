"""What each number of a claim counts, row by row: articles that report it, outlets that publish them,
articles that mention it without a figure."""

from __future__ import annotations

from dataclasses import dataclass

from claims.services.claim_rows import rows_of
from claims.services.scope import Scope
from sources.models import Article, Outlet

# A page lists at most so many of each, the newest articles and the outlets with most reports.
LISTED = 100

_REPORTS = """
select article_id from basis group by article_id
order by max(published_on) desc nulls last, article_id desc limit %(most)s
"""
_OUTLETS = """
select outlet_id, count(distinct article_id) from basis group by outlet_id
order by 2 desc, 1 limit %(most)s
"""
_UNFIGURED = """
select article_id from supporting where article_id not in (select article_id from basis)
group by article_id order by max(published_on) desc nulls last, article_id desc limit %(most)s
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
    reports = [row[0] for row in rows_of(_REPORTS, [claim_id], scope, most=LISTED)]
    unfigured = [row[0] for row in rows_of(_UNFIGURED, [claim_id], scope, most=LISTED)]
    outlets = rows_of(_OUTLETS, [claim_id], scope, most=LISTED)
    articles = Article.objects.select_related("outlet").defer("text", "search", "zones")
    by_id = articles.in_bulk([*reports, *unfigured])
    names = Outlet.objects.in_bulk([outlet for outlet, _ in outlets if outlet])
    return Counted(
        tuple(by_id[pk] for pk in reports),
        tuple(OutletLine(names.get(pk), number) for pk, number in outlets),
        tuple(by_id[pk] for pk in unfigured),
    )
