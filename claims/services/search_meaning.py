"""What a saved search means now, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict

from claims.models import Origin, SavedSearch, Speaker, Topic
from claims.services.claim_lists import ORDERS, ClaimList, described, is_same_list
from claims.services.facets.wording import filter_in_words, label_of, value_in_words
from sources.models import IngestBatch, Outlet

_ID = re.compile(r"(out|spk|org|top|bat)_[0-9A-Z]{26}")
_KINDS: Mapping[str, type[Model]] = {
    "out": Outlet,
    "spk": Speaker,
    "org": Origin,
    "top": Topic,
    "bat": IngestBatch,
}


@dataclass(frozen=True, slots=True)
class Current:
    """What a saved search means now. `notes` tell what of it was merged since."""

    query: QueryDict
    notes: tuple[str, ...]

    def described(self) -> ClaimList:
        """The list. Raises BadQueryError for what is gone."""
        return described(self.query)


def current(search: SavedSearch) -> Current:
    """The search with whatever was merged since replaced by what it is now."""
    query = QueryDict(search.query, mutable=True)
    notes: list[str] = []
    rows = _named([search.query])
    for name, values in list(query.lists()):
        changed = []
        for value in values:
            row = rows.get(value)
            now = getattr(row, "survivor", row)
            if row is not None and now != row:
                notes.append(f"{name}: “{row}” was merged into “{now}”, which is searched for now.")
            changed.append(now.public_id if now is not None else value)
        query.setlist(name, list(dict.fromkeys(changed)))
    return Current(query, tuple(notes))


def is_changed(search: SavedSearch, query: str) -> bool:
    """Whether a list's query string asks for something else than the search does now."""
    if is_same_list(search.query, query):
        return False
    return not is_same_list(current(search).query.urlencode(), query)


def in_words(searches: Iterable[SavedSearch]) -> dict[int, list[str]]:
    """The filters of searches as people read them, by key of the search, in as many queries for many as
    for one."""
    searches = list(searches)
    rows = _named(search.query for search in searches)
    return {search.pk: list(_in_words(search.query, rows)) for search in searches}


def query_in_words(query: str) -> list[str]:
    """The same of a list's query string."""
    return list(_in_words(query, _named([query])))


def _in_words(query: str, rows: Mapping[str, Any]) -> Iterable[str]:
    for name, values in QueryDict(query).lists():
        for value in values:
            if name == "sort":
                yield f"sorted by {ORDERS[value][0].lower() if value in ORDERS else value}"
            else:
                yield filter_in_words(name, label_of(name), value_in_words(name, value, rows))


def _named(queries: Iterable[str]) -> dict[str, Any]:
    """The rows that query strings name by id."""
    ids = {match.group() for query in queries for match in _ID.finditer(query)}
    found: dict[str, Any] = {}
    for prefix, model in _KINDS.items():
        wanted = [one for one in ids if one.startswith(prefix)]
        if wanted:
            found |= {row.public_id: row for row in _rows(model, wanted)}
    return found


def _rows(model: type[Model], ids: list[str]) -> QuerySet[Any]:
    rows = model._default_manager.filter(public_id__in=ids)
    return rows.select_related("merged_into") if model in (Speaker, Origin) else rows
