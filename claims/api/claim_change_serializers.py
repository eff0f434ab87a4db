"""What is sent to change claims, and what is told of it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.acting import ChangedProblem
from claims.api.change_serializers import ReviewReasonSerializer
from claims.api.serializers import AssessmentSerializer
from claims.models import Assertion, Challenge, Claim, ClaimSuggestion
from claims.services.claim_changes import MOST_MERGED

MOST_SPLIT = 1000


def _claims(**options: Any) -> Any:
    return serializers.SlugRelatedField(
        slug_field="public_id", queryset=Claim.objects.all(), **options
    )


def _statements(**options: Any) -> Any:
    return serializers.SlugRelatedField(
        slug_field="public_id", queryset=Assertion.objects.all(), **options
    )


class WhySerializer(serializers.Serializer[Any]):
    """Why something is done."""

    reason = serializers.CharField(max_length=5000)


class MergeClaimsSerializer(WhySerializer):
    """Claims that become this one."""

    sources = _claims(many=True)

    def validate_sources(self, value: list[Claim]) -> list[Claim]:
        if not 1 <= len(value) <= MOST_MERGED or len({c.pk for c in value}) < len(value):
            raise serializers.ValidationError(f"From 1 to {MOST_MERGED} different claims.")
        return value


class _WhereSerializer(serializers.Serializer[Any]):
    """`into` a claim that is there, or else a new one called `title` (empty: composed)."""

    into = _claims(required=False)
    title = serializers.CharField(max_length=300, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "into" in attrs and attrs.get("title"):
            raise serializers.ValidationError({"into": "Give either `into` or `title`."})
        return {**attrs, "to": attrs.get("into") or attrs.get("title", "")}


class SplitClaimSerializer(_WhereSerializer, WhySerializer):
    """Statements that go to another claim: `into` one that is there, or a new one called `title`."""

    statements = _statements(many=True)

    def validate_statements(self, value: list[Assertion]) -> list[Assertion]:
        if not 1 <= len(value) <= MOST_SPLIT:
            raise serializers.ValidationError(f"From 1 to {MOST_SPLIT} statements.")
        return value


class PlaceSerializer(_WhereSerializer, ReviewReasonSerializer):
    """The claim a statement belongs to: `into` one that is there, or a new one called `title`."""


class RetitleSerializer(ReviewReasonSerializer):
    """What a claim is called from now on."""

    title = serializers.CharField(max_length=300)


class CloseChallengeSerializer(WhySerializer):
    """A challenge, by its statement and kind, and why it no longer stands."""

    assertion = _statements()
    kind = serializers.ChoiceField(choices=Challenge.Kind.choices)


class RecordChallengeSerializer(CloseChallengeSerializer):
    """A statement, placed here or elsewhere, that speaks against the claim; and why you say so."""


class ClaimChangedProblem(ChangedProblem):
    """A problem with the claim as it is now, and with what others did and decided since."""

    decisions = AssessmentSerializer(many=True)


class MergedSerializer(serializers.Serializer[Any]):
    """Where a claim that was merged is now."""

    id = serializers.CharField()
    merged_into = serializers.CharField()


class HistoryEventSerializer(serializers.Serializer[Any]):
    """Something that happened to a claim, or (`claim`) to one merged into it. `who` is a person's name
    or claimbase; `change` and `decision` are there for what a person did; `revision` is the state it left
    the claim in, where one is kept."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    what = serializers.CharField()
    why = serializers.CharField()
    change = serializers.CharField(source="change.public_id", read_only=True, allow_null=True)
    decision = serializers.IntegerField(source="decision.pk", read_only=True, allow_null=True)
    claim = serializers.CharField(source="claim.public_id", read_only=True, allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    may_be_undone = serializers.BooleanField()


class HistorySerializer(serializers.Serializer[Any]):
    """Events, newest first; `older` is the `before` of the next page."""

    events = HistoryEventSerializer(many=True)
    older = serializers.DateTimeField(allow_null=True)


class ClaimSuggestionSerializer(serializers.ModelSerializer[ClaimSuggestion]):
    """Two claims that may ask the same question, with the score and its reasons."""

    id = serializers.CharField(source="public_id")
    first: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )
    second: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )
    titles = serializers.SerializerMethodField()

    class Meta:
        model = ClaimSuggestion
        fields = ("id", "first", "second", "titles", "score", "reasons", "state", "created_at")
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_titles(self, row: ClaimSuggestion) -> list[str]:
        return [row.first.title, row.second.title]


class AnswerSerializer(ReviewReasonSerializer):
    """`same` merges the two, `different` keeps them apart, `unsure` leaves it to others."""

    answer = serializers.ChoiceField(choices=["same", "different", "unsure"])
