"""Exports of what a claims list shows: its claims, or the statements behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from typing import TypeVar
from uuid import uuid5

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone

from claims.models import Assertion
from claims.services.claim_lists import BadQueryError, ClaimList, described
from claims.services.export import (
    CHUNK,
    CLAIM_COLUMNS,
    STATEMENT_COLUMNS,
    UNTOLD,
    claim_row,
    statement_rows,
    statements_in_force,
)
from claims.services.tables import Row, csv_blocks, ndjson_blocks

# The statements of so many claims are read in one go.
_CLAIMS = 500
Item = TypeVar("Item")
Rows = TypeVar("Rows", bound=Model)


class What(Enum):
    """What is exported."""

    CLAIMS = "claims"
    STATEMENTS = "statements"


class Form(Enum):
    """As what."""

    CSV = "csv"
    NDJSON = "ndjson"

    @property
    def media_type(self) -> str:
        return "text/csv" if self is Form.CSV else "application/x-ndjson"


COLUMNS: Mapping[What, Mapping[str, str]] = {
    What.CLAIMS: CLAIM_COLUMNS,
    What.STATEMENTS: STATEMENT_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be: its name, and its content block by block. Nothing is read before the first block
    is asked for, and no more than a block is held."""

    name: str
    media_type: str
    blocks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The list, whether in the order of ids instead of its own, and after which one."""

    list: ClaimList
    by_id: bool
    after: str

    @property
    def digest(self) -> str:
        return uuid5(self.list.key, f"{self.by_id} {self.after}").hex[:8]


def export(*, what: What, form: Form, query: QueryDict) -> Export:
    """The export of a list's query string, in the list's order.

    With `sort=id` in the order of ids, and then `after_id` goes on after a row that arrived. Raises
    BadQueryError for whatever would make it an export of something else.
    """
    asked = _asked(query)
    # The id to go on after is looked up now, while it can still be refused.
    rows = _claim_rows(asked) if what is What.CLAIMS else _statement_rows(asked)
    day: date = timezone.now().date()
    return Export(
        f"claimbase-{what.value}-{day:%Y-%m-%d}-{asked.digest}.{form.value}",
        f"{form.media_type}; charset=utf-8",
        csv_blocks(rows, list(COLUMNS[what])) if form is Form.CSV else ndjson_blocks(rows),
    )


def _asked(query: QueryDict) -> _Asked:
    query = query.copy()
    after = query.get("after_id", "")
    query.pop("after_id", None)
    by_id = query.get("sort") == "id"
    if by_id:
        query.pop("sort")
    if after and not by_id:
        raise BadQueryError({"after_id": "it goes with sort=id, the order that can be resumed."})
    return _Asked(described(query), by_id, after)


def _claim_rows(asked: _Asked) -> Iterator[Row]:
    found = asked.list.claims.defer(*UNTOLD)
    if asked.by_id:
        found = _after(found.order_by("id"), asked.after)
    else:
        found = found.order_by(*asked.list.order)
    return map(claim_row, found.iterator(chunk_size=CHUNK))


def _statement_rows(asked: _Asked) -> Iterator[Row]:
    if not asked.by_id:
        return _in_order_of_claims(asked.list)
    behind = statements_in_force().filter(claim__in=asked.list.claims.order_by().values("pk"))
    return _in_order_of_ids(_after(behind, asked.after))


def _in_order_of_claims(listed: ClaimList) -> Iterator[Row]:
    """The statements claim by claim in the list's order, those of a claim in the order they came."""
    ids = listed.claims.order_by(*listed.order).values_list("pk", flat=True)
    for batch in _batches(ids.iterator(chunk_size=CHUNK), _CLAIMS):
        places = Cast(Value(batch), ArrayField(BigIntegerField()))
        place = Func(places, F("claim_id"), function="array_position")
        behind = statements_in_force().filter(claim__in=batch)
        yield from statement_rows(behind.order_by(place, "id"))


def _in_order_of_ids(behind: QuerySet[Assertion]) -> Iterator[Row]:
    """Only the ids are settled beforehand: whole rows of a large export would fill the database's disk,
    and the first of them be long in coming."""
    ids = behind.order_by("id").values_list("pk", flat=True)
    for batch in _batches(ids.iterator(chunk_size=CHUNK), CHUNK):
        yield from statement_rows(statements_in_force().filter(pk__in=batch).order_by("id"))


def _after(rows: QuerySet[Rows], public_id: str) -> QuerySet[Rows]:
    if not public_id:
        return rows
    last = rows.model._default_manager.filter(public_id=public_id).values_list("pk", flat=True)
    pk = last.first()
    if pk is None:
        raise BadQueryError({"after_id": f"there is no row {public_id!r} to go on after."})
    return rows.filter(pk__gt=pk)


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch
