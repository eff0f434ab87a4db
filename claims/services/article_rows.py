"""Rows of the list of articles, with what is known of their statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from claims.models import Assertion
from sources.models import Article


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article, how many statements it makes, and how many of them nobody has reviewed."""

    article: Article
    statements: int
    unreviewed: int


def article_rows(articles: Sequence[Article]) -> list[ArticleRow]:
    """The rows of a page, counted in one query."""
    draft = Q(review_state=Assertion.ReviewState.DRAFT)
    counted = (
        Assertion.objects.filter(article__in=[a.pk for a in articles], is_withdrawn=False)
        .order_by()
        .values_list("article")
        .annotate(statements=Count("pk"), drafts=Count("pk", filter=draft))
    )
    numbers = {article: (statements, drafts) for article, statements, drafts in counted}
    return [ArticleRow(a, *numbers.get(a.pk, (0, 0))) for a in articles]
