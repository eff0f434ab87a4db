"""Names of media between a speaker and an outlet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

# Two transliterations of one paper's name score above this (0..100, Levenshtein ratio).
SAME_MEDIUM = 80
_GENERIC = re.compile(
    r"^(?:\w+ )?(?:state|local|national|foreign) (?:media|television|tv|radio)$", re.I
)


def named_medium(via: Sequence[str]) -> str:
    """The first medium of a chain that has a name of its own."""
    return next((medium for medium in via if not _GENERIC.match(medium)), "")


def same_medium(first: str, second: str) -> bool:
    """True for two spellings of one medium's name."""
    return fuzz.ratio(_plain(first), _plain(second)) >= SAME_MEDIUM


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(
        r"^the |[^\w ]", "", "".join(c for c in decomposed if not unicodedata.combining(c))
    )
