"""Claims as JSON. Figures are decimal strings; null is an unknown bound."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.chain_serializers import ChainLinkSerializer
from claims.figures import number_text
from claims.models import (
    Assertion,
    AssertionFlag,
    Assessment,
    Attribution,
    Claim,
    Origin,
    Speaker,
    Status,
)
from claims.models.claim import DECISIONS
from sources.api.serializers import OutletReference
from sources.models import Article


class FigureSerializer(serializers.Serializer[Any]):
    """A figure as reported, or a range over several."""

    text = serializers.CharField()
    quantifier = serializers.CharField()
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField()


def figure_json(row: Assertion | Claim) -> dict[str, str | None] | None:
    """The figure fields of a row as one object; None when it states no figure."""
    if not row.figure_quantifier:
        return None
    bounds = row.figure_low, row.figure_high
    return figure_values(row.figure_text, row.figure_quantifier, *bounds, row.figure_unit)


def figure_values(
    text: str, quantifier: str, low: Decimal | None, high: Decimal | None, unit: str
) -> dict[str, str | None]:
    """A figure as one object."""
    return {
        "text": text,
        "quantifier": str(quantifier),
        "low": None if low is None else number_text(low).replace(",", ""),
        "high": None if high is None else number_text(high).replace(",", ""),
        "unit": unit,
    }


class SpeakerReference(serializers.ModelSerializer[Speaker]):
    id = serializers.CharField(source="public_id")

    class Meta:
        model = Speaker
        fields = ("id", "name")
        read_only_fields = fields


class OriginSerializer(serializers.ModelSerializer[Origin]):
    id = serializers.CharField(source="public_id")
    speakers = SpeakerReference(many=True)
    outlet = OutletReference(allow_null=True)

    class Meta:
        model = Origin
        fields = ("id", "kind", "label", "speakers", "outlet", "occasion", "medium", "dated_on")
        read_only_fields = fields


class OriginReference(serializers.ModelSerializer[Origin]):
    id = serializers.CharField(source="public_id")

    class Meta:
        model = Origin
        fields = ("id", "label")
        read_only_fields = fields


class ArticleReference(serializers.ModelSerializer[Article]):
    id = serializers.CharField(source="public_id")
    outlet = OutletReference(allow_null=True)

    class Meta:
        model = Article
        fields = ("id", "title", "published_on", "url", "outlet")
        read_only_fields = fields


class AttributionSerializer(serializers.ModelSerializer[Attribution]):
    speaker = SpeakerReference()

    class Meta:
        model = Attribution
        fields = ("speaker", "mention", "verb", "quote", "via")
        read_only_fields = fields


class SpanSerializer(serializers.Serializer[Any]):
    """Offsets into the article's text, in Unicode code points; `end` is behind the last one."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class FlagSerializer(serializers.ModelSerializer[AssertionFlag]):
    """What the report did to the words it passes on; `beside` is the statement to compare with."""

    beside: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )

    class Meta:
        model = AssertionFlag
        fields = ("kind", "text", "beside")
        read_only_fields = fields


