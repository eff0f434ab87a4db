"""The scratch tables of a rebuild: seen by this connection alone, gone when it ends.

Claims in them are called clusters here, to tell them from the claims in force.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from claims.linking import Statement
from claims.services.placing import Plan, Waiting, filed
from claims.services.shelf import Shelf

_TABLES = ("link_cluster", "link_block", "link_placed", "link_fixed", "link_asked", "link_article",
           "link_home", "link_overlap", "link_moved")  # fmt: skip
_CREATE = """
    -- `held` is the claim in force that a person decided on and that the cluster therefore is.
    create temp table link_cluster (
        id bigint primary key, profile jsonb not null, merged_into_id bigint, held bigint unique
    );
    create temp table link_block (
        claim_id bigint not null, key text not null, last_reported_on date, primary key (claim_id, key)
    );
    create index on link_block (key, last_reported_on, claim_id);
    create temp table link_placed (
        assertion_id bigint primary key, cluster bigint not null, score double precision not null,
        reasons jsonb not null, statement jsonb not null
    );
    -- Statements that stay in their claims.
    create temp table link_fixed (assertion_id bigint primary key, claim_id bigint not null);
    create index on link_fixed (claim_id);
    create temp table link_asked (
        first bigint not null, second bigint not null, score double precision not null,
        reasons jsonb not null
    );
    create temp table link_article (number bigint primary key, article_id bigint not null);
    create temp table link_home (cluster bigint primary key, claim bigint not null unique)
"""

SHELF = Shelf("link_cluster", "link_block")


def create() -> None:
    """Make the tables, empty."""
    drop()
    run(_CREATE)


def drop() -> None:
    """Remove the tables, if there are any."""
    run(f"drop table if exists {', '.join(f'pg_temp.{name}' for name in _TABLES)}")


def run(query: str, values: Sequence[Any] = ()) -> int:
    """Run a query; gives the number of rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return int(cursor.rowcount)


def rows(query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())


def analyze() -> None:
    """Tell the planner how large the tables have become; nobody else does for scratch tables."""
    for table in ("link_cluster", "link_block", "link_placed", "link_fixed"):
        run(f"analyze {table}")


class Clusters:
    """Writes clusters, numbered in the order in which they are made."""

    def __init__(self) -> None:
        self._last = 0

    def hold(self, claim: int, profile: Statement) -> int:
        """Make the cluster that stands for a claim which a person decided on."""
        self._last += 1
        self._write({self._last: profile}, {self._last: claim})
        return self._last

    def write(self, plan: Plan, waiting: Iterable[Waiting]) -> None:
        """Write what was decided for one article."""
        number = {n: n for n in plan.read}
        for new in plan.founders:
            self._last += 1
            number[new] = self._last
        self._write({number[n]: profile for n, profile in plan.profiles.items()}, {})
        statements = {w.assertion: json.dumps(w.statement.to_json()) for w in waiting}
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into link_placed values (%s, %s, %s, %s, %s)",
                [
                    (p.assertion, number[p.claim], p.match.score, json.dumps(p.match.reasons),
                     statements[p.assertion])
                    for p in plan.placed
                ],
            )  # fmt: skip
            cursor.executemany(
                "insert into link_asked values (%s, %s, %s, %s)",
                [
                    (number[q.new], number.get(q.known, q.known), q.match.score,
                     json.dumps(q.match.reasons))
                    for q in plan.questions
                ],
            )  # fmt: skip

    def _write(self, profiles: dict[int, Statement], held: dict[int, int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into link_cluster (id, profile, held) values (%s, %s, %s) "
                "on conflict (id) do update set profile = excluded.profile",
                [(n, json.dumps(p.to_json()), held.get(n)) for n, p in sorted(profiles.items())],
            )
        SHELF.file({n: filed(profile) for n, profile in profiles.items()})


def statements_of(assertion_ids: Sequence[int]) -> dict[int, Statement]:
    """The statements that were decided on, of these assertions."""
    found = rows(
        "select assertion_id, statement from link_placed where assertion_id = any(%s)",
        [list(assertion_ids)],
    )
    return {pk: Statement.from_json(json.loads(stored)) for pk, stored in found}
