"""Sources as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import Article, BatchItem, IngestBatch, Outlet, SourceFile
from sources.services.progress import Progress


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
    """A batch with how far it is. `state`: reading, done, partly_failed, failed or cancelled."""

    id = serializers.CharField(source="public_id")
    state = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    class Meta:
        model = IngestBatch
        fields = (
            "id", "name", "channel", "created_at", "cancelled_at", "state", "counts", "items", "page",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(
        {"type": "string", "enum": ["reading", "done", "partly_failed", "failed", "cancelled"]}
    )
    def get_state(self, row: IngestBatch) -> str:
        return self._progress(row).state

    @extend_schema_field(
        {
            "type": "object",
            "required": [
                "total",
                "waiting",
                "done",
                "failed",
                "cancelled",
                "duplicates",
                "refused",
            ],
            "additionalProperties": {"type": "integer"},
        }
    )
    def get_counts(self, row: IngestBatch) -> dict[str, int]:
        return asdict(self._progress(row))

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_items(self, row: IngestBatch) -> str:
        return f"/api/v1/batches/{row.public_id}/items/"

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_page(self, row: IngestBatch) -> str:
        return row.get_absolute_url()

    def _progress(self, row: IngestBatch) -> Progress:
        progress: dict[int, Progress] = self.context["progress"]
        return progress[row.pk]


class BatchItemSerializer(serializers.ModelSerializer[BatchItem]):
    """One file or web address of a batch; `state` is the file's, once there is one."""

    id = serializers.IntegerField(source="pk")
    state = serializers.CharField(source="state_key")
    error = serializers.CharField(source="shown_error")
    error_code = serializers.CharField(source="shown_error_code")
    source_file: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True, allow_null=True
    )
    article = serializers.SerializerMethodField()

    class Meta:
        model = BatchItem
        fields = (
            "id", "name", "url", "state", "error_code", "error", "is_duplicate", "is_retryable",
            "source_file", "article",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"]})
    def get_article(self, row: BatchItem) -> str | None:
        article = getattr(row.source_file, "article", None)
        return article.public_id if article else None


class HandInSerializer(serializers.Serializer[Any]):
    """A file or zip archive, or a text, with what is known about it; or a web address alone."""

    file = serializers.FileField(required=False)
    text = serializers.CharField(required=False, trim_whitespace=False)
    outlet = serializers.CharField(required=False, max_length=200)
    url = serializers.URLField(required=False, max_length=2000)
    title = serializers.CharField(required=False, max_length=1000)
    byline = serializers.CharField(required=False, max_length=500)
    published = serializers.DateField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one thing is handed in; an address beside a file or text tells where it is from."""
        if "file" in attrs and "text" in attrs:
            raise serializers.ValidationError({"text": "Send either a file or a text."})
        if not {"file", "text", "url"} & attrs.keys():
            raise serializers.ValidationError({"file": "Send a file, a text, or an address (url)."})
        return attrs


class RetrySerializer(serializers.Serializer[Any]):
    """Which item to try again; without it, all that can be."""

    item = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
