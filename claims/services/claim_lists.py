"""What the query string of the claims list describes: one meaning for list, exports, feeds and saved
searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.http import QueryDict

from claims.filters import ClaimFilter
from claims.models import Claim
from sources.keyset import Keyset
from sources.listing import read_query

ORDERS = {
    "changed": ("Last change", Keyset(("changed_at", "id"))),
    "reported": ("Last report", Keyset(("reported_key", "id"))),
    "origins": ("Independent origins", Keyset(("independent_count", "id"))),
    "reports": ("Reports", Keyset(("report_count", "id"))),
}
# Longer than any list that was put together by hand.
LONGEST_QUERY = 4000
_LISTS = UUID("6f1d3c5e-6b0a-4f0e-9c43-0d9f5f1a7b52")


class BadQueryError(ValueError):
    """A query string that names what does not exist; `problems` tell by parameter what."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(f"{name}: {text}" for name, text in problems.items()))


@dataclass(frozen=True, slots=True)
class ClaimList:
    """The claims that a query string describes. `query` is what of it counts, as the list writes it."""

    claims: QuerySet[Claim]
    keyset: Keyset
    query: str

    @property
    def order(self) -> list[str]:
        """The order of the list, as a queryset takes it."""
        return [f"-{field}" for field in self.keyset.fields]

    @property
    def key(self) -> UUID:
        """The same for the same filters and order, however they were written down."""
        return uuid5(_LISTS, "&".join(sorted(self.query.split("&"))))


def is_same_list(one: str, other: str) -> bool:
    """Whether two query strings ask for the same claims in the same order, however they are written."""
    return _asked_for(one) == _asked_for(other)


def _asked_for(query: str) -> frozenset[tuple[str, str]]:
    usual = "sort", next(iter(ORDERS))
    pairs = ((name, v) for name, values in QueryDict(query).lists() for v in values if v)
    return frozenset(pairs) - {usual}


def described(query: str | QueryDict) -> ClaimList:
    """The list of a query string. Raises BadQueryError where the page would show the rest of it under a
    warning: what leaves the page has no place for one."""
    data = QueryDict(query) if isinstance(query, str) else query
    reading = read_query(data, Claim.objects.listed(), ClaimFilter, ORDERS)
    if reading.problems:
        raise BadQueryError(reading.problems)
    if len(reading.query) > LONGEST_QUERY:
        raise BadQueryError({"query": f"it is longer than {LONGEST_QUERY:,} characters."})
    return ClaimList(reading.queryset, reading.keyset, reading.query)
