"""What a person prefers takes effect."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import Preferences

_Answer = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Sets the person's time zone, and `request.page_size` for lists. The API stays in UTC."""

    def __init__(self, get_response: _Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a session cookie nobody is signed in, and nothing needs to be looked up.
        if request.path.startswith("/api/") or not request.COOKIES:
            return self.get_response(request)
        chosen = Preferences.of(request.user)
        if chosen is None:
            return self.get_response(request)
        request.page_size = chosen.page_size  # type: ignore[attr-defined]
        with timezone.override(zoneinfo.ZoneInfo(chosen.time_zone)):
            return self.get_response(request)
