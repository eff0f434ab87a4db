"""Novelty receipts as JSON: what each article added when it was read."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.filters import ReceiptFilter
from claims.models import NoveltyReceipt
from sources.api.viewsets import ReadViewSet


class NoveltySerializer(serializers.Serializer[Any]):
    """Ids of the article's statements by what they bring; one may be in several lists."""

    new_claim = serializers.ListField(child=serializers.CharField())
    new_support = serializers.ListField(child=serializers.CharField())
    new_figure = serializers.ListField(child=serializers.CharField())
    challenge = serializers.ListField(child=serializers.CharField())
    repeats = serializers.ListField(child=serializers.CharField())
    copy = serializers.ListField(child=serializers.CharField())


class ReceiptSerializer(serializers.ModelSerializer[NoveltyReceipt]):
    """The id of a receipt is that of its article."""

    id = serializers.CharField(source="article.public_id")
    statements = NoveltySerializer()

    class Meta:
        model = NoveltyReceipt
        fields = ("id", "statement_count", "statements", "summary", "created_at")
        read_only_fields = fields


class ReceiptViewSet(ReadViewSet):
    """What articles added to what was known before them."""

    queryset = NoveltyReceipt.objects.select_related("article").defer(
        "article__text", "article__search", "article__zones"
    )
    serializer_class = ReceiptSerializer
    filterset_class = ReceiptFilter
    lookup_field = "article__public_id"
    lookup_url_kwarg = "public_id"

    def etag_of(self, row: Any) -> str:
        return f'"receipt-{row.pk}"'
