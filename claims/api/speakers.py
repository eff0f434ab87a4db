"""Endpoints of speakers: reading, and who is who."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import Serializer

from claims.api.speaker_serializers import (
    AliasSerializer,
    ChangeSerializer,
    DetailsSerializer,
    MergeSerializer,
    NameSerializer,
    ReasonedSerializer,
    SpeakerSerializer,
    SplitSerializer,
    SuggestionSerializer,
)
from claims.filters import ChangeFilter, SpeakerFilter, SuggestionFilter
from claims.models import MergeSuggestion, Speaker, SpeakerAlias, SpeakerChange
from claims.models.speaker import SpeakerQuerySet
from claims.services.acting import By, ChangeRefusedError, UndoBlockedError
from claims.services.speaker_changes import (
    StaleSpeakerError,
    add_alias,
    merge_speakers,
    rename,
    split_speaker,
    undo,
)
from claims.services.speaker_details import Details, describe_speaker, remove_speaker
from claims.services.suggestions import accept_suggestion, decline_suggestion
from sources.api.problems import Conflict, PreconditionFailed, PreconditionRequired
from sources.api.viewsets import ReadViewSet

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN_NAMES = 50
_IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The speaker's ETag, as you read it; `*` for whatever it is now.",
)
_CONFLICT = OpenApiResponse(
    description="It does not go together with how things are; see `detail`."
)
_CHANGED = OpenApiResponse(description="The speaker changed meanwhile.")
_NO_VERSION = OpenApiResponse(description="There is no If-Match.")


def _writes(body: type[Serializer[Any]], result: Any, status: int = 200) -> Any:
    """The schema of a write to a speaker."""
    return extend_schema(
        request=body,
        parameters=[_IF_MATCH],
        responses={status: result, 409: _CONFLICT, 412: _CHANGED, 428: _NO_VERSION},
    )


class MayChangeSpeakers(IsAuthenticated):
    """Reading needs a reader, changing who is who an editor."""

    message = "Correcting, merging, splitting and naming speakers needs the role of an editor."

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = "view_speaker" if request.method in SAFE_METHODS else "change_speaker"
        return super().has_permission(request, view) and request.user.has_perm(f"claims.{wanted}")


class SpeakerViewSet(ReadViewSet):
    """Persons, organisations, countries and anonymous groups that are quoted."""

    queryset = Speaker.objects.prefetch_related(
        Prefetch(
            "aliases",
            SpeakerAlias.objects.select_related("set_by").order_by("name", "id")[:SHOWN_NAMES],
            to_attr="first_names",
        ),
        "members",
    )
    serializer_class = SpeakerSerializer
    filterset_class = SpeakerFilter
    permission_classes = (MayChangeSpeakers,)

    def get_queryset(self) -> Any:
        found: SpeakerQuerySet = super().get_queryset()  # type: ignore[assignment]
        return found.listed() if self.action == "list" else found

    def etag_of(self, row: Speaker) -> str:
        names = max((alias.pk for alias in row.first_names), default=0)  # type: ignore[attr-defined]
        return f'"{row.public_id}-{row.version}.{names}.{len(row.members.all())}"'

    @extend_schema(
        responses={
            200: SpeakerSerializer,
            301: OpenApiResponse(description="It was merged; `Location` is the speaker it is now."),
        }
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One speaker."""
        speaker: Speaker = self.get_object()
        if speaker.merged_into_id:
            where = {"public_id": speaker.survivor.public_id}
            address = reverse("api-speaker-detail", kwargs=where, request=request)
            return Response(status=301, headers={"Location": address})
        return super().retrieve(request, *args, **kwargs)

    @_writes(MergeSerializer, ChangeSerializer(many=True))
    @action(detail=True, methods=["post"], pagination_class=None, filter_backends=())
    def merge(self, request: Request, public_id: str) -> Response:
        """Make other speakers this one."""
        speaker, body = self.get_object(), self._body(MergeSerializer, request)
        by = self._by(request, speaker, body)

        @transaction.atomic
        def merge_all() -> list[SpeakerChange]:
            later = By(by.user, by.reason)
            return [
                merge_speakers(survivor=speaker, merged=one, by=later if number else by)
                for number, one in enumerate(body["sources"])
            ]

        return Response(ChangeSerializer(_done(merge_all), many=True).data)

    @_writes(SplitSerializer, ChangeSerializer, 201)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, public_id: str) -> Response:
        """Give some names of this speaker, and what was said under them, to another."""
        speaker, body = self.get_object(), self._body(SplitSerializer, request)
        by = self._by(request, speaker, body)
        aliases = list(SpeakerAlias.objects.filter(pk__in=body["aliases"]))
        if len(aliases) < len(set(body["aliases"])):
            raise Conflict("Some of the names do not exist.")
        to = body.get("into") or body["name"]
        change = _done(lambda: split_speaker(speaker=speaker, aliases=aliases, to=to, by=by))
        return Response(ChangeSerializer(change).data, status=201)

    @_writes(NameSerializer, ChangeSerializer)
    @action(detail=True, methods=["post"])
    def rename(self, request: Request, public_id: str) -> Response:
        """Call this speaker by another name."""
        speaker, body = self.get_object(), self._body(NameSerializer, request)
        by = self._by(request, speaker, body)
        change = _done(lambda: rename(speaker=speaker, name=body["name"], by=by))
        return Response(ChangeSerializer(change).data)

    @_writes(DetailsSerializer, ChangeSerializer)
    @action(detail=True, methods=["post"])
    def details(self, request: Request, public_id: str) -> Response:
        """Say what this speaker is: its kind, role, side, and whom a group contains."""
        speaker, body = self.get_object(), self._body(DetailsSerializer, request)
        by = self._by(request, speaker, body)
        said = {"members": tuple(speaker.members.all()), **body}
        details = Details(
            kind=said.get("kind", speaker.kind),
            role=said.get("role", speaker.role),
            affiliation=said.get("affiliation", speaker.affiliation),
            country=said.get("country", speaker.country),
            members=tuple(said["members"]),
        )
        change = _done(lambda: describe_speaker(speaker=speaker, details=details, by=by))
        return Response(ChangeSerializer(change).data)

    @_writes(ReasonedSerializer, ChangeSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, public_id: str) -> Response:
        """Take this speaker, to whom nothing is attributed, off the lists; its id stays."""
        speaker, body = self.get_object(), self._body(ReasonedSerializer, request)
        by = self._by(request, speaker, body)
        change = _done(lambda: remove_speaker(speaker=speaker, by=by))
        return Response(ChangeSerializer(change).data)

    @extend_schema(responses=AliasSerializer(many=True))
    @action(detail=True, methods=["get"], filter_backends=())
    def aliases(self, request: Request, public_id: str) -> Response:
        """All names of this speaker, in pages."""
        rows = self.get_object().aliases.select_related("set_by")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(AliasSerializer(page, many=True).data)

    @_writes(NameSerializer, ChangeSerializer, 201)
    @aliases.mapping.post
    def add_alias(self, request: Request, public_id: str) -> Response:
        """Tell a name by which this speaker is known from now on."""
        speaker, body = self.get_object(), self._body(NameSerializer, request)
        by = self._by(request, speaker, body)
        change = _done(lambda: add_alias(speaker=speaker, name=body["name"], by=by))
        return Response(ChangeSerializer(change).data, status=201)

    def _body(self, serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
        said = serializer(data=request.data)
        said.is_valid(raise_exception=True)
        return said.validated_data  # type: ignore[no-any-return]

    def _by(self, request: Request, speaker: Speaker, body: dict[str, Any]) -> By:
        return By(_user(request), body["reason"], self._version(request, speaker))

    def _version(self, request: Request, speaker: Speaker) -> int | None:
        wanted = request.headers.get("If-Match", "").strip()
        if not wanted:
            raise PreconditionRequired
        if wanted == "*":
            return None
        prefix, _, stamp = wanted.strip('"').rpartition("-")
        version = stamp.partition(".")[0]
        if prefix != speaker.public_id or not (version.isascii() and version.isdigit()):
            raise PreconditionFailed("The If-Match header is not an ETag of this speaker.")
        return int(version)


class SpeakerChangeViewSet(ReadViewSet):
    """What editors decided on who is who, newest first."""

    queryset = SpeakerChange.objects.select_related(
        "speaker", "other", "by", "undoes", "undone_by"
    ).defer("journal")
    serializer_class = ChangeSerializer
    filterset_class = ChangeFilter
    permission_classes = (MayChangeSpeakers,)

    def etag_of(self, row: SpeakerChange) -> str:
        return f'"{row.public_id}-{int(row.is_undone)}"'

    @extend_schema(request=ReasonedSerializer, responses={200: ChangeSerializer, 409: _CONFLICT})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, public_id: str) -> Response:
        """Take a change back; twice does nothing more. 409 names later changes to undo first."""
        change = self.get_object()
        by = _by_reason(request)
        return Response(ChangeSerializer(_done(lambda: undo(change=change, by=by))).data)


