"""Endpoints of origins: reading, and what editors decide on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.serializers import AssertionSerializer, OriginSerializer
from claims.filters import OriginFilter
from claims.models import Assertion, EditorialChange, Origin, Speaker
from claims.services.acting import By, ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.correcting_origins import (
    Given,
    OwnVoice,
    Spoken,
    Unknown,
    correct_origin,
    unify_origins,
)
from claims.services.editorial import undo
from sources.api.problems import Conflict, PreconditionFailed, PreconditionRequired
from sources.api.viewsets import ReadViewSet

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The statement's ETag, as you read it; `*` for whatever it is now.",
)
_CONFLICT = OpenApiResponse(
    description="It does not go together with how things are; see `detail`."
)
_CHANGED = OpenApiResponse(description="The statement changed meanwhile.")
_NO_VERSION = OpenApiResponse(description="There is no If-Match.")
_ROLE = "Correcting an origin needs the role of an editor."


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

    @property
    def given(self) -> Given:
        """What was chosen, once it is valid."""
        said = self.validated_data
        if said["choice"] == "origin":
            origin: Origin = said["origin"]
            return origin
        if said["choice"] == "speakers":
            speakers = tuple(said["speakers"])
            return Spoken(speakers, said.get("medium", ""), said.get("dated_on"))
        return OwnVoice() if said["choice"] == "outlet" else Unknown()


class UnifySerializer(serializers.Serializer[Any]):
    """The origin that another one is, and why."""

    into = _by_id(Origin)
    reason = serializers.CharField(max_length=5000)


class UndoSerializer(serializers.Serializer[Any]):
    """Why an act is taken back."""

    reason = serializers.CharField(max_length=5000)


class OriginChangeSerializer(serializers.ModelSerializer[EditorialChange]):
    """What an editor decided on an origin, or the undoing of it."""

    id = serializers.CharField(source="public_id")
    by = serializers.CharField(source="by.username")
    assertion: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True, allow_null=True
    )
    origin: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", read_only=True, allow_null=True
    )

    class Meta:
        model = EditorialChange
        fields = ("id", "kind", "summary", "reason", "by", "assertion", "origin", "created_at")
        read_only_fields = fields


class MayEdit(IsAuthenticated):
    """Correcting needs an editor."""

    message = _ROLE

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and request.user.has_perm("claims.edit_claims")


class OriginViewSet(ReadViewSet):
    """Where reports come from."""

    queryset = Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers")
    serializer_class = OriginSerializer
    filterset_class = OriginFilter

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.filter(merged_into=None) if self.action == "list" else found

    @extend_schema(request=UnifySerializer, responses={200: OriginChangeSerializer, 409: _CONFLICT})
    @action(detail=True, methods=["post"], permission_classes=(MayEdit,))
    def unify(self, request: Request, public_id: str) -> Response:
        """Say that this origin is the same occasion as another; it leads there from then on."""
        origin = self.get_object()
        said = UnifySerializer(data=request.data)
        said.is_valid(raise_exception=True)
        into, by = said.validated_data["into"], By(_user(request), said.validated_data["reason"])
        change = _done(lambda: unify_origins(origin=origin, into=into, by=by))
        return Response(OriginChangeSerializer(change).data)


class OriginChangeViewSet(ReadViewSet):
    """What editors decided on origins, newest first."""

    queryset = (
        EditorialChange.objects.filter(kind=EditorialChange.Kind.ORIGIN)
        .select_related("by", "assertion", "origin", "undone_by")
        .defer("journal")
    )
    serializer_class = OriginChangeSerializer
    permission_classes = (MayEdit,)

    def etag_of(self, row: EditorialChange) -> str:
        return f'"{row.public_id}-{int(row.is_undone)}"'

    @extend_schema(request=UndoSerializer, responses={200: OriginChangeSerializer, 409: _CONFLICT})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, public_id: str) -> Response:
        """Take a decision back; twice does nothing more."""
        change = self.get_object()
        said = UndoSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        by = By(_user(request), said.validated_data["reason"])
        return Response(OriginChangeSerializer(_done(lambda: undo(change=change, by=by))).data)


class CorrectsOrigin:
    """The part of the statements' endpoint that corrects where one comes from."""

    @extend_schema(
        request=OriginCorrectionSerializer,
        parameters=[_IF_MATCH],
        responses={200: AssertionSerializer, 409: _CONFLICT, 412: _CHANGED, 428: _NO_VERSION},
    )
    @action(detail=True, methods=["post"], url_path="origin", permission_classes=(IsAuthenticated,))
    def correct_origin(self, request: Request, public_id: str) -> Response:
        """Say where the statement comes from; the machine leaves it alone from then on."""
        if not request.user.has_perm("claims.edit_claims"):
            raise PermissionDenied(_ROLE)
        row: Assertion = self.get_object()  # type: ignore[attr-defined]
        said = OriginCorrectionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        by = By(_user(request), said.validated_data["reason"], _version(request, row))
        _done(lambda: correct_origin(assertion=row, given=said.given, by=by))
        return Response(AssertionSerializer(self.get_object()).data)  # type: ignore[attr-defined]


def _version(request: Request, row: Assertion) -> int | None:
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise PreconditionRequired
    if wanted == "*":
        return None
    prefix, _, version = wanted.strip('"').rpartition("-")
    if prefix != row.public_id or not (version.isascii() and version.isdigit()):
        raise PreconditionFailed("The If-Match header is not an ETag of this statement.")
    return int(version)


def _user(request: Request) -> User:
    return request.user  # type: ignore[return-value]


def _done(work: Callable[[], EditorialChange]) -> EditorialChange:
    """What the work gives; its refusals become problems."""
    try:
        return work()
    except ConflictError as error:
        raise PreconditionFailed(str(error)) from error
    except (ChangeRefusedError, UndoBlockedError) as error:
        raise Conflict(str(error)) from error
