"""What a page shows of a claim's figures: the chart if it is drawn, its legend, what it leaves out,
and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape

from claims.models import Claim
from claims.services.assessing import weighed
from claims.services.evidence import Loaded, evidence_of
from claims.services.figure_chart import (
    NARROW,
    WIDE,
    Size,
    clean,
    is_drawable,
    scale_of,
    specification,
)
from claims.services.figure_drawing import (
    Drawing,
    DrawingError,
    kept_svg,
    png_of,
    readdressed,
    svg_of,
)
from claims.services.figure_looks import Entry, legend, not_drawn
from claims.services.figure_series import Point, Series, figure_series
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import Verdict

# The table in the page of a claim; the page of its figures has all.
TABLE_ROWS = 25
# With more statements than this the page does not wait for their figures: they come by a request of
# their own.
DEFERRED_FROM = 200


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """`svg` is empty while the chart is not drawn, `narrow` is the same for phones; `has_failed`: it could
    not be; `is_deferred`: not even the figures were looked at. `query` keeps what is
    left out in the addresses of the same data ("?without=org_…", or nothing)."""

    series: Series
    is_drawable: bool
    svg: str
    narrow: str
    has_failed: bool
    legend: tuple[Entry, ...]
    notes: tuple[str, ...]
    rows: tuple[Point, ...]
    query: str
    is_deferred: bool = False


def series_of(claim: Claim, scope: Scope = EVERYTHING) -> Series:
    """The figures of a claim, or of what is in scope."""
    loaded = evidence_of(claim.pk, scope)
    return figure_series(claim.pk, loaded, weighed(loaded)[0], scope)


def figure_block(
    claim: Claim, loaded: Loaded, verdict: Verdict, scope: Scope, rows_here: Collection[str]
) -> FigureBlock:
    """The block for a page that has the rows of these statements. A chart that was not drawn before is
    left pending, so that the page does not wait for it; of a claim with very many statements the whole
    block is."""
    if loaded.evidence.statements > DEFERRED_FROM:
        return replace(_block(Series((), 0), scope, 0), is_deferred=True)
    series = figure_series(claim.pk, loaded, verdict, scope)
    block = _block(series, scope, TABLE_ROWS)
    if not block.is_drawable:
        return block
    kept = [kept_svg(_drawing(claim, series, size=size)) for size in (WIDE, NARROW)]
    address = _addresses(claim, block, rows_here)
    return _with(block, [readdressed(one, address) for one in kept if one is not None])


def drawn_block(claim: Claim, scope: Scope, rows: int | None = None) -> FigureBlock:
    """The block with its chart, drawn now if need be, and so many rows; None = all."""
    series = series_of(claim, scope)
    block = _block(series, scope, rows)
    if not block.is_drawable:
        return block
    try:
        found = [svg_of(_drawing(claim, series, size=size)) for size in (WIDE, NARROW)]
        address = _addresses(claim, block, ())
        return _with(block, [readdressed(one, address) for one in found])
    except DrawingError:
        return replace(block, has_failed=True)


def standalone_svg(claim: Claim, scope: Scope, site: str) -> str | None:
    """The chart with its title and legend, links leading to `site`; None without enough figures.
    Raises DrawingError."""
    series = series_of(claim, scope)
    if not is_drawable(series):
        return None
    found = svg_of(_drawing(claim, series, title=claim.title))
    return readdressed(found, lambda row: escape(site + _page_of(row)))


def standalone_png(claim: Claim, scope: Scope) -> bytes | None:
    """The same as a picture; None without enough figures. Raises DrawingError."""
    series = series_of(claim, scope)
    return png_of(_drawing(claim, series, title=claim.title)) if is_drawable(series) else None


def _with(block: FigureBlock, drawn: Sequence[str]) -> FigureBlock:
    """The block with its two charts; with none while one of them is missing."""
    if len(drawn) < len((WIDE, NARROW)):
        return block
    return replace(block, svg=drawn[0], narrow=drawn[1])


def _drawing(claim: Claim, series: Series, title: str = "", size: Size = WIDE) -> Drawing:
    points = series.drawn
    first, last = points[0].day, points[-1].day
    missing = f"{named}. " if (named := clean(not_drawn(series), 400)) else ""
    span = f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}" if first and last else ""
    return Drawing(
        key=f"{series.digest}{'-alone' if title else ''}",
        spec=partial(specification, series, title=title, size=size),
        name=clean(f"Reported figures over time: {claim.title}", 400),
        description=f"{_figures(len(points))}, {span}. {missing}Each mark leads to its "
        "statement; the table has the same.",
        id="figure" if size is WIDE else "figure-narrow",
    )


def _addresses(
    claim: Claim, block: FigureBlock, rows_here: Collection[str]
) -> Callable[[str], str]:
    """Where marks lead: to a row that is here, to the page of the evidence that has it, or, for a
    statement of another claim, to its own page."""
    own = frozenset(rows_here)
    placed = {p.id for p in block.series.points if p.is_placed}
    query = f"{block.query}&" if block.query else "?"
    elsewhere = f"{claim.get_absolute_url()}{query}at="

    def address(row: str) -> str:
        if row in own:
            return f"#{row}"
        return escape(f"{elsewhere}{row}#{row}") if row in placed else _page_of(row)

    return address


def _page_of(row: str) -> str:
    return reverse("assertion", args=[row])


def _block(series: Series, scope: Scope, rows: int | None) -> FigureBlock:
    query = urlencode([("without", one.id) for one in scope.left_out])
    can = is_drawable(series)
    return FigureBlock(
        series=series,
        is_drawable=can,
        svg="",
        narrow="",
        has_failed=False,
        legend=legend(series) if can else (),
        notes=notes(series) if can else (),
        rows=series.newest_first[:rows],
        query=f"?{query}" if query else "",
    )


def notes(series: Series) -> tuple[str, ...]:
    """What a reader has to know to read the chart right, in sentences."""
    scale = scale_of(series.drawn)
    found = []
    if scale.is_log:
        found.append("The scale is logarithmic: equal steps are equal ratios.")
    if scale.begins_above_zero:
        found.append("The scale does not begin at zero.")
    if series.older:
        found.append(
            f"{len(series.points):,} of {series.total:,} figures are here: the newest of every "
            "origin, then the newest of all."
        )
    if series.undated:
        found.append(f"{_figures(series.undated)} without a date: in the table only.")
    if series.of_other_units:
        found.append(f"{_figures(series.of_other_units)} of another unit: in the table only.")
    return tuple(found)


def _figures(number: int) -> str:
    return f"{number:,} figure{'' if number == 1 else 's'}"
