"""Counting the lines of an outlet's articles, and setting aside those that many of them share."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction

from sources.models import Article, OutletLine
from sources.parsing.json import zones_from_json, zones_to_json
from sources.parsing.repeated import line_hash, line_hashes, prose_hashes, set_aside
from sources.services.rereading import read_again

# Of a line that is not repeated yet, this many articles are remembered, to go back to.
REMEMBERED = 64
# Two articles that share this many sentences, and this share of them, are versions of one story.
_SHARED_SENTENCES = 3
_SHARED_PART = 0.5

# Lines are taken in one order, so that two workers never wait for each other.
_COUNT = """
insert into sources_outletline as known (outlet_id, line_hash, titles, articles)
select %(outlet)s, line, array[%(title)s::bigint], array[%(article)s::bigint]
from unnest(%(lines)s::bigint[]) as line order by line
on conflict (outlet_id, line_hash) do update set
    titles = case when known.titles @> excluded.titles then known.titles
        else known.titles || excluded.titles end,
    articles = case
        when known.articles @> excluded.articles or cardinality(known.articles) >= %(most)s
        then known.articles else known.articles || excluded.articles end
where known.repeated_at is null
"""
_CROSSED = """
update sources_outletline set repeated_at = now()
where outlet_id = %(outlet)s and line_hash = any(%(lines)s::bigint[])
    and repeated_at is null and cardinality(titles) >= %(threshold)s
returning line_hash, articles
"""
_VERSION_OF = """
select title, count(*) from sources_outletline, unnest(titles) as title
where outlet_id = %(outlet)s and line_hash = any(%(lines)s::bigint[]) and repeated_at is null
group by title order by count(*) desc, title limit 1
"""


@transaction.atomic
def count_lines(*, article: Article) -> None:
    """Count the lines of an article for its outlet, once however often it is called.

    A line under `REPEATED_LINE_ARTICLES` different titles is set aside in this article, and in the
    earlier ones that hold it, which are then read again. Does nothing for an unknown outlet.
    """
    if article.outlet_id is None:
        return
    zones = zones_from_json(article.zones)
    lines = line_hashes(article.text, zones)
    known = _repeated(article.outlet_id, lines)
    fresh = [line for line in lines if line not in known]
    title = _title_key(article, prose_hashes(article.text, zones))
    crossed, earlier = _count(article, title, fresh)
    # Asked again: another worker may have been the one to cross the threshold.
    known |= _repeated(article.outlet_id, fresh)
    _set_aside([article.pk], frozenset(known))
    changed = _set_aside(sorted(earlier - {article.pk}), frozenset(crossed))
    read_again(article_ids=changed)
    article.refresh_from_db(fields=["zones"])


def _repeated(outlet_id: int, lines: Sequence[int]) -> set[int]:
    return set(
        OutletLine.objects.filter(
            outlet_id=outlet_id, line_hash__in=lines, repeated_at__isnull=False
        ).values_list("line_hash", flat=True)
    )


def _title_key(article: Article, sentences: Sequence[int]) -> int:
    """What the article counts under: its title, or that of the story it is a version of.

    Updates of one story share most of their text under changing titles; they are one article here.
    """
    parameters = {"outlet": article.outlet_id, "lines": list(sentences)}
    with connection.cursor() as cursor:
        cursor.execute(_VERSION_OF, parameters)
        row = cursor.fetchone()
    if row and row[1] >= max(_SHARED_SENTENCES, _SHARED_PART * len(sentences)):
        return int(row[0])
    return _title_hash(article)


def _title_hash(article: Article) -> int:
    """Articles without a title are different ones if their texts are."""
    key = line_hash(article.title)
    return key if key is not None else line_hash(f"text {article.text_sha256}") or 0


def _count(article: Article, title: int, lines: Sequence[int]) -> tuple[set[int], set[int]]:
    """Count, and give the lines that crossed the threshold and the articles they were seen in."""
    parameters = {
        "outlet": article.outlet_id,
        "article": article.pk,
        "title": title,
        "lines": list(lines),
        "most": REMEMBERED,
        "threshold": settings.REPEATED_LINE_ARTICLES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, parameters)
        cursor.execute(_CROSSED, parameters)
        rows = cursor.fetchall()
    return {row[0] for row in rows}, {pk for row in rows for pk in row[1]}


def _set_aside(article_ids: Sequence[int], repeated: frozenset[int]) -> list[int]:
    """Label the lines in these articles; gives the ids of those that changed."""
    if not repeated or not article_ids:
        return []
    changed = []
    articles = Article.objects.filter(pk__in=article_ids).only("text", "zones").order_by("pk")
    for article in articles.select_for_update(of=("self",)):
        zones = zones_from_json(article.zones)
        labelled = set_aside(article.text, zones, repeated)
        if labelled != zones:
            Article.objects.filter(pk=article.pk).update(zones=zones_to_json(labelled))
            changed.append(article.pk)
    return changed
