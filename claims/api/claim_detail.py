"""A single claim as JSON: with its origins and challenges, and computed again without some of them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.serializers import (
    ClaimSerializer,
    CountsSerializer,
    FigureSerializer,
    OriginReference,
    ReasonSerializer,
    SpeakerReference,
    figure_values,
)
from claims.models import Challenge, Claim, Status
from claims.services.assessing import reasons_json, weighed
from claims.services.evidence import Loaded, evidence_of, terms
from claims.services.origin_lines import origin_lines
from claims.services.scope import Scope
from claims.weighing import agreement_of, rests_on


class CountedOriginSerializer(serializers.Serializer[Any]):
    """An origin behind a claim with its newest figure; `left_out` says why it is not counted, empty
    when it is; `in_headline`: its figure is one of those the claim's figure is the range over;
    `sets_end`: the range may begin or end with it, which a vague figure does not beside others."""

    origin = OriginReference()
    reports = serializers.IntegerField()
    figure = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    left_out = serializers.CharField(allow_blank=True)
    in_headline = serializers.BooleanField()
    sets_end = serializers.BooleanField()


class ChallengeSerializer(serializers.ModelSerializer[Challenge]):
    """A report that speaks against a claim. `repeats` is the id of the first statement of the same voice,
    null for that one itself; what repeats is not counted again, and is closed together."""

    assertion: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True
    )
    speakers = serializers.SerializerMethodField()
    repeats = serializers.SerializerMethodField()

    class Meta:
        model = Challenge
        fields = ("kind", "assertion", "speakers", "repeats", "closed_at", "closed_because")
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"]})
    def get_repeats(self, row: Any) -> str | None:
        return None if row.place == 1 else row.first_statement

    @extend_schema_field(SpeakerReference(many=True))
    def get_speakers(self, row: Challenge) -> Any:
        speakers = [a.speaker for a in row.assertion.attributions.all()]
        return SpeakerReference(speakers, many=True).data


class LeftOutSerializer(serializers.Serializer[Any]):
    """A source that was left out."""

    id = serializers.CharField()
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class RecomputedSerializer(serializers.Serializer[Any]):
    """The claim as it would be without the sources that were asked to be left out."""

    left_out = LeftOutSerializer(many=True)
    status = serializers.ChoiceField(choices=Status.choices)
    reasons = ReasonSerializer(many=True)
    figure = FigureSerializer(allow_null=True)
    figures_agree = serializers.BooleanField(allow_null=True)
    agreement = serializers.CharField(allow_blank=True)
    counts = CountsSerializer()
    rests_on = serializers.CharField(allow_blank=True)
    origins = CountedOriginSerializer(many=True)


class ClaimDetailSerializer(ClaimSerializer):
    """A claim with its origins and challenges. `rests_on` says on which origins its reports rest;
    `agreement` how the figures behind the headline go together, by name, empty with fewer than two.

    `recomputed` is null unless sources are left out with `without`; all else is always as stored.
    """

    origins = serializers.SerializerMethodField()
    rests_on = serializers.SerializerMethodField()
    agreement = serializers.SerializerMethodField()
    challenges = ChallengeSerializer(many=True)
    recomputed = serializers.SerializerMethodField()
    _known: tuple[int, Loaded] | None = None

    class Meta(ClaimSerializer.Meta):
        fields: tuple[str, ...] = (
            *ClaimSerializer.Meta.fields, "rests_on", "agreement", "origins", "challenges", "recomputed",
        )  # fmt: skip
        read_only_fields = fields

    def _loaded(self, row: Claim) -> Loaded:
        if self._known is None or self._known[0] != row.pk:
            self._known = (row.pk, evidence_of(row.pk))
        return self._known[1]

    @extend_schema_field(CountedOriginSerializer(many=True))
    def get_origins(self, row: Claim) -> Any:
        return _origins(self._loaded(row))

    @extend_schema_field({"type": "string"})
    def get_rests_on(self, row: Claim) -> str:
        loaded = self._loaded(row)
        return rests_on(loaded.evidence, weighed(loaded)[0])

    @extend_schema_field({"type": "string"})
    def get_agreement(self, row: Claim) -> str:
        return agreement_of(weighed(self._loaded(row))[0], terms())

    @extend_schema_field(RecomputedSerializer(allow_null=True))
    def get_recomputed(self, row: Claim) -> dict[str, Any] | None:
        scope: Scope | None = self.context.get("scope")
        return recomputed(row, scope) if scope and scope.left_out else None


def recomputed(claim: Claim, scope: Scope) -> dict[str, Any]:
    """A claim without some sources, as JSON."""
    loaded = evidence_of(claim.pk, scope)
    verdict, changes = weighed(loaded)
    evidence, top = loaded.evidence, verdict.headline
    return {
        "left_out": [{"id": o.id, "kind": o.kind, "label": o.label} for o in scope.left_out],
        "status": verdict.status.value,
        "reasons": reasons_json(verdict.rules, changes),
        "figure": figure_values(top.text, top.quantifier, top.low, top.high, top.unit)
        if top
        else None,
        "figures_agree": top.agree if top else None,
        "agreement": agreement_of(verdict, terms()),
        "counts": {
            "independent_origins": verdict.independence.count,
            "reports": evidence.reports,
            "outlets": evidence.outlets,
            "mentions_without_figure": evidence.unfigured,
            "challenges": evidence.objection_count,
        },
        "rests_on": rests_on(evidence, verdict),
        "origins": _origins(loaded),
    }


def _origins(loaded: Loaded) -> list[dict[str, Any]]:
    return [
        {
            "origin": OriginReference(line.origin).data,
            "reports": line.reports,
            "figure": line.figure_text,
            "as_of": line.as_of,
            "left_out": line.left_out,
            "in_headline": line.in_headline,
            "sets_end": line.sets_end,
        }
        for line in origin_lines(loaded, weighed(loaded)[0])
    ]
