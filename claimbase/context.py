"""What every page needs to know."""

from __future__ import annotations

from django.http import HttpRequest

THEMES = ("light", "dark", "system")
THEME_COOKIE = "theme"


def appearance(request: HttpRequest) -> dict[str, object]:
    """The theme the reader chose ("light", "dark" or "system"), and the choice there is."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": chosen if chosen in THEMES else "system",
        "themes": ("system", "light", "dark"),
    }
