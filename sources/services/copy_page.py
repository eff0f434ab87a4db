"""The copies of a text, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from sources.copying import kind_of_copy
from sources.models import Article, ArticleMatch

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """An article of one text. `is_source`: the others were taken from it. `kind` tells what was done
    to a copy, `share` which part of it stands in the source; empty and None where it was compared
    with other copies only."""

    article: Article
    is_source: bool
    kind: str = ""
    share: float | None = None

    @property
    def percent(self) -> int | None:
        """The share in per cent."""
        return None if self.share is None else round(self.share * 100)


@dataclass(frozen=True, slots=True)
class ShownCopies:
    """All articles of a text with the source first; `own` is the line of the article looked at."""

    own: ShownCopy
    lines: tuple[ShownCopy, ...]
    hidden: int


def copies_shown(article: Article) -> ShownCopies | None:
    """The copies of an article's text; None when there are none."""
    root = article.copy_of_id or article.pk
    family = Article.objects.filter(Q(pk=root) | Q(copy_of=root))
    rows = family.select_related("outlet").defer("text", "zones", "search")
    ordered = rows.order_by(
        F("copy_of").asc(nulls_first=True), F("published_on").asc(nulls_last=True), "pk"
    )
    count = family.count()
    if count < 2:
        return None
    shown = list(ordered[:SHOWN])
    matches = _with(root, [article.pk, *(one.pk for one in shown)])
    lines = tuple(_line(one, root, matches) for one in shown)
    return ShownCopies(_line(article, root, matches), lines, count - len(shown))


def _line(one: Article, root: int, matches: dict[int, ArticleMatch]) -> ShownCopy:
    if one.pk == root:
        return ShownCopy(one, is_source=True)
    match = matches.get(one.pk)
    if match is None:
        return ShownCopy(one, is_source=False)
    shares = (match.of_first, match.of_second)
    of_copy, of_source = shares if match.first_id == one.pk else shares[::-1]
    kind = kind_of_copy(of_copy, of_source, new_lead=match.new_lead)
    return ShownCopy(one, is_source=False, kind=kind.value, share=of_copy)


def _with(root: int, article_ids: list[int]) -> dict[int, ArticleMatch]:
    found = ArticleMatch.objects.filter(
        Q(first=root, second__in=article_ids) | Q(second=root, first__in=article_ids)
    )
    return {m.second_id if m.first_id == root else m.first_id: m for m in found}
