"""The queues, the way through them, and the last steps with their undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import ReviewQueue, ReviewStep
from claims.services.review_acts import At
from claims.services.review_items import find_item
from claims.services.review_leases import lease_next
from claims.services.review_queue import (
    EXPLAINED,
    MOST_COUNTED,
    counts,
    peek,
    queues_of,
    speaker_questions,
)
from claims.services.review_steps import REMEMBERED, done_today, recent_steps, undo_step
from claims.views.acting import REFUSED, by_of, edits_claims, posts, tell_refusal
from claims.views.review.showing import (
    arrive,
    at_of,
    body,
    item_address,
    move_on,
    show_clear,
    show_item,
    user_of,
)


@require_safe
@edits_claims
def overview(request: HttpRequest, warnings: tuple[str, ...] = ()) -> HttpResponse:
    """What waits in each queue, and the last steps."""
    user, speakers = user_of(request), speaker_questions()
    context: dict[str, Any] = {
        "queues": [(one, EXPLAINED[one.queue], done_today(user, one.queue)) for one in counts()],
        "speakers": f"{MOST_COUNTED}+" if speakers > MOST_COUNTED else str(speakers),
        "steps": recent_steps(user),
        "remembered": REMEMBERED,
        "warnings": warnings,
    }
    return render(request, "claims/review.html", context)


@require_safe
@edits_claims
def next_item(request: HttpRequest) -> HttpResponse:
    """Lease the next item and go there; `after` or `before` an item that is left undecided."""
    named = request.GET.get("queue", ReviewQueue.NEW.value)
    if named not in ReviewQueue.values:
        warning = f"queue: there is no queue {named!r}. These are the queues."
        return overview(request, (warning,))
    queue = ReviewQueue(named)
    is_back = "before" in request.GET
    beside = find_item(request.GET.get("before") or request.GET.get("after", ""))
    if beside is not None and queue not in queues_of(beside):
        beside = None
    lease = lease_next(queue=queue, by=user_of(request), beside=beside, is_back=is_back)
    if lease is None and beside is not None:
        messages.info(
            request, f"There is no other item {'before' if is_back else 'after'} this one."
        )
        answer = show_item(request, At(queue, beside)) if request.htmx else None  # type: ignore[attr-defined]
        return answer or redirect(item_address(beside, queue))
    return arrive(request, queue, lease) if lease else show_clear(request, queue)


@require_safe
@edits_claims
def look_ahead(request: HttpRequest) -> HttpResponse:
    """What would come after an item, to be shown while an act is on its way. Leases nothing."""
    at = at_of(request, request.GET.get("but", ""))
    row = peek(at.queue, user_of(request), but=at.item)
    if row is None:
        return HttpResponse(status=204)
    found = find_item(row.public_id)
    assert found is not None
    answer = render(request, "claims/review_ahead.html", body(At(at.queue, found), {}))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@edits_claims
def recent(request: HttpRequest) -> HttpResponse:
    """The last steps, each with its undo."""
    context = {"steps": recent_steps(user_of(request)), "remembered": REMEMBERED}
    return render(request, "claims/review_recent.html", context)


@posts(lambda request, pk: reverse("review-recent"))
@edits_claims
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step back and go to its item."""
    step = get_object_or_404(ReviewStep.objects.filter(by=user_of(request)), pk=pk)
    queue = ReviewQueue(step.queue)
    try:
        undo_step(step=step, by=by_of(request))
    except REFUSED as error:
        tell_refusal(request, error)
        return move_on(request, queue)
    messages.success(request, f"Undone: {step.summary}")
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(item_address(step.item, queue))
    found = find_item(step.item.public_id)
    assert found is not None
    answer = show_item(request, At(queue, found))
    answer["HX-Push-Url"] = item_address(step.item, queue)
    return answer
