"""Who is who, as JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.serializers import SpeakerReference
from claims.models import MergeSuggestion, Speaker, SpeakerAlias, SpeakerChange, SuggestionJudgement


class AliasSerializer(serializers.ModelSerializer[SpeakerAlias]):
    """A name: `set_by` null is the machine, with its score (0..1) and reasons; `article` is the one
    article in which a last name alone is known."""

    set_by = serializers.CharField(source="set_by.username", allow_null=True, default=None)
    article = serializers.SerializerMethodField()

    class Meta:
        model = SpeakerAlias
        fields = ("id", "name", "key", "score", "reasons", "set_by", "article", "created_at")
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"]})
    def get_article(self, row: SpeakerAlias) -> str | None:
        return row.article_id_in_key or None


class SpeakerSerializer(serializers.ModelSerializer[Speaker]):
    """A speaker with its first names; `/aliases/` has all."""

    id = serializers.CharField(source="public_id")
    url = serializers.CharField(source="get_absolute_url")
    aliases = AliasSerializer(many=True, source="first_names")
    members = SpeakerReference(many=True)

    class Meta:
        model = Speaker
        fields = (
            "id", "url", "name", "kind", "role", "affiliation", "country", "aliases", "members",
            "is_removed", "version",
        )  # fmt: skip
        read_only_fields = fields


class ChangeSerializer(serializers.ModelSerializer[SpeakerChange]):
    """A merge, split, new name or alias, other details, a removal, or the undoing of one."""

    id = serializers.CharField(source="public_id")
    speaker = SpeakerReference()
    other = SpeakerReference(allow_null=True)
    by = serializers.CharField(source="by.username")
    undoes: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True, allow_null=True
    )
    is_undone = serializers.BooleanField()

    class Meta:
        model = SpeakerChange
        fields = (
            "id", "kind", "speaker", "other", "summary", "reason", "by", "undoes", "is_undone",
            "created_at",
        )  # fmt: skip
        read_only_fields = fields


class JudgementSerializer(serializers.ModelSerializer[SuggestionJudgement]):
    by = serializers.CharField(source="by.username")

    class Meta:
        model = SuggestionJudgement
        fields = ("verdict", "reason", "by", "created_at")
        read_only_fields = fields


class SuggestionSerializer(serializers.ModelSerializer[MergeSuggestion]):
    """Two speakers that may be one, with the answers given so far."""

    id = serializers.CharField(source="public_id")
    first = SpeakerReference()
    second = SpeakerReference()
    judgements = JudgementSerializer(many=True)

    class Meta:
        model = MergeSuggestion
        fields = ("id", "first", "second", "score", "reasons", "state", "judgements", "created_at")
        read_only_fields = fields


class ReasonedSerializer(serializers.Serializer[Any]):
    """Why something is done."""

    reason = serializers.CharField(max_length=5000)


def _speakers() -> Any:
    return Speaker.objects.all()


class MergeSerializer(ReasonedSerializer):
    """Speakers that become this one."""

    sources: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", queryset=_speakers(), many=True
    )

    def validate_sources(self, value: list[Speaker]) -> list[Speaker]:
        if not 1 <= len(value) <= 50 or len({s.pk for s in value}) < len(value):
            raise serializers.ValidationError("From 1 to 50 different speakers.")
        return value


class SplitSerializer(ReasonedSerializer):
    """Names that go to another speaker: `into` one that is there, or a new one called `name`."""

    aliases = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=1000,
    )
    into: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", queryset=_speakers(), required=False
    )
    name = serializers.CharField(max_length=300, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("into" in attrs) == ("name" in attrs):
            raise serializers.ValidationError({"into": "Give either `into` or `name`."})
        return attrs


class DetailsSerializer(ReasonedSerializer):
    """What a speaker is. A field that is left out stays as it is; `members` are all of a group's."""

    kind = serializers.ChoiceField(choices=Speaker.Kind.choices, required=False)
    role = serializers.CharField(max_length=300, required=False, allow_blank=True)
    affiliation = serializers.CharField(max_length=300, required=False, allow_blank=True)
    country = serializers.CharField(max_length=100, required=False, allow_blank=True)
    members: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", queryset=_speakers(), many=True, required=False
    )


class NameSerializer(ReasonedSerializer):
    """A name to call the speaker by, or to know it by."""

    name = serializers.CharField(max_length=300)
