"""What the list of outlets shows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sources.models import Article, Outlet

# Articles of an outlet are counted up to here on the list.
MOST_COUNTED = 1000
_COUNTS = """
select wanted.id, count(r.id), count(*) filter (where r.is_taken)
from unnest(%s::bigint[]) as wanted(id) left join lateral (
    select id, copy_of_id is not null
           or coalesce(text_from_id, syndicated_from_id, outlet_id) <> outlet_id as is_taken
    from sources_article where outlet_id = wanted.id
    order by published_on desc, id desc limit %s
) as r on true group by wanted.id
"""


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with how many articles it has, and how many of them have their text from others."""

    outlet: Outlet
    articles: int
    taken: int

    @property
    def is_capped(self) -> bool:
        return self.articles >= MOST_COUNTED


def outlet_lines(outlets: Sequence[Outlet]) -> list[OutletLine]:
    """The outlets with what is counted of each, over its newest articles, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [[outlet.pk for outlet in outlets], MOST_COUNTED])
        counts = {row[0]: row[1:] for row in cursor.fetchall()}
    return [OutletLine(outlet, *counts[outlet.pk]) for outlet in outlets]


def with_article_count(outlets: QuerySet[Outlet]) -> QuerySet[Outlet]:
    """With `article_count`, to sort by."""
    counted = Article.objects.filter(outlet=OuterRef("pk")).order_by().values("outlet")
    number = counted.annotate(n=Count("id")).values("n")
    return outlets.annotate(
        article_count=Coalesce(Subquery(number), 0, output_field=IntegerField())
    )
