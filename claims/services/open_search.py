"""The saved search that the list of claims has open."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from claims.models import SavedSearch
from claims.services.saved_searches import may_change, visible_to
from claims.services.search_meaning import is_changed


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """A saved search beside the list that came of it. `is_changed`: the list shows something else by now;
    `may_change`: the person may save that over it."""

    search: SavedSearch
    is_changed: bool
    may_change: bool

    @property
    def seen(self) -> str:
        """When it was changed last, for forms: what they save over is what was looked at."""
        return self.search.changed_at.isoformat()


def open_search_of(public_id: str, *, query: str, person: User) -> OpenSearch | None:
    """The search with this id beside a list's query string; None when the person sees no such search."""
    if "\x00" in public_id or not person.has_perm("claims.view_savedsearch"):
        return None
    search = visible_to(person).filter(public_id=public_id).first()
    if search is None:
        return None
    return OpenSearch(search, is_changed(search, query), may_change(search, person))
