"""Where reports come from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Origin

SHOWN_STATEMENTS = 200


@require_safe
def origin(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers"),
        public_id=public_id,
    )
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    statements = (
        found.assertions.filter(is_withdrawn=False)
        .select_related("claim", "article__outlet")
        .defer("article__text", "article__search", "article__zones")
        .order_by("-id")[:SHOWN_STATEMENTS]
    )
    return render(request, "claims/origin.html", {"origin": found, "statements": statements})
