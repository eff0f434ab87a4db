"""Watching what becomes of a batch, trying parts of it again, calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from sources.filters import BatchFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Article, BatchItem, IngestBatch
from sources.services.batches import cancel_batch, retry_batch, retry_item
from sources.services.failing import NotRetryableError
from sources.services.progress import Progress, progress_of, receipt_of
from sources.services.queueing import BrokerUnreachableError

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
ITEMS_PER_PAGE = 200
# What comes out of a larger batch is counted once, at its end.
COUNTED_LIVE = 2000
# What the page's links call them, and which items they show.
SHOWN = {
    "failed": Q(state="failed") | Q(source_file__state="failed"),
    "waiting": Q(state__in=BatchItem.State.unfinished())
    | Q(state="received") & ~Q(source_file__state__in=("done", "failed", "cancelled")),
    "done": Q(source_file__state="done"),
    "cancelled": Q(state="cancelled") | Q(source_file__state="cancelled"),
}


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """All batches, newest first, with the state each is in."""
    batches = IngestBatch.objects.select_related("created_by")
    listing = list_page(request, batches, BatchFilter, ORDERS)
    progress = progress_of(listing.rows)
    rows = [(batch, progress[batch.pk]) for batch in listing.rows]
    context = {"list": listing, "batches": rows, "channels": IngestBatch.Channel.choices}
    return render(request, "sources/batch_list.html", context)


@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """A batch, its progress or receipt, and its files."""
    return render(request, "sources/batch.html", _context(request, public_id))


@require_safe
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The part of a batch's page that changes; 286 tells the page to stop asking."""
    context = _context(request, public_id)
    answer = render(request, "sources/_batch_progress.html", context)
    return HttpResponseStopPolling(answer.content) if context["progress"].is_finished else answer


def _context(request: HttpRequest, public_id: str) -> dict[str, Any]:
    found = get_object_or_404(IngestBatch.objects.select_related("created_by"), public_id=public_id)
    counts = progress_of([found])[found.pk]
    shown = request.GET.get("show", "")
    items = _with_assertions(found.items.select_related("source_file__article__receipt"))
    page = Paginator(
        items.filter(SHOWN[shown]) if shown in SHOWN else items, ITEMS_PER_PAGE
    ).get_page(request.GET.get("page"))
    return {
        "batch": found,
        "progress": counts,
        "receipt": receipt_of(found)
        if counts.is_finished or counts.total <= COUNTED_LIVE
        else None,
        "page": page,
        "show": shown if shown in SHOWN else "",
        "tabs": _tabs(counts),
    }


def _tabs(counts: Progress) -> list[tuple[str, str, int]]:
    """Which items the page can be narrowed to: the value of `show`, the word, and how many."""
    unfinished = counts.total - counts.finished
    return [
        ("", "All", counts.total),
        ("failed", "Failed", counts.failed),
        ("waiting", "On their way", unfinished),
        ("done", "Done", counts.done),
        ("cancelled", "Cancelled", counts.cancelled),
    ]


def _with_assertions(items: QuerySet[BatchItem]) -> QuerySet[BatchItem]:
    """With how many assertions were read out of each."""
    standing = Count("assertions", filter=Q(assertions__is_withdrawn=False))
    counted = Article.objects.filter(source_file=OuterRef("source_file")).annotate(n=standing)
    return items.annotate(assertion_count=Subquery(counted.values("n"))).order_by("id")


@require_POST
@permission_required("sources.add_sourcefile", raise_exception=True)
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start again what failed or was cancelled: all of it, or the `item` that is named."""
    found = get_object_or_404(IngestBatch, public_id=public_id)
    try:
        if "item" in request.POST:
            item = get_object_or_404(_one(found, request.POST["item"]))
            retry_item(item=item)
            messages.success(request, f"{item} is being tried again.")
        elif count := retry_batch(batch=found):
            messages.success(request, f"{count:,} being tried again.")
        else:
            messages.warning(request, "There is nothing that can be tried again.")
    except NotRetryableError as error:
        messages.error(request, str(error))
    except BrokerUnreachableError as error:
        messages.warning(request, str(error))
    return redirect(found)


def _one(found: IngestBatch, key: str) -> QuerySet[BatchItem]:
    items = found.items.select_related("source_file")
    return (
        items.filter(pk=int(key))
        if key.isascii() and key.isdigit() and len(key) < 19
        else items.none()
    )


@require_POST
@permission_required("sources.add_sourcefile", raise_exception=True)
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call off what has not begun."""
    found = get_object_or_404(IngestBatch, public_id=public_id)
    count = cancel_batch(batch=found)
    messages.success(
        request,
        f"{count:,} called off; they can be tried again. What had begun goes on."
        if count
        else "Nothing was waiting any more.",
    )
    return redirect(found)
