"""How the marks of a chart look: one colour and one shape for each independent origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.figure_words import figure_words
from claims.services.figure_series import Point, Series, SeriesOrigin


@dataclass(frozen=True, slots=True)
class Look:
    """A colour and an outline within [-1, 1]; `is_hollow`: drawn as an outline only. Dark pages have
    another colour for each of these (static/css/chart.css)."""

    colour: str
    path: str
    is_hollow: bool = False


LOOKS = (
    Look("#0b57d0", "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"),
    Look("#b45309", "M-0.85,-0.85L0.85,-0.85L0.85,0.85L-0.85,0.85Z"),
    Look("#146c43", "M0,-1.1L1.1,0.85L-1.1,0.85Z"),
    Look("#6f42c1", "M0,-1.25L1,0L0,1.25L-1,0Z"),
    Look("#0e7490", "M0,1.1L1.1,-0.85L-1.1,-0.85Z"),
    Look(
        "#a8326e",
        "M-0.38,-1.1L0.38,-1.1L0.38,-0.38L1.1,-0.38L1.1,0.38L0.38,0.38L0.38,1.1L-0.38,1.1"
        "L-0.38,0.38L-1.1,0.38L-1.1,-0.38L-0.38,-0.38Z",
    ),
    Look("#5f6b00", "M1.1,0L-0.85,1.1L-0.85,-1.1Z"),
    Look("#7c4a2d", "M-1.1,0L0.85,1.1L0.85,-1.1Z"),
)
# So many figures that are not drawn are named in the picture.
NAMED = 3
# More origins than can be told apart share one look.
OTHER = Look("#343a40", "M-1.1,-0.6L1.1,-0.6L1.1,0.6L-1.1,0.6Z")
NOT_COUNTED = Look("#6c757d", LOOKS[0].path, is_hollow=True)
CHALLENGE = Look("#b02a37", "M-1,-1L1,1M-1,1L1,-1", is_hollow=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend; `origin` where it is one origin's. `note` says that none of its figures is
    drawn, and which it has."""

    look: Look
    label: str
    origin: SeriesOrigin | None = None
    note: str = ""


def look_of(point: Point) -> Look:
    """How a statement is drawn."""
    if point.is_challenge:
        return CHALLENGE
    if point.origin is None or point.origin.place is None:
        return NOT_COUNTED
    return LOOKS[point.origin.place] if point.origin.place < len(LOOKS) else OTHER


def legend(series: Series) -> tuple[Entry, ...]:
    """What the looks on a chart mean; each that is there once."""
    return tuple(_entries(series))


def not_drawn(series: Series) -> str:
    """The figures that have no place on the chart, named for the picture itself: "Not drawn: Peru 12,000
    (undated)". Empty when all have one."""
    if not series.not_drawn:
        return ""
    named = [
        "{} {} ({})".format(p.origin.label if p.origin else p.speaker, *_without_place(series, p))
        for p in series.not_drawn[:NAMED]
    ]
    more = len(series.not_drawn) - len(named)
    return f"Not drawn: {'; '.join(named)}{f'; and {more:,} more' if more else ''}"


def _none_drawn(series: Series, origin: SeriesOrigin) -> str:
    if any(p.origin and p.origin.id == origin.id for p in series.drawn):
        return ""
    first = next(p for p in series.not_drawn if p.origin and p.origin.id == origin.id)
    return f"not drawn: {', '.join(_without_place(series, first))}"


def _without_place(series: Series, point: Point) -> tuple[str, str]:
    """A figure, and why it is not on the chart."""
    if point.figure.unit == series.unit:
        return figure_words(point.figure.text), "undated"
    return figure_words(point.figure.text, point.figure.unit), "another unit"


def _entries(series: Series) -> Iterator[Entry]:
    counted = [o for o in series.origins if o.place is not None]
    for origin in counted:
        if origin.place is not None and origin.place < len(LOOKS):
            yield Entry(LOOKS[origin.place], origin.label, origin, _none_drawn(series, origin))
    if others := sum(o.place is not None and o.place >= len(LOOKS) for o in counted):
        yield Entry(OTHER, f"{others} more independent origin{'s' if others > 1 else ''}")
    if any(look_of(p) is NOT_COUNTED for p in series.drawn):
        yield Entry(NOT_COUNTED, "reports of origins that are not counted")
    if any(p.is_challenge for p in series.drawn):
        yield Entry(CHALLENGE, "challenges: doubts, denials, other figures")
