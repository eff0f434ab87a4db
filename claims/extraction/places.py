"""Where something happened: the place named closest to the fact."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|across|from) (?:the )?(?:[a-z]+ )?"
    r"(?P<place>[A-Z][\w'.-]*(?:(?: |, | of | al-)[A-Z][\w'.-]*){0,4}(?: (?:region|province|district|airport|embassy|camp|border))?)"
)
_NOT_PLACES = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "The",
        "A",
        "An",
        "It",
        "He",
        "She",
        "They",
        "I",
        "We",
        "English",
        "Russian",
        "Korean",
        "Parliament",
        "Twitter",
        "Facebook",
        "Telegram",
        "X",
    ]
)


def place(view: str, start: int, end: int, near: int, masked: list[tuple[int, int]]) -> str:
    """The place named in `view[start:end]` nearest to `near`, outside the masked stretches."""
    best: tuple[int, str] | None = None
    for match in _PLACE.finditer(view, start, end):
        name = match["place"].rstrip(".,'").removesuffix("'s")
        at = match.start("place")
        if name.split(" ")[0] in _NOT_PLACES or any(a <= at < b for a, b in masked):
            continue
        # What follows the fact is more often its place than what stands before it.
        distance = at - near if at >= near else 2 * (near - at)
        if best is None or distance < best[0]:
            best = (distance, name)
    return best[1][:200] if best else ""
