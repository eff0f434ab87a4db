"""From the bytes of a file to the text of an article. Pure: no database, no Django."""

from sources.parsing.errors import ParseError
from sources.parsing.reading import parse
from sources.parsing.types import Metadata, ParsedArticle, Zone, ZoneKind

__all__ = ["Metadata", "ParseError", "ParsedArticle", "Zone", "ZoneKind", "parse"]
