"""A comparison of outlets as lines of a table."""

from __future__ import annotations

from claims.services.comparing import Cell, Row
from claims.services.tables import cell
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
    for one in row.cells:
        figure = one.figure.text if one.figure else ""
        values += [one.treatment.value, figure, one.on, why(one), one.statement]
    return [cell(value) for value in values]


def why(cell: Cell) -> str:
    """Why a cell is what it is, in words; empty for what was simply reported or not reported."""
    if cell.treatment is Treatment.OMITTED:
        article = f"“{cell.article_title}”" if cell.article_title else cell.article
        return (
            f"no such statement was read in its article {article} of the same story, which reports: "
            f"{cell.beside}"
        )
    return "; ".join(cell.reasons)
