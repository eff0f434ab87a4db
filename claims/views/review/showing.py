"""The page of an item of a queue, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.claim_forms import PlaceForm
from claims.forms import AssessmentForm
from claims.models import Assertion, Claim, ReviewLease, ReviewQueue, Status
from claims.models.review_item import Item
from claims.review_forms import CorrectForm
from claims.review_queue_forms import RejectStepForm
from claims.services.review_acts import At
from claims.services.review_items import find_item, shown
from claims.services.review_leases import holder, lease_next, take
from claims.services.review_queue import count, counts, queues_of, waits_in
from claims.services.review_steps import done_today, recent_steps
from claims.services.standing import standing_decision
from claims.services.statement_page import form_values
from claims.views.attempts import carried

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.forms import Form

# What an editor decides on most; these have a key each.
KEYED = {Status.CORROBORATED: "corroborated", Status.DISPUTED: "disputed"}
_DECISIONS = (Status.CORROBORATED, Status.DISPUTED, Status.CONFIRMED, Status.DISCOUNTED)


def user_of(request: HttpRequest) -> User:
    """Who asks; that they may has been checked."""
    return request.user  # type: ignore[return-value]


def at_of(request: HttpRequest, public_id: str) -> At:
    """The item of an address, in the queue that the address or form names. Raises Http404."""
    item = find_item(public_id, whole=request.method != "POST")
    if item is None:
        raise Http404("There is no such item.")
    return At(_queue_in(request, item), item)


def _queue_in(request: HttpRequest, item: Item) -> ReviewQueue:
    possible = queues_of(item)
    named = request.POST.get("queue") or request.GET.get("queue")
    if named in possible:
        return ReviewQueue(named)
    held = holder(item)
    if held is not None and held.by_id == request.user.pk and held.queue in possible:
        return ReviewQueue(held.queue)
    return possible[0]


def item_address(item: Item, queue: ReviewQueue) -> str:
    return f"{reverse('review-item', args=[item.public_id])}?{urlencode({'queue': queue.value})}"


def show_item(
    request: HttpRequest, at: At, *, forms: Mapping[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    """The page of an item, leased to whoever opens it unless somebody else has it. `forms` are those
    that came back, by name."""
    user = user_of(request)
    waits = waits_in(at.queue, at.item)
    lease = take(queue=at.queue, item=at.item, by=user) if waits else None
    steps = recent_steps(user, at.queue)
    context = {
        **body(at, forms or {}),
        "count": count(at.queue),
        "done": done_today(user, at.queue),
        "waits": waits,
        "lease": lease,
        # Origin and claim of what is done may still be spoken about.
        "beside": lease is not None or not waits,
        "held": holder(at.item) if waits and lease is None else None,
        "last": steps[0] if steps else None,
    }
    answer = render(request, "claims/review_item.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def body(at: At, forms: Mapping[str, Form]) -> dict[str, Any]:
    """What the page shows of the item itself."""
    item = at.item
    context: dict[str, Any] = {
        "at": at,
        "queue": at.queue,
        "item": item,
        "shown": shown(item),
        "fresh": item_address(item, at.queue),
    }
    if isinstance(item, Assertion):
        seen = carried(item)
        context |= {
            "statement": item,
            "carried": seen,
            "reject_form": forms.get("reject") or RejectStepForm(auto_id="reject-%s"),
            "place_form": forms.get("place") or PlaceForm(auto_id="place-%s"),
            "fix_form": forms.get("fix")
            or CorrectForm(initial=form_values(item), auto_id="fix-%s"),
            "act_form": forms.get("act"),
        }
    claim = item.claim if isinstance(item, Assertion) else item
    if isinstance(claim, Claim):
        initial = {**carried(claim), "status": claim.decided_status}
        context |= {
            "claim": claim,
            "decision": standing_decision(claim),
            "decide_form": forms.get("decide")
            or AssessmentForm(initial=initial, auto_id="decide-%s"),
            "decisions": _decisions(),
        }
    return context


def _decisions() -> list[tuple[str, str, str]]:
    """Value, words and the name of the key of each decision."""
    return [(status.value, str(status.label), KEYED.get(status, "")) for status in _DECISIONS]


def move_on(request: HttpRequest, queue: ReviewQueue) -> HttpResponse:
    """The next item, or that nothing is left."""
    return arrive(request, queue, lease_next(queue=queue, by=user_of(request)))


def arrive(request: HttpRequest, queue: ReviewQueue, lease: ReviewLease | None) -> HttpResponse:
    """Go to what was leased. htmx is given it at once, so that a step is one round trip."""
    is_partial = bool(request.htmx)  # type: ignore[attr-defined]
    if lease is None:
        address = f"{reverse('review-next')}?{urlencode({'queue': queue.value})}"
        answer = show_clear(request, queue) if is_partial else redirect(address)
    else:
        address = item_address(lease.item, queue)
        if not is_partial:
            return redirect(address)
        found = find_item(lease.item.public_id)
        assert found is not None
        answer = show_item(request, At(queue, found))
    answer["HX-Push-Url"] = address
    return answer


def show_clear(request: HttpRequest, queue: ReviewQueue) -> HttpResponse:
    """Nothing is free in a queue: how much was done, and where there is more."""
    user, waiting = user_of(request), counts()
    steps = recent_steps(user, queue)
    context = {
        "queue": queue,
        "count": next(one for one in waiting if one.queue == queue),
        "others": [one for one in waiting if one.queue != queue and one.count],
        "done": done_today(user, queue),
        "last": steps[0] if steps else None,
    }
    return render(request, "claims/review_clear.html", context)
