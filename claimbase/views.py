"""Pages about the service itself: preferences, API tokens, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from claimbase.context import THEME_COOKIE, THEMES

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's choice, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = redirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=_A_YEAR,
            samesite="Lax",
            secure=settings.PRODUCTION,
            httponly=True,
        )
    return answer


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The reader's API tokens; a new one is shown once."""
    user: User = request.user  # type: ignore[assignment]
    fresh = ""
    if request.method == "POST":
        _instance, fresh = AuthToken.objects.create(user=user)
    mine = AuthToken.objects.filter(user=user).order_by("-created")
    return render(request, "account/tokens.html", {"tokens": mine, "fresh": fresh})


@require_POST
def revoke_token(request: HttpRequest, token_key: str) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    get_object_or_404(AuthToken, user=user, token_key=token_key).delete()
    messages.success(request, "The token is revoked.")
    return redirect("tokens")
