"""Taking back what an editor did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.models import EditorialChange
from claims.services.editorial import undo
from claims.views.acting import REFUSED, by_of, edits_claims, next_page, tell, tell_refusal


@require_POST
@edits_claims
def undo_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an act back, and return to the page that asked (`next`), or to what the act is about."""
    change = get_object_or_404(
        EditorialChange.objects.select_related(
            "claim", "assertion", "outlet", "origin", "article", "by"
        ).defer("article__text", "article__search", "article__zones"),
        public_id=public_id,
    )
    try:
        done = undo(change=change, by=by_of(request, request.POST.get("reason", "")[:5000]))
    except REFUSED as error:
        tell_refusal(request, error)
    else:
        tell(request, done)
    return redirect(next_page(request, _page_of(change)))


def _page_of(change: EditorialChange) -> str:
    about = change.claim or change.assertion or change.outlet or change.origin or change.article
    return about.get_absolute_url() if about else reverse("claim-list")
