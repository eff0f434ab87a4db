"""Saved searches: saving, sharing and opening them, and how many claims they find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.models import SavedSearch, SearchOpening
from claims.services.acting import ChangeRefusedError
from claims.services.claim_lists import BadQueryError, described
from claims.services.search_meaning import Current, current

# A person has no use for more, and a page shows them all.
MOST_SEARCHES = 200
# Nobody needs to know how many more there are.
COUNTED = 1000


class SearchChangedError(Exception):
    """Somebody changed a saved search since it was looked at; `search` is what it is now."""

    def __init__(self, search: SavedSearch) -> None:
        self.search = search
        super().__init__(f"“{search}” was changed meanwhile.")


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
    seen: datetime | None = None,
) -> SavedSearch:
    """Rename, share, make private, or point elsewhere; what is None stays. `seen` is when the search that
    the person looked at was changed last.

    Raises as `save_search`, and SearchChangedError when it was changed since.
    """
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    check_change(search, person)
    if seen is not None and seen != search.changed_at:
        raise SearchChangedError(search)
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
