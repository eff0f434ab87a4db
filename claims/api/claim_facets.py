"""How many claims there are for each value of each facet."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from claims.filters import ClaimFilter
from claims.models import Claim
from claims.services.facets import FacetCounts, Window, count_facets
from sources.api.viewsets import PAGING

FACETS = tuple(ClaimFilter(queryset=Claim.objects.none()).facets)
GIVEN, MOST_GIVEN = 50, 500


class FacetValueSerializer(serializers.Serializer[Any]):
    """`count`: claims that have the value and meet every other facet."""

    value = serializers.CharField(help_text="As the list takes it.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    is_chosen = serializers.BooleanField()


class FacetSerializer(serializers.Serializer[Any]):
    """`value_count` is how many values there are, given or not."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value_count = serializers.IntegerField()
    values = FacetValueSerializer(many=True)


class FacetCountsSerializer(serializers.Serializer[Any]):
    """`total` claims are listed, or more when it is not exact. `counted` null: the values are counted
    among all claims; otherwise among so many, those that changed last."""

    total = serializers.IntegerField()
    total_is_exact = serializers.BooleanField(source="is_exact")
    counted = serializers.IntegerField(allow_null=True)
    facets = serializers.SerializerMethodField()

    @extend_schema_field(FacetSerializer(many=True))
    def get_facets(self, counts: FacetCounts) -> Any:
        return FacetSerializer(counts.facets.values(), many=True).data


class ClaimFacets(GenericViewSet[Claim]):
    """Adds `facets/` to the claims."""

    @extend_schema(
        filters=True,
        parameters=[
            OpenApiParameter(
                "facet",
                {"type": "array", "items": {"type": "string", "enum": list(FACETS)}},
                description="Count only these; repeatable.",
            ),
            OpenApiParameter(
                "most",
                {"type": "integer", "minimum": 1, "maximum": MOST_GIVEN, "default": GIVEN},
                description="Values given of facets that may have any number of them, those with most "
                "claims; chosen ones are given always.",
            ),
        ],
        responses=FacetCountsSerializer,
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def facets(self, request: Request) -> Response:
        """Counts under one rule: of several values of a facet any will do, every facet has to be met,
        and what is chosen in a facet does not narrow its own values."""
        asked = request.query_params
        narrowed = ClaimFilter(asked, queryset=Claim.objects.listed(), request=request)
        # So that the address of a list can be asked for its counts as it is.
        known = {*narrowed.filters, *PAGING, "facet", "most"}
        if unknown := [name for name in asked if name not in known]:
            raise ValidationError(dict.fromkeys(unknown, "There is no such parameter."))
        if not narrowed.is_valid():
            raise ValidationError(narrowed.errors)
        names = asked.getlist("facet")
        if wrong := [name for name in names if name not in FACETS]:
            raise ValidationError({"facet": f"There is no facet {wrong[0]!r}."})
        counts = count_facets(narrowed, names or None, Window(_most(asked.get("most", str(GIVEN)))))
        return Response(FacetCountsSerializer(counts).data)


def _most(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:6]) <= MOST_GIVEN:
        raise ValidationError({"most": f"A number from 1 to {MOST_GIVEN}."})
    return int(raw)
