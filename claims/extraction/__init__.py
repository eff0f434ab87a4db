"""Reading claims out of a text. Pure: text in, assertions with spans out; no database, no Django."""

from claims.extraction.reader import extract, extractor_version
from claims.extraction.types import Document, ExtractedAssertion

__all__ = ["Document", "ExtractedAssertion", "extract", "extractor_version"]
