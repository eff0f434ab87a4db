"""Finding copies of a text, and keeping every one of them tied to its source.

An article is compared with a bounded number of others, those that share most keys with it, whatever
the size of the table. Workers that bring texts with a key in common wait for each other, so that of
two copies stored at once the second always sees the first; those that tie articles to one source lock
its row.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from sources.copying import MADE_BY, Likeness, copied_text, likeness, sketch_keys
from sources.models import Article, ArticleMatch, ArticleSketch, SketchKey
from sources.parsing.json import zones_from_json
from sources.services.copy_roots import root_copies
from sources.services.locks import lock_for_transaction

# Of every key the first and the last articles are looked at, this many each: the source of a much
# copied text is most often an early one, a new story's among the last.
_PER_KEY = 8
# Articles that share most keys are compared word for word; their sources are, too.
_COMPARED = 12

_BY_KEY = """
select found.article_id
from unnest(%(keys)s::bigint[]) as wanted(key)
cross join lateral (
    (select article_id from sources_sketchkey as k
     where k.key = wanted.key and article_id <> %(article)s order by article_id limit %(most)s)
    union
    (select article_id from sources_sketchkey as k
     where k.key = wanted.key and article_id <> %(article)s order by article_id desc limit %(most)s)
) as found
group by found.article_id
order by count(*) desc, found.article_id
limit %(compared)s
"""


@transaction.atomic
def find_copies(*, article_id: int) -> None:
    """Find the copies of an article's text, and tie it and them to their source.

    Does nothing when its text was looked at before and is the same. What an article's lines turn
    out to be may change its text; it is then compared anew.
    """
    article = Article.objects.only("id", "text", "zones").get(pk=article_id)
    text = copied_text(article.text, zones_from_json(article.zones))
    keys = sketch_keys(text)
    if ArticleSketch.objects.filter(pk=article_id, keys=keys, made_by=MADE_BY).exists():
        return
    lock_for_transaction(*(f"copies:{key}" for key in keys))
    _store_sketch(article_id, keys)
    found: dict[int, Likeness] = {}
    for other in _candidates(article_id, keys):
        theirs = copied_text(other.text, zones_from_json(other.zones))
        if alike := likeness(text, theirs, settings.COPY_SHARE):
            found[other.pk] = alike
    before = set(_matches_of(article_id).values_list("first_id", "second_id"))
    _store_matches(article_id, found)
    gone = {pk for pair in before for pk in pair} - {article_id} - set(found)
    if found or gone:
        root_copies(article_id=article_id, beside=found, parted_from=gone)


def _store_sketch(article_id: int, keys: list[int]) -> None:
    old = ArticleSketch.objects.filter(pk=article_id).values_list("keys", flat=True).first()
    if old:
        SketchKey.objects.filter(key__in=set(old) - set(keys), article=article_id).delete()
    SketchKey.objects.bulk_create(
        [SketchKey(key=key, article_id=article_id) for key in keys], ignore_conflicts=True
    )
    ArticleSketch.objects.update_or_create(
        article_id=article_id, defaults={"keys": keys, "made_by": MADE_BY}
    )


def _candidates(article_id: int, keys: list[int]) -> list[Article]:
    parameters: dict[str, list[int] | int] = {
        "keys": keys,
        "article": article_id,
        "most": _PER_KEY,
        "compared": _COMPARED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, parameters)
        ids = [row[0] for row in cursor.fetchall()]
    nearest = Article.objects.filter(pk__in=ids)
    sources = nearest.exclude(copy_of=None).values("copy_of")
    both = Article.objects.filter(Q(pk__in=ids) | Q(pk__in=sources)).exclude(pk=article_id)
    return list(both.only("id", "text", "zones").order_by("pk"))


def _matches_of(article_id: int) -> QuerySet[ArticleMatch]:
    return ArticleMatch.objects.filter(Q(first=article_id) | Q(second=article_id))


def _store_matches(article_id: int, found: dict[int, Likeness]) -> None:
    _matches_of(article_id).delete()
    ArticleMatch.objects.bulk_create(_match(article_id, pk, alike) for pk, alike in found.items())


def _match(article_id: int, other_id: int, alike: Likeness) -> ArticleMatch:
    is_first = article_id < other_id
    shares = (alike.of_first, alike.of_second)
    of_first, of_second = shares if is_first else shares[::-1]
    return ArticleMatch(
        first_id=min(article_id, other_id),
        second_id=max(article_id, other_id),
        common=alike.common,
        of_first=of_first,
        of_second=of_second,
        new_lead=alike.new_lead,
    )


def without_sketch() -> QuerySet[Article]:
    """Articles whose copies were not looked for, or with keys made in another way."""
    current = ArticleSketch.objects.filter(article=OuterRef("pk"), made_by=MADE_BY)
    return Article.objects.filter(~Exists(current)).order_by("pk")


def forget_sketches(*, article_ids: Iterable[int] | None = None) -> None:
    """Have copies looked for anew: of these articles, or of all."""
    sketches = ArticleSketch.objects.all()
    if article_ids is not None:
        sketches = sketches.filter(article__in=list(article_ids))
    sketches.update(made_by="")
