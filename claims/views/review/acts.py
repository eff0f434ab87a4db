"""What editors say about an item. Nothing that was typed is lost: a mistake shows the item again, a
change by somebody else shows both sides."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims.claim_forms import PlaceForm, SeenForm
from claims.forms import AssessmentForm
from claims.models import Assertion, ClaimSuggestion, ReviewStep
from claims.origin_forms import OriginForm
from claims.review_forms import FORM_NAMES, CorrectForm
from claims.review_queue_forms import RejectStepForm, StepForm
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.review_acts import (
    At,
    accept_into,
    accept_item,
    answer_item,
    confirm_origin,
    correct_item,
    decide_item,
    give_origin,
    reject_item,
)
from claims.services.review_queue import waits_in
from claims.services.statement_fields import FieldError
from claims.services.statement_page import form_values
from claims.views.acting import REFUSED, by_of, edits_claims, posts
from claims.views.attempts import Attempt, attempt
from claims.views.conflicts import compared, merged_form
from claims.views.deciding import assesses_claims
from claims.views.origins import origin_choices
from claims.views.review.showing import at_of, item_address, move_on, show_item
from claims.views.statement_input import changes_of
from claims.views.statements import chosen, conflict, found

Work = Callable[[By], ReviewStep]
View = Callable[..., HttpResponse]


def _act(view: View) -> View:
    """What was refused leaves the address of the browser as it is: it can be loaded anew."""

    @wraps(view)
    def acted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            answer["HX-Push-Url"] = "false"
        return answer

    return acted


def _item_page(request: HttpRequest, public_id: str) -> str:
    """Where the forms of these acts stand."""
    address, queue = reverse("review-item", args=[public_id]), request.GET.get("queue")
    return f"{address}?{urlencode({'queue': queue})}" if queue else address


_posts = posts(_item_page)


def _statement_at(request: HttpRequest, public_id: str) -> At:
    at = at_of(request, public_id)
    if not isinstance(at.item, Assertion):
        raise Http404("This is no statement.")
    return at


def _try(
    request: HttpRequest, at: At, what: str, form: tuple[str, SeenForm], work: Work, *, stays: bool
) -> HttpResponse:
    """Do it, and show the next item, or this one again (`stays`)."""
    name, filled = form
    asked = Attempt(
        what,
        at.statement,
        filled,
        lambda status: show_item(request, at, forms={name: filled}, status=status),
    )
    return attempt(request, asked, work, lambda step: _done(request, at, step, stays=stays))


def _done(request: HttpRequest, at: At, step: ReviewStep, *, stays: bool) -> HttpResponse:
    if not stays:
        return move_on(request, at.queue)
    waits = waits_in(at.queue, at.item)
    rest = " The statement still waits: accept, fix or reject it." if waits else ""
    messages.success(request, f"{step.summary}.{rest}")
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(item_address(at.item, at.queue))
    answer = show_item(request, at_of(request, at.item.public_id))
    answer["HX-Push-Url"] = item_address(at.item, at.queue)
    return answer


@_posts
@_act
@edits_claims
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    at = _statement_at(request, public_id)
    form = ("act", StepForm(request.POST))
    return _try(
        request, at, "Accept the statement", form, lambda by: accept_item(at=at, by=by), stays=False
    )


@_posts
@_act
@edits_claims
def reject(request: HttpRequest, public_id: str) -> HttpResponse:
    at = _statement_at(request, public_id)
    form = ("reject", RejectStepForm(request.POST, auto_id="reject-%s"))
    return _try(
        request, at, "Reject the statement", form, lambda by: reject_item(at=at, by=by), stays=False
    )


@_posts
@_act
@edits_claims
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept it into a claim: one by its id (`into`), or a new one."""
    at = _statement_at(request, public_id)
    form = PlaceForm(request.POST, auto_id="place-%s")

    def work(by: By) -> ReviewStep:
        data = form.cleaned_data
        return accept_into(at=at, to=data["into"] or data["title"], by=by)

    what = "Accept the statement, and put it into a claim"
    return _try(request, at, what, ("place", form), work, stays=False)


