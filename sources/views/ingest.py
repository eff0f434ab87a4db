"""Handing files in, and watching what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from sources.filters import SourceFileFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import IngestBatch, SourceFile
from sources.services.failing import NotRetryableError, retry
from sources.services.queueing import BrokerUnreachableError
from sources.services.uploading import UploadError, receive_uploads

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
SHOWN_FILES = 500


def ingest(request: HttpRequest) -> HttpResponse:
    """The upload form, recent batches, and all files by state."""
    if request.method == "POST":
        return _upload(request)
    files = SourceFile.objects.select_related("article")
    recent = _with_counts(IngestBatch.objects.select_related("created_by"))[:8]
    context = {
        "list": list_page(request, files, SourceFileFilter, ORDERS),
        "batches": recent,
        "max_mb": settings.MAX_FILE_BYTES // 1024 // 1024,
        "max_files": settings.MAX_UPLOAD_FILES,
    }
    return render(request, "sources/ingest.html", context)


@permission_required("sources.add_sourcefile", raise_exception=True)
def _upload(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    try:
        batch = receive_uploads(
            files=request.FILES.getlist("files"), text=request.POST.get("text", ""), by=user
        )
    except UploadError as error:
        messages.error(request, str(error))
        return redirect("ingest")
    except BrokerUnreachableError as error:
        messages.warning(request, str(error))
        return redirect("ingest")
    return redirect(batch)


@require_safe
def ingest_batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """A batch and its files; asked for by htmx, only the part that changes."""
    batch = get_object_or_404(
        _with_counts(IngestBatch.objects.select_related("created_by")), public_id=public_id
    )
    items = batch.items.select_related("source_file__article__receipt").annotate(
        assertion_count=Count(
            "source_file__article__assertions",
            filter=Q(source_file__article__assertions__is_withdrawn=False),
        )
    )
    is_finished = not batch.items.exclude(source_file__state__in=SourceFile.State.final()).exists()
    context = {
        "batch": batch,
        "is_finished": is_finished,
        "items": items.order_by("id")[:SHOWN_FILES],
        "shown": SHOWN_FILES,
    }
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "sources/_batch_progress.html", context)
        return HttpResponseStopPolling(answer.content) if is_finished else answer
    return render(request, "sources/ingest_batch.html", context)


def _with_counts(batches: QuerySet[IngestBatch]) -> QuerySet[IngestBatch]:
    done, failed = Q(items__source_file__state="done"), Q(items__source_file__state="failed")
    return batches.annotate(
        file_count=Count("items"),
        done_count=Count("items", filter=done),
        failed_count=Count("items", filter=failed),
        finished_count=Count("items", filter=done | failed),
        duplicate_count=Count("items", filter=Q(items__is_duplicate=True)),
    )


@require_safe
def source_file(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(SourceFile.objects.select_related("article"), public_id=public_id)
    batches = IngestBatch.objects.filter(items__source_file=found).distinct()
    return render(request, "sources/source_file.html", {"file": found, "batches": batches})


@require_POST
@permission_required("sources.add_sourcefile", raise_exception=True)
def retry_file(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(SourceFile, public_id=public_id)
    try:
        retry(source_file=found)
    except (NotRetryableError, BrokerUnreachableError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.name} is being tried again.")
    return redirect(found)
