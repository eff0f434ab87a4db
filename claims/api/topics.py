"""Endpoints of topics: reading, making, changing and deleting them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import IF_MATCH, REFUSALS, by_of, user_of
from claims.api.topic_serializers import TopicChangedProblem, TopicInput, TopicSerializer
from claims.filters import TopicFilter
from claims.models import Topic
from claims.services.acting import ChangeRefusedError, ConflictError
from claims.services.topics import TopicFields, change_topic, delete_topic, make_topic
from sources.api.problems import Conflict, PreconditionFailed
from sources.api.viewsets import CanView, ReadViewSet
from sources.keyset import Keyset

Result = TypeVar("Result")
_PROBLEMS: dict[Any, Any] = {
    **REFUSALS,
    (412, "application/problem+json"): OpenApiResponse(
        TopicChangedProblem, "It changed after you read it."
    ),
    428: OpenApiResponse(description="There is no If-Match."),
}


class CanEditTopics(CanView):
    """Reading needs a reader, the rest an analyst."""

    perms_map = {
        **CanView.perms_map,
        "PATCH": ["%(app_label)s.change_%(model_name)s"],
        "DELETE": ["%(app_label)s.delete_%(model_name)s"],
    }


class TopicViewSet(ReadViewSet):
    """Named sets of claim types, places and speakers. `/claims/?topic=` lists the claims of one."""

    queryset = Topic.objects.select_related("created_by", "changed_by")
    serializer_class = TopicSerializer
    filterset_class = TopicFilter
    permission_classes = (CanEditTopics,)
    keysets = {"changed": Keyset(("changed_at", "id")), "newest": Keyset(("id",))}

    @extend_schema(request=TopicInput, responses={201: TopicSerializer, **REFUSALS})
    def create(self, request: Request) -> Response:
        """Make a topic."""
        fields = self._fields(request)
        row = _done(lambda: make_topic(fields=fields, by=user_of(request)))
        return self._answer(row, 201)

    @extend_schema(
        request=TopicInput(partial=True),
        parameters=[IF_MATCH],
        responses={200: TopicSerializer, **_PROBLEMS},
    )
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Change what is sent; the rest stays."""
        row = self.get_object()
        by = by_of(request, row.public_id)
        fields = self._fields(request, row)
        changed = _done(lambda: change_topic(topic=row, fields=fields, by=by), self._now)
        return self._answer(changed)

    @extend_schema(
        request=None,
        parameters=[IF_MATCH],
        responses={204: OpenApiResponse(description="It is deleted."), **_PROBLEMS},
    )
    def destroy(self, request: Request, public_id: str) -> Response:
        """Delete a topic; claims are not touched."""
        row = self.get_object()
        by = by_of(request, row.public_id)
        _done(lambda: delete_topic(topic=row, by=by), self._now)
        return Response(status=204)

    def _fields(self, request: Request, row: Topic | None = None) -> TopicFields:
        """What the topic is to be: what was sent, and of a topic that is there the rest."""
        body = TopicInput(data=request.data, partial=row is not None, context={"topic": row})
        body.is_valid(raise_exception=True)
        said = body.validated_data
        now = TopicFields.of(row) if row else TopicFields("", "", (), (), ())
        return TopicFields(
            said.get("name", now.name),
            said.get("description", now.description),
            _sorted(said.get("types", now.types)),
            _sorted(said.get("places", now.places)),
            _sorted(said.get("speakers", now.speaker_ids)),
        )

    def _answer(self, row: Topic, status: int = 200) -> Response:
        answer = Response(TopicSerializer(row).data, status=status)
        answer["ETag"] = self.etag_of(row)
        return answer

    def _now(self) -> dict[str, Any]:
        row = self.get_object()
        return {"etag": self.etag_of(row), "current": TopicSerializer(row).data}


def _sorted(values: Any) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _done(work: Callable[[], Result], now: Callable[[], dict[str, Any]] | None = None) -> Result:
    """What the work gives; its refusals become problems. `now` gives `etag` and `current`."""
    try:
        return work()
    except ConflictError as error:
        raise PreconditionFailed(str(error), **(now() if now else {})) from error
    except ChangeRefusedError as error:
        raise Conflict(str(error)) from error
