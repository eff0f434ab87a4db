"""Names as plain words: case, accents, possessives, dots and hyphens away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "þ": "th", "ð": "d"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´ʹʿʾ", "'"))
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}", re.I)
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")


def straight(text: str) -> str:
    """With straight apostrophes and single spaces, otherwise as written."""
    return " ".join(text.translate(_APOSTROPHES).split())


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower-case words with single spaces: "U.S. Gen. Ødegård’s" is "us gen odegard"."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), straight(text))
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = _POSSESSIVE.sub("", bare).replace("'", "")
    return " ".join(re.sub(r"[^\w\s-]", " ", bare).split())


def words_of(text: str) -> list[str]:
    """The plain words of a text; a hyphen joins nothing."""
    return plain(text).replace("-", " ").split()
