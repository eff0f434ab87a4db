"""Handing files, texts and web addresses in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from sources.filters import SourceFileFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import IngestBatch, SourceFile
from sources.services.progress import progress_of
from sources.services.queueing import BrokerUnreachableError
from sources.services.uploading import Upload, UploadError, hand_in
from sources.views.forms import HandInForm, fresh_key

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
_MB = 1024 * 1024


# A browser that goes back asks again, and gets a form with a key of its own.
@never_cache
def ingest(request: HttpRequest) -> HttpResponse:
    """The form, recent batches, and all files by state."""
    if request.method == "POST":
        return _hand_in(request)
    return _page(request, HandInForm(initial={"key": fresh_key()}))


def _page(
    request: HttpRequest, form: HandInForm, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    recent = list(IngestBatch.objects.select_related("created_by")[:5])
    progress = progress_of(recent)
    context = {
        "form": form,
        "problems": problems or [],
        "list": list_page(
            request, SourceFile.objects.select_related("article"), SourceFileFilter, ORDERS
        ),
        "batches": [(batch, progress[batch.pk]) for batch in recent],
        "limits": {
            "files": settings.MAX_UPLOAD_FILES,
            "file_mb": settings.MAX_FILE_BYTES // _MB,
            "upload_mb": settings.MAX_UPLOAD_BYTES // _MB,
            "zip_mb": settings.MAX_ZIP_BYTES // _MB,
            "unpacked_mb": settings.MAX_UNPACKED_BYTES // _MB,
            "ratio": settings.MAX_ZIP_RATIO,
            "seconds": settings.FETCH_SECONDS,
        },
    }
    return render(request, "sources/ingest.html", context, status=status)


@permission_required("sources.add_sourcefile", raise_exception=True)
def _hand_in(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    form = HandInForm(request.POST)
    if not form.is_valid():
        return _refused(
            request, form, [str(error) for errors in form.errors.values() for error in errors]
        )
    try:
        handed = form.handed_in(_uploads(request))
        batch = hand_in(handed=handed, channel=IngestBatch.Channel.WEB, by=user).batch
    except UploadError as error:
        return _refused(request, form, [str(error)])
    except BrokerUnreachableError as error:
        if _wants_json(request):
            return JsonResponse({"warning": str(error)}, status=202)
        messages.warning(request, str(error))
        return redirect("ingest")
    if _wants_json(request):
        return JsonResponse({"batch": batch.get_absolute_url()}, status=202)
    return redirect(batch)


def _uploads(request: HttpRequest) -> list[Upload]:
    """The files, each by the path that the page's script names beside it, or by its own name."""
    files: list[UploadedFile[Any]] = request.FILES.getlist("files")
    paths = request.POST.getlist("paths")
    if len(paths) != len(files):
        paths = [file.name or "unnamed" for file in files]
    return [
        Upload(path, cast("BinaryIO", file.file)) for path, file in zip(paths, files, strict=True)
    ]


def _refused(request: HttpRequest, form: HandInForm, problems: list[str]) -> HttpResponse:
    """The page again, with what was typed and what is wrong with it."""
    if _wants_json(request):
        return JsonResponse({"problems": problems}, status=422)
    if request.FILES:
        problems = [*problems, "Choose the files again: a browser does not keep them."]
    return _page(request, form, problems, status=422)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
