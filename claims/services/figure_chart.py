"""The chart of a claim's figures as a Vega-Lite specification. Computes only; drawing is elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from textwrap import wrap
from typing import Any

from claims.figures import Quantifier
from claims.services.figure_looks import Entry, legend, look_of, not_drawn
from claims.services.figure_series import Point, Series

FEWEST = 2
# From this ratio of the largest to the smallest number on, equal steps on the scale are equal ratios.
LOG_RATIO = 100
# Under this host stand the statements that marks lead to, until they are given their real addresses.
MARKS = "https://marks.invalid/"
_DAY = 24 * 3600 * 1000
_MARK = 9
_FONT = "system-ui, 'Liberation Sans', Arial, sans-serif"
_ARROW = "M0,-1.6L0,-4.4M-0.9,-3.4L0,-4.4L0.9,-3.4"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart is drawn; at most so many `days` are named below it, and the figures of one day
    take at most a share `beside` of its width."""

    width: int
    height: int
    days: int
    beside: float

    @property
    def letters(self) -> int:
        """How many letters of small print fit on a line."""
        return round(self.width / 5.6)


WIDE = Size(660, 260, days=6, beside=0.06)
# For phones: at its own size on a screen of 390 pixels.
NARROW = Size(280, 240, days=3, beside=0.12)


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where the numbers go, and whether their steps are ratios."""

    low: float
    high: float
    is_log: bool

    @property
    def begins_above_zero(self) -> bool:
        return self.low > 0 and not self.is_log


def is_drawable(series: Series) -> bool:
    """A chart needs figures that can be compared."""
    return len(series.drawn) >= FEWEST


def scale_of(points: Sequence[Point]) -> Scale:
    """The scale on which these figures are read best. It begins at zero unless all figures are far
    from it; it is logarithmic when they differ by so much that small ones would lie on one line."""
    ends = [float(end) for p in points for end in (p.low, p.high) if end is not None]
    low, high = min(ends), max(ends)
    if low > 0 and high / low >= LOG_RATIO:
        return Scale(low / 1.5, high * 2, is_log=True)
    if low <= 0 or low < high / 3:
        return Scale(min(low, 0), (high or 1) * 1.12, is_log=False)
    margin = (high - low) * 0.12 or high * 0.1
    return Scale(low - margin, high + margin * 1.4, is_log=False)


def specification(series: Series, *, title: str = "", size: Size = WIDE) -> dict[str, Any]:
    """The chart; with a title also its legend, to stand alone."""
    plot = _plot(series, size)
    config = {
        "font": _FONT,
        "background": "#ffffff" if title else None,
        "view": {"stroke": None},
        "axis": {
            "labelColor": "#495057",
            "titleColor": "#495057",
            "gridColor": "#dee2e6",
            "domainColor": "#adb5bd",
            "tickColor": "#adb5bd",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
        },
    }
    top = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": config}
    if not title:
        return {**top, **plot, "padding": 4}
    heading = {"text": clean(title, 90), "anchor": "start", "fontSize": 15, "color": "#212529"}
    charts = [plot, _legend(legend(series), size)]
    return {**top, "title": heading, "vconcat": charts, "spacing": 18, "padding": 12}


def clean(text: str, most: int = 200) -> str:
    """A text on one line that XML can hold."""
    found = " ".join(_NO_XML.sub("", text).split())
    return found if len(found) <= most else f"{found[: most - 1]}…"


def described(point: Point) -> str:
    """What one mark says: "about 12,000; France; Lorne Mail, 3 Mar 2025; counted"."""
    when = f"{point.day.day} {point.day:%b %Y}" if point.day else "undated"
    copy = "; a copy" if point.is_copy else ""
    said = f"{point.figure.text}; {point.speaker}; {point.outlet}, {when}; {point.role}{copy}"
    return clean(said, 300)


def _plot(series: Series, size: Size) -> dict[str, Any]:
    points = series.drawn
    scale = scale_of(points)
    first, last = _ends(points)
    x = {
        "field": "at",
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc", "domain": [first, last], "nice": False},
        "axis": {
            "values": _ticks(points, first, last, size.days),
            "format": "%-d %b %Y",
            "grid": False,
            "labelOverlap": True,
        },
    }
    y = {
        "type": "quantitative",
        "title": clean(series.unit or "number", 40),
        "scale": {
            "type": "log" if scale.is_log else "linear",
            "domain": [scale.low, scale.high],
            "nice": False,
            "zero": False,
        },
        "axis": {"format": ",.2~f" if scale.high < 1e6 else ".3~s", "tickCount": 5},
    }
    marks = list(_marks(points, scale, last - first, size))
    plot = {"width": size.width, "height": size.height, "layer": list(_layers(marks, x, y))}
    if missing := clean(not_drawn(series), 400):
        plot["title"] = {
            "text": wrap(missing, size.letters),
            "orient": "bottom",
            "anchor": "start",
            "fontSize": 12,
            "fontWeight": "normal",
            "color": "#495057",
            "offset": 12,
        }
    return plot


def _layers(
    marks: Sequence[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    colour = {"field": "colour", "type": "nominal", "scale": None}
    for dashes, dash in ((False, [1, 0]), (True, [5, 4])):
        bars = [m for m in marks if m["bar"] and m["is_vague"] is dashes]
        encoding = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}
        mark = {"type": "rule", "strokeWidth": 2.5, "strokeDash": dash, "aria": False}
        yield {"data": {"values": bars}, "mark": mark, "encoding": encoding}
    at = {"x": x, "y": {**y, "field": "number"}, "color": colour}
    arrow = {
        "type": "point",
        "shape": _ARROW,
        "size": 110,
        "strokeWidth": 2,
        "opacity": 1,
        "aria": False,
    }
    open_ended = [m for m in marks if m["is_open"]]
    yield {"data": {"values": open_ended}, "mark": {**arrow, "filled": False}, "encoding": at}
    symbol = {
        **at,
        "shape": {"field": "shape", "type": "nominal", "scale": None},
        "fill": {"field": "fill", "type": "nominal", "scale": None},
        "stroke": colour,
        "href": {"field": "href", "type": "nominal"},
        "description": {"field": "description", "type": "nominal"},
    }
    del symbol["color"]
    numbers = [{**m, "number": n} for m in marks for n in m["numbers"]]
    mark = {"type": "point", "size": 95, "strokeWidth": 2, "opacity": 1}
    yield {"data": {"values": numbers}, "mark": mark, "encoding": symbol}


def _marks(
    points: Sequence[Point], scale: Scale, span: float, size: Size
) -> Iterator[dict[str, Any]]:
    """Figures of one day stand side by side; `span` is the time from end to end of the chart."""
    on_day = Counter(p.day for p in points)
    placed: dict[date | None, int] = defaultdict(int)
    for point in points:
        number, of = placed[point.day], on_day[point.day]
        placed[point.day] += 1
        step = min(_MARK / size.width, size.beside / of) * span
        look = look_of(point)
        high = float(point.high) if point.high is not None else None
        yield {
            "id": point.id,
            "at": round(_moment(point.day) + (number - (of - 1) / 2) * step),
            "low": float(point.low),
            "high": high,
            "bar": high is not None and high > point.low,
            "is_open": high is None,
            "is_vague": point.figure.quantifier is Quantifier.VAGUE,
            "number": float(point.low),
            "numbers": _numbers(point, scale),
            "colour": look.colour,
            "fill": "none" if look.is_hollow else look.colour,
            "shape": look.path,
            "href": f"{MARKS}{point.id}",
            "description": described(point),
        }


def _numbers(point: Point, scale: Scale) -> list[float]:
    """Where the symbol of a figure stands: at the numbers that the text gives; of a vague word, which
    gives none, in the middle of what it may mean."""
    if point.figure.quantifier is Quantifier.VAGUE and point.high is not None:
        low, high = float(point.low), float(point.high)
        return [(low * high) ** 0.5 if scale.is_log else (low + high) / 2]
    return sorted({float(n) for n in (point.figure.low, point.figure.high) if n is not None})


def _moment(day: date | None) -> float:
    day = day or date.min
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000


def _ends(points: Sequence[Point]) -> tuple[float, float]:
    days = sorted(_moment(p.day) for p in points)
    margin = max((days[-1] - days[0]) * 0.05, _DAY)
    return days[0] - margin, days[-1] + margin


def _ticks(points: Sequence[Point], first: float, last: float, most: int) -> list[float]:
    """Up to `most` days at even distances; of few days each."""
    days = sorted({_moment(p.day) for p in points})
    if len(days) <= most and all(b - a > (last - first) / (most + 2) for a, b in pairwise(days)):
        return days
    span = max(round((days[-1] - days[0]) / _DAY), 1)
    step = max(-(-span // (most - 1)), 1)
    return [days[0] + n * step * _DAY for n in range(span // step + 1)]


def _legend(entries: Sequence[Entry], size: Size) -> dict[str, Any]:
    """The legend as a chart of its own, a line for each look."""
    values = [
        {
            "row": number,
            "label": clean(f"{entry.label} ({entry.note})" if entry.note else entry.label, 100),
            "shape": entry.look.path,
            "colour": entry.look.colour,
            "fill": "none" if entry.look.is_hollow else entry.look.colour,
        }
        for number, entry in enumerate(entries)
    ]
    row = {"field": "row", "type": "ordinal", "axis": None}
    plain = {"type": "nominal", "scale": None}
    shown = {
        "shape": {"field": "shape", **plain},
        "fill": {"field": "fill", **plain},
        "stroke": {"field": "colour", **plain},
    }
    symbol = {"type": "point", "size": 95, "strokeWidth": 2, "opacity": 1}
    text = {"type": "text", "align": "left", "fontSize": 12, "color": "#212529"}
    return {
        "width": size.width,
        "height": {"step": 20},
        "data": {"values": values},
        "encoding": {"y": row},
        "layer": [
            {"mark": symbol, "encoding": {"x": {"value": 8}, **shown}},
            {"mark": text, "encoding": {"x": {"value": 24}, "text": {"field": "label"}}},
        ],
    }
