"""What is in force in a filter, one by one, each with the address without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict

from claims.filters import ClaimFilter
from claims.models import Claim
from claims.services.facets.wording import filter_in_words, value_in_words

# Of more filters than this nobody is told what the list would be without each.
MOST_TRIED = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force: what it is about, its value in words, and the query without it."""

    name: str
    label: str
    text: str
    query: str

    @property
    def words(self) -> str:
        """The value, with what it is about where that does not go without saying."""
        return filter_in_words(self.name, self.label, self.text)


@dataclass(frozen=True, slots=True)
class Way:
    """A filter to drop, and how many claims there would be: `count`, or more."""

    chip: Chip
    count: int
    is_exact: bool


def chips_of(narrowed: ClaimFilter, query: str) -> tuple[Chip, ...]:
    """The filters in force, in the order of the filters; `query` is the address they come from."""
    return tuple(
        Chip(name, label, text, _without(query, name, value))
        for name, value, label, text in _in_force(narrowed)
    )


def _in_force(narrowed: ClaimFilter) -> Iterator[tuple[str, str, str, str]]:
    """Name, value as in the address, label and text of every filter that is set."""
    data = narrowed.form.cleaned_data
    for name, one in ClaimFilter.base_filters.items():
        label, value = str(one.label), data.get(name)
        if name in narrowed.chosen:
            values = narrowed.facets[name].chosen(value)
        elif name not in narrowed.facets and value not in (None, ""):
            values = [text for text in narrowed.data.getlist(name) if text]
        else:
            continue
        rows = _rows(value)
        for text in values:
            yield name, text, label, value_in_words(name, text, rows)


def _rows(value: Any) -> dict[str, Any]:
    """The rows that a value of a filter stands for, by public id."""
    rows = value if isinstance(value, QuerySet | list | tuple) else [value]
    return {row.public_id: row for row in rows if hasattr(row, "public_id")}


def _without(query: str, name: str, value: str) -> str:
    rest = QueryDict(query, mutable=True)
    rest.setlist(name, [one for one in rest.getlist(name) if one != value])
    return rest.urlencode()


def ways_out(chips: Sequence[Chip]) -> tuple[Way, ...]:
    """For a filter that leaves nothing: how many claims dropping each single one would give, the most
    first; nothing that would give none."""
    ways = []
    for chip in chips[:MOST_TRIED]:
        rest = ClaimFilter(QueryDict(chip.query), queryset=Claim.objects.listed())
        most = settings.CLAIMS_COUNTED
        found = rest.qs.order_by()[: most + 1].count()
        ways.append(Way(chip, min(found, most), found <= most))
    return tuple(sorted((w for w in ways if w.count), key=lambda w: -w.count))
