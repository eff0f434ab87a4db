"""What the read endpoints have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.cache import get_conditional_response
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import DjangoModelPermissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from sources.keyset import Keyset

PAGING = {"cursor", "page_size", "sort", "format"}


class CanView(DjangoModelPermissions):
    """Reading needs the view permission of the model, as on the pages."""

    # A method that is not named here is answered with 405.
    perms_map = {
        "OPTIONS": [],
        "POST": ["%(app_label)s.add_%(model_name)s"],
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
    }


class StrictFilterBackend(DjangoFilterBackend):
    """Refuses parameters that do not exist, instead of ignoring them."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        filter_class = self.get_filterset_class(view, queryset)
        known = PAGING | set(filter_class.base_filters if filter_class else ())
        unknown = [name for name in request.query_params if name not in known]
        if unknown and view.action in ("list", "items"):
            raise ValidationError(dict.fromkeys(unknown, "There is no such parameter."))
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found


class ReadViewSet(ReadOnlyModelViewSet[Any]):
    """Lists in keyset pages, and single rows by public id with an ETag."""

    lookup_field = "public_id"
    lookup_value_regex = "[a-z]{3}_[0-9A-Z]{26}"
    permission_classes: tuple[Any, ...] = (CanView,)
    filter_backends = (StrictFilterBackend,)
    keysets: dict[str, Keyset] = {"newest": Keyset(("id",))}

    def etag_of(self, row: Any) -> str:
        """A strong ETag of a row; by version where it has one."""
        stamp = getattr(row, "version", None) or getattr(row, "attempts", 0)
        state = getattr(row, "state", "")
        return f'"{row.public_id}-{stamp}{state}"'

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        etag = self.etag_of(row)
        unchanged = get_conditional_response(request._request, etag=etag)
        if unchanged is not None:
            return unchanged  # type: ignore[return-value]
        answer = Response(self.get_serializer(row).data)
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
        return answer
