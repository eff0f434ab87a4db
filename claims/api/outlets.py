"""Endpoints of outlets: reading, and rating them."""

from __future__ import annotations

import zlib
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import IF_MATCH, WRITE_PROBLEMS, body_of, by_of, done
from claims.api.review_serializers import RatedSerializer, RateInput
from claims.services.reviewing import rate_outlet
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

        def now() -> dict[str, Any]:
            current = self.get_object()
            return {"etag": self.etag_of(current), "current": OutletSerializer(current).data}

        rating = Reliability(said["reliability"])
        change = done(lambda: rate_outlet(outlet=outlet, reliability=rating, by=by), now)
        row = self.get_object()
        answer = Response(RatedSerializer({"change": change, "outlet": row}).data)
        answer["ETag"] = self.etag_of(row)
        return answer
