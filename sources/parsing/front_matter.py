"""A head of `key: value` lines between two lines of dashes, as Markdown tools write it."""

from __future__ import annotations

import re
from datetime import date, datetime

from sources.parsing.types import Metadata

_HEAD = re.compile(r"\A---\n(?P<lines>(?:[\w-]+:[^\n]*\n){1,30})---[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", re.M)
_FIELD_OF = {
    "title": "title",
    "source": "url",
    "url": "url",
    "link": "url",
    "date": "published_on",
    "published": "published_on",
    "author": "byline",
    "byline": "byline",
    "outlet": "outlet",
    "site": "outlet",
    "publisher": "outlet",
    "language": "language",
    "lang": "language",
}


def front_matter(text: str) -> tuple[int, Metadata]:
    """Where the text proper begins, and what the head says; (0, nothing) without one."""
    match = _HEAD.match(text)
    if not match:
        return 0, Metadata()
    found: dict[str, object] = {}
    for key, raw in _LINE.findall(match["lines"]):
        field = _FIELD_OF.get(key.lower())
        value = raw.strip("\"'")
        if not field or not value or field in found:
            continue
        if field == "published_on":
            if day := _day(value):
                found[field] = day
        elif field != "url" or value.startswith(("http://", "https://")):
            found[field] = value
    basis = dict.fromkeys(found, "front matter")
    return match.end(), Metadata(**found, basis=basis)  # type: ignore[arg-type]


def _day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
