"""One list page: filters from the address, a sort order, a keyset page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

from sources.keyset import BadCursorError, Keyset, Page

# For whoever did not choose another; `request.page_size` is set by who did.
PAGE_SIZE = 50


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


def list_page(
    request: HttpRequest,
    queryset: QuerySet[Any],
    filter_class: type[FilterSet],
    orders: Mapping[str, tuple[str, Keyset]],
) -> Listing:
    """Read the address of a list page. `orders` gives label and order by the value of `sort`, the
    first being the default. Nothing of a wrong address is dropped silently: it becomes a warning."""
    narrowed = filter_class(request.GET, queryset=queryset, request=request)
    warnings: list[str] = []
    data = request.GET.copy()
    if not narrowed.is_valid():
        for name, errors in narrowed.errors.items():
            warnings.append(f"{name}: {' '.join(errors)} This filter was left out.")
            data.pop(name, None)
        narrowed = filter_class(data, queryset=queryset, request=request)
    known = {*narrowed.filters, "sort", "cursor", "page_size", "csrfmiddlewaretoken"}
    warnings += [f"{name}: there is no such filter." for name in request.GET if name not in known]
    sort = request.GET.get("sort", "")
    if sort not in orders:
        if sort:
            warnings.append(f"sort: there is no order {sort!r}.")
        sort = next(iter(orders))
    keyset = orders[sort][1]
    size = getattr(request, "page_size", PAGE_SIZE)
    try:
        page = keyset.page(narrowed.qs, request.GET.get("cursor"), size)
    except BadCursorError as error:
        warnings.append(f"{error} This is the first page.")
        page = keyset.page(narrowed.qs, None, size)
    kept = [(k, v) for k, values in data.lists() for v in values if v and k != "cursor"]
    return Listing(
        page=page,
        filter=narrowed,
        sort=sort,
        sorts={name: label for name, (label, _) in orders.items()},
        warnings=tuple(warnings),
        query=urlencode(kept),
    )
