"""Keys on buttons, from the one list."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claimbase.shortcuts import BY_NAME

register = template.Library()


@register.simple_tag(takes_context=True)
def hotkey(context: Context, name: str) -> SafeString:
    """The attributes of the element that a key clicks. Raises KeyError for a name not in the list."""
    key = BY_NAME[name].key
    # Read out with the element, unless it does nothing; a sequence of keys has no way to be told there.
    is_silent = " " in key or context.get("has_shortcuts") is False
    said = "" if is_silent else format_html(' aria-keyshortcuts="{}"', key)
    return format_html('data-hotkey="{}"{}', key, said)


@register.simple_tag
def key(name: str) -> SafeString:
    """The badge that shows a key beside the words of its button."""
    keys = format_html_join(" ", "<kbd>{}</kbd>", ((one,) for one in BY_NAME[name].keys))
    return format_html('<span class="key" aria-hidden="true">{}</span>', keys)
