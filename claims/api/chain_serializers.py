"""The way of a statement, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.models import ChainLink
from sources.api.serializers import OutletReference


class ChainLinkSerializer(serializers.ModelSerializer[ChainLink]):
    """One hop, the outlet that published first. Speakers who speak jointly share a `position`; `basis`
    is the rule that gave the hop, `start` and `end` its place in the article's text."""

    name = serializers.CharField(source="label")
    named = serializers.CharField(source="name", help_text="As the text has it.")
    outlet = OutletReference(allow_null=True)
    speaker: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        allow_null=True, slug_field="public_id", read_only=True
    )

    class Meta:
        model = ChainLink
        fields = (
            "position", "role", "name", "named", "outlet", "speaker", "basis", "start", "end",
        )  # fmt: skip
        read_only_fields = fields