class AssertionSerializer(serializers.ModelSerializer[Assertion]):
    id = serializers.CharField(source="public_id")
    article = ArticleReference()
    claim: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        allow_null=True, slug_field="public_id", read_only=True
    )
    origin = OriginReference(allow_null=True)
    figure = serializers.SerializerMethodField()
    span = serializers.SerializerMethodField()
    anchor = serializers.SerializerMethodField()
    attributions = AttributionSerializer(many=True)
    flags = FlagSerializer(many=True)
    chain = ChainLinkSerializer(many=True, source="links")

    class Meta:
        model = Assertion
        fields = (
            "id", "type", "excerpt", "span", "anchor", "figure", "who", "roles", "place", "event_first",
            "event_last", "stance", "modality", "verification_note", "attributions", "chain", "origin",
            "claim", "flags", "article", "review_state", "credibility", "version", "confidence", "reasons",
            "extractor", "extractor_version",
            "extractor_prompt",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(FigureSerializer(allow_null=True))
    def get_figure(self, row: Assertion) -> dict[str, str | None] | None:
        return figure_json(row)

    @extend_schema_field(SpanSerializer)
    def get_span(self, row: Assertion) -> dict[str, int]:
        return {"start": row.span_start, "end": row.span_end}

    @extend_schema_field(SpanSerializer)
    def get_anchor(self, row: Assertion) -> dict[str, int]:
        return {"start": row.anchor_start, "end": row.anchor_end}


class RestsOnSerializer(serializers.Serializer[Any]):
    """Something a reason rests on: an origin or an assertion, by its id."""

    kind = serializers.CharField()
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class ReasonSerializer(serializers.Serializer[Any]):
    """A rule that was asked and whether it was met; or, as rule `change`, something that would lead
    to another status. `leads_to` is the status that follows when it is met; null: it only reports."""

    rule = serializers.CharField()
    met = serializers.BooleanField()
    text = serializers.CharField()
    leads_to = serializers.ChoiceField(choices=Status.choices, allow_null=True)
    rests_on = RestsOnSerializer(many=True)


class CountsSerializer(serializers.Serializer[Any]):
    """Three different numbers that are never mixed, and what stands beside them."""

    independent_origins = serializers.IntegerField()
    reports = serializers.IntegerField()
    outlets = serializers.IntegerField()
    mentions_without_figure = serializers.IntegerField()
    challenges = serializers.IntegerField()


class StatusSerializer(serializers.Serializer[Any]):
    """The status in force, the computed one with its reasons, and the editor's."""

    value = serializers.ChoiceField(choices=Status.choices)
    computed = serializers.ChoiceField(choices=Status.choices)
    decided = serializers.ChoiceField(choices=Status.choices, allow_null=True)
    reasons = ReasonSerializer(many=True)
    needs_review = serializers.BooleanField()
    needs_review_because = serializers.CharField()


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    id = serializers.CharField(source="public_id")
    url = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    figure = serializers.SerializerMethodField()
    figures_agree = serializers.BooleanField(allow_null=True)
    counts = serializers.SerializerMethodField()
    roles = serializers.SerializerMethodField()
    merged_into: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        allow_null=True, slug_field="public_id", read_only=True
    )

    class Meta:
        model = Claim
        fields: tuple[str, ...] = (
            "id", "url", "type", "title", "status", "figure", "figures_agree", "counts", "roles", "place",
            "event_first", "event_last", "first_reported_on", "last_reported_on", "merged_into", "version",
            "created_at", "changed_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, row: Claim) -> str:
        return row.get_absolute_url()

    @extend_schema_field(StatusSerializer)
    def get_status(self, row: Claim) -> dict[str, Any]:
        return {
            "value": row.status,
            "computed": row.computed_status,
            "decided": row.decided_status or None,
            "reasons": row.status_reasons,
            "needs_review": row.needs_review,
            "needs_review_because": row.needs_review_because,
        }

    @extend_schema_field(FigureSerializer(allow_null=True))
    def get_figure(self, row: Claim) -> dict[str, str | None] | None:
        return figure_json(row)

    @extend_schema_field(CountsSerializer)
    def get_counts(self, row: Claim) -> dict[str, int]:
        return {
            "independent_origins": row.independent_count,
            "reports": row.report_count,
            "outlets": row.outlet_count,
            "mentions_without_figure": row.unfigured_count,
            "challenges": row.challenge_count,
        }

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_roles(self, row: Claim) -> dict[str, str]:
        return {name: value for name, value in row.roles.items() if not name.startswith("_")}


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    by = serializers.CharField(source="by.username")
    claim: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )

    class Meta:
        model = Assessment
        fields = (
            "id", "claim", "status", "previous_status", "reason", "by", "undoes", "evidence",
            "evidence_hash", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class DecisionSerializer(serializers.Serializer[Any]):
    """A decision to record; `unassessed` withdraws an earlier one."""

    claim: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Claim.objects.filter(merged_into=None)
    )
    status = serializers.ChoiceField(choices=DECISIONS)
    reason = serializers.CharField(max_length=5000)
