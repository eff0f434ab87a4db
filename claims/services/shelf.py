"""Claims by their keys: what linking reads, at a cost that does not grow with the table.

A shelf is a pair of tables: the claims in force, or the scratch tables of a rebuild.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

# Of a key, this many claims last reported on the day or later, before it, and without a date. What is
# about the same thing is found by several keys, so a key that most claims share need not be read out.
MOST_OF_A_KEY = 25

_NEAR = """
    select wanted.key, found.claim_id, found.last_reported_on
    from unnest(%(keys)s::text[]) as wanted(key)
    cross join lateral (
        (select claim_id, last_reported_on from {blocks}
         where key = wanted.key and last_reported_on >= %(day)s
         order by last_reported_on, claim_id limit %(most)s)
        union all
        (select claim_id, last_reported_on from {blocks}
         where key = wanted.key and last_reported_on < %(day)s
         order by last_reported_on desc, claim_id desc limit %(most)s)
        union all
        (select claim_id, last_reported_on from {blocks}
         where key = wanted.key and last_reported_on is null
         order by claim_id desc limit %(most)s)
    ) as found
"""
# In one order, so that two workers never wait for each other.
_PROFILES = """
    select id, profile::text from {claims}
    where id = any(%s) and merged_into_id is null and profile <> '{{}}' order by id
"""
_FORGET = """
    delete from {blocks} as block
    using unnest(%(claims)s::bigint[]) as touched(id)
    where block.claim_id = touched.id and not exists (
        select from unnest(%(of)s::bigint[], %(keys)s::text[]) as wanted(claim_id, key)
        where wanted.claim_id = block.claim_id and wanted.key = block.key
    )
    returning block.claim_id
"""
_FILE = """
    insert into {blocks} as block (claim_id, key, last_reported_on)
    select * from unnest(%(of)s::bigint[], %(keys)s::text[], %(days)s::date[])
    on conflict (claim_id, key) do update set last_reported_on = excluded.last_reported_on
    where block.last_reported_on is distinct from excluded.last_reported_on
    returning block.claim_id
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A claim that has a key, and the last day it was reported on."""

    key: str
    claim: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Filed:
    """The keys of a claim, and the day they are filed under."""

    keys: tuple[str, ...]
    day: date | None


class Shelf:
    """Claims and their keys in two tables of the given names."""

    def __init__(self, claims: str = "claims_claim", blocks: str = "claims_claimblock") -> None:
        self._claims, self._blocks = sql.Identifier(claims), sql.Identifier(blocks)

    def near(self, keys: Collection[str], day: date | None) -> list[Near]:
        """The claims of each key nearest to the day; the newest ones without a day."""
        if not keys:
            return []
        values: dict[str, Any] = {"keys": sorted(keys), "day": day or date.max}
        values["most"] = MOST_OF_A_KEY
        with connection.cursor() as cursor:
            cursor.execute(self._of(_NEAR), values)
            return [Near(*row) for row in cursor.fetchall()]

    def profiles(self, ids: Collection[int], *, lock: bool = False) -> dict[int, str]:
        """The stored profiles, as JSON, of those that are claims of their own and hold statements;
        with `lock` nobody else changes them before the transaction ends."""
        if not ids:
            return {}
        query = _PROFILES + (" for update" if lock else "")
        with connection.cursor() as cursor:
            cursor.execute(self._of(query), [sorted(ids)])
            return dict(cursor.fetchall())

    def file(self, filed: Mapping[int, Filed]) -> set[int]:
        """Make these the keys of the claims; gives the claims whose keys changed."""
        of = [(pk, key, one.day) for pk, one in sorted(filed.items()) for key in one.keys]
        values = dict(zip(("of", "keys", "days"), _columns(of, 3), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(self._of(_FORGET), {**values, "claims": sorted(filed)})
            changed = {pk for (pk,) in cursor.fetchall()}
            cursor.execute(self._of(_FILE), values)
            return changed | {pk for (pk,) in cursor.fetchall()}

    def _of(self, query: str) -> str:
        # As text: what notes the history of a web request reads every statement.
        return sql.SQL(query).format(claims=self._claims, blocks=self._blocks).as_string()


def _columns(rows: Iterable[tuple[Any, ...]], number: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(number)]
