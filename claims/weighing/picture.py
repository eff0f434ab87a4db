"""The figures of independent origins side by side: intervals on one axis, small enough for a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.figures import interval
from claims.weighing.types import Verdict

# A row's picture shows at most so many origins, those counted first.
MOST_SHOWN = 6
# Of the picture's width, in its own units. An interval without end runs out of the axis at the right.
WIDTH, EDGE, PER_ORIGIN, LEAST_LENGTH = 120.0, 6.0, 7.0, 4.0


def figures_behind(verdict: Verdict, tolerance: float) -> list[dict[str, Any]]:
    """The newest figure of the first origins whose figures make the headline, as a claim stores them:
    `label` and `text`, and the interval from `low` to `high` (None = without end)."""
    if verdict.headline is None:
        return []
    figured = [o for o in verdict.counted if o.newest]
    found = []
    for place in verdict.headline.over[:MOST_SHOWN]:
        origin = figured[place]
        assert origin.newest is not None
        span = interval(origin.newest.figure, tolerance)
        found.append(
            {
                "label": origin.ref.label[:120],
                "text": origin.newest.figure.text[:80],
                "low": float(span.low),
                "high": None if span.high is None else float(span.high),
            }
        )
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """One origin's interval in the picture: from `x` over `length`, `y` from above; `is_point` has no
    length worth drawing; `is_open` has no end."""

    x: float
    y: float
    length: float
    is_point: bool
    is_open: bool

    @property
    def end(self) -> float:
        return round(self.x + self.length, 1)

    @property
    def arrow(self) -> str:
        """The corners of the tip that shows that there is no end."""
        x, y = self.end, self.y
        return f"{x},{y - 3} {x + 4},{y} {x},{y + 3}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks one below the other, and the same in words."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str

    @property
    def axis(self) -> float:
        """How far down the axis runs, below all marks."""
        return self.height - 1


def picture(figures: Sequence[dict[str, Any]]) -> Picture | None:
    """The picture of stored figures; None when there are not two to see side by side."""
    if len(figures) < 2:
        return None
    start, end = _axis(figures)
    marks = tuple(_mark(one, place, start, end) for place, one in enumerate(figures[:MOST_SHOWN]))
    said = "; ".join(f"{one['label']}: {one['text']}" for one in figures[:MOST_SHOWN])
    return Picture(
        WIDTH,
        PER_ORIGIN * len(marks) + 2,
        marks,
        f"Figures, a line for each independent origin. {said}.",
    )


def _axis(figures: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """From the lowest to the highest number, with room for what has no end; numbers that are all one
    stand in the middle."""
    ends = [n for one in figures for n in (one["low"], one["high"]) if n is not None]
    start, end = min(ends), max(ends)
    if start == end:
        half = abs(start) / 2 or 1.0
        return start - half, end + half
    has_no_end = any(one["high"] is None for one in figures)
    return start, end + ((end - start) / 2 if has_no_end else 0.0)


def _mark(one: dict[str, Any], place: int, start: float, end: float) -> Mark:
    room = WIDTH - 2 * EDGE
    # Shares first: numbers that lie very close together have no scale.
    x = EDGE + (one["low"] - start) / (end - start) * room
    high = end if one["high"] is None else one["high"]
    length = (high - one["low"]) / (end - start) * room
    y = PER_ORIGIN * place + PER_ORIGIN / 2
    is_open = one["high"] is None
    is_point = length < LEAST_LENGTH and not is_open
    if is_point:
        x, length = x + length / 2, 0.0
    return Mark(round(x, 1), y, round(length, 1), is_point, is_open)
