"""Endpoints of statements: reading, and what editors say about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from claims.api.acting import (
    IF_MATCH,
    REFUSALS,
    WRITE_PROBLEMS,
    EditsClaims,
    body_of,
    by_of,
    done,
    user_of,
)
from claims.api.change_serializers import ReviewReasonSerializer
from claims.api.origins import OriginCorrectionSerializer, given_origin
from claims.api.review_serializers import (
    API_NAMES,
    AddInput,
    GradeInput,
    RejectInput,
    ReviewedSerializer,
    StatementInput,
    changes_of,
)
from claims.api.serializers import AssertionSerializer
from claims.api.statement_claims import StatementPlacing
from claims.filters import AssertionFilter
from claims.models import Assertion, AssertionFlag, Attribution, Credibility, EditorialChange
from claims.services.acting import By
from claims.services.adding import add_statement, selected, selected_at
from claims.services.chains import CHAIN
from claims.services.correcting import correct
from claims.services.correcting_origins import correct_origin
from claims.services.doubts import DoubtError
from claims.services.reviewing import accept, grade, reject
from claims.services.statement_fields import FieldError
from sources.api.viewsets import ReadViewSet


def _writes(body: type[Serializer[Any]]) -> Any:
    """The schema of a write to a statement."""
    return extend_schema(
        request=body,
        parameters=[IF_MATCH],
        responses={200: ReviewedSerializer, **WRITE_PROBLEMS},
    )


class AssertionViewSet(StatementPlacing, ReadViewSet):
    """Statements with their exact place, figure and speakers; editors review, correct and add them."""

    queryset = (
        Assertion.objects.filter(is_withdrawn=False)
        .select_related("article__outlet", "origin", "claim")
        .prefetch_related(
            Attribution.with_speakers(),
            CHAIN,
            AssertionFlag.beside_statements(),
        )
        .defer("search", "article__text", "article__search", "article__zones", "claim__search")
    )
    serializer_class = AssertionSerializer
    filterset_class = AssertionFilter
    permission_classes = (EditsClaims,)
    read_permission = "claims.view_assertion"

    def etag_of(self, row: Assertion) -> str:
        return f'"{row.public_id}-{row.version}.{row.claim_id or 0}.{row.origin_id or 0}"'

    @_writes(StatementInput)
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Correct a statement: say what the article states instead."""
        said = body_of(StatementInput, request)
        return self._act(request, partial(correct, changes=changes_of(said)), said)

    @_writes(ReviewReasonSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, public_id: str) -> Response:
        """Say that a statement was read right."""
        return self._act(request, accept, body_of(ReviewReasonSerializer, request))

    @_writes(RejectInput)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, public_id: str) -> Response:
        """Say that the article does not state this; it counts nowhere from then on."""
        return self._act(request, reject, body_of(RejectInput, request))

    @_writes(GradeInput)
    @action(detail=True, methods=["post"])
    def grade(self, request: Request, public_id: str) -> Response:
        """Say how far the information is to be believed, apart from who reports it."""
        said = body_of(GradeInput, request)
        act = partial(grade, credibility=Credibility(said["credibility"]))
        return self._act(request, act, said)

    @_writes(OriginCorrectionSerializer)
    @action(detail=True, methods=["post"])
    def origin(self, request: Request, public_id: str) -> Response:
        """Say where the statement comes from; the machine leaves it alone from then on."""
        said = body_of(OriginCorrectionSerializer, request)
        return self._act(request, partial(correct_origin, given=given_origin(said)), said)

    @extend_schema(
        request=AddInput,
        responses={201: OpenApiResponse(ReviewedSerializer, "It was added."), **REFUSALS},
    )
    def create(self, request: Request) -> Response:
        """Add a statement that reading did not find."""
        said = body_of(AddInput, request)
        article, place = said["article"], said.pop("span", None)

        def work() -> EditorialChange:
            selection = (
                selected_at(article, place["start"], place["end"])
                if place
                else selected(article, said["words"], said.get("occurrence"))
            )
            by = By(user_of(request), said["reason"])
            return add_statement(
                article=article, selection=selection, changes=changes_of(said), by=by
            )

        change = done(lambda: _by_field(work))
        return self._answer(change, status=201)

    def _act(
        self, request: Request, act: Callable[..., EditorialChange], said: dict[str, Any]
    ) -> Response:
        row: Assertion = self.get_object()
        by = by_of(request, row.public_id, said["reason"])

        def now() -> dict[str, Any]:
            current = self.get_object()
            data = AssertionSerializer(current).data
            return {"etag": self.etag_of(current), "current": data}

        return self._answer(done(lambda: _by_field(lambda: act(assertion=row, by=by)), now))

    def _answer(self, change: EditorialChange, status: int = 200) -> Response:
        row = self.get_queryset().get(pk=change.assertion_id)
        answer = Response(
            ReviewedSerializer({"change": change, "assertion": row}).data, status=status
        )
        answer["ETag"] = self.etag_of(row)
        return answer


def _by_field(work: Callable[[], EditorialChange]) -> EditorialChange:
    """What the work gives; what is wrong about one field is told beside its name."""
    try:
        return work()
    except FieldError as error:
        told = {API_NAMES.get(error.field, error.field): str(error)}
        if isinstance(error, DoubtError):
            told["sure"] = f"If it is so, send it again with “{error.doubt}” in `sure`."
        raise ValidationError(told) from error
