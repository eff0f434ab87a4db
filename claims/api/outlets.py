"""Endpoints of outlets: reading, and rating them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import IF_MATCH, WRITE_PROBLEMS, body_of, by_of, done
from claims.api.outlet_serializers import OutletNumbersSerializer
from claims.api.review_serializers import FamilyInput, RatedSerializer, RateInput
from claims.models import EditorialChange
from claims.services.outlet_numbers import outlet_numbers
from claims.services.reviewing import rate_outlet, set_family
from sources.api.serializers import OutletSerializer
from sources.api.views import OutletViewSet
from sources.api.viewsets import CanView
from sources.models import Outlet
from sources.models.outlet import Reliability


class CanRate(CanView):
    """Reading takes a reader; who may rate is checked when somebody does."""

    perms_map = {**CanView.perms_map, "POST": []}


class RatedOutletViewSet(OutletViewSet):
    """Who publishes, and how reliable editors hold them to be."""

    permission_classes = (CanRate,)

    def etag_of(self, row: Outlet) -> str:
        told = (row.name, row.domain, row.family, *sorted(a.name for a in row.aliases.all()))
        return f'"{row.public_id}-{row.version}.{zlib.crc32(repr(told).encode())}"'

    @extend_schema(
        request=RateInput,
        parameters=[IF_MATCH],
        responses={200: RatedSerializer, **WRITE_PROBLEMS},
    )
    @action(detail=True, methods=["post"])
    def rate(self, request: Request, public_id: str) -> Response:
        """Say how reliable an outlet is, from A (completely) to F (cannot be judged)."""
        if not request.user.has_perm("sources.change_outlet"):
            raise PermissionDenied(
                "Rating an outlet needs the role of an editor; an admin can grant it."
            )
        said, outlet = body_of(RateInput, request), self.get_object()
        by = by_of(request, outlet.public_id, said["reason"])
        rating = Reliability(said["reliability"])
        return self._done(lambda: rate_outlet(outlet=outlet, reliability=rating, by=by))

    @extend_schema(
        request=FamilyInput,
        parameters=[IF_MATCH],
        responses={200: RatedSerializer, **WRITE_PROBLEMS},
    )
    @action(detail=True, methods=["post"])
    def family(self, request: Request, public_id: str) -> Response:
        """Say which owner or wire agency an outlet belongs to: outlets of one family are not
        independent. The claims that rest on its word are computed anew."""
        if not request.user.has_perm("sources.change_outlet"):
            raise PermissionDenied(
                "Changing the family of an outlet needs the role of an editor; an admin can grant it."
            )
        said, outlet = body_of(FamilyInput, request), self.get_object()
        by = by_of(request, outlet.public_id, said["reason"])
        return self._done(lambda: set_family(outlet=outlet, family=said["family"], by=by))

    @extend_schema(responses=OutletNumbersSerializer)
    @action(detail=True, methods=["get"], filter_backends=(), pagination_class=None)
    def numbers(self, request: Request, public_id: str) -> Response:
        """What an outlet originates and repeats, from whom, and who repeats it."""
        return Response(OutletNumbersSerializer(outlet_numbers(self.get_object())).data)

    def _done(self, act: Callable[[], EditorialChange]) -> Response:
        """The answer to an act on an outlet, or to its refusal."""

        def now() -> dict[str, Any]:
            current = self.get_object()
            return {"etag": self.etag_of(current), "current": OutletSerializer(current).data}

        change = done(act, now)
        row = self.get_object()
        answer = Response(RatedSerializer({"change": change, "outlet": row}).data)
        answer["ETag"] = self.etag_of(row)
        return answer
