"""Source files: what became of one, and its bytes as they came."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from sources.models import IngestBatch, SourceContent, SourceFile
from sources.services.failing import NotRetryableError, retry
from sources.services.queueing import BrokerUnreachableError


@require_safe
def source_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """A file, its state, and with what it was handed in."""
    found = get_object_or_404(SourceFile.objects.select_related("article"), public_id=public_id)
    context = {
        "file": found,
        "shown": str(found),
        "batches": IngestBatch.objects.filter(items__source_file=found).distinct(),
        "has_bytes": SourceContent.objects.filter(source_file=found).exists(),
    }
    return render(request, "sources/source_file.html", context)


@require_safe
@permission_required("sources.view_sourcefile", raise_exception=True)
def raw_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes of a file, to be saved: nothing in them runs or is shown on this site."""
    return _bytes(get_object_or_404(SourceFile, public_id=public_id))


@require_safe
@permission_required("sources.view_sourcefile", raise_exception=True)
def raw_article(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes that an article was read from."""
    return _bytes(get_object_or_404(SourceFile, article__public_id=public_id))


def _bytes(found: SourceFile) -> HttpResponse:
    content = SourceContent.objects.filter(source_file=found).first()
    if content is None:
        raise Http404(f"The bytes of {found} were not kept.")
    name = PurePosixPath(found.name).name or found.public_id
    answer = HttpResponse(bytes(content.data), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@permission_required("sources.add_sourcefile", raise_exception=True)
def retry_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start a failed or cancelled file again."""
    found = get_object_or_404(SourceFile, public_id=public_id)
    try:
        retry(source_file=found)
    except NotRetryableError as error:
        messages.error(request, str(error))
    except BrokerUnreachableError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{found} is being tried again.")
    return redirect(found)
