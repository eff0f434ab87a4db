"""What pages that quote statements need."""

from __future__ import annotations

from urllib.parse import quote

from django import template

register = template.Library()

# A longer quotation is named by so many of its first and last words.
_LONGEST = 200
_WORDS = 6


@register.filter
def at_quotation(url: str, excerpt: str) -> str:
    """The address of a page at the words quoted, for browsers that know text fragments; others open
    the page."""
    text = " ".join(excerpt.split())
    words = text.split(" ")
    if len(text) > _LONGEST and len(words) > 2 * _WORDS:
        parts = [" ".join(words[:_WORDS]), " ".join(words[-_WORDS:])]
    else:
        parts = [text]
    # A comma and a hyphen mean something in a text fragment, and quote() keeps the hyphen.
    named = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={named}"
