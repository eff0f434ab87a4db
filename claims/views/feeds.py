"""Feeds, for readers that come with a token and for people who are signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.services.claim_lists import BadQueryError, described
from claims.services.feed_tokens import person_of
from claims.services.feeds import feed_of_claim, feed_of_list, feed_of_search
from claims.services.saved_searches import visible_to
from claims.views.atom import atom_answer

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_View = Callable[..., HttpResponseBase]


def _for_readers(view: _View) -> _View:
    """Lets in whoever is signed in or brings a token, and may read claims now."""

    @login_not_required
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "token" not in request.GET:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm("claims.view_claim"):
                raise PermissionDenied
            return view(request, request.user, *args, **kwargs)
        person = person_of(request.GET["token"])
        if person is None:
            return _told(
                403, "This feed's address counts no more: its token was revoked or mistyped."
            )
        if not person.has_perm("claims.view_claim"):
            return _told(403, "Reading claims needs the role reader. An admin can grant it.")
        return view(request, person, *args, **kwargs)

    return opened


def _told(status: int, text: str) -> HttpResponse:
    answer = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


@_for_readers
def list_feed(request: HttpRequest, person: User) -> HttpResponseBase:
    """The newest changes of the claims that the list's query string describes."""
    query = request.GET.copy()
    query.pop("token", None)
    try:
        listed = described(query)
    except BadQueryError as error:
        return _told(400, f"This is no feed, because it would not be what was asked for. {error}")
    return atom_answer(request, feed_of_list(listed))


@_for_readers
def search_feed(request: HttpRequest, person: User, public_id: str) -> HttpResponseBase:
    """The same of a saved search that the person may see."""
    search = get_object_or_404(visible_to(person), public_id=public_id)
    return atom_answer(request, feed_of_search(search))


@_for_readers
def claim_feed(request: HttpRequest, person: User, public_id: str) -> HttpResponseBase:
    """What happened to a claim; of one that was merged, to the one it is now."""
    claim = get_object_or_404(Claim.objects.select_related("merged_into"), public_id=public_id)
    if claim.merged_into_id:
        address = reverse("claim-feed", args=[claim.survivor.public_id])
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
    return atom_answer(request, feed_of_claim(claim))
