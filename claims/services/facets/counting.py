"""Counting the values of facets under one rule, in one query.

A claim counts for a facet when it meets every other one. So the claims that miss at most one of the
chosen facets are looked at once, each with the bit of the one it misses: for a facet count those that
miss nothing, or nothing but it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from claims.filters import ClaimFilter
from claims.models import Claim, ClaimFacet
from claims.services.facets.naming import chosen_keys, keys_called, named
from claims.services.facets.types import FacetCount, FacetCounts, FacetValue

# A facet shows so many values, those with most claims, and those that are chosen.
SHOWN = 8
# Facets that may have any number of values; of the others all are given.
LONG = ("place", "outlet", "speaker", "origin")
_HELD = {
    "outlet": ClaimFacet.Facet.OUTLET,
    "speaker": ClaimFacet.Facet.SPEAKER,
    "origin": ClaimFacet.Facet.ORIGIN,
    "review": ClaimFacet.Facet.REVIEW,
}
_COLUMNS = (
    "status", "computed_status", "decided_status", "type", "place",
    "independent_count", "challenge_count", "needs_review",
)  # fmt: skip
_QUERY = """
with base(id, missed, status, computed_status, decided_status, type, place, independent_count,
          challenge_count, needs_review) as materialized ({base}),
grouped as materialized (
    select missed, status, computed_status as computed, type,
           case decided_status when '' then 'none' else decided_status end as decided,
           least(independent_count, 5)::text as origins,
           case when needs_review then 'true' else 'false' end as needs_review,
           case when challenge_count > 0 then 'true' else 'false' end as challenged,
           count(*) as n
    from base group by 1, 2, 3, 4, 5, 6, 7, 8
)
select '' as facet, missed::text as value, sum(n)::bigint as n, 0::bigint as size
from grouped group by missed
{parts}
"""
_SCALAR = """
union all
select '{name}', {name}::text, sum(n)::bigint, 0 from grouped where missed in (0, {bit}) group by {name}
"""
# Of values that may be many the first by number of claims, and those that are chosen.
_PLACE = """
union all
select 'place', place, n, size from (
    select *, row_number() over (order by n desc, place) as rank, count(*) over () as size
    from (select place::text collate "C" as place, count(*) {met} as n from base
          where place <> '' {only} group by 1) as counted
    where n > 0
) as ranked
where (rank > %(skip)s and rank <= %(last)s) or place = any(%(place)s)
"""
_MANY = """
union all
select case facet {names} end, value::text, n, size from (
    select *, row_number() over (partition by facet order by n desc, value) as rank,
           count(*) over (partition by facet) as size
    from (select held.facet, held.value, count(*) {met} as n
          from base join claims_claimfacet held on held.claim_id = base.id
          where held.facet in ({facets}) {only} group by held.facet, held.value) as counted
    where n > 0
) as ranked
where (rank > %(skip)s and rank <= %(last)s)
   or (facet, value) in (select * from unnest(%(facets)s::int[], %(values)s::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class Window:
    """Which values of long facets are given: `most` after the first `skip`, by number of claims, of
    those with `find` in their name."""

    most: int = SHOWN
    skip: int = 0
    find: str = ""


def count_facets(
    narrowed: ClaimFilter, names: Collection[str] | None = None, window: Window | None = None
) -> FacetCounts:
    """Count the facets of a filter whose input is valid; all of them, or those with these names.

    Looks at FACETS_COUNTED claims at most, those that changed last.
    """
    window = window or Window()
    wanted = [name for name in narrowed.facets if names is None or name in names]
    chosen = narrowed.chosen
    bits = {name: 1 << place for place, name in enumerate(chosen)}
    keys = chosen_keys(narrowed)
    rows = _rows(narrowed, wanted, bits, keys, window)
    missed = {int(value): n for facet, value, n, _ in rows if not facet}
    looked_at = sum(missed.values())
    total, is_exact, counted = missed.get(0, 0), True, None
    if looked_at >= settings.FACETS_COUNTED:
        counted = looked_at
        total, is_exact = _counted_up_to(narrowed.qs, settings.CLAIMS_COUNTED)
    return FacetCounts(
        {f.name: f for f in _facets(narrowed, wanted, rows, keys, window)}, total, is_exact, counted
    )


def _counted_up_to(claims: QuerySet[Claim], most: int) -> tuple[int, bool]:
    found = claims.order_by()[: most + 1].count()
    return min(found, most), found <= most


def _rows(
    narrowed: ClaimFilter,
    wanted: Collection[str],
    bits: dict[str, int],
    keys: dict[str, list[str]],
    window: Window,
) -> list[tuple[str, str, int, int]]:
    """Facet, value, claims and number of values in all; without a facet how many claims miss which."""
    try:
        base, parameters = _base(narrowed, bits)
    except EmptyResultSet:
        return []
    placeholders = {f"base_{place}": value for place, value in enumerate(parameters)}
    query = _QUERY.format(
        base=base % tuple(f"%({name})s" for name in placeholders),
        parts="".join(_parts(wanted, bits, window)),
    )
    held = [name for name in wanted if name in _HELD]
    pairs = [(_HELD[name].value, int(key)) for name in held for key in keys.get(name, ())]
    called = [int(key) for name in held if window.find for key in keys_called(name, window.find)]
    asked: dict[str, Any] = {
        "skip": window.skip,
        "last": window.skip + window.most,
        "find": window.find,
        "called": called,
        "place": keys.get("place", []),
        "facets": [facet for facet, _ in pairs],
        "values": [value for _, value in pairs],
    }
    with connection.cursor() as cursor:
        cursor.execute(query, {**placeholders, **asked})
        return sorted(cursor.fetchall(), key=lambda row: (-row[2], row[1]))


def _base(narrowed: ClaimFilter, bits: dict[str, int]) -> tuple[str, tuple[Any, ...]]:
    """The query of the claims that miss at most one chosen facet. Raises EmptyResultSet."""
    chosen = narrowed.chosen
    missed: Combinable = Value(0, output_field=IntegerField())
    misses: Combinable = Value(0, output_field=IntegerField())
    for name, bit in bits.items():
        condition = narrowed.facets[name].condition(chosen[name])
        missed, misses = missed + _unless(condition, bit), misses + _unless(condition, 1)
    claims = narrowed.without_facets().annotate(missed=missed)
    if len(bits) > 1:
        claims = claims.alias(misses=misses).filter(misses__lte=1)
    claims = claims.order_by("-changed_at", "-id").values_list("id", "missed", *_COLUMNS)
    return claims[: settings.FACETS_COUNTED].query.sql_with_params()


def _unless(condition: Q, number: int) -> Case:
    """The number for claims that do not meet the condition, 0 for those that do."""
    return Case(When(condition, then=Value(0)), default=Value(number), output_field=IntegerField())


def _parts(wanted: Collection[str], bits: dict[str, int], window: Window) -> Iterator[str]:
    """The queries that count the facets."""
    for name in wanted:
        bit = bits.get(name, 0)
        if name == "place":
            only = "and strpos(lower(place), lower(%(find)s)) > 0" if window.find else ""
            yield _PLACE.format(met=_met(str(bit), bits), only=only)
        elif name not in _HELD:
            yield _SCALAR.format(name=name, bit=bit)
    held = {name: _HELD[name].value for name in wanted if name in _HELD}
    if held:
        cases = " ".join(f"when {number} then {bits.get(name, 0)}" for name, number in held.items())
        yield _MANY.format(
            names=" ".join(f"when {number} then '{name}'" for name, number in held.items()),
            facets=", ".join(map(str, held.values())),
            met=_met(f"case held.facet {cases} end", bits),
            only="and held.value = any(%(called)s)" if window.find else "",
        )


def _met(bit: str, bits: dict[str, int]) -> str:
    """Counts claims that miss no facet but the one of this bit. No condition on the rows: the planner
    would expect it to leave next to none, and sort what it should hash."""
    return f"filter (where missed in (0, {bit}))" if bits else ""


def _facets(
    narrowed: ClaimFilter,
    wanted: Collection[str],
    rows: Collection[tuple[str, str, int, int]],
    keys: dict[str, list[str]],
    window: Window,
) -> list[FacetCount]:
    counts: dict[str, dict[str, int]] = {name: {} for name in wanted}
    sizes: dict[str, int] = {}
    for facet, value, n, size in rows:
        if facet:
            counts[facet][value], sizes[facet] = n, size
    for name in wanted:
        for value in () if window.find else keys.get(name, ()):
            counts[name].setdefault(value, 0)
    found = []
    for name, known in named(narrowed, counts).items():
        values = tuple(
            FacetValue(address, label, counts[name][key], key in keys.get(name, ()))
            for key, (address, label) in known.items()
        )
        size = max(sizes.get(name, 0), len(values))
        found.append(FacetCount(name, str(narrowed.filters[name].label), values, size))
    return found
