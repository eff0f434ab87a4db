"""Where reports come from, and what editors decide on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.filters import AssertionFilter, OriginFilter
from claims.models import Assertion, Attribution, EditorialChange, Origin
from claims.origin_forms import OriginForm, UnifyForm
from claims.services.acting import ChangeRefusedError, ConflictError
from claims.services.chains import CHAIN
from claims.services.correcting_origins import correct_origin, unify_origins
from claims.services.origin_choices import choices_for, same_occasions
from claims.services.origin_page import (
    listed_origins,
    origin_page,
    with_counts,
    with_statement_count,
)
from claims.views.acting import by_of, needs, tell
from sources.keyset import Keyset
from sources.listing import list_page

if TYPE_CHECKING:
    from django.forms import Form

SHOWN_ORIGINS = 50
ORDERS = {
    "newest": ("Newest first", Keyset(("id",))),
    "reports": ("Most statements", Keyset(("statement_count", "id"))),
}
STATEMENT_ORDERS = {"newest": ("Newest first", Keyset(("id",)))}

corrects_origins = needs("claims.edit_claims", "Correcting an origin")


@require_safe
def origin_list(request: HttpRequest) -> HttpResponse:
    """Where reports come from, with how much rests on each."""
    origins = listed_origins()
    if request.GET.get("sort") == "reports":
        origins = with_statement_count(origins)
    listing = list_page(request, origins, OriginFilter, ORDERS)
    context = {
        "list": listing,
        "rows": with_counts(listing.rows),
        "kinds": Origin.Kind.choices,
    }
    return render(request, "claims/origin_list.html", context)


@require_safe
def origin(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers"),
        public_id=public_id,
    )
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.survivor.get_absolute_url())
    statements = (
        found.assertions.filter(is_withdrawn=False)
        .select_related("claim", "article__outlet")
        .prefetch_related(CHAIN)
        .defer("search", "article__text", "article__search", "article__zones")
    )
    listing = list_page(request, statements, AssertionFilter, STATEMENT_ORDERS)
    relatives = Origin.objects.filter(family=found.family, merged_into=None).exclude(pk=found.pk)
    if not found.family:
        relatives = relatives.none()
    changes = found.changes.select_related("by", "undone_by").defer("journal")
    context = {
        "origin": found,
        "page": origin_page(found),
        "list": listing,
        "statements": listing.rows,
        "variants": found.merged_from.order_by("id")[:SHOWN_ORIGINS],
        "relatives": relatives.order_by("-dated_on", "id")[:SHOWN_ORIGINS],
        "changes": changes[:SHOWN_ORIGINS],
    }
    return render(request, "claims/origin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@corrects_origins
def unify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that this origin is the same occasion as another, which is found by words."""
    found = get_object_or_404(
        Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers"),
        public_id=public_id,
    )
    if found.merged_into is not None and request.method != "POST":
        return redirect("origin-unify", found.survivor.public_id)
    if request.method != "POST":
        return _unify_page(request, found, UnifyForm())
    form = UnifyForm(request.POST)
    if request.POST.get("step") == "search":
        # Nothing is wrong yet with what is still being filled in.
        form.is_valid()
        form.errors.clear()
        return _unify_page(request, found, form)
    if not form.is_valid():
        return _unify_page(request, found, form, status=422)
    by = by_of(request, form.cleaned_data["reason"])
    try:
        change = unify_origins(origin=found, into=form.cleaned_data["into"], by=by)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _unify_page(request, found, form, status=422)
    tell(request, change)
    return redirect(form.cleaned_data["into"])


def _unify_page(request: HttpRequest, found: Origin, form: Form, status: int = 200) -> HttpResponse:
    query, chosen = request.POST.get("q", "").strip(), request.POST.get("into", "")
    choices = same_occasions(found, query=query, chosen=chosen)
    context = {
        "origin": found,
        "form": form,
        "query": query,
        "chosen": chosen,
        "choices": [one for one in choices if one.origin.family == found.family],
        "others": [one for one in choices if one.origin.family != found.family],
    }
    return render(request, "claims/origin_unify.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@corrects_origins
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say where a statement comes from."""
    statement = _statement(public_id)
    if request.method != "POST":
        return _correct_page(request, statement, OriginForm(initial={"version": statement.version}))
    form = OriginForm(request.POST)
    if request.POST.get("step") == "search":
        form.is_valid()
        form.errors.clear()
        return _correct_page(request, statement, form)
    if not form.is_valid():
        return _correct_page(request, statement, form, status=422)
    by = by_of(request, form.cleaned_data["reason"], form.cleaned_data["version"])
    try:
        change = correct_origin(assertion=statement, given=form.given, by=by)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _correct_page(request, statement, form, status=422)
    except ConflictError as error:
        retry = OriginForm({**request.POST.dict(), "version": error.version})
        retry.is_valid()
        retry.add_error(None, str(error))
        return _correct_page(request, _statement(public_id), retry, since=error.since, status=409)
    tell(request, change)
    return redirect("assertion-origin", public_id)


def _statement(public_id: str) -> Assertion:
    rows = Assertion.objects.select_related("article__outlet", "claim", "origin").prefetch_related(
        Attribution.with_speakers(), CHAIN
    )
    return get_object_or_404(rows.defer("article__text", "article__zones"), public_id=public_id)


def _correct_page(
    request: HttpRequest,
    statement: Assertion,
    form: OriginForm,
    *,
    since: tuple[Any, ...] = (),
    status: int = 200,
) -> HttpResponse:
    changes = statement.changes.filter(kind=EditorialChange.Kind.ORIGIN).defer("journal")
    context = {
        "statement": statement,
        "form": form,
        "since": since,
        "changes": changes.select_related("by", "undone_by")[:SHOWN_ORIGINS],
        **origin_choices(request, statement, form),
    }
    return render(request, "claims/assertion_origin.html", context, status=status)


def origin_choices(request: HttpRequest, statement: Assertion, form: OriginForm) -> dict[str, Any]:
    """What the fields of the form on an origin need besides the form: the origins to choose from, those
    that the words looked for find among them."""
    query = request.POST.get("q", "").strip()
    choices = choices_for(statement, query=query, chosen=form.chosen_origin)
    return {"query": query, "choices": choices}
