"""Endpoints of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

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


class ArticleViewSet(ReadViewSet):
    """Articles; the text and its zones with a single one."""

    queryset = Article.objects.select_related(
        "outlet", "syndicated_from", "text_from", "copy_of", "source_file"
    )
    filterset_class = ArticleFilter

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
        request={"multipart/form-data": UploadSerializer},
        responses={
            202: SourceFileSerializer,
            200: OpenApiResponse(SourceFileSerializer, "These bytes were known already."),
        },
    )
    def create(self, request: Request) -> Response:
        """Store a file and have it read: 202 when queued, 200 when its bytes were known."""
        upload = UploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        said = dict(upload.validated_data)
        file = said.pop("file")
        if "published" in said:
            said["published"] = said["published"].isoformat()
        user: User = request.user  # type: ignore[assignment]
        with transaction.atomic():
            batch = open_batch(channel=IngestBatch.Channel.API, name=file.name, by=user)
            received = receive_stream(file.file, name=file.name, sidecar=said, batch=batch)
            if received.is_queued:
                queue([received.source_file.pk])
        row = SourceFile.objects.select_related("article").get(pk=received.source_file.pk)
        answer = Response(SourceFileSerializer(row).data, status=202 if received.is_queued else 200)
        answer["Location"] = f"/api/v1/source-files/{row.public_id}/"
        return answer
