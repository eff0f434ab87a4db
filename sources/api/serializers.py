"""Sources as JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import Article, IngestBatch, Outlet, SourceFile


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    id = serializers.CharField(source="public_id")
    aliases: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        many=True, read_only=True, slug_field="name"
    )

    class Meta:
        model = Outlet
        fields = ("id", "name", "domain", "family", "reliability", "aliases")
        read_only_fields = fields


class OutletReference(serializers.ModelSerializer[Outlet]):
    id = serializers.CharField(source="public_id")

    class Meta:
        model = Outlet
        fields = ("id", "name")
        read_only_fields = fields


class SourceFileSerializer(serializers.ModelSerializer[SourceFile]):
    id = serializers.CharField(source="public_id")
    article = serializers.SerializerMethodField()

    class Meta:
        model = SourceFile
        fields = (
            "id", "name", "sha256", "size", "media_type", "state", "error_code", "error", "attempts",
            "received_at", "finished_at", "article",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"]})
    def get_article(self, row: SourceFile) -> str | None:
        article = getattr(row, "article", None)
        return article.public_id if article else None


class UploadSerializer(serializers.Serializer[Any]):
    """A file to read, with what is known about it."""

    file = serializers.FileField()
    outlet = serializers.CharField(required=False, max_length=200)
    url = serializers.URLField(required=False, max_length=2000)
    title = serializers.CharField(required=False, max_length=1000)
    byline = serializers.CharField(required=False, max_length=500)
    published = serializers.DateField(required=False)


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text."""

    id = serializers.CharField(source="public_id")
    outlet = OutletReference(allow_null=True)
    syndicated_from = OutletReference(allow_null=True)
    text_from = OutletReference(allow_null=True)
    copy_of: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        allow_null=True, slug_field="public_id", read_only=True
    )
    source_file: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id", "title", "byline", "dateline", "outlet", "syndicated_from", "copy_of", "text_from",
            "text_from_because", "published_on",
            "language", "url", "source_file", "basis", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class ZoneSerializer(serializers.Serializer[Any]):
    """A stretch of the text and what it is; offsets are Unicode code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.CharField()
    rule = serializers.CharField()


class ArticleDetailSerializer(ArticleSerializer):
    """An article with its text; all offsets are Unicode code points of it."""

    zones = ZoneSerializer(many=True)

    class Meta(ArticleSerializer.Meta):
        fields: tuple[str, ...] = (*ArticleSerializer.Meta.fields, "text", "zones")
        read_only_fields = fields


class BatchSerializer(serializers.ModelSerializer[IngestBatch]):
    id = serializers.CharField(source="public_id")

    class Meta:
        model = IngestBatch
        fields = ("id", "name", "channel", "created_at")
        read_only_fields = fields
