"""An article as JSON, for the way between processes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sources.parsing.types import Metadata, ParsedArticle, Zone, ZoneKind


def article_to_json(article: ParsedArticle) -> dict[str, Any]:
    """A dictionary that `json` can write."""
    data = asdict(article)
    published = article.metadata.published_on
    data["metadata"]["published_on"] = published.isoformat() if published else None
    return data


def article_from_json(data: dict[str, Any]) -> ParsedArticle:
    """The article that `article_to_json` wrote."""
    metadata = dict(data["metadata"])
    if metadata["published_on"]:
        metadata["published_on"] = date.fromisoformat(metadata["published_on"])
    return ParsedArticle(
        text=data["text"],
        metadata=Metadata(**metadata),
        zones=zones_from_json(data["zones"]),
        media_type=data["media_type"],
    )


def zones_from_json(data: list[dict[str, Any]]) -> tuple[Zone, ...]:
    """Zones as an article's row keeps them."""
    return tuple(Zone(z["start"], z["end"], ZoneKind(z["kind"]), z["rule"]) for z in data)


def zones_to_json(zones: tuple[Zone, ...]) -> list[dict[str, Any]]:
    """Zones as an article's row keeps them."""
    return [asdict(zone) for zone in zones]
