"""What editors did, as JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import EditorialChange
from claims.services.differences import differences


class DifferenceSerializer(serializers.Serializer[Any]):
    """A value that an act changed, in words."""

    field = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class EditorialChangeSerializer(serializers.ModelSerializer[EditorialChange]):
    """An act of an editor, or the undoing of one, with what it changed."""

    id = serializers.CharField(source="public_id")
    by = serializers.CharField(source="by.username")
    is_undone = serializers.BooleanField()
    differences = serializers.SerializerMethodField()

    class Meta:
        model = EditorialChange
        fields = (
            "id", "kind", "claim", "other", "assertion", "outlet", "origin", "article", "summary", "reason", "by", "undoes",
            "is_undone", "differences", "created_at",
        )  # fmt: skip
        read_only_fields = fields

    def build_field(self, field_name: str, info: Any, model_class: Any, nested_depth: int) -> Any:
        """Whatever an act is about is told by its public id."""
        if field_name in ("claim", "other", "assertion", "outlet", "origin", "article", "undoes"):
            options = {"slug_field": "public_id", "read_only": True, "allow_null": True}
            return serializers.SlugRelatedField, options
        return super().build_field(field_name, info, model_class, nested_depth)

    @extend_schema_field(DifferenceSerializer(many=True))
    def get_differences(self, row: EditorialChange) -> Any:
        return DifferenceSerializer(differences(row), many=True).data


class ReviewReasonSerializer(serializers.Serializer[Any]):
    """Why, if there is something to say."""

    reason = serializers.CharField(max_length=5000, allow_blank=True, default="")
