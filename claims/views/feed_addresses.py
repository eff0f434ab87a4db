"""The addresses under which feed readers follow lists, searches and claims, and the token in them."""

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

from claims.models import Claim
from claims.services.claim_lists import BadQueryError, described
from claims.services.feed_tokens import make_token, revoke_token, secret_of, token_of
from claims.services.saved_searches import visible_to
from claims.services.search_meaning import current

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_opens = permission_required("claims.view_savedsearch", raise_exception=True)


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _list_address(query: str) -> str:
    return reverse("claim-list") + (f"?{query}" if query else "")


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
    found = get_object_or_404(visible_to(_person(request)), public_id=public_id)
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
