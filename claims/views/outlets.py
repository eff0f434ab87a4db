"""One outlet: its articles, its rating, and how it came to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.models import EditorialChange
from claims.review_forms import RateForm
from claims.services.acting import ChangeRefusedError, ConflictError
from claims.services.reviewing import rate_outlet
from claims.views.acting import by_of, needs, tell
from sources.models import Article, Outlet

rates_outlets = needs("sources.change_outlet", "Rating an outlet")
SHOWN = 50


@require_safe
def outlet(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _found(public_id)
    seen = {"reliability": row.reliability, "version": row.version}
    return _page(request, row, RateForm(initial=seen))


@require_POST
@rates_outlets
def rate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how reliable an outlet is."""
    row, form = _found(public_id), RateForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    data = form.cleaned_data
    by = by_of(request, data["reason"], data["version"])
    try:
        change = rate_outlet(outlet=row, reliability=data["reliability"], by=by)
    except ConflictError as error:
        form = RateForm({**request.POST.dict(), "version": error.version})
        form.is_valid()
        form.add_error(None, str(error))
        return _page(request, _found(public_id), form, 409, error)
    except ChangeRefusedError as error:
        messages.error(request, str(error))
    else:
        tell(request, change)
    return redirect(row)


def _page(
    request: HttpRequest,
    row: Outlet,
    form: RateForm,
    status: int = 200,
    error: ConflictError | None = None,
) -> HttpResponse:
    newest = Article.objects.filter(outlet=row).defer("text", "search", "zones")
    republished = row.syndicated_articles.select_related("outlet").defer("text", "search")
    ratings = EditorialChange.objects.filter(outlet=row).order_by("-id")
    context = {
        "outlet": row,
        "articles": newest.order_by("-published_on", "-id")[:SHOWN],
        "republished": republished[:SHOWN],
        "ratings": ratings.select_related("by", "undoes", "undone_by")[:SHOWN],
        "form": form,
        "since": error.since if error else (),
    }
    return render(request, "claims/outlet.html", context, status=status)


def _found(public_id: str) -> Outlet:
    return get_object_or_404(Outlet.objects.prefetch_related("aliases"), public_id=public_id)
