"""Endpoints of origins: reading, and what editors decide on them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import REFUSALS, EditsClaims, body_of, done, user_of
from claims.api.change_serializers import EditorialChangeSerializer
from claims.api.serializers import OriginSerializer
from claims.filters import OriginFilter
from claims.models import Origin, Speaker
from claims.services.acting import By
from claims.services.correcting_origins import Given, OwnVoice, Spoken, Unknown, unify_origins
from sources.api.viewsets import ReadViewSet


def _by_id(model: type[Any], **options: Any) -> serializers.SlugRelatedField[Any]:
    return serializers.SlugRelatedField(
        slug_field="public_id", queryset=model._default_manager.all(), **options
    )


class OriginCorrectionSerializer(serializers.Serializer[Any]):
    """Where a statement comes from: an `origin` that is there, `speakers` with `medium` and
    `dated_on` as far as known, the `outlet` itself, or `unknown`."""

    choice = serializers.ChoiceField(choices=("origin", "speakers", "outlet", "unknown"))
    origin = _by_id(Origin, required=False, allow_null=True)
    speakers = _by_id(Speaker, many=True, required=False)
    medium = serializers.CharField(max_length=200, required=False, allow_blank=True)
    dated_on = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=5000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wanted = attrs["choice"]
        if wanted in ("origin", "speakers") and not attrs.get(wanted):
            raise ValidationError({wanted: "This choice needs it."})
        return attrs


def given_origin(said: dict[str, Any]) -> Given:
    """What was chosen, of what an OriginCorrectionSerializer found valid."""
    if said["choice"] == "origin":
        origin: Origin = said["origin"]
        return origin
    if said["choice"] == "speakers":
        return Spoken(tuple(said["speakers"]), said.get("medium", ""), said.get("dated_on"))
    return OwnVoice() if said["choice"] == "outlet" else Unknown()


class UnifySerializer(serializers.Serializer[Any]):
    """The origin that another one is, and why."""

    into = _by_id(Origin)
    reason = serializers.CharField(max_length=5000)


class OriginViewSet(ReadViewSet):
    """Where reports come from."""

    queryset = Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers")
    serializer_class = OriginSerializer
    filterset_class = OriginFilter

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.filter(merged_into=None) if self.action == "list" else found

    @extend_schema(request=UnifySerializer, responses={200: EditorialChangeSerializer, **REFUSALS})
    @action(detail=True, methods=["post"], permission_classes=(EditsClaims,))
    def unify(self, request: Request, public_id: str) -> Response:
        """Say that this origin is the same occasion as another; it leads there from then on."""
        origin = self.get_object()
        said = body_of(UnifySerializer, request)
        by = By(user_of(request), said["reason"])
        change = done(lambda: unify_origins(origin=origin, into=said["into"], by=by))
        return Response(EditorialChangeSerializer(change).data)
