"""Endpoints of articles, which are also found by how far they are reviewed; editors correct them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import IF_MATCH, WRITE_PROBLEMS, EditsClaims, body_of, by_of, done
from claims.api.change_serializers import EditorialChangeSerializer
from claims.filters import ReadArticleFilter
from claims.services.correcting_articles import ArticleDetails, article_version, correct_article
from sources.api.serializers import ArticleSerializer
from sources.api.views import ArticleViewSet
from sources.models import Article


class ArticleDetailsSerializer(serializers.Serializer[Any]):
    """What an article says about itself. A field that is left out stays as it is; `outlet` is a name or
    a domain, empty when nobody knows."""

    outlet = serializers.CharField(max_length=200, required=False, allow_blank=True)
    title = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True)
    byline = serializers.CharField(max_length=500, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=5000)


class CorrectedSerializer(serializers.Serializer[Any]):
    """What was done, and the article as it is now; the ETag header is the article's."""

    change = EditorialChangeSerializer()
    article = ArticleSerializer()


class ReadArticleViewSet(ArticleViewSet):
    """Articles; the text and its zones with a single one. POST what shall become one."""

    filterset_class = ReadArticleFilter
    read_permission = "sources.view_article"

    def get_permissions(self) -> Any:
        return [EditsClaims()] if self.action == "details" else super().get_permissions()

    def etag_of(self, row: Article) -> str:
        return f'"{row.public_id}-{article_version(row)}"'

    @extend_schema(
        request=ArticleDetailsSerializer,
        parameters=[IF_MATCH],
        responses={200: CorrectedSerializer, **WRITE_PROBLEMS},
    )
    @action(detail=True, methods=["post"])
    def details(self, request: Request, public_id: str) -> Response:
        """Say who published an article, when, under which title and byline; claims are weighed anew,
        and the article is read again."""
        article: Article = self.get_object()
        said = body_of(ArticleDetailsSerializer, request)
        details = ArticleDetails(
            outlet=said.get("outlet", article.outlet.name if article.outlet else ""),
            title=said.get("title", article.title),
            published_on=said.get("published_on", article.published_on),
            byline=said.get("byline", article.byline),
        )
        by = by_of(request, public_id, said["reason"])

        def now() -> dict[str, Any]:
            row = self.get_object()
            return {"etag": self.etag_of(row), "current": ArticleSerializer(row).data}

        change = done(lambda: correct_article(article=article, details=details, by=by), now)
        row = self.get_object()
        answer = Response(CorrectedSerializer({"change": change, "article": row}).data)
        answer["ETag"] = self.etag_of(row)
        return answer
