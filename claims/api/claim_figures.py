"""The figures of a claim and where its reports come from, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.claim_acts import MOVED
from claims.api.serializers import FigureSerializer
from claims.models import Claim
from claims.services.assessing import weighed
from claims.services.evidence import evidence_of
from claims.services.figure_block import series_of
from claims.services.figure_values import series_values
from claims.services.provenance import provenance
from claims.services.scope import Scope, UnknownSourceError, scope_without

_WITHOUT = OpenApiParameter(
    "without",
    {"type": "array", "items": {"type": "string"}},
    description="Ids of articles, outlets, origins or speakers to leave out; repeatable.",
)
_read: dict[str, Any] = {"methods": ["get"], "filter_backends": (), "pagination_class": None}


class IntervalSerializer(serializers.Serializer[Any]):
    """The numbers a figure stands for; `high` null = without end."""

    low = serializers.CharField()
    high = serializers.CharField(allow_null=True)


class PointArticleSerializer(serializers.Serializer[Any]):
    """An article by id and title."""

    id = serializers.CharField()
    title = serializers.CharField()


class PointOriginSerializer(serializers.Serializer[Any]):
    """An origin by id and label."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class PointSerializer(serializers.Serializer[Any]):
    """A statement that gives a figure. `role` says in words whether it counts, and why not."""

    statement = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    figure = FigureSerializer()
    interval = IntervalSerializer()
    stance = serializers.CharField()
    role = serializers.CharField()
    is_counted = serializers.BooleanField()
    is_challenge = serializers.BooleanField()
    is_copy = serializers.BooleanField()
    speaker = serializers.CharField()
    outlet = serializers.CharField()
    article = PointArticleSerializer()
    origin = PointOriginSerializer(allow_null=True)


class FigureSeriesSerializer(serializers.Serializer[Any]):
    """The figures of a claim, the newest first; when `total` is more than `shown`, the newest of every
    origin and then the newest of all. Figures of another `unit` are in no chart."""

    claim = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    total = serializers.IntegerField()
    shown = serializers.IntegerField()
    points = PointSerializer(many=True)


class StepSerializer(serializers.Serializer[Any]):
    """A medium between an origin and the outlets; `outlet` is its id, empty where it is not known."""

    role = serializers.ChoiceField(choices=("copied", "cited", "told"))
    name = serializers.CharField()
    outlet = serializers.CharField(allow_blank=True)


class LeafSerializer(serializers.Serializer[Any]):
    """An article; `copy_of` is the id of the article it is a copy of, empty when it is none."""

    id = serializers.CharField()
    title = serializers.CharField()
    day = serializers.DateField(allow_null=True)
    statement = serializers.CharField()
    copy_of = serializers.CharField(allow_blank=True)


class BranchSerializer(serializers.Serializer[Any]):
    """An outlet with its newest articles, and how many `more` there are."""

    id = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    reports = serializers.IntegerField()
    articles = LeafSerializer(many=True)
    more = serializers.IntegerField()


class WaySerializer(serializers.Serializer[Any]):
    """Reports that came through the same media, the nearest to the origin first."""

    steps = StepSerializer(many=True)
    reports = serializers.IntegerField()
    outlet_count = serializers.IntegerField()
    outlets = BranchSerializer(many=True)
    more = serializers.IntegerField()


class RootSerializer(serializers.Serializer[Any]):
    """An origin; `left_out` says why it is not counted, empty when it is."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    left_out = serializers.CharField(allow_blank=True)
    reports = serializers.IntegerField()
    outlet_count = serializers.IntegerField()
    ways = WaySerializer(many=True)
    more_ways = serializers.IntegerField()


class CountedRootSerializer(RootSerializer):
    """A counted origin, with those that are tied to it and so not counted."""

    tied = RootSerializer(many=True)
    more_tied = serializers.IntegerField()


class ProvenanceSerializer(serializers.Serializer[Any]):
    """Where the reports of a claim come from: origin, media, outlets, articles. `more` are how many are
    not listed; ways and outlets are read from `looked_at` statements, the newest."""

    counted = CountedRootSerializer(many=True)
    apart = RootSerializer(many=True)
    more_counted = serializers.IntegerField()
    more_apart = serializers.IntegerField()
    origin_count = serializers.IntegerField()
    compared = serializers.IntegerField()
    reports = serializers.IntegerField()
    looked_at = serializers.IntegerField()


class ClaimFigures:
    """What the page of a claim draws, as JSON."""

    get_object: Callable[[], Claim]

    @extend_schema(
        parameters=[_WITHOUT], responses={200: FigureSeriesSerializer, 301: MOVED}, filters=False
    )
    @action(detail=True, **_read)
    def figure(self, request: Request, public_id: str) -> Response:
        """The figures that statements of this claim give, and of the challenges to it."""
        claim, scope = self.get_object(), _scope(request)
        return Response(FigureSeriesSerializer(series_values(claim, series_of(claim, scope))).data)

    @extend_schema(
        parameters=[_WITHOUT], responses={200: ProvenanceSerializer, 301: MOVED}, filters=False
    )
    @action(detail=True, **_read)
    def provenance(self, request: Request, public_id: str) -> Response:
        """Where the reports of this claim come from, as a tree."""
        claim, scope = self.get_object(), _scope(request)
        loaded = evidence_of(claim.pk, scope)
        tree = provenance(claim.pk, loaded, weighed(loaded)[0], scope)
        return Response(ProvenanceSerializer(tree).data)


def _scope(request: Request) -> Scope:
    try:
        return scope_without(request.query_params.getlist("without"))
    except UnknownSourceError as error:
        raise ValidationError({"without": str(error)}) from error
