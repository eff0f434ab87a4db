"""The statements of a claim in pages: which are shown, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from claims.models import Assertion, AssertionFlag, Attribution
from claims.services.chains import CHAIN
from claims.services.claim_rows import rows_of
from claims.services.evidence import NEWEST_FIRST, evidence_of, terms
from claims.services.origin_lines import OriginLine, origin_lines
from claims.services.scope import Scope
from claims.weighing import weigh

GROUPS = {
    "none": "One list",
    "origin": "By origin",
    "outlet": "By outlet",
    "date": "By date",
}
SHOWS = {
    "all": "All statements",
    "independent": "Independent only",
    "denials": "Denials and doubts",
    "no-figure": "Without a figure",
}
SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "figure": "Highest figure first",
    "outlet": "Outlet, A to Z",
}
PAGE_SIZE = 25
_HEAVY = ("search", "reasons", "read_as", "article__text", "article__search", "article__zones")
_CHUNK = 500

# SQL over `f`, the statements of the claim, `u`, the outlet, and `p`, the place of an origin among those
# of the page. None of it comes from an address: an address chooses by name.
_DAY = "f.published_on desc nulls last, f.id desc"
_SORT_SQL = {
    "newest": _DAY,
    "oldest": "f.published_on nulls last, f.id",
    "figure": f"coalesce(f.figure_low, f.figure_high) desc nulls last, f.figure_high desc, {_DAY}",
    "outlet": f"lower(u.name) nulls last, f.outlet_id, {_DAY}",
}
_GROUP_SQL = {
    "none": ("''", ""),
    "origin": ("f.origin_id::text", "p.place nulls last, f.origin_id nulls last,"),
    "outlet": ("f.outlet_id::text", "lower(u.name) nulls last, f.outlet_id,"),
    "date": ("f.published_on::text", "f.published_on {direction} nulls last,"),
}
_SHOW_SQL = {
    "all": "true",
    "independent": """f.id in (
        select distinct on (origin_id) id from basis where origin_id = any(%(counted_origins)s)
        order by origin_id, NEWEST_FIRST)""".replace("NEWEST_FIRST", NEWEST_FIRST),
    "denials": "f.stance in ('denies', 'doubts')",
    "no-figure": "not f.is_figured",
}
# Every statement gets its number in the order, so that a page can say where it is, and an anchor still
# leads to its page when other statements have come.
_NUMBERED = """
, numbered as materialized (
    select f.id, coalesce({key}, '') as key, row_number() over (order by {order}) as n
    from found f
    left join sources_outlet u on u.id = f.outlet_id
    left join unnest(%(origin_order)s::bigint[]) with ordinality as p(origin_id, place)
        on p.origin_id = f.origin_id
    where {shown}
)
"""
_PAGE = """
, anchor as (select n from numbered where id = %(anchor)s)
, page as (select * from numbered where {window} order by n {direction} limit %(size)s)
select page.id, page.key, page.n, (select count(*) from numbered), sizes.number,
       (select before.key from numbered before where before.n = page.n - 1)
from page join (
    select key, count(*) as number from numbered where key in (select key from page) group by key
) sizes using (key)
order by page.n
"""
_IDS = "select id from numbered order by n"
_WINDOWS = {
    "first": ("n > 0", "asc"),
    "after": ("n > (select n from anchor)", "asc"),
    "before": ("n < (select n from anchor)", "desc"),
    # Whole pages counted from the first one: paging on from there shows no row twice.
    "at": ("n > (select (n - 1) / %(size)s * %(size)s from anchor)", "asc"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the table is asked for, by the names above. The page `after` or `before` a statement, the
    one that holds it (`at`), or the `first`; `anchor` is the public id of that statement."""

    group: str = "none"
    show: str = "all"
    sort: str = "newest"
    window: str = "first"
    anchor: str = ""
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading. `number` is how many of the view are in it, on this page or not;
    `is_continued`: some stood on the page before."""

    label: str
    href: str
    number: int
    is_continued: bool
    note: OriginLine | None
    statements: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A page of it: the rows `first` to `last` of `total`. `missing` is the id of a statement that was to
    be shown and is not in this view."""

    asked: Asked
    groups: tuple[Group, ...]
    total: int
    first: int
    last: int
    missing: str = ""

    @property
    def statements(self) -> tuple[Assertion, ...]:
        return tuple(row for group in self.groups for row in group.statements)

    @property
    def has_next(self) -> bool:
        return self.last < self.total

    @property
    def has_previous(self) -> bool:
        return self.first > 1


