"""What parsing gives: one text, what the file says about itself, and what each stretch of it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ZoneKind(StrEnum):
    """What a block of an article's text is."""

    TITLE = "title"
    DEK = "dek"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    SYNDICATION = "syndication"
    TEASER = "teaser"
    APPEAL = "appeal"
    PAYWALL = "paywall"
    LEGAL = "legal"
    NAV = "nav"

    @property
    def is_furniture(self) -> bool:
        """True for page furniture: kept in the text, never read for claims."""
        return self in _FURNITURE


_FURNITURE = frozenset(
    {
        ZoneKind.BYLINE,
        ZoneKind.SYNDICATION,
        ZoneKind.TEASER,
        ZoneKind.APPEAL,
        ZoneKind.PAYWALL,
        ZoneKind.LEGAL,
        ZoneKind.NAV,
    }
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A block `text[start:end]`, what it is, and the rule that said so."""

    start: int
    end: int
    kind: ZoneKind
    rule: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text. Empty string or None = unknown.

    `outlet` is who publishes this copy; `syndicated_from` the outlet the text says it came from.
    `basis` tells, by field name, the rule or the sidecar each value rests on.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    outlet_domain: str = ""
    published_on: date | None = None
    url: str = ""
    language: str = ""
    dateline: str = ""
    syndicated_from: str = ""
    syndicated_domain: str = ""
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article as parsed: NFC text with LF line ends; zones are ordered, do not overlap."""

    text: str
    metadata: Metadata
    zones: tuple[Zone, ...]
    media_type: str
