"""Which claims ask the same? Questions to editors, through the API."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import REFUSALS, EditsClaims, body_of, done, user_of
from claims.api.change_serializers import EditorialChangeSerializer
from claims.api.claim_change_serializers import AnswerSerializer, ClaimSuggestionSerializer
from claims.filters import ClaimSuggestionFilter
from claims.models import ClaimSuggestion, EditorialChange
from claims.services.acting import By
from claims.services.claim_changes import answer_same
from claims.services.claim_questions import tell_apart
from sources.api.viewsets import ReadViewSet

State = ClaimSuggestion.State


class ClaimSuggestionViewSet(ReadViewSet):
    """Claims that may ask the same question, with the score and its reasons."""

    queryset = ClaimSuggestion.objects.select_related("first", "second").defer(
        "first__search", "second__search", "first__profile", "second__profile"
    )
    serializer_class = ClaimSuggestionSerializer
    filterset_class = ClaimSuggestionFilter
    permission_classes = (EditsClaims,)
    read_permission = "claims.view_claim"

    def etag_of(self, row: ClaimSuggestion) -> str:
        return f'"{row.public_id}-{row.state}"'

    @extend_schema(request=AnswerSerializer, responses={200: EditorialChangeSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, public_id: str) -> Response:
        """Answer a question that is open; 409 tells how it was answered already."""
        question, body = self.get_object(), body_of(AnswerSerializer, request)
        by = By(user_of(request), body["reason"])

        def answered() -> EditorialChange:
            if body["answer"] == State.SAME:
                return answer_same(suggestion=question, by=by)
            return tell_apart(suggestion=question, answer=State(body["answer"]), by=by)

        return Response(EditorialChangeSerializer(done(answered)).data)