def evidence_table(
    claim_id: int, scope: Scope, origins: Sequence[OriginLine], asked: Asked
) -> EvidenceTable:
    """A page of the statements of a claim. `origins` are those of the claim as its page orders them.

    A statement that the view does not hold gives the first page.
    """
    anchor = None
    if asked.anchor:
        found = Assertion.objects.filter(public_id=asked.anchor).values_list("pk", flat=True)
        anchor = found.first()
    rows = _page(claim_id, scope, origins, asked, anchor or 0)
    missing = ""
    if not rows and asked.window != "first":
        missing = asked.anchor
        asked = replace(asked, window="first", anchor="")
        rows = _page(claim_id, scope, origins, asked, 0)
    statements = rows_in_order([row[0] for row in rows])
    by_key = zip(rows, statements, strict=True)
    notes = {str(line.origin.pk): line for line in origins}
    groups = [
        _group(asked.group, list(together), notes)
        for _, together in groupby(by_key, key=lambda pair: pair[0][1])
    ]
    total, first, last = (rows[0][3], rows[0][2], rows[-1][2]) if rows else (0, 0, 0)
    return EvidenceTable(asked, tuple(groups), total, first, last, missing)


def counted_origins(claim_id: int, scope: Scope) -> tuple[OriginLine, ...]:
    """The origins of a claim as its page lists them, where nothing else of the page is needed."""
    loaded = evidence_of(claim_id, scope)
    return tuple(origin_lines(loaded, weigh(loaded.evidence, terms(), loaded.ties)))


def every_statement(
    claim_id: int, scope: Scope, origins: Sequence[OriginLine], asked: Asked
) -> Iterator[Assertion]:
    """All statements of a view in its order, some at a time."""
    query = _numbered(asked) + _IDS
    ids = [pk for (pk,) in rows_of(query, [claim_id], scope, **_places(origins))]
    for start in range(0, len(ids), _CHUNK):
        yield from rows_in_order(ids[start : start + _CHUNK])


def rows_in_order(ids: Sequence[int]) -> list[Assertion]:
    """Statements in this order, with what is shown of each."""
    rows = (
        Assertion.objects.select_related("article__outlet", "origin")
        .defer(*_HEAVY)
        .prefetch_related(
            Attribution.with_speakers(),
            AssertionFlag.beside_statements(),
            CHAIN,
        )
        .in_bulk(ids)
    )  # fmt: skip
    return [rows[pk] for pk in ids]


def _page(
    claim_id: int, scope: Scope, origins: Sequence[OriginLine], asked: Asked, anchor: int
) -> list[tuple[Any, ...]]:
    window, direction = _WINDOWS[asked.window]
    query = _numbered(asked) + _PAGE.format(window=window, direction=direction)
    return rows_of(query, [claim_id], scope, anchor=anchor, size=asked.size, **_places(origins))


def _numbered(asked: Asked) -> str:
    key, group_order = _GROUP_SQL[asked.group]
    direction = "asc" if asked.sort == "oldest" else "desc"
    return _NUMBERED.format(
        key=key,
        order=group_order.format(direction=direction) + _SORT_SQL[asked.sort],
        shown=_SHOW_SQL[asked.show],
    )


def _places(origins: Iterable[OriginLine]) -> dict[str, list[int]]:
    return {
        "origin_order": [line.origin.pk for line in origins],
        "counted_origins": [line.origin.pk for line in origins if not line.left_out],
    }


def _group(
    by: str, pairs: list[tuple[tuple[Any, ...], Assertion]], notes: Mapping[str, OriginLine]
) -> Group:
    row, first = pairs[0]
    label, href = _heading(by, first)
    return Group(
        label=label,
        href=href,
        number=row[4],
        is_continued=row[2] > 1 and row[1] == row[5],
        note=notes.get(row[1]) if by == "origin" else None,
        statements=tuple(statement for _, statement in pairs),
    )


def _heading(by: str, row: Assertion) -> tuple[str, str]:
    if by == "origin":
        return (
            (row.origin.label, row.origin.get_absolute_url()) if row.origin else ("No origin", "")
        )
    if by == "outlet":
        outlet = row.article.outlet
        return (outlet.name, outlet.get_absolute_url()) if outlet else ("Unknown outlet", "")
    if by == "date":
        day = row.article.published_on
        return (f"{day.day} {day:%b %Y}" if day else "Undated", "")
    return "", ""
