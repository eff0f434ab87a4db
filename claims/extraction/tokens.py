"""Words and marks with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"[$€£¥]|\d{1,3}(?:\.\d{3}){2,}(?!\w|[.,]\d)|\d+(?:,\d+)*(?:\.\d+)?(?:[kK]|bn|[mM])?(?!\w|[.,]\d)|\d+(?:,\d+)*(?:\.\d+)?|"
    r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:'[^\W\d_]+)*|\S"
)


class Token(NamedTuple):
    """A word, number or mark at `start:end`; `low` is it in lower case.

    A tuple, for it is made three times as fast as a frozen dataclass, and texts are full of them.
    """

    text: str
    low: str
    start: int
    end: int


@lru_cache(maxsize=4)
def tokenise(view: str, start: int, end: int) -> list[Token]:
    """The tokens of `view[start:end]`. A hyphen is a token of its own.

    Figures and phrases are read from the same tokens one after the other, so the last few lists are
    kept: take them as they are.
    """
    return [
        Token(m[0], m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(view, start, end)
    ]
