"""Endpoints for handing in, and for what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.idempotency import KEY_ANSWERS, KEY_PARAMETER, once
from sources.api.problems import Conflict
from sources.api.serializers import (
    BatchItemSerializer,
    BatchSerializer,
    HandInSerializer,
    RetrySerializer,
)
from sources.api.viewsets import CanView, ReadViewSet
from sources.filters import BatchFilter, BatchItemFilter
from sources.models import BatchItem, IngestBatch
from sources.services.batches import cancel_batch, retry_batch, retry_item
from sources.services.failing import NotRetryableError
from sources.services.progress import progress_of
from sources.services.uploading import HandedIn, Outcome, Upload, UploadError, hand_in, pasted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ASK_AGAIN_SECONDS = "2"


class CanHandIn(CanView):
    """What is handed in are source files, whatever the address."""

    perms_map = {
        "OPTIONS": [],
        "POST": ["sources.add_sourcefile"],
        "GET": ["sources.view_sourcefile"],
        "HEAD": ["sources.view_sourcefile"],
    }


def batch_answer(batch: IngestBatch, status: int) -> Response:
    """A batch as the answer to a request; 202 says where and when to ask for its progress."""
    batch.refresh_from_db()
    body = BatchSerializer(batch, context={"progress": progress_of([batch])}).data
    answer = Response(dict(body), status=status)
    answer["Location"] = f"/api/v1/batches/{batch.public_id}/"
    if status == 202:
        answer["Retry-After"] = ASK_AGAIN_SECONDS
    return answer


class HandIn:
    """`POST` on articles: what is handed in becomes articles, in a batch that tells the progress."""

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request={"multipart/form-data": HandInSerializer, "application/json": HandInSerializer},
        responses={
            202: BatchSerializer,
            200: OpenApiResponse(BatchSerializer, "All of it was known already."),
            **KEY_ANSWERS,
        },
    )
    def create(self, request: Request) -> Response:
        """Hand in a file or zip archive, a text, or (with `url` alone) an address to fetch."""
        said = HandInSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        user: User = request.user  # type: ignore[assignment]

        def act() -> Response:
            outcome = _handed_in(dict(said.validated_data), user)
            return batch_answer(outcome.batch, 200 if outcome.is_known else 202)

        return once(request, act)


def _handed_in(said: dict[str, Any], by: User) -> Outcome:
    file, text = said.pop("file", None), said.pop("text", "")
    about = {name: str(value) for name, value in said.items()}
    files: list[Upload] = []
    urls: list[str] = []
    if file:
        files = [Upload(file.name or "unnamed", cast("BinaryIO", file.file), about)]
    elif text:
        files = [pasted(text, about)]
    elif "url" in about:
        urls = [about.pop("url")]
    handed = HandedIn(files=files, urls=urls, about_urls=about)
    try:
        return hand_in(handed=handed, channel=IngestBatch.Channel.API, by=by)
    except UploadError as error:
        raise ValidationError({"url" if urls else "file": str(error)}) from error


class BatchViewSet(ReadViewSet):
    """What was handed in together: how far it is, retry, and cancel."""

    queryset = IngestBatch.objects.all()
    serializer_class = BatchSerializer
    filterset_class = BatchFilter
    permission_classes = (CanHandIn,)
    parser_classes = (JSONParser,)

    def get_serializer(self, *args: Any, **kwargs: Any) -> serializers.BaseSerializer[Any]:
        """With the progress of all rows, counted in one query."""
        rows = args[0] if args else []
        rows = rows if kwargs.get("many") else [row for row in [rows] if row]
        kwargs["context"] = {**self.get_serializer_context(), "progress": progress_of(rows)}
        return BatchSerializer(*args, **kwargs)

    def etag_of(self, row: IngestBatch) -> str:
        counts = progress_of([row])[row.pk]
        stamp = f"{counts.total}.{counts.waiting}.{counts.done}.{counts.failed}.{counts.cancelled}"
        return f'"{row.public_id}-{stamp}{"c" if row.cancelled_at else ""}"'

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        if isinstance(answer, Response) and answer.data["state"] == "reading":
            answer["Retry-After"] = ASK_AGAIN_SECONDS
        return answer

    @extend_schema(
        parameters=[OpenApiParameter("public_id", str, OpenApiParameter.PATH)],
        responses=BatchItemSerializer(many=True),
    )
    @action(
        detail=True,
        filterset_class=BatchItemFilter,
        queryset=BatchItem.objects.select_related("source_file__article"),
    )
    def items(self, request: Request, public_id: str) -> Response:
        """The files and web addresses of a batch."""
        batch = _the(public_id)
        rows = self.filter_queryset(self.get_queryset().filter(batch=batch))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(BatchItemSerializer(page, many=True).data)

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=RetrySerializer,
        responses={202: BatchSerializer, **KEY_ANSWERS},
    )
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, public_id: str) -> Response:
        """Start again what failed or was cancelled: all of it, or the one `item`."""
        said = RetrySerializer(data=request.data)
        said.is_valid(raise_exception=True)
        batch = _the(public_id)

        def act() -> Response:
            _start_again(batch, said.validated_data)
            return batch_answer(batch, 202)

        return once(request, act)

    @extend_schema(
        parameters=[KEY_PARAMETER], request=None, responses={200: BatchSerializer, **KEY_ANSWERS}
    )
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, public_id: str) -> Response:
        """Call off what has not begun. What has begun goes on; what is called off can be retried."""
        batch = _the(public_id)

        def act() -> Response:
            cancel_batch(batch=batch)
            return batch_answer(batch, 200)

        return once(request, act)


def _the(public_id: str) -> IngestBatch:
    return get_object_or_404(IngestBatch, public_id=public_id)


def _start_again(batch: IngestBatch, said: Mapping[str, Any]) -> None:
    if "item" not in said:
        if not retry_batch(batch=batch):
            raise Conflict("There is nothing in this batch that can be tried again.")
        return
    item = batch.items.select_related("source_file").filter(pk=said["item"]).first()
    if item is None:
        raise ValidationError({"item": "There is no such item in this batch."})
    try:
        retry_item(item=item)
    except NotRetryableError as error:
        raise Conflict(str(error)) from error
