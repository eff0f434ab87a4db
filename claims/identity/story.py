"""What an article is about, as far as it helps to tell whom it names."""

from __future__ import annotations

import re
from collections import Counter

from claims.extraction.countries import country_mentions
from claims.extraction.view import matching_view

_HEAD = 3000
_COUNTRIES, _NAMES = 4, 8
_NAME = re.compile(r"(?<![.!?] )(?<!\n)\b[A-Z][a-z]{3,}\b")


def story_of(title: str, text: str) -> frozenset[str]:
    """The countries and names that the head of an article has most often."""
    view = f"{title}\n{matching_view(text[:_HEAD])}"
    mentions = country_mentions(view, 0, len(view))
    countries = Counter(m.country for m in mentions)
    words = Counter(_NAME.findall(view))
    for mention in mentions:
        for word in view[mention.start : mention.end].split():
            words.pop(word, None)
    return frozenset(
        [name for name, _ in countries.most_common(_COUNTRIES)]
        + [name for name, _ in words.most_common(_NAMES)]
    )
