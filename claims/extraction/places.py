"""Where something happened: the place named closest to the fact."""

from __future__ import annotations

import re

from claims.extraction.words import word_set

_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|across|from) (?:the )?(?:[a-z]+ )?"
    r"(?P<place>[A-Z][\w'.-]*(?:(?: |, | of | al-)[A-Z][\w'.-]*){0,4}(?: (?:region|province|district|airport|embassy|camp|border))?)"
)
_NOT_PLACES = word_set("places", "not_places")


def places_in(
    view: str, start: int, end: int, masked: list[tuple[int, int]]
) -> list[tuple[int, str]]:
    """The places that `view[start:end]` names outside the masked stretches, each with its offset."""
    found = []
    for match in _PLACE.finditer(view, start, end):
        name = match["place"].rstrip(".,'").removesuffix("'s")
        at = match.start("place")
        if name.split(" ")[0] not in _NOT_PLACES and not any(a <= at < b for a, b in masked):
            found.append((at, name[:200]))
    return found


def nearest_place(places: list[tuple[int, str]], near: int) -> str:
    """The place named closest to an offset; empty when there is none.

    What follows a fact is more often its place than what stands before it.
    """
    if not places:
        return ""
    return min(places, key=lambda p: p[0] - near if p[0] >= near else 2 * (near - p[0]))[1]
