"""A head of `key: value` lines between two lines of dashes, as Markdown tools and crawlers write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from sources.parsing.dates import line_date
from sources.parsing.types import Metadata, Zone, ZoneKind

RULE = "front matter"
_FENCE = re.compile(r"-{3,}\s*\Z")
_LINE = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?\Z")
_MOST_LINES = 60
_LONGEST_LINE = 3000
_FIELD_OF = {
    "title": "title",
    "headline": "title",
    "source": "url",
    "url": "url",
    "link": "url",
    "canonical_url": "url",
    "date": "published_on",
    "published": "published_on",
    "published_at": "published_on",
    "publication_date": "published_on",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "outlet": "outlet",
    "site": "outlet",
    "site_name": "outlet",
    "publisher": "outlet",
    "language": "language",
    "lang": "language",
}
_READABLE = {
    "title": ZoneKind.TITLE,
    "headline": ZoneKind.TITLE,
    "description": ZoneKind.DEK,
    "summary": ZoneKind.DEK,
    "excerpt": ZoneKind.DEK,
    "subtitle": ZoneKind.DEK,
    "standfirst": ZoneKind.DEK,
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A head `text[:end]`: what it says, and which stretches of it are sentences of the article."""

    end: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    readable: tuple[Zone, ...] = ()

    def zones(self, *, has_title: bool) -> list[Zone]:
        """The zones of the head; its title is read only if the text below has none."""
        found: list[Zone] = []
        at = 0
        for zone in self.readable:
            if zone.kind is ZoneKind.TITLE and has_title:
                continue
            found += [Zone(at, zone.start, ZoneKind.NAV, RULE), zone]
            at = zone.end
        return [*found, Zone(at, self.end, ZoneKind.NAV, RULE)] if self.end else []


def front_matter(text: str) -> FrontMatter:
    """The head of a text; an empty one if it begins otherwise."""
    end, lines = _head(text)
    found: dict[str, object] = {}
    readable: dict[ZoneKind, Zone] = {}
    at = 0
    for key, raw in _pairs(lines):
        field = key.lower().replace(" ", "_").replace("-", "_")
        value = raw.strip().strip("\"'")
        if not value:
            continue
        at = text.index(value, at)
        if kind := _READABLE.get(field):
            readable.setdefault(kind, Zone(at, at + len(value), kind, RULE))
        at += len(value)
        _note(found, _FIELD_OF.get(field), value)
    basis = dict.fromkeys(found, RULE)
    metadata = Metadata(**found, basis=basis)  # type: ignore[arg-type]
    return FrontMatter(end, metadata, tuple(readable.values()))


def _note(found: dict[str, object], field: str | None, value: str) -> None:
    if field is None or field in found:
        return
    if field == "published_on":
        if day := _day(value):
            found[field] = day
    elif field != "url" or value.startswith(("http://", "https://")):
        found[field] = value


def _head(text: str) -> tuple[int, list[str]]:
    """Where the head ends, and its lines; 0 if the text begins otherwise or it never closes."""
    lines: list[str] = []
    at = 0
    while len(lines) <= _MOST_LINES and at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        at = min(end + 1, len(text))
        is_fence = bool(_FENCE.match(line[:100]))
        if not lines and not is_fence:
            return 0, []
        if lines and is_fence:
            inside = lines[1:]
            is_head = bool(inside) and bool(_LINE.match(inside[0][:_LONGEST_LINE]))
            return (at, inside) if is_head else (0, [])
        lines.append(line)
    return 0, []


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    """Keys with their values; a value may stand on the lines after its key."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        match = _LINE.match(line[:_LONGEST_LINE])
        if match:
            pairs.append((match[1], match[2] or ""))
        elif pairs and line.strip() and not pairs[-1][1].strip():
            pairs[-1] = (pairs[-1][0], line.strip().removeprefix("- "))
    return pairs


def _day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        line = line_date(value)
        return line.day if line else None
