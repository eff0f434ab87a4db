"""Exports through the API: the rows of a claims list, or the statements behind them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from claims.downloads import download
from claims.filters import ClaimFilter
from claims.models import Claim
from claims.services.claim_lists import ORDERS, BadQueryError
from claims.services.exporting import COLUMNS, Form, What, export
from sources.api.viewsets import StrictFilterBackend


class MayExport(IsAuthenticated):
    """Exporting takes the role analyst, and of a token the scope export."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and request.user.has_perm(
            "claims.export_claim"
        )


class TheOnlyFormat(BaseContentNegotiation):
    """The address names the format; what a program says it accepts changes nothing."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


_SORT = OpenApiParameter(
    "sort",
    enum=[*ORDERS, "id"],
    description="The order of the list, always descending; or `id`, ascending, which can be resumed.",
)
_AFTER = OpenApiParameter(
    "after_id",
    str,
    description="With `sort=id`: go on after the row with this id, the last that arrived.",
)


def _schema(what: What, form: Form) -> Any:
    columns = "\n".join(f"- `{name}`: {text}" for name, text in COLUMNS[what].items())
    end = (
        'The last line is `{"_end": true, "count": n}`; a stream without it was cut off. The columns '
        "`figure_…` are one object `figure`, or null."
        if form is Form.NDJSON
        else "The first row names the columns."
    )
    return extend_schema(
        operation_id=f"exports_{what.value}_{form.value}",
        filters=True,
        parameters=[_SORT, _AFTER],
        description=f"The {what.value} that the parameters of `/api/v1/claims/` describe, all of them, "
        f"streamed in the list's order. {end}\n\n{columns}",
        responses={
            (200, form.media_type): OpenApiResponse(OpenApiTypes.STR, "The rows."),
            (400, "application/problem+json"): OpenApiResponse(
                ExportProblem, "A parameter is not valid; nothing is exported."
            ),
        },
    )


class ExportProblem(serializers.Serializer[Any]):
    """A problem that names the parameter it is about."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


class ExportView(GenericAPIView[Claim]):
    """Streams the rows; read as they are sent."""

    queryset = Claim.objects.none()
    filterset_class = ClaimFilter
    filter_backends = (StrictFilterBackend,)
    pagination_class = None
    permission_classes = (MayExport,)
    content_negotiation_class = TheOnlyFormat
    what: ClassVar[What]
    form: ClassVar[Form]

    def _export(self, request: Request) -> HttpResponseBase:
        try:
            found = export(what=self.what, form=self.form, query=request._request.GET)
        except BadQueryError as error:
            raise ValidationError(error.problems) from error
        return download(request._request, found)


class ClaimsCsv(ExportView):
    what, form = What.CLAIMS, Form.CSV

    @_schema(What.CLAIMS, Form.CSV)
    def get(self, request: Request) -> HttpResponseBase:
        return self._export(request)


class ClaimsNdjson(ExportView):
    what, form = What.CLAIMS, Form.NDJSON

    @_schema(What.CLAIMS, Form.NDJSON)
    def get(self, request: Request) -> HttpResponseBase:
        return self._export(request)


class StatementsCsv(ExportView):
    what, form = What.STATEMENTS, Form.CSV

    @_schema(What.STATEMENTS, Form.CSV)
    def get(self, request: Request) -> HttpResponseBase:
        return self._export(request)


class StatementsNdjson(ExportView):
    what, form = What.STATEMENTS, Form.NDJSON

    @_schema(What.STATEMENTS, Form.NDJSON)
    def get(self, request: Request) -> HttpResponseBase:
        return self._export(request)


urlpatterns = [
    path(f"{view.what.value}.{view.form.value}", view.as_view())
    for view in (ClaimsCsv, ClaimsNdjson, StatementsCsv, StatementsNdjson)
]
