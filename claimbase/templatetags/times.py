"""Days and moments as every page writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.dateformat import format as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_DAY, _MOMENT, _SECOND = "j M Y", "j M Y H:i T", "j M Y H:i:s T"


@register.filter(expects_localtime=True)
def day(value: date | None) -> SafeString | str:
    """A day as an HTML `time`, "3 Nov 2026"; of a moment, its day where the reader is. Empty for None."""
    if value is None:
        return ""
    return _day(value.date() if isinstance(value, datetime) else value)


# A page names the same few days again and again, and wording one takes as long as a table row.
@lru_cache(4096)
def _day(value: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), in_words(value, _DAY))


@register.filter(expects_localtime=True)
def moment(value: datetime | None, css: str = "") -> SafeString | str:
    """A moment as an HTML `time`, "3 Nov 2026 14:05 CET" in the reader's time zone, with a class if one is
    given. Empty for None."""
    return _moment(value, _MOMENT, css)


@register.filter(expects_localtime=True)
def second(value: datetime | None, css: str = "") -> SafeString | str:
    """The same to the second: "3 Nov 2026 14:05:09 CET"."""
    return _moment(value, _SECOND, css)


@register.filter
def told_apart(events: Iterable[Any]) -> Iterator[tuple[Any, bool]]:
    """Events, each with whether another one shares its minute (`at`), so that its seconds are to be shown."""
    events = list(events)
    minutes = Counter(event.at.replace(second=0, microsecond=0) for event in events)
    for event in events:
        yield event, minutes[event.at.replace(second=0, microsecond=0)] > 1


def _moment(value: datetime | None, form: str, css: str) -> SafeString | str:
    if value is None:
        return ""
    marked = format_html(' class="{}"', css) if css else ""
    words = in_words(value, form)
    return format_html('<time datetime="{}"{}>{}</time>', value.isoformat(), marked, words)
