"""The comparison of outlets, as JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from claims.api.serializers import ClaimSerializer
from claims.comparing_filters import KEYSETS, ComparedClaimFilter, chosen_outlets
from claims.models import Claim
from claims.services.comparing import (
    LEAST_OUTLETS,
    MOST_OUTLETS,
    Asking,
    Cell,
    Comparison,
    Row,
    compare_outlets,
)
from claims.weighing.comparing import Tally, Treatment
from sources.api.pagination import KeysetPagination
from sources.api.serializers import OutletReference
from sources.api.viewsets import CanView, StrictFilterBackend
from sources.keyset import BadCursorError


class TallySerializer(serializers.Serializer[Any]):
    """How often an outlet did what, out of the `claims` that were counted."""

    outlet = OutletReference()
    claims = serializers.IntegerField()
    reported = serializers.IntegerField()
    altered = serializers.IntegerField()
    disclaimed = serializers.IntegerField()
    omitted = serializers.IntegerField()
    not_reported = serializers.IntegerField()


class ComparedFigureSerializer(serializers.Serializer[Any]):
    """The figure in an outlet's newest plain statement of a claim."""

    text = serializers.CharField()
    quantifier = serializers.CharField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)


class ComparedCellSerializer(serializers.Serializer[Any]):
    """What one outlet did with one claim. `omitted` rests on what was read: no such statement was found in
    its `article` of the same story. `statement` is then what it reported of that story, and `beside` the
    claim that this states."""

    outlet = OutletReference()
    treatment = serializers.ChoiceField([(t.value, t.value) for t in Treatment])
    reasons = serializers.ListField(child=serializers.CharField())
    figure = ComparedFigureSerializer(allow_null=True)
    on = serializers.DateField(allow_null=True)
    first_on = serializers.DateField(allow_null=True)
    is_first = serializers.BooleanField(help_text="It alone reported first, of those compared.")
    on_first_day = serializers.BooleanField(help_text="On the day of the first report by anybody.")
    statement = serializers.CharField(allow_blank=True)
    statements = serializers.IntegerField()
    beside = serializers.CharField(allow_blank=True)
    article = serializers.CharField(
        allow_blank=True, help_text="Of an omission, the id of the article to check."
    )


class ComparedClaimSerializer(serializers.Serializer[Any]):
    """One claim and a cell for each outlet."""

    claim = ClaimSerializer()
    differs = serializers.BooleanField()
    cells = ComparedCellSerializer(many=True)


class _Pagination(KeysetPagination):
    """Reads the address of a page, and writes what stands around its rows."""

    def asked(self, request: Request) -> Asking:
        self.request = request
        sort = request.query_params.get("sort", next(iter(KEYSETS)))
        if sort not in KEYSETS:
            raise ValidationError({"sort": f"One of: {', '.join(KEYSETS)}."})
        cursor = request.query_params.get("cursor") or None
        return Asking(KEYSETS[sort], self._size(request), cursor)

    def around(self, found: Comparison, rows: Any) -> dict[str, Any]:
        tallies = [
            {"outlet": outlet, **{name: getattr(tally, name) for name in tally.__slots__}}
            for outlet, tally in found.tallies
        ]
        return {
            "tallies": TallySerializer(tallies, many=True).data,
            "is_capped": found.is_capped,
            "next": self._address(found.page.next),
            "previous": self._address(found.page.previous),
            "results": rows,
        }

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        found = super().get_paginated_response_schema(schema)
        counts = {name: {"type": "integer"} for name in Tally.__slots__}
        outlet = {"$ref": "#/components/schemas/OutletReference"}
        tally = {"type": "object", "properties": {"outlet": outlet, **counts}}
        return {
            **found,
            "required": ["tallies", "is_capped", *found["required"]],
            "properties": {
                "tallies": {
                    "type": "array",
                    "items": {**tally, "required": list(tally["properties"])},
                    "description": "How often each outlet did what, out of the claims counted.",
                },
                "is_capped": {
                    "type": "boolean",
                    "description": "There are more claims than the tallies count.",
                },
                **found["properties"],
            },
        }


class CompareOutletsViewSet(GenericViewSet[Claim]):
    """What several outlets did with the same claims."""

    queryset = Claim.objects.listed()
    permission_classes = (CanView,)
    filter_backends = (StrictFilterBackend,)
    filterset_class = ComparedClaimFilter
    pagination_class = _Pagination
    keysets = KEYSETS

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "outlet",
                OpenApiTypes.STR,
                many=True,
                required=True,
                description=f"Id of an outlet; {LEAST_OUTLETS} to {MOST_OUTLETS} of them, repeated.",
            ),
            OpenApiParameter(
                "differing", OpenApiTypes.BOOL, description="Only claims on which they differ."
            ),
            OpenApiParameter("find", exclude=True),
        ],
        responses=ComparedClaimSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Claims that at least one of the outlets carries, each with what every outlet did with it:
        reported, altered, disclaimed, omitted (it covered the story without the claim) or not reported."""
        outlets, wrong = chosen_outlets(request.query_params.getlist("outlet"))
        if wrong or len(outlets) < LEAST_OUTLETS:
            few = f"Give {LEAST_OUTLETS} to {MOST_OUTLETS} outlets."
            raise ValidationError({"outlet": wrong or [few]})
        claims = self.filter_queryset(self.get_queryset())
        narrowed = ComparedClaimFilter(request.query_params, queryset=Claim.objects.none())
        pagination = _Pagination()
        asked = pagination.asked(request)
        differing = narrowed.is_valid() and bool(narrowed.form.cleaned_data.get("differing"))
        try:
            found = compare_outlets(
                outlets, claims, Asking(asked.keyset, asked.size, asked.cursor, differing)
            )
        except BadCursorError as error:
            raise ValidationError({"cursor": str(error)}) from error
        rows = ComparedClaimSerializer([_row(row) for row in found.rows], many=True)
        return Response(pagination.around(found, rows.data))


def _row(row: Row) -> dict[str, Any]:
    return {"claim": row.claim, "differs": row.differs, "cells": [_cell(c) for c in row.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    figure = cell.figure
    return {
        **{name: getattr(cell, name) for name in cell.__slots__ if name not in ("figure",)},
        "treatment": cell.treatment.value,
        "reasons": list(cell.reasons),
        "figure": figure
        and {
            "text": figure.text,
            "quantifier": figure.quantifier.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
        },
    }
