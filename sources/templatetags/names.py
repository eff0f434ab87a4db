"""Names of files on pages."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sources.naming import shown_name

register = template.Library()

# So long a name stands in one line everywhere.
_FITS = 24
# Behind these a name may go on in the next line, and within what has none of them for so long.
_PART = re.compile(r"[^/\\_.\s-]{1,24}[/\\_.-]*|[/\\_.-]+|\s+")


@register.filter
def file_name(name: str) -> SafeString:
    """A file's name, without its place on the server, that breaks between its parts."""
    shown = shown_name(name)
    parts = _PART.findall(shown) if len(shown) > _FITS else [shown]
    return mark_safe("<wbr>".join(escape(part) for part in parts))  # noqa: S308 - each is escaped
