"""Endpoints of what editors did."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import REFUSALS, EditsClaims, body_of, done, user_of
from claims.api.change_serializers import EditorialChangeSerializer, ReviewReasonSerializer
from claims.filters import EditorialChangeFilter
from claims.models import EditorialChange
from claims.services.acting import By
from claims.services.editorial import undo
from sources.api.viewsets import ReadViewSet


class EditorialChangeViewSet(ReadViewSet):
    """Acts of editors on statements, claims, outlets and articles, newest first."""

    queryset = EditorialChange.objects.select_related(
        "claim", "other", "assertion", "outlet", "origin", "article", "by", "undoes", "undone_by"
    ).defer(
        "claim__search", "other__search", "assertion__search", "article__text", "article__search",
        "article__zones",
    )  # fmt: skip
    serializer_class = EditorialChangeSerializer
    filterset_class = EditorialChangeFilter
    permission_classes = (EditsClaims,)
    read_permission = "claims.view_claim"

    def etag_of(self, row: EditorialChange) -> str:
        return f'"{row.public_id}-{int(row.is_undone)}"'

    @extend_schema(
        request=ReviewReasonSerializer, responses={200: EditorialChangeSerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, public_id: str) -> Response:
        """Take an act back; twice does nothing more. Somebody else's takes a reason."""
        change = self.get_object()
        by = By(user_of(request), body_of(ReviewReasonSerializer, request)["reason"])
        undone = done(lambda: undo(change=change, by=by))
        return Response(EditorialChangeSerializer(undone).data)
