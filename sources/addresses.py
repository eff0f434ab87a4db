"""Addresses of rows, for pages that link to hundreds of them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from django.urls import get_script_prefix, reverse

_MARK = "mark{}mark"


def address(name: str, *values: str) -> str:
    """What `reverse(name, args=values)` gives, for values of letters, digits, "-" and "_" only.

    Reversing costs about as much as rendering a row; here it is done once for each name.
    """
    parts = _parts(name, len(values), get_script_prefix())
    return "".join(f"{part}{value}" for part, value in zip_longest(parts, values, fillvalue=""))


@lru_cache(maxsize=256)
def _parts(name: str, count: int, prefix: str) -> tuple[str, ...]:
    """The address in pieces, to be joined by the values; `prefix` is part of it."""
    found = reverse(name, args=[_MARK.format(number) for number in range(count)])
    return tuple(re.split(_MARK.format(r"\d"), found))
