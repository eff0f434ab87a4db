"""The words of a block of Markdown, as the rules of zoning see them."""

from __future__ import annotations

import re

# Furniture shows in its first words; a rule never reads further.
_SEEN = 4000
_LINK = re.compile(r"!?\[([^\]\[]*)\]\(<?[^()\s]*(?:\([^()\s]*\)[^()\s]*)*>?(?: \"[^\"]*\")?\)")
_BARE_ADDRESS = re.compile(r"<?https?://[^\s<>()]+>?")
_PREFIX = re.compile(r"^(?:>\s*|#{1,6}\s+|[-*+•–]\s+|\d{1,2}[.)]\s+(?=\[))+")
_MARKS = re.compile(r"[*`~]+|(?<!\w)_+|_+(?!\w)")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})


def plain_words(text: str) -> str:
    """The first 4,000 characters without Markdown's marks, with straight quotes and single spaces."""
    words = _SPACE.sub(" ", text[:_SEEN].translate(_QUOTES))
    if "](" in words:
        words = _LINK.sub(r"\1", words)
    words = _MARKS.sub("", _PREFIX.sub("", words))
    return words.strip()


def is_only_links(text: str) -> bool:
    """True when nothing but links, or one bare address, stands in the block."""
    words = text[:_SEEN].strip()
    rest = _BARE_ADDRESS.sub("", _LINK.sub("", words))
    return rest != words and len(text) <= _SEEN and not re.search(r"\w", rest)