@_posts
@_act
@edits_claims
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The origin is right as it was traced."""
    at = _statement_at(request, public_id)
    form = ("act", StepForm(request.POST))
    return _try(
        request, at, "Confirm the origin", form, lambda by: confirm_origin(at=at, by=by), stays=True
    )


@_posts
@_act
@edits_claims
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what the text states instead."""
    at = _statement_at(request, public_id)
    row = at.statement
    form = CorrectForm(chosen(request), initial=form_values(row), auto_id="fix-%s")
    if not form.is_valid():
        return show_item(request, at, forms={"fix": form}, status=422)
    by = by_of(request, form.cleaned_data["reason"], form.cleaned_data["version"])
    try:
        changes = changes_of(form.cleaned_data, form.changed, row)
        correct_item(at=at, changes=changes, by=by)
    except ConflictError as error:
        row = found(public_id)
        merged = merged_form(form, form_values(row))
        rows = compared(form, merged, form_values(row))
        return conflict(request, row, merged, error, "review-correct", rows)
    except ChangeRefusedError as error:
        field = error.field if isinstance(error, FieldError) else None
        form.add_error(FORM_NAMES.get(field, field) if field else None, str(error))
        return show_item(request, at, forms={"fix": form}, status=422)
    return move_on(request, at.queue)


@require_http_methods(["GET", "HEAD", "POST"])
@_act
@edits_claims
def origin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say where the statement comes from, and go back to it."""
    at = _statement_at(request, public_id)
    if request.method != "POST":
        return _origin_page(request, at, OriginForm(initial={"version": at.statement.version}))
    form = OriginForm(request.POST)
    if request.POST.get("step") == "search":
        # Nothing is wrong yet with what is still being filled in.
        form.is_valid()
        form.errors.clear()
        return _origin_page(request, at, form)
    asked = Attempt(
        "Say where the statement comes from",
        at.statement,
        form,
        lambda status: _origin_page(request, at, form, status),
    )
    return attempt(
        request,
        asked,
        lambda by: give_origin(at=at, given=form.given, by=by),
        lambda step: _done(request, at, step, stays=True),
    )


def _origin_page(request: HttpRequest, at: At, form: OriginForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "at": at,
        "queue": at.queue,
        "statement": at.statement,
        "form": form,
        "back": item_address(at.item, at.queue),
        **origin_choices(request, at.statement, form),
    }
    return render(request, "claims/review_origin.html", context, status=status)


@_posts
@_act
@assesses_claims
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """A decision on the claim, or on that of the statement."""
    at = at_of(request, public_id)
    try:
        claim = at.claim
    except ChangeRefusedError as error:
        raise Http404(str(error)) from error
    sent = request.POST.copy()
    if "keep" in sent:
        sent["status"] = claim.decided_status
    form = AssessmentForm(sent, auto_id="decide-%s")
    asked = Attempt(
        "Decide on the claim",
        claim,
        form,
        lambda status: show_item(request, at, forms={"decide": form}, status=status),
    )
    return attempt(
        request,
        asked,
        lambda by: decide_item(at=at, status=form.cleaned_data["status"], by=by),
        lambda step: _done(request, at, step, stays=isinstance(at.item, Assertion)),
    )


@_posts
@_act
@edits_claims
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether two claims ask the same."""
    at = at_of(request, public_id)
    if not isinstance(at.item, ClaimSuggestion):
        raise Http404("This is no question about two claims.")
    states = ClaimSuggestion.State
    said = request.POST.get("answer", "")
    by = by_of(request, request.POST.get("reason", "")[:5000])
    if said not in (states.SAME, states.DIFFERENT, states.UNSURE):
        messages.error(request, "Answer same, different or unsure.")
        return show_item(request, at, status=422)
    try:
        answer_item(at=at, answer=states(said), by=by)
    except REFUSED as error:
        messages.error(request, f"{error} You wrote: “{by.reason}”" if by.reason else str(error))
        return show_item(request, at_of(request, public_id), status=409)
    return move_on(request, at.queue)
