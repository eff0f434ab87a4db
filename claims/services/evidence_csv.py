"""The evidence of a claim as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.models import Assertion
from claims.services.origin_lines import OriginLine
from claims.services.tables import cell

COLUMNS = (
    "id", "published", "outlet", "is_copy", "statement", "speakers", "chain", "figure", "quantifier",
    "low", "high", "unit", "place", "event_first", "event_last", "origin", "origin_counted",
    "origin_not_counted_because", "stance", "modality", "review_state", "credibility", "article",
    "article_title", "article_url", "permalink",
)  # fmt: skip


class _Line:
    """A file whose writes give back what was written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(
    statements: Iterable[Assertion], origins: Sequence[OriginLine], site: str
) -> Iterator[str]:
    """The lines of the file, the names of the columns first; `site` begins its permanent links."""
    writer = csv.writer(_Line())
    notes = {line.origin.pk: line for line in origins}
    yield writer.writerow(COLUMNS)
    for row in statements:
        yield writer.writerow([cell(value) for value in _values(row, notes, site)])


def _values(row: Assertion, notes: dict[int, OriginLine], site: str) -> list[Any]:
    line = notes.get(row.origin_id or 0)
    article = row.article
    return [
        row.public_id,
        article.published_on,
        article.outlet.name if article.outlet else None,
        "yes" if article.copy_of_id else "no",
        row.excerpt,
        "; ".join(a.speaker.name for a in row.attributions.all()),
        " > ".join(link.label for link in row.links.all()),
        row.figure_text,
        row.figure_quantifier,
        row.figure_low,
        row.figure_high,
        row.figure_unit,
        row.place,
        row.event_first,
        row.event_last,
        row.origin.label if row.origin else None,
        "yes" if line and not line.left_out else "no",
        line.left_out if line else None,
        row.stance,
        row.modality,
        row.review_state,
        row.credibility,
        article.public_id,
        article.title,
        article.url,
        f"{site.rstrip('/')}{row.get_absolute_url()}",
    ]
