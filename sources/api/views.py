"""Endpoints of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.idempotency import KEY_ANSWERS, KEY_PARAMETER, once
from sources.api.ingest import CanHandIn, HandIn
from sources.api.serializers import (
    ArticleDetailSerializer,
    ArticleSerializer,
    OutletSerializer,
    SourceFileSerializer,
    UploadSerializer,
)
from sources.api.viewsets import ReadViewSet
from sources.filters import ArticleFilter, OutletFilter, SourceFileFilter
from sources.models import Article, IngestBatch, Outlet, SourceFile
from sources.services.queueing import queue
from sources.services.receiving import open_batch, receive_stream

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class OutletViewSet(ReadViewSet):
    """Who publishes."""

    queryset = Outlet.objects.prefetch_related("aliases")
    serializer_class = OutletSerializer
    filterset_class = OutletFilter


class ArticleViewSet(HandIn, ReadViewSet):
    """Articles; the text and its zones with a single one. POST what shall become one."""

    queryset = Article.objects.select_related(
        "outlet", "syndicated_from", "text_from", "copy_of", "source_file"
    )
    filterset_class = ArticleFilter
    parser_classes = (MultiPartParser, JSONParser)

    def get_permissions(self) -> Any:
        return [CanHandIn()] if self.action == "create" else super().get_permissions()

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return (
            found.defer("text", "search", "zones")
            if self.action == "list"
            else found.defer("search")
        )

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return ArticleSerializer if self.action == "list" else ArticleDetailSerializer


class SourceFileViewSet(ReadViewSet):
    """Files as received, and the state each is in. POST one to have it read."""

    queryset = SourceFile.objects.select_related("article")
    serializer_class = SourceFileSerializer
    filterset_class = SourceFileFilter
    parser_classes = (MultiPartParser,)

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request={"multipart/form-data": UploadSerializer},
        responses={
            202: SourceFileSerializer,
            200: OpenApiResponse(SourceFileSerializer, "These bytes were known already."),
            **KEY_ANSWERS,
        },
    )
    def create(self, request: Request) -> Response:
        """Store a file and have it read: 202 when queued, 200 when its bytes were known."""
        upload = UploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        user: User = request.user  # type: ignore[assignment]
        return once(request, lambda: _stored(dict(upload.validated_data), user))


def _stored(said: dict[str, Any], by: User) -> Response:
    file = said.pop("file")
    about = {name: str(value) for name, value in said.items()}
    batch = open_batch(channel=IngestBatch.Channel.API, name=file.name, by=by)
    received = receive_stream(file.file, name=file.name, sidecar=about, batch=batch)
    if received.is_queued:
        queue([received.source_file.pk])
    row = SourceFile.objects.select_related("article").get(pk=received.source_file.pk)
    body = SourceFileSerializer(row).data
    answer = Response(dict(body), status=202 if received.is_queued else 200)
    answer["Location"] = f"/api/v1/source-files/{row.public_id}/"
    return answer
