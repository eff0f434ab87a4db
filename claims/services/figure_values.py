"""The figures of a claim as plain values: for JSON, and as rows of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from claims.figures import number_text
from claims.models import Claim
from claims.services.figure_series import Point, Series
from claims.services.tables import cell

COLUMNS = (
    "date", "figure", "quantifier", "low", "high", "unit", "interval_low", "interval_high", "role",
    "stance", "is_copy", "speaker", "outlet", "article", "article_title", "origin", "origin_label",
    "statement",
)  # fmt: skip


def series_values(claim: Claim, series: Series) -> dict[str, Any]:
    """A series as the API gives it, the newest figure first."""
    return {
        "claim": claim.public_id,
        "unit": series.unit,
        "total": series.total,
        "shown": len(series.points),
        "points": [point_values(p) for p in series.newest_first],
    }


def point_values(point: Point) -> dict[str, Any]:
    """One figured statement."""
    return {
        "statement": point.id,
        "date": point.day.isoformat() if point.day else None,
        "figure": {
            "text": point.figure.text,
            "quantifier": point.figure.quantifier.value,
            "low": _number(point.figure.low),
            "high": _number(point.figure.high),
            "unit": point.figure.unit,
        },
        "interval": {"low": _number(point.low), "high": _number(point.high)},
        "stance": point.stance,
        "role": point.role,
        "is_counted": point.is_counted,
        "is_challenge": point.is_challenge,
        "is_copy": point.is_copy,
        "speaker": point.speaker,
        "outlet": point.outlet,
        "article": {"id": point.article_id, "title": point.article},
        "origin": {"id": point.origin.id, "label": point.origin.label} if point.origin else None,
    }


def series_csv(series: Series) -> str:
    """The same as CSV, a row for each figure, the newest first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(series))
    return out.getvalue()


def _rows(series: Series) -> Iterator[list[str]]:
    for one in map(point_values, series.newest_first):
        figure, origin = one["figure"], one["origin"] or {}
        values = (
            one["date"], figure["text"], figure["quantifier"], figure["low"], figure["high"],
            figure["unit"], one["interval"]["low"], one["interval"]["high"], one["role"],
            one["stance"], "yes" if one["is_copy"] else "no", one["speaker"], one["outlet"],
            one["article"]["id"], one["article"]["title"], origin.get("id"), origin.get("label"),
            one["statement"],
        )  # fmt: skip
        yield [cell(value) for value in values]


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number_text(value).replace(",", "")
