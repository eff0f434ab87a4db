"""Sending an export while it is read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from claims.services.exporting import Export


def download(request: HttpRequest, found: Export) -> HttpResponseBase:
    """The answer with the file; without its content for HEAD, for which nothing is read."""
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(content_type=found.media_type)
    else:
        answer = StreamingHttpResponse(found.blocks, content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
