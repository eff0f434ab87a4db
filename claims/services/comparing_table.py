"""A comparison of outlets as lines of a table."""

from __future__ import annotations

from claims.services.comparing import Cell, Row
from claims.weighing.comparing import Treatment

HEADER = (
    "claim",
    "title",
    "type",
    "status",
    "figure",
    "independent origins",
    "first reported",
    "last reported",
    "differs",
)
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: object) -> str:
    """A value as a cell that no spreadsheet computes."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def cells_of(row: Row) -> list[str]:
    """One line: the claim, and five cells for each outlet."""
    claim = row.claim
    values: list[object] = [
        claim.public_id,
        claim.title,
        claim.type,
        claim.status,
        claim.figure_text,
        claim.independent_count,
        claim.first_reported_on,
        claim.last_reported_on,
        "yes" if row.differs else "no",
    ]
    for cell in row.cells:
        figure = cell.figure.text if cell.figure else ""
        values += [cell.treatment.value, figure, cell.on, why(cell), cell.statement]
    return [guarded(value) for value in values]


def why(cell: Cell) -> str:
    """Why a cell is what it is, in words; empty for what was simply reported or not reported."""
    if cell.treatment is Treatment.OMITTED:
        return f"reported of the same story: {cell.beside}"
    return "; ".join(cell.reasons)
