"""Pages by position in an order, not by number: equally fast on the first and the last page."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

Row = TypeVar("Row", bound=Model)
FORWARD, BACKWARD = "n", "p"
_NOT_OURS = "The page's address is not one this list gave out."


class BadCursorError(ValueError):
    """A page address that this list never gave out."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page; the cursors are None at the ends."""

    rows: list[Row]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """A descending order by `fields`, the last of which is unique; an ascending one for names."""

    fields: tuple[str, ...]
    is_ascending: bool = False

    def page(self, queryset: QuerySet[Row], cursor: str | None, size: int) -> Page[Row]:
        """The page after (or before) a cursor. Raises BadCursorError."""
        direction, values = self._read(queryset, cursor) if cursor else (FORWARD, None)
        is_back = direction == BACKWARD
        if values is not None:
            queryset = queryset.filter(self._beyond(values, is_back=is_back))
        order = [f"{'' if is_back != self.is_ascending else '-'}{field}" for field in self.fields]
        rows = list(queryset.order_by(*order)[: size + 1])
        has_more, rows = len(rows) > size, rows[:size]
        if is_back:
            rows.reverse()
        if not rows:
            return Page([], None, None)
        has_next, has_previous = (True, has_more) if is_back else (has_more, cursor is not None)
        return Page(
            rows,
            self._write(FORWARD, rows[-1]) if has_next else None,
            self._write(BACKWARD, rows[0]) if has_previous else None,
        )

    def part(
        self, scanned: Page[Row], chosen: list[Row], size: int, cursor: str | None
    ) -> Page[Row]:
        """The page of those `chosen` from the rows that were `scanned` at a cursor; its neighbours go on
        from what was chosen, or scanned in vain."""
        is_back = bool(scanned.rows) and cursor is not None and self.is_back(cursor)
        rows = chosen[-size:] if is_back else chosen[:size]
        has_more = len(chosen) > size
        if not rows:
            return Page([], scanned.next, scanned.previous)
        following = self._write(FORWARD, rows[-1]) if is_back or has_more else scanned.next
        before = scanned.previous
        if cursor is not None and (has_more or not is_back):
            before = self._write(BACKWARD, rows[0])
        return Page(rows, following, before)

    def is_back(self, cursor: str) -> bool:
        """True for the address of a previous page. It has to be one that a page was read at."""
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return bool(json.loads(data)[0] == BACKWARD)

    def _beyond(self, values: list[Any], *, is_back: bool) -> Any:
        # A row comparison, which one index serves; nested ORs read as far as an OFFSET does.
        lookup = TupleGreaterThan if is_back != self.is_ascending else TupleLessThan
        columns = Tuple(*(F(field) for field in self.fields))
        return lookup(columns, tuple(values))

    def _write(self, direction: str, row: Model) -> str:
        values = [getattr(row, field) for field in self.fields]
        # ISO text keeps the microseconds, which Django's own encoder cuts off.
        data = json.dumps([direction, *values], default=lambda value: value.isoformat())
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")

    def _read(self, queryset: QuerySet[Any], cursor: str) -> tuple[str, list[Any]]:
        try:
            data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            direction, *raw = json.loads(data)
            if direction not in (FORWARD, BACKWARD) or len(raw) != len(self.fields):
                raise BadCursorError(_NOT_OURS)
            values = [
                _output_field(queryset, name).to_python(value)
                for name, value in zip(self.fields, raw, strict=True)
            ]
        except (ValueError, TypeError, binascii.Error, ValidationError) as error:
            raise BadCursorError(_NOT_OURS) from error
        if any(value is None for value in values):
            raise BadCursorError(_NOT_OURS)
        return direction, values


def _output_field(queryset: QuerySet[Any], name: str) -> Field[Any, Any]:
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        return annotation.output_field
    field = queryset.model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
