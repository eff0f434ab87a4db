"""Speakers and origins."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.filters import SpeakerFilter
from claims.models import Assertion, Origin, Speaker
from sources.keyset import Keyset
from sources.listing import list_page

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
SHOWN_STATEMENTS = 200


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    speakers = Speaker.objects.annotate(statement_count=Count("attributions"))
    return render(
        request,
        "claims/speaker_list.html",
        {"list": list_page(request, speakers, SpeakerFilter, ORDERS)},
    )


@require_safe
def speaker(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Speaker.objects.prefetch_related("aliases", "members", "groups", "origins"),
        public_id=public_id,
    )
    statements = (
        Assertion.objects.filter(attributions__speaker=found, is_withdrawn=False)
        .select_related("claim", "article__outlet")
        .defer("article__text", "article__search", "article__zones")
        .order_by("-id")[:SHOWN_STATEMENTS]
    )
    return render(request, "claims/speaker.html", {"speaker": found, "statements": statements})


@require_safe
def origin(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Origin.objects.select_related("outlet").prefetch_related("speakers"), public_id=public_id
    )
    statements = (
        found.assertions.filter(is_withdrawn=False)
        .select_related("claim", "article__outlet")
        .defer("article__text", "article__search", "article__zones")
        .order_by("-id")[:SHOWN_STATEMENTS]
    )
    return render(request, "claims/origin.html", {"origin": found, "statements": statements})
