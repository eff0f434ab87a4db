"""Editors say to which claim a statement belongs, and to which it does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.catalogue import default_catalogue
from claims.claim_forms import PlaceForm, ReasonForm
from claims.models import Assertion, Claim, EditorialChange, ReviewQueue
from claims.services.claim_search import find_claims
from claims.services.hand_placing import exclude_statement, place_statement
from claims.services.previews import Preview, preview
from claims.services.review_acts import At, accept_into
from claims.services.review_items import choices_for
from claims.services.review_leases import take
from claims.services.review_queue import queues_of, waits_in
from claims.views.acting import by_of, edits_claims, tell
from claims.views.attempts import Attempt, attempt, carried
from claims.views.review.showing import item_address, move_on, user_of

NEW = "new"


def _statement(public_id: str) -> Assertion:
    rows = Assertion.objects.select_related("article__outlet", "claim", "origin")
    return get_object_or_404(
        rows.defer("search", "article__search", "article__zones", "claim__search"),
        public_id=public_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find the claim it belongs to, or a new one; look at what results; confirm. From the review
    (`queue`) it also accepts the statement, and leads back there."""
    statement = _statement(public_id)
    queue = _queue_in(request, statement)
    if request.method != "POST":
        if queue is not None:
            take(queue=queue, item=statement, by=user_of(request))
        initial = {**carried(statement), "into": request.GET.get("to", "")}
        return _place_page(request, statement, PlaceForm(initial=initial), queue)
    form = PlaceForm(request.POST)
    asked = Attempt(
        "Move the statement" if queue is None else "Accept the statement, and put it into a claim",
        statement,
        form,
        lambda status: _place_page(request, statement, form, queue, status),
    )
    if queue is not None and waits_in(queue, statement):
        return _accepted(request, asked, At(queue, statement))
    return attempt(
        request,
        asked,
        lambda by: place_statement(assertion=statement, to=_wanted(form), by=by),
        lambda change: _told(request, change, change.claim, queue),
    )


def _queue_in(request: HttpRequest, statement: Assertion) -> ReviewQueue | None:
    """The queue of the review that a person comes from."""
    named = request.POST.get("queue") or request.GET.get("queue")
    return ReviewQueue(named) if named in queues_of(statement) else None


def _wanted(form: PlaceForm) -> Claim | str:
    wanted: Claim | str = form.cleaned_data["into"] or form.cleaned_data["title"]
    return wanted


def _accepted(request: HttpRequest, asked: Attempt, at: At) -> HttpResponse:
    form = asked.form
    assert isinstance(form, PlaceForm)
    return attempt(
        request,
        asked,
        lambda by: accept_into(at=at, to=_wanted(form), by=by),
        lambda _: move_on(request, at.queue),
    )


def _told(
    request: HttpRequest,
    change: EditorialChange,
    claim: Claim | None,
    queue: ReviewQueue | None = None,
) -> HttpResponse:
    tell(request, change)
    if queue is not None and change.assertion is not None:
        return redirect(item_address(change.assertion, queue))
    return redirect(claim.survivor if claim else "claim-list")


def _place_page(
    request: HttpRequest,
    statement: Assertion,
    form: PlaceForm,
    queue: ReviewQueue | None,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.get("q", "")
    wanted = request.GET.get("to", "") or request.POST.get("into", "") or NEW
    is_asked = "to" in request.GET or request.method == "POST"
    found = Claim.objects.filter(public_id=wanted).first() if is_asked else None
    # One that was merged meanwhile is offered as what it is now.
    target = found.survivor if found else None
    is_chosen = is_asked and (target is not None or wanted == NEW)
    known = default_catalogue().types.get(statement.type)
    likely = () if is_chosen or query else choices_for(statement)
    context = {
        "statement": statement,
        "queue": queue,
        "waits": queue is not None and waits_in(queue, statement),
        "back": item_address(statement, queue) if queue else _home_of(statement),
        "target": target,
        "is_chosen": is_chosen,
        "preview": _placed(request, statement, target) if is_chosen else None,
        "form": form,
        "query": query,
        # At the end of the addresses of this page.
        "in_queue": f"&queue={queue.value}" if queue else "",
        "type_label": known.label if known else statement.type,
        "found": find_claims(query, type_key=statement.type, but=statement.claim),
        "likely": [choice for choice in likely if not choice.is_present],
    }
    return render(request, "claims/statement_place.html", context, status=status)


def _home_of(statement: Assertion) -> str:
    return (statement.claim or statement).get_absolute_url()


def _placed(request: HttpRequest, statement: Assertion, target: Claim | None) -> Preview:
    def moved() -> list[Claim]:
        change = place_statement(assertion=statement, to=target or "", by=by_of(request))
        return [one for one in (change.other, change.claim) if one]

    return preview(moved, [one for one in (statement.claim, target) if one])


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def exclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a statement is not about its claim, after seeing where it goes."""
    statement = _statement(public_id)
    if statement.claim is None:
        return redirect(statement)
    if request.method != "POST":
        return _exclude_page(request, statement, ReasonForm(initial=carried(statement)))
    form = ReasonForm(request.POST)
    asked = Attempt(
        f"Say that the statement is not about “{statement.claim}”",
        statement,
        form,
        lambda status: _exclude_page(request, statement, form, status),
    )
    return attempt(
        request,
        asked,
        lambda by: exclude_statement(assertion=statement, by=by),
        lambda change: _told(request, change, change.claim),
    )


def _exclude_page(
    request: HttpRequest, statement: Assertion, form: ReasonForm, status: int = 200
) -> HttpResponse:
    def gone() -> list[Claim]:
        change = exclude_statement(assertion=statement, by=by_of(request, "preview"))
        return [one for one in (change.claim, change.other) if one]

    context = {
        "statement": statement,
        "preview": preview(gone, [statement.claim] if statement.claim else []),
        "form": form,
    }
    return render(request, "claims/statement_exclude.html", context, status=status)
