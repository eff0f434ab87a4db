"""Saved searches and the addresses of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Claim, SavedSearch
from claims.search_forms import SearchForm
from claims.services.acting import ChangeRefusedError
from claims.services.claim_lists import BadQueryError, described
from claims.services.feed_tokens import make_token, revoke_token, secret_of, token_of
from claims.services.saved_searches import (
    MOST_SEARCHES,
    change_search,
    check_change,
    counts,
    current,
    delete_search,
    in_words,
    open_search,
    save_search,
    visible_to,
)
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
            return redirect(_list_address(search.query))
    query = request.POST.get("query", "")
    return render(request, "claims/search_save.html", {"form": form, "query": query}, status=422)


def _list_address(query: str) -> str:
    address = reverse("claim-list")
    return f"{address}?{query}" if query else address


@require_safe
@_opens
def search(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a search: its list, under warnings on what was merged since."""
    found = open_search(search=_search(request, public_id), person=_person(request))
    for note in found.notes:
        messages.warning(request, note)
    return redirect(_list_address(found.query.urlencode()))


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
        said = form.cleaned_data
        try:
            change_search(
                search=found, person=person, name=said["name"], is_shared=said.get("is_shared")
            )
        except ChangeRefusedError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"“{said['name']}” is changed.")
            return redirect("searches")
    context = {"form": form, "search": found, "words": in_words([found])[found.pk]}
    return render(request, "claims/search_edit.html", context, status=422 if data else 200)


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


@never_cache
@require_safe
def list_feed_address(request: HttpRequest) -> HttpResponse:
    """The address under which a feed reader follows a list."""
    try:
        query = described(request.GET).query
    except BadQueryError as error:
        return render(request, "400.html", {"detail": str(error)}, status=400)
    address = reverse("claim-list-feed")
    return _feed_page(
        request, "these claims", f"{address}?{query}" if query else address, _list_address(query)
    )


@never_cache
@require_safe
@_opens
def search_feed_address(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address under which a feed reader follows a saved search."""
    found = _search(request, public_id)
    address = reverse("search-feed", args=[public_id])
    return _feed_page(
        request, f"“{found}”", address, _list_address(current(found).query.urlencode())
    )


@never_cache
@require_safe
def claim_feed_address(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address under which a feed reader follows one claim."""
    claim = get_object_or_404(
        Claim.objects.select_related("merged_into"), public_id=public_id
    ).survivor
    address = reverse("claim-feed", args=[claim.public_id])
    return _feed_page(request, f"“{claim}”", address, claim.get_absolute_url())


def _feed_page(request: HttpRequest, what: str, address: str, back: str) -> HttpResponse:
    token = token_of(_person(request))
    with_token = ""
    if token:
        sign = "&" if "?" in address else "?"
        with_token = f"{address}{sign}{urlencode({'token': secret_of(token)})}"
    context = {
        "what": what,
        "back": back,
        "address": request.build_absolute_uri(with_token) if token else "",
        "token": token,
    }
    return render(request, "claims/feed_address.html", context)


@require_POST
def token_make(request: HttpRequest) -> HttpResponse:
    """Make the person's token for feeds, and go back."""
    make_token(person=_person(request))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    messages.success(request, "Your feed token is made. The addresses of your feeds hold it now.")
    return redirect(back if is_ours else f"{reverse('searches')}#feeds")


@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: HttpRequest) -> HttpResponse:
    """Ask whether it is meant; then end the token."""
    token = token_of(_person(request))
    if request.method != "POST":
        return render(request, "claims/feed_token_revoke.html", {"token": token})
    if revoke_token(person=_person(request)):
        messages.success(
            request, "Your feed token is revoked. Readers that use it are refused now."
        )
    return redirect(f"{reverse('searches')}#feeds")
