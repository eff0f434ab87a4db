"""What is in force in a filter, one by one, each with the address without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict

from claims.filters import ClaimFilter, type_choices
from claims.models import Claim
from claims.services.facets.naming import in_words

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
        return self.text if self.name in _SPEAK_FOR_THEMSELVES else f"{self.label}: {self.text}"


@dataclass(frozen=True, slots=True)
class Way:
    """A filter to drop, and how many claims there would be: `count`, or more."""

    chip: Chip
    count: int
    is_exact: bool


_SPEAK_FOR_THEMSELVES = ("status", "type", "outlet", "speaker", "origin", "place", "topic", "q")


def chips_of(narrowed: ClaimFilter, query: str) -> tuple[Chip, ...]:
    """The filters in force, in the order of the filters; `query` is the address they come from."""
    return tuple(
        Chip(name, label, text, _without(query, name, value))
        for name, value, label, text in _in_force(narrowed)
    )


def _in_force(narrowed: ClaimFilter) -> Iterator[tuple[str, str, str, str]]:
    """Name, value as in the address, label and text of every filter that is set."""
    data = narrowed.form.cleaned_data
    for name, one in narrowed.filters.items():
        label = str(one.label)
        if name in narrowed.chosen:
            values = narrowed.facets[name].chosen(data[name])
            for value, text in zip(values, _texts(narrowed, name, values), strict=True):
                yield name, value, label, text
        elif name not in narrowed.facets and data.get(name) not in (None, ""):
            rows = {row.public_id: str(row) for row in _rows(data[name])}
            for value in filter(None, narrowed.data.getlist(name)):
                yield name, value, label, rows.get(value, value)


def _texts(narrowed: ClaimFilter, name: str, values: Sequence[str]) -> list[str]:
    chosen = narrowed.form.cleaned_data[name]
    if isinstance(chosen, bool):
        return ["yes" if chosen else "no"]
    if name == "type":
        labels = dict(type_choices())
    else:
        labels = dict(narrowed.filters[name].extra.get("choices") or ())
    rows = list(chosen)
    return [
        in_words(row) if _is_row(row) else str(labels.get(value, value))
        for row, value in zip(rows, values, strict=True)
    ]


def _rows(value: Any) -> Iterable[Any]:
    return value if isinstance(value, QuerySet) else ()


def _is_row(value: Any) -> bool:
    return hasattr(value, "public_id")


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
