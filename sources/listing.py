"""One list page: filters from the address, a sort order, a keyset page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django_filters import FilterSet

from sources.keyset import BadCursorError, Keyset, Page

# For whoever did not choose another; `request.page_size` is set by who did.
PAGE_SIZE = 50
# What an address says beside filters and order.
_NOT_KEPT = frozenset({"cursor", "page_size", "csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list template shows. `warnings` name what in the address was not understood."""

    page: Page[Any]
    filter: FilterSet
    sort: str
    sorts: Mapping[str, str]
    warnings: tuple[str, ...]
    query: str

    @property
    def rows(self) -> list[Any]:
        return self.page.rows

    @property
    def next_query(self) -> str:
        return self._with_cursor(self.page.next)

    @property
    def previous_query(self) -> str:
        return self._with_cursor(self.page.previous)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)

    def _with_cursor(self, cursor: str | None) -> str:
        if cursor is None:
            return ""
        return "&".join(filter(None, [self.query, f"cursor={cursor}"]))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the query string of a list asks for. `problems` tell, by parameter, what was not understood
    and is left out; `query` is what was."""

    filter: FilterSet
    sort: str
    keyset: Keyset
    problems: Mapping[str, str]
    query: str

    @property
    def queryset(self) -> QuerySet[Any]:
        """The rows, in no order yet."""
        found: QuerySet[Any] = self.filter.qs
        return found


def read_query(
    data: QueryDict,
    queryset: QuerySet[Any],
    filter_class: type[FilterSet],
    orders: Mapping[str, tuple[str, Keyset]],
    request: HttpRequest | None = None,
) -> Reading:
    """Read the query string of a list. `orders` gives label and order by the value of `sort`, the
    first being the default."""
    narrowed = filter_class(data, queryset=queryset, request=request)
    problems = {name: "there is no such filter." for name in data if not _is_known(name, narrowed)}
    data = data.copy()
    if not narrowed.is_valid():
        problems |= {name: " ".join(errors) for name, errors in narrowed.errors.items()}
    sort = data.get("sort", "")
    if sort not in orders:
        if sort:
            problems["sort"] = f"there is no order {sort!r}."
        sort = next(iter(orders))
    for name in problems:
        data.pop(name, None)
    if problems:
        narrowed = filter_class(data, queryset=queryset, request=request)
    kept = [(k, v) for k, values in data.lists() for v in values if v and k not in _NOT_KEPT]
    return Reading(narrowed, sort, orders[sort][1], problems, urlencode(kept))


def _is_known(name: str, narrowed: FilterSet) -> bool:
    return name == "sort" or name in narrowed.filters or name in _NOT_KEPT


def list_page(
    request: HttpRequest,
    queryset: QuerySet[Any],
    filter_class: type[FilterSet],
    orders: Mapping[str, tuple[str, Keyset]],
) -> Listing:
    """The page of a list that an address asks for. Nothing of a wrong address is dropped silently: it
    becomes a warning."""
    reading = read_query(request.GET, queryset, filter_class, orders, request)
    warnings = [_warning(name, text, reading) for name, text in reading.problems.items()]
    size = getattr(request, "page_size", PAGE_SIZE)
    try:
        page = reading.keyset.page(reading.queryset, request.GET.get("cursor"), size)
    except BadCursorError as error:
        warnings.append(f"{error} This is the first page.")
        page = reading.keyset.page(reading.queryset, None, size)
    return Listing(
        page=page,
        filter=reading.filter,
        sort=reading.sort,
        sorts={name: label for name, (label, _) in orders.items()},
        warnings=tuple(warnings),
        query=reading.query,
    )


def _warning(name: str, text: str, reading: Reading) -> str:
    is_filter = name in reading.filter.filters
    return f"{name}: {text}" + (" This filter was left out." if is_filter else "")
