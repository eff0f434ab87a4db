"""Keyset pages for the API: `next` and `previous` addresses, no counts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from sources.keyset import BadCursorError, Keyset, Page

DEFAULT_SIZE, LARGEST_SIZE = 50, 200


class KeysetPagination(BasePagination):
    """Pages by the view's `keysets` (order by value of `sort`; the first is the default)."""

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        self.request = request
        keysets: dict[str, Keyset] = getattr(view, "keysets", {"newest": Keyset(("id",))})
        sort = request.query_params.get("sort", next(iter(keysets)))
        if sort not in keysets:
            raise ValidationError({"sort": f"One of: {', '.join(keysets)}."})
        try:
            self.page: Page[Any] = keysets[sort].page(
                queryset, request.query_params.get("cursor"), self._size(request)
            )
        except BadCursorError as error:
            raise ValidationError({"cursor": str(error)}) from error
        return self.page.rows

    def _size(self, request: Request) -> int:
        raw = request.query_params.get("page_size", str(DEFAULT_SIZE))
        if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:6]) <= LARGEST_SIZE:
            raise ValidationError({"page_size": f"A number from 1 to {LARGEST_SIZE}."})
        return int(raw)

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._address(self.page.next),
                "previous": self._address(self.page.previous),
                "results": data,
            }
        )

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        return str(replace_query_param(self.request.build_absolute_uri(), "cursor", cursor))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        keysets = getattr(view, "keysets", {"newest": None})

        def query(name: str, schema: dict[str, Any], text: str) -> dict[str, Any]:
            return {
                "name": name,
                "in": "query",
                "required": False,
                "description": text,
                "schema": schema,
            }

        return [
            query("cursor", {"type": "string"}, "Position, from `next` or `previous`."),
            query(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
                "Rows per page.",
            ),
            query("sort", {"type": "string", "enum": list(keysets)}, "Order, always descending."),
        ]
