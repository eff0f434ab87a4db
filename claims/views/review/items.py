"""One item: its page, its lease, putting it off, and what merging a pair would bring."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, ClaimSuggestion
from claims.review_queue_forms import PutOffForm
from claims.services.claim_changes import merge_claims
from claims.services.claim_questions import by_weight
from claims.services.previews import preview
from claims.services.review_acts import put_off
from claims.services.review_leases import release as release_lease
from claims.services.review_leases import take
from claims.services.review_queue import waits_in
from claims.views.acting import by_of, edits_claims, posts
from claims.views.review.showing import at_of, move_on, show_item, user_of


@require_safe
@edits_claims
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of an item; opening it leases it, or renews the lease."""
    return show_item(request, at_of(request, public_id))


@require_POST
@edits_claims
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever is at the item goes on having it."""
    at = at_of(request, public_id)
    is_open = waits_in(at.queue, at.item)
    lease = take(queue=at.queue, item=at.item, by=user_of(request)) if is_open else None
    return render(request, "claims/_review_lease.html", {"lease": lease, "waits": is_open})


@require_POST
@edits_claims
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    """Free an item whose page was left; `stamp` tells which page that was."""
    stamp = request.POST.get("stamp", "")
    try:
        renewed_at = parse_datetime(stamp)
    except ValueError:
        renewed_at = None
    if renewed_at is not None:
        at = at_of(request, public_id)
        release_lease(item=at.item, by=user_of(request), stamp=renewed_at)
    return HttpResponse(status=204)


@posts(lambda request, public_id: reverse("review-item", args=[public_id]))
@edits_claims
def postpone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Later, skip, or unsure: not now, or not me."""
    at = at_of(request, public_id)
    form = PutOffForm(request.POST)
    if not form.is_valid():
        return show_item(request, at, status=422)
    put_off(at=at, did=form.cleaned_data["did"], by=by_of(request))
    return move_on(request, at.queue)


@require_safe
@edits_claims
def effect(request: HttpRequest, public_id: str) -> HttpResponse:
    """What results if the two claims of a question are merged."""
    at = at_of(request, public_id)
    if not isinstance(at.item, ClaimSuggestion):
        raise Http404("This is no question about two claims.")
    stays, goes = by_weight(at.item)

    def merged() -> list[Claim]:
        merge_claims(survivor=stays, merged=[goes], by=by_of(request, "preview"))
        return [stays]

    context = {"at": at, "stays": stays, "preview": preview(merged, [stays, goes])}
    return render(request, "claims/review_effect.html", context)
