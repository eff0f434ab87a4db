"""What several outlets did with the same claims, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from django.db.models import QuerySet

from claims.figures import Figure
from claims.models import Assertion, Claim
from claims.services.comparing_queries import (
    Carried,
    Covered,
    figure_of,
    have_more_articles_than,
    read_statements,
)
from claims.services.evidence import terms
from claims.weighing.comparing import (
    Asked,
    Tally,
    Treated,
    Treatment,
    differ,
    tally,
    treated,
)
from sources.keyset import Keyset, Page
from sources.models import Outlet

LEAST_OUTLETS, MOST_OUTLETS = 2, 4
# So many claims of a comparison are counted, and looked through for those that differ, at once.
MOST_CLAIMS = 300
# Beyond a page, fewer where large outlets are compared on claims that together have more reports.
MOST_REPORTS = 4000


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet did with one claim, and where to look.

    `statement` is the id of the statement to look at: its own of this claim, or of an omission one of
    the same story, whose claim is `beside` and which stands in `article`. That it omits the claim rests
    on what was read of that article. `is_first`: of the outlets compared it was alone in reporting
    first; `on_first_day`: it reported on the day of the claim's first report by any outlet.
    """

    outlet: Outlet
    treatment: Treatment
    reasons: tuple[str, ...] = ()
    figure: Figure | None = None
    on: date | None = None
    first_on: date | None = None
    statement: str = ""
    statements: int = 0
    beside: str = ""
    article: str = ""
    article_title: str = ""
    is_first: bool = False
    on_first_day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with a cell for each outlet, in the order of the outlets."""

    claim: Claim
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of the matrix. `tallies` are over the first claims of the comparison, all of them unless
    `is_capped`."""

    outlets: tuple[Outlet, ...]
    tallies: tuple[tuple[Outlet, Tally], ...]
    is_capped: bool
    rows: tuple[Row, ...]
    page: Page[Claim]


@dataclass(frozen=True, slots=True)
class Asking:
    """Which page of a comparison is asked for."""

    keyset: Keyset
    size: int
    cursor: str | None = None
    only_differing: bool = False


def carried_by(claims: QuerySet[Claim], outlets: Sequence[Outlet]) -> QuerySet[Claim]:
    """The claims of which at least one of the outlets has a statement."""
    told = Assertion.objects.filter(article__outlet__in=outlets, is_withdrawn=False)
    told = told.exclude(review_state=Assertion.ReviewState.REJECTED)
    return claims.filter(pk__in=told.values("claim_id"))


def compare_outlets(
    outlets: Sequence[Outlet], claims: QuerySet[Claim], asked: Asking
) -> Comparison:
    """A page of what the outlets did with those of the claims that they carry. Raises BadCursorError."""
    carried = carried_by(claims, outlets)
    is_large = have_more_articles_than(MOST_REPORTS, outlets)
    first = _scan(carried, replace(asked, cursor=None, only_differing=True), is_large)
    counted = matrix(outlets, first.rows)
    scanned, rows = first, counted
    if asked.cursor is not None:
        scanned = _scan(carried, asked, is_large)
        rows = matrix(outlets, scanned.rows)
    shown = [row for row in rows if row.differs] if asked.only_differing else rows
    page = asked.keyset.part(scanned, [row.claim for row in shown], asked.size, asked.cursor)
    kept = {claim.pk for claim in page.rows}
    return Comparison(
        outlets=tuple(outlets),
        tallies=tuple(
            (outlet, tally(row.cells[place].treatment for row in counted))
            for place, outlet in enumerate(outlets)
        ),
        is_capped=first.next is not None,
        rows=tuple(row for row in shown if row.claim.pk in kept),
        page=page,
    )


def _scan(carried: QuerySet[Claim], asked: Asking, is_large: bool) -> Page[Claim]:
    """The claims to look at from a cursor on: a page of them, or as many as can be looked through."""
    most = MOST_CLAIMS if asked.only_differing else asked.size
    page = asked.keyset.page(carried, asked.cursor, most)
    if not is_large or len(page.rows) <= asked.size:
        return page
    is_back = asked.cursor is not None and asked.keyset.is_back(asked.cursor)
    counts = [claim.report_count for claim in page.rows]
    spent = accumulate(reversed(counts) if is_back else counts)
    affordable = sum(1 for reports in spent if reports <= MOST_REPORTS)
    return asked.keyset.part(page, page.rows, max(affordable, asked.size), asked.cursor)


def whole_matrix(
    outlets: Sequence[Outlet], claims: QuerySet[Claim], keyset: Keyset, *, only_differing: bool
) -> Iterator[Row]:
    """Every row of a comparison, read in parts."""
    carried = carried_by(claims, outlets)
    cursor = None
    while True:
        page = keyset.page(carried, cursor, MOST_CLAIMS)
        yield from (row for row in matrix(outlets, page.rows) if row.differs or not only_differing)
        if (cursor := page.next) is None:
            return


def matrix(outlets: Sequence[Outlet], claims: Sequence[Claim]) -> list[Row]:
    """What the outlets did with these claims, in three queries."""
    carried, covered = read_statements(outlets, claims)
    firsts: dict[int, list[date]] = defaultdict(list)
    for (claim_id, _), one in carried.items():
        if one.first_on:
            firsts[claim_id].append(one.first_on)
    return [_row(claim, outlets, carried, covered, firsts[claim.pk]) for claim in claims]


def _row(
    claim: Claim,
    outlets: Sequence[Outlet],
    carried: dict[tuple[int, int], Carried],
    covered: dict[tuple[int, int], Covered],
    firsts: Sequence[date],
) -> Row:
    asked = Asked(
        figure_of(
            claim.figure_text,
            claim.figure_quantifier,
            claim.figure_low,
            claim.figure_high,
            claim.figure_unit,
        ),
        claim.last_reported_on,
    )
    by = terms()
    alone = min(firsts) if firsts and firsts.count(min(firsts)) == 1 else None
    cells, found = [], []
    for outlet in outlets:
        key = claim.pk, outlet.pk
        one, story = carried.get(key), covered.get(key)
        figure = one.figure if one else None
        how = treated(one.told(figure) if one else None, asked, by, covered=story is not None)
        found.append(how)
        cells.append(_cell(outlet, how, one, story, figure, claim, alone))
    return Row(claim, tuple(cells), differ(found, [cell.figure for cell in cells], by))


def _cell(
    outlet: Outlet,
    how: Treated,
    one: Carried | None,
    story: Covered | None,
    figure: Figure | None,
    claim: Claim,
    alone: date | None,
) -> Cell:
    if one is None:
        if story is None:
            return Cell(outlet, how.treatment)
        return Cell(
            outlet,
            how.treatment,
            on=story.on,
            statement=story.statement,
            beside=story.title,
            article=story.article,
            article_title=story.article_title,
        )
    return Cell(
        outlet=outlet,
        treatment=how.treatment,
        reasons=how.reasons,
        figure=figure,
        on=one.on,
        first_on=one.first_on,
        statement=one.statement,
        statements=one.statements,
        is_first=alone is not None and one.first_on == alone,
        on_first_day=one.first_on is not None and one.first_on == claim.first_reported_on,
    )
