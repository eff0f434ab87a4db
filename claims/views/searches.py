"""Saved searches."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import SavedSearch
from claims.search_forms import SearchForm
from claims.services.acting import ChangeRefusedError
from claims.services.claim_lists import BadQueryError
from claims.services.feed_tokens import secret_of, token_of
from claims.services.saved_searches import (
    MOST_SEARCHES,
    SearchChangedError,
    change_search,
    check_change,
    counts,
    delete_search,
    open_search,
    save_search,
    visible_to,
)
from claims.services.search_meaning import in_words, query_in_words
from sources.keyset import BadCursorError, Keyset, Page
from sources.listing import PAGE_SIZE

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NEWEST = Keyset(("id",))
_opens = permission_required("claims.view_savedsearch", raise_exception=True)
_saves = permission_required("claims.add_savedsearch", raise_exception=True)


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _search(request: HttpRequest, public_id: str) -> SavedSearch:
    return get_object_or_404(visible_to(_person(request)), public_id=public_id)


def _own(request: HttpRequest, public_id: str) -> SavedSearch:
    search = _search(request, public_id)
    check_change(search, _person(request))
    return search


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_opens
def searches(request: HttpRequest) -> HttpResponse:
    """One's own and those of others; saves a new one."""
    if request.method == "POST":
        return save(request)
    person = _person(request)
    mine = list(visible_to(person).filter(owner_id=person.pk)[:MOST_SEARCHES])
    others, warnings = _shared(request, person)
    words = in_words([*mine, *others.rows])
    wanted = request.GET.get("count", "")
    counted = next((s for s in [*mine, *others.rows] if s.public_id == wanted), None)
    token = token_of(person)
    context = {
        "mine": [(search, words[search.pk]) for search in mine],
        "others": [(search, words[search.pk]) for search in others.rows],
        "list": {
            "page": others,
            "warnings": warnings,
            "next_query": urlencode({"cursor": others.next}),
            "previous_query": urlencode({"cursor": others.previous}),
        },
        "counted": counted,
        "counts": counts(counted, person) if counted else None,
        "token": token,
        "secret": secret_of(token) if token else "",
        "may_clear_up": person.has_perm("claims.change_savedsearch"),
    }
    return render(request, "claims/searches.html", context)


def _shared(request: HttpRequest, person: User) -> tuple[Page[SavedSearch], list[str]]:
    shared = visible_to(person).exclude(owner_id=person.pk)
    size = getattr(request, "page_size", PAGE_SIZE)
    try:
        return _NEWEST.page(shared, request.GET.get("cursor"), size), []
    except BadCursorError as error:
        return _NEWEST.page(shared, None, size), [f"{error} This is the first page."]


@_saves
def save(request: HttpRequest) -> HttpResponse:
    """Save the list that a form names, and go back to it."""
    person = _person(request)
    form = SearchForm(person, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            search = save_search(
                person=person,
                name=said["name"],
                query=said["query"],
                is_shared=said.get("is_shared", False),
            )
        except (ChangeRefusedError, BadQueryError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Saved as “{search}”; it is among your saved searches.")
            return redirect(_list_address(search.query, search))
    query = request.POST.get("query", "")
    return render(request, "claims/search_save.html", {"form": form, "query": query}, status=422)


def _list_address(query: str, opened: SavedSearch | None = None) -> str:
    """The address of a list, with the saved search that is open in it."""
    parts = [query, urlencode({"saved": opened.public_id}) if opened else ""]
    asked = "&".join(filter(None, parts))
    return f"{reverse('claim-list')}?{asked}" if asked else reverse("claim-list")


@require_safe
@_opens
def search(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a search: its list, under warnings on what was merged since."""
    opened = _search(request, public_id)
    found = open_search(search=opened, person=_person(request))
    for note in found.notes:
        messages.warning(request, note)
    return redirect(_list_address(found.query.urlencode(), opened))


@require_safe
@_opens
def search_counts(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many claims it finds, as a part of the page."""
    found = _search(request, public_id)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('searches')}?{urlencode({'count': public_id})}#{public_id}")
    context = {"search": found, "counts": counts(found, _person(request))}
    return render(request, "claims/_search_counts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_saves
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a search; share it or make it private."""
    found, person = _own(request, public_id), _person(request)
    initial = {"name": found.name, "is_shared": found.is_shared, "query": found.query}
    data = request.POST if request.method == "POST" else None
    form = SearchForm(person, data, initial=initial, is_shared=found.is_shared)
    del form.fields["query"]
    if form.is_valid():
        said = {"name": form.cleaned_data["name"], "is_shared": form.cleaned_data.get("is_shared")}
        try:
            change_search(search=found, person=person, seen=_seen(request), **said)
        except ChangeRefusedError as error:
            form.add_error("name", str(error))
        except SearchChangedError as error:
            return _conflict_page(request, error.search, **said)
        else:
            messages.success(request, f"“{said['name']}” is changed.")
            return redirect("searches")
    context = {
        "form": form,
        "search": found,
        "seen": request.POST.get("seen") or found.changed_at.isoformat(),
        "words": in_words([found])[found.pk],
    }
    return render(request, "claims/search_edit.html", context, status=422 if data else 200)


@require_POST
@_saves
def refill(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save the filters that the list shows over those of a search."""
    found, query = _own(request, public_id), request.POST.get("query", "")
    try:
        saved = change_search(
            search=found, person=_person(request), query=query, seen=_seen(request)
        )
    except SearchChangedError as error:
        return _conflict_page(request, error.search, query=query)
    except BadQueryError as error:
        return render(request, "400.html", {"detail": str(error)}, status=400)
    messages.success(request, f"“{saved}” finds what this list shows from now on.")
    return redirect(_list_address(saved.query, saved))


def _seen(request: HttpRequest) -> datetime | None:
    """When the search that a form was made of was changed last; None where it does not say."""
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def _conflict_page(
    request: HttpRequest,
    now: SavedSearch,
    *,
    query: str | None = None,
    name: str | None = None,
    is_shared: bool | None = None,
) -> HttpResponse:
    """What one person wants of a search beside what it is by now; one click applies it all the same."""
    words = in_words([now])[now.pk]
    context = {
        "search": now,
        "words": words,
        "query": query,
        "wanted": words if query is None else query_in_words(query),
        "name": now.name if name is None else name,
        "is_shared": now.is_shared if is_shared is None else is_shared,
        "back": _list_address(now.query if query is None else query, now),
    }
    return render(request, "claims/search_conflict.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@_saves
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask whether it is meant; then delete it."""
    found = _own(request, public_id)
    if request.method != "POST":
        context = {"search": found, "words": in_words([found])[found.pk]}
        return render(request, "claims/search_delete.html", context)
    delete_search(search=found, person=_person(request))
    messages.success(request, f"“{found.name}” is deleted.")
    return redirect("searches")
