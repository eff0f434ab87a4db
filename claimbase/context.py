"""What every page needs to know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import Preferences

_COOKIE = "theme"
_A_YEAR = 365 * 24 * 3600


def appearance(request: HttpRequest) -> dict[str, object]:
    """The theme ("light", "dark" or "system"), the choice there is, whether single keys act,
    and whether mail is sent.

    What a person chose counts on all their devices; who is not signed in has a cookie.
    """
    chosen = Preferences.of(request.user) if hasattr(request, "user") else None
    return {
        "theme": chosen.theme if chosen else cookie_theme(request),
        "themes": Preferences.Theme.choices,
        "has_shortcuts": chosen.shortcuts if chosen else True,
        "sends_mail": settings.SENDS_MAIL,
    }


def cookie_theme(request: HttpRequest) -> str:
    """The theme of this browser."""
    chosen = request.COOKIES.get(_COOKIE, "")
    return chosen if chosen in Preferences.Theme.values else Preferences.Theme.SYSTEM.value


def remember_theme(answer: HttpResponse, theme: str) -> None:
    """Keep the theme for this browser's pages before sign-in and without a database."""
    answer.set_cookie(
        _COOKIE,
        theme,
        max_age=_A_YEAR,
        samesite="Lax",
        secure=settings.PRODUCTION,
        httponly=True,
    )