class SuggestionViewSet(ReadViewSet):
    """Speakers that may be one: questions to editors."""

    queryset = MergeSuggestion.objects.select_related("first", "second").prefetch_related(
        "judgements__by"
    )
    serializer_class = SuggestionSerializer
    filterset_class = SuggestionFilter
    permission_classes = (MayChangeSpeakers,)

    def etag_of(self, row: MergeSuggestion) -> str:
        return f'"{row.public_id}-{row.state}-{len(row.judgements.all())}"'

    @extend_schema(request=ReasonedSerializer, responses={200: ChangeSerializer, 409: _CONFLICT})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, public_id: str) -> Response:
        """They are one: merge them."""
        suggestion, by = self.get_object(), _by_reason(request)
        change = _done(lambda: accept_suggestion(suggestion=suggestion, by=by))
        return Response(ChangeSerializer(change).data)

    @extend_schema(
        request=ReasonedSerializer, responses={200: SuggestionSerializer, 409: _CONFLICT}
    )
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, public_id: str) -> Response:
        """They are two, and are not asked about again."""
        suggestion, by = self.get_object(), _by_reason(request)
        _done(lambda: decline_suggestion(suggestion=suggestion, by=by))
        return Response(SuggestionSerializer(self.get_object()).data)


def _by_reason(request: Request) -> By:
    said = ReasonedSerializer(data=request.data)
    said.is_valid(raise_exception=True)
    return By(_user(request), said.validated_data["reason"])


def _user(request: Request) -> User:
    return request.user  # type: ignore[return-value]


def _done(work: Callable[[], Any]) -> Any:
    """What the work gives; its refusals become problems."""
    try:
        return work()
    except StaleSpeakerError as error:
        raise PreconditionFailed(str(error)) from error
    except (ChangeRefusedError, UndoBlockedError) as error:
        raise Conflict(str(error)) from error
