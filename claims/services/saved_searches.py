"""Saved searches: saving, sharing and opening them, and how many claims they find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from claims.models import Origin, SavedSearch, SearchOpening, Speaker
from claims.services.acting import ChangeRefusedError
from claims.services.claim_lists import BadQueryError, ClaimList, described
from sources.models import Outlet

# A person has no use for more, and a page shows them all.
MOST_SEARCHES = 200
# Nobody needs to know how many more there are.
COUNTED = 1000
_ID = re.compile(r"(out|spk|org)_[0-9A-Z]{26}")
_KINDS: Mapping[str, type[Outlet | Speaker | Origin]] = {
    "out": Outlet,
    "spk": Speaker,
    "org": Origin,
}


@dataclass(frozen=True, slots=True)
class Current:
    """What a saved search means now. `notes` tell what of it was merged since."""

    query: QueryDict
    notes: tuple[str, ...]

    def described(self) -> ClaimList:
        """The list. Raises BadQueryError for what is gone."""
        return described(self.query)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims a search finds, at most COUNTED + 1 each. `new` changed since the person opened it
    last, at `since`; None when they never did. `problem` says why they cannot be counted."""

    matching: int = 0
    new: int | None = None
    since: datetime | None = None
    problem: str = ""

    @property
    def many(self) -> int:
        return COUNTED


def visible_to(person: User) -> QuerySet[SavedSearch]:
    """One's own and those that are shared with everyone."""
    mine_or_shared = Q(owner_id=person.pk) | Q(is_shared=True)
    return SavedSearch.objects.filter(mine_or_shared).select_related("owner")


def may_change(search: SavedSearch, person: User) -> bool:
    """One's own; and what is shared, for admins, so that it does not stay when its owner has left."""
    if search.owner_id == person.pk:
        return person.has_perm("claims.add_savedsearch")
    return search.is_shared and person.has_perm("claims.change_savedsearch")


@transaction.atomic
def save_search(*, person: User, name: str, query: str, is_shared: bool) -> SavedSearch:
    """Save the list of a query string under a name.

    Raises BadQueryError, ChangeRefusedError (no name, one that is there, too many), PermissionDenied.
    """
    if not person.has_perm("claims.add_savedsearch"):
        raise PermissionDenied
    if is_shared:
        _check_sharing(person)
    listed = described(query)
    if SavedSearch.objects.filter(owner_id=person.pk).count() >= MOST_SEARCHES:
        raise ChangeRefusedError(
            f"You have {MOST_SEARCHES} saved searches, which is as many as there may be; delete one first."
        )
    search = SavedSearch(
        owner_id=person.pk, name=_checked(name), query=listed.query, is_shared=is_shared
    )
    _store(search)
    # Whoever saves a list has it in front of them.
    _note_opening(search, person)
    return search


@transaction.atomic
def change_search(
    *,
    search: SavedSearch,
    person: User,
    name: str | None = None,
    query: str | None = None,
    is_shared: bool | None = None,
) -> SavedSearch:
    """Rename, share, make private, or point elsewhere; what is None stays. Raises as `save_search`."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    check_change(search, person)
    if name is not None:
        search.name = _checked(name)
    if query is not None:
        search.query = described(query).query
    if is_shared is not None and is_shared != search.is_shared:
        if is_shared:
            _check_sharing(person)
        search.is_shared = is_shared
    _store(search)
    return search


@transaction.atomic
def delete_search(*, search: SavedSearch, person: User) -> None:
    """Delete a search, for everyone who sees it. Raises PermissionDenied."""
    check_change(search, person)
    search.delete()


@transaction.atomic
def open_search(*, search: SavedSearch, person: User) -> Current:
    """What the search means now; what changes from here on is new to the person."""
    _note_opening(search, person)
    return current(search)


def current(search: SavedSearch) -> Current:
    """The search with whatever was merged since replaced by what it is now."""
    query = QueryDict(search.query, mutable=True)
    notes: list[str] = []
    rows = _named([search])
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


def counts(search: SavedSearch, person: User) -> Counts:
    """How many claims it finds and how many of them are new to the person, in bounded queries."""
    opened = SearchOpening.objects.filter(search=search, person_id=person.pk).first()
    try:
        claims = current(search).described().claims.order_by()
    except BadQueryError as error:
        return Counts(problem=str(error))
    found = claims.values("pk")[: COUNTED + 1].count()
    if opened is None:
        return Counts(found)
    new = claims.filter(changed_at__gt=opened.opened_at).values("pk")[: COUNTED + 1].count()
    return Counts(found, new, opened.opened_at)


def in_words(searches: Iterable[SavedSearch]) -> dict[int, list[str]]:
    """The filters of searches as people read them, by key of the search, in as many queries for many as
    for one."""
    searches = list(searches)
    rows = _named(searches)
    return {
        search.pk: [
            f"{name}: {rows.get(value, value)}".replace("_", " ")
            for name, values in QueryDict(search.query).lists()
            for value in values
        ]
        for search in searches
    }


def _named(searches: Iterable[SavedSearch]) -> dict[str, Any]:
    """The rows that queries name by id."""
    ids = {match.group() for search in searches for match in _ID.finditer(search.query)}
    found: dict[str, Any] = {}
    for prefix, model in _KINDS.items():
        wanted = [one for one in ids if one.startswith(prefix)]
        if wanted:
            found |= {row.public_id: row for row in _rows(model, wanted)}
    return found


def _rows(model: type[Model], ids: list[str]) -> QuerySet[Any]:
    rows = model._default_manager.filter(public_id__in=ids)
    return rows if model is Outlet else rows.select_related("merged_into")


def _checked(name: str) -> str:
    name = " ".join(name.split())
    longest = SavedSearch._meta.get_field("name").max_length or 0
    if not name:
        raise ChangeRefusedError("A saved search needs a name.")
    if len(name) > longest:
        raise ChangeRefusedError(f"The name is longer than {longest} characters.")
    return name


def _store(search: SavedSearch) -> None:
    try:
        with transaction.atomic():
            search.save()
    except IntegrityError as error:
        raise ChangeRefusedError(
            f"There is a saved search “{search.name}” of the same owner already; take another name."
        ) from error


def check_change(search: SavedSearch, person: User) -> None:
    """Raises PermissionDenied, which says who may change it."""
    if not may_change(search, person):
        raise PermissionDenied(
            f"“{search}” is changed by {search.owner}, who saved it, or by an admin. Save a search of "
            "your own to have it otherwise."
        )


def _check_sharing(person: User) -> None:
    if not person.has_perm("claims.share_search"):
        raise PermissionDenied


def _note_opening(search: SavedSearch, person: User) -> None:
    SearchOpening.objects.update_or_create(
        search=search, person_id=person.pk, defaults={"opened_at": timezone.now()}
    )
