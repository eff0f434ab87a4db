"""To which claim a statement belongs, through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import IF_MATCH, WRITE_PROBLEMS, EditsClaims, body_of, by_of, done
from claims.api.change_serializers import EditorialChangeSerializer
from claims.api.claim_change_serializers import PlaceSerializer, WhySerializer
from claims.models import Assertion
from claims.services.hand_placing import exclude_statement, place_statement

_edits: dict[str, Any] = {
    "permission_classes": (EditsClaims,),
    "filter_backends": (),
    "pagination_class": None,
}


def _writes(body: Any) -> Any:
    return extend_schema(
        request=body,
        parameters=[IF_MATCH],
        responses={200: EditorialChangeSerializer, **WRITE_PROBLEMS},
        filters=False,
    )


class StatementPlacing:
    """Placing a statement by hand, and saying that it is not about its claim."""

    read_permission = "claims.view_assertion"
    get_object: Callable[[], Assertion]
    get_serializer: Callable[..., Any]
    etag_of: Callable[[Any], str]

    @_writes(PlaceSerializer)
    @action(detail=True, methods=["post"], **_edits)
    def place(self, request: Request, public_id: str) -> Response:
        """Put it into a claim that is there, or into a new one; the machine never moves it then."""
        row, body = self.get_object(), body_of(PlaceSerializer, request)
        by = by_of(request, row.public_id, body["reason"])
        change = done(
            lambda: place_statement(assertion=row, to=body["to"], by=by), lambda: self._now(row)
        )
        return Response(EditorialChangeSerializer(change).data)

    @_writes(WhySerializer)
    @action(detail=True, methods=["post"], **_edits)
    def exclude(self, request: Request, public_id: str) -> Response:
        """Say that it is not about the claim it is in; the machine never puts it back there."""
        row, body = self.get_object(), body_of(WhySerializer, request)
        by = by_of(request, row.public_id, body["reason"])
        change = done(lambda: exclude_statement(assertion=row, by=by), lambda: self._now(row))
        return Response(EditorialChangeSerializer(change).data)

    def _now(self, row: Assertion) -> dict[str, Any]:
        current = Assertion.objects.get(pk=row.pk)
        return {"etag": self.etag_of(current), "current": self.get_serializer(current).data}
