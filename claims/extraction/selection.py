"""Where a person points in an article: the words they chose, the sentence around them, the figure in them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from claims.extraction.attribution import attribute
from claims.extraction.dates import dates_in, nearest_date
from claims.extraction.places import nearest_place, places_in
from claims.extraction.quantities import Quantity, quantities
from claims.extraction.sentences import split
from claims.extraction.types import DateRange, Document, Frame
from claims.extraction.view import matching_view
from sources.parsing.types import Zone, ZoneKind

# What is longer than this is no statement.
LONGEST_STATEMENT = 3000


class SelectionError(ValueError):
    """Words that do not say where in the text; the message tells what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The words at `anchor_start:anchor_end` with their sentence at `start:end`, and what reading
    proposes for them."""

    start: int
    end: int
    anchor_start: int
    anchor_end: int
    quantity: Quantity | None
    place: str
    event: DateRange | None


def find_words(
    text: str, words: str, *, occurrence: int | None = None, near: int | None = None
) -> tuple[int, int]:
    """Where words stand in a text, whatever white space is between them.

    Of several places the `occurrence`-th (from 1), or the one nearest to the offset `near`. Raises
    SelectionError when they stand nowhere, or it is not said which of several is meant.
    """
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        raise SelectionError("Give the words of the text.")
    if sum(map(len, parts)) > LONGEST_STATEMENT:
        raise SelectionError(f"A statement has at most {LONGEST_STATEMENT} characters.")
    places = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, parts)), text)]
    if not places:
        raise SelectionError("These words do not stand in the text. Copy them from it exactly.")
    if occurrence is not None:
        if not 1 <= occurrence <= len(places):
            raise SelectionError(f"These words stand at {len(places)} places of the text.")
        return places[occurrence - 1]
    if near is not None:
        return min(places, key=lambda place: abs(place[0] - near))
    if len(places) > 1:
        raise SelectionError(
            f"These words stand at {len(places)} places of the text. Say which place is meant, or give more words."
        )
    return places[0]


def select(document: Document, start: int, end: int) -> Selection:
    """Complete `document.text[start:end]` to whole sentences, and read it.

    What was set aside as page furniture can be selected as well. Raises SelectionError.
    """
    text = document.text
    if not 0 <= start < end <= len(text):
        raise SelectionError(f"Offsets go from 0 to {len(text)}, and the end is behind the start.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise SelectionError("There are only spaces at this place.")
    sentences = split(Document(text, _zones(document, start, end)))
    inside = [s for s in sentences if s.start < end and s.end > start]
    first = min([start, *(s.start for s in inside)])
    last = max([end, *(s.end for s in inside)])
    if last - first > LONGEST_STATEMENT:
        raise SelectionError(f"A statement has at most {LONGEST_STATEMENT} characters.")
    view = matching_view(text)
    event = nearest_date(dates_in(view, first, last, document.published_on), end)
    return Selection(
        start=first,
        end=last,
        anchor_start=start,
        anchor_end=end,
        quantity=next(iter(quantities(view, start, end)), None),
        place=nearest_place(places_in(view, first, last, []), end),
        event=event,
    )


def said_at(document: Document, selection: Selection) -> Frame | None:
    """Who says the chosen words, as reading the article finds it; None in the outlet's own voice."""
    said = attribute(matching_view(document.text), split(document))
    return said.frame_for(selection.anchor_start, selection.anchor_end)


def _zones(document: Document, start: int, end: int) -> tuple[Zone, ...]:
    """The zones that a stretch touches, to be read whatever they are; none where there are none."""
    starts = [zone.end for zone in document.zones]
    found = []
    for zone in document.zones[bisect_left(starts, start + 1) :]:
        if zone.start >= end:
            break
        found.append(Zone(zone.start, zone.end, ZoneKind.BODY, "selected"))
    if document.zones and not found:
        return (Zone(start, end, ZoneKind.BODY, "selected"),)
    return tuple(found)


def figure_at(text: str, start: int, end: int) -> Quantity | None:
    """The first count or sum of money that `text[start:end]` tells."""
    return next(iter(quantities(matching_view(text), start, end)), None)
