"""Endpoints of articles, which are also found by how far they are reviewed."""

from __future__ import annotations

from claims.filters import ReadArticleFilter
from sources.api.views import ArticleViewSet


class ReadArticleViewSet(ArticleViewSet):
    """Articles; the text and its zones with a single one. POST what shall become one."""

    filterset_class = ReadArticleFilter
