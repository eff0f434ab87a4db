"""Rows as CSV and as JSON lines, in blocks ready to be sent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
_BLOCK = 64 * 1024
# A spreadsheet would run a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FIGURE_PARTS = ("text", "quantifier", "low", "high", "unit")
# As rows write a figure: with the numbers it stands for.
WRITTEN_PARTS = (*FIGURE_PARTS, "interval_low", "interval_high")


def csv_blocks(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[bytes]:
    """A header, then a line for every row; UTF-8."""
    block = io.StringIO(newline="")
    writer = csv.DictWriter(block, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow(flat(row))
        if block.tell() >= _BLOCK:
            yield block.getvalue().encode()
            block.seek(0)
            block.truncate()
    yield block.getvalue().encode()


def ndjson_blocks(rows: Iterable[Row]) -> Iterator[bytes]:
    """An object a line. The last line says how many there were: without it something is missing."""
    lines: list[str] = []
    size = count = 0
    for row in rows:
        count += 1
        lines.append(json_line(row))
        size += len(lines[-1])
        if size >= _BLOCK:
            yield "".join(lines).encode()
            lines.clear()
            size = 0
    yield "".join([*lines, json_line({"_end": True, "count": count})]).encode()


def json_line(row: Row) -> str:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, default=_iso) + "\n"


def flat(row: Row) -> dict[str, str]:
    """Nested values in columns of their own; lists joined by "; "."""
    found: dict[str, str] = {}
    for name, value in row.items():
        if name == "figure":
            found |= {f"figure_{part}": cell((value or {}).get(part)) for part in WRITTEN_PARTS}
        elif isinstance(value, list):
            found[name] = cell("; ".join(map(str, value)))
        elif isinstance(value, dict):
            found[name] = cell("; ".join(f"{k}: {v}" for k, v in value.items()))
        else:
            found[name] = cell(value)
    return found


def cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    is_number = isinstance(value, int | float | Decimal)
    # The same number is written alike, however it was stored.
    text = _plain(value) if isinstance(value, float | Decimal) else str(value)
    is_formula = text.lstrip(" ").startswith(_FORMULA)
    return f"'{text}" if is_formula and not is_number else text


def _plain(number: float | Decimal) -> str:
    """A number without empty decimals and without an exponent."""
    if number == int(number):
        return str(int(number))
    return f"{Decimal(str(number)).normalize():f}"


def _iso(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
