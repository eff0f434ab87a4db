"""One outlet: its numbers, its articles, its rating and family, and how it came to them."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.models import EditorialChange
from claims.review_forms import FamilyForm, RateForm
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.outlet_families import families
from claims.services.outlet_page import articles_of, outlet_page
from claims.services.reviewing import rate_outlet, set_family
from claims.views.acting import by_of, needs, tell
from sources.filters import ArticleFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Outlet

changes_outlets = needs("sources.change_outlet", "Rating an outlet, or changing its family,")
ORDERS = {
    "published": ("Published last", Keyset(("published_on", "id"))),
    "read": ("Read last", Keyset(("id",))),
}


@require_safe
def outlet(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, _found(public_id))


@require_POST
@changes_outlets
def rate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how reliable an outlet is."""
    row, form = _found(public_id), RateForm(request.POST)

    def act(by: By) -> EditorialChange:
        return rate_outlet(outlet=row, reliability=form.cleaned_data["reliability"], by=by)

    return _act(request, row, form, act)


@require_POST
@changes_outlets
def change_family(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which owner or agency an outlet belongs to."""
    row, form = _found(public_id), FamilyForm(request.POST)

    def act(by: By) -> EditorialChange:
        return set_family(outlet=row, family=form.cleaned_data["family"], by=by)

    return _act(request, row, form, act)


def _act(
    request: HttpRequest, row: Outlet, form: Form, act: Callable[[By], EditorialChange]
) -> HttpResponse:
    """Do what a form asks for; a mistake or what others did meanwhile is shown with what was typed."""
    if not form.is_valid():
        return _page(request, row, form, 422)
    data = form.cleaned_data
    try:
        change = act(by_of(request, data["reason"], data["version"]))
    except ConflictError as error:
        form = type(form)({**request.POST.dict(), "version": error.version})
        form.is_valid()
        form.add_error(None, str(error))
        return _page(request, _found(row.public_id), form, 409, error)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _page(request, row, form, 422)
    tell(request, change)
    return redirect(row)


def _page(
    request: HttpRequest,
    row: Outlet,
    form: Form | None = None,
    status: int = 200,
    error: ConflictError | None = None,
) -> HttpResponse:
    articles = articles_of(row)
    # An article without a day has no place in the order of days.
    is_dated = request.GET.get("sort") != "read"
    listing = list_page(
        request,
        articles.exclude(published_on=None) if is_dated else articles,
        ArticleFilter,
        ORDERS,
    )
    seen = {"version": row.version}
    context = {
        "outlet": row,
        "page": outlet_page(row),
        "list": listing,
        "has_undated": is_dated and articles.filter(published_on=None).exists(),
        "families": families(),
        "form": form
        if isinstance(form, RateForm)
        else RateForm(initial={**seen, "reliability": row.reliability}),
        "family_form": form
        if isinstance(form, FamilyForm)
        else FamilyForm(initial={**seen, "family": row.family}),
        "since": error.since if error else (),
        "is_conflict": error is not None,
    }
    return render(request, "claims/outlet.html", context, status=status)


def _found(public_id: str) -> Outlet:
    return get_object_or_404(Outlet.objects.prefetch_related("aliases"), public_id=public_id)
