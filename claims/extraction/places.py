"""Where something happened: the place named closest to the fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.countries import country_names
from claims.extraction.words import word_set

_KIND = (
    r"(?:city|town|village|province|region|district|port|capital|state|island|area|suburb|neighbou?rhood|camp|"
    r"governorate|county|republic|municipality|peninsula|valley|strip)"
)
_PLACE = re.compile(
    r"\b(?P<lead>in|at|near|outside|around|inside|across|off|from) (?:the )?"
    rf"(?:(?:[a-z-]+ ){{0,3}}{_KIND} of )?(?:[a-z-]+ )?"
    r"(?P<place>[A-Z][\w'.-]*(?:(?: | of | al-)[A-Z][\w'.-]*){0,4}"
    r"(?: (?:region|province|district|airport|embassy|camp|border|hospital|prison)\b)?)"
    r"(?P<within>, [A-Z][\w'-]*(?: [A-Z][\w'-]*)?(?! and\b|, [A-Z]))?"
)
_NOT_PLACES = word_set("places", "not_places")
# "From" more often leads to where people or things come from.
_FROM_PENALTY = 60


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at `start`; `is_source` when "from" leads to it."""

    start: int
    name: str
    is_source: bool


def places_in(view: str, start: int, end: int, masked: list[tuple[int, int]]) -> list[PlaceMention]:
    """The places that `view[start:end]` names outside the masked stretches, in order.

    "Vladivostok, Russia" keeps its country; adjectives ("in Turkish hospitals") are no places.
    """
    found = []
    for match in _PLACE.finditer(view, start, end):
        at = match.start("place")
        if any(a <= at < b for a, b in masked):
            continue
        stop = min([match.end("place"), *(a for a, b in masked if a > at)])
        name = view[at:stop].rstrip(" .,'").removesuffix("'s")
        if name.split(" ")[0] in _NOT_PLACES or _is_people(name):
            continue
        within = (match["within"] or "").removeprefix(", ")
        if within and stop == match.end("place") and _is_country(within):
            name = f"{name}, {within}"
        found.append(PlaceMention(at, name[:200], match["lead"] == "from"))
    return found


def _is_country(name: str) -> bool:
    known = country_names().get(name)
    return known is not None and known.form == "name"


def _is_people(name: str) -> bool:
    """ "Turkish", "Turkish hospital"; "Turkish Airlines Arena" is a place."""
    capitals = " ".join(word for word in name.split() if word[0].isupper())
    known = country_names().get(capitals)
    return known is not None and known.form in ("adjective", "people")


def nearest_place(places: list[PlaceMention], near: int) -> str:
    """The place named closest to an offset; empty when there is none.

    What follows a fact is more often its place than what stands before it.
    """
    if not places:
        return ""
    return min(places, key=lambda place: _distance(place, near)).name


def _distance(place: PlaceMention, near: int) -> int:
    ahead = place.start - near
    return (ahead if ahead >= 0 else -2 * ahead) + _FROM_PENALTY * place.is_source
