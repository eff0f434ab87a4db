"""What editors decide on where statements come from; it can be taken back like any other act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from claims.models import Assertion, EditorialChange, Origin, Speaker
from claims.services.acting import By, ChangeRefusedError
from claims.services.editorial import lock_assertion, record
from claims.services.journal import Journal
from claims.services.retracing import change_origin, unify
from claims.services.tracing import (
    Occasion,
    family_of,
    find_occasion,
    learned,
    new_origin,
    outlet_origin,
    unknown_origin,
)
from claims.services.voices import Voice, identify
from sources.services.locks import lock_for_transaction

Kind = EditorialChange.Kind


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody's word: these speakers, jointly, through a medium and on a day as far as known. `new`
    are speakers by names that nobody has yet, and what they are."""

    speakers: tuple[Speaker, ...]
    medium: str = ""
    dated_on: date | None = None
    new: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """The outlet itself: the one the article's text came from."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows; it adds no independence."""


# Where an editor says that a statement comes from.
Given = Origin | Spoken | OwnVoice | Unknown


@transaction.atomic
def correct_origin(*, assertion: Assertion, given: Given, by: By) -> EditorialChange:
    """Give a statement the origin an editor knows; the machine leaves it alone from then on.

    Raises ChangeRefusedError, ConflictError.
    """
    row = lock_assertion(by, assertion)
    _require_reason(by)
    journal = Journal()
    origin = _given_origin(journal, row, given)
    if row.origin_id == origin.pk and row.origin_set_by_id is not None:
        raise ChangeRefusedError("An editor has set this origin already.")
    before = str(row.origin) if row.origin else "none"
    journal.set("assertion", [row.pk], "origin_id", row.origin_id, origin.pk)
    journal.set("assertion", [row.pk], "origin_set_by_id", row.origin_set_by_id, by.user.pk)
    summary = f"Origin: {before} → {origin}"
    if row.origin_id == origin.pk:
        summary = f"Origin confirmed: {origin}"
    return record(Kind.ORIGIN, by=by, journal=journal, summary=summary, assertion=row)


def _given_origin(journal: Journal, row: Assertion, given: Given) -> Origin:
    if isinstance(given, Origin):
        return given.survivor
    if isinstance(given, Unknown):
        return unknown_origin()
    if isinstance(given, OwnVoice):
        if row.article.voice is None:
            raise ChangeRefusedError("The article's outlet is not known, so it cannot speak.")
        return outlet_origin(row.article.voice)
    return _spoken_origin(journal, row, given)


def _spoken_origin(journal: Journal, row: Assertion, given: Spoken) -> Origin:
    named = {s.survivor for s in given.speakers}
    for one in identify(row.article, given.new):
        if one.is_new:
            journal.created("speaker", one.speaker.pk, name=one.speaker.name)
        named.add(one.speaker)
    speakers = sorted(named, key=lambda s: s.pk)
    if not speakers:
        raise ChangeRefusedError("Name at least one speaker.")
    if any(s.kind == Speaker.Kind.REPORTS for s in speakers):
        raise ChangeRefusedError("Unnamed reports are no speaker; choose an unknown origin.")
    occasion = Occasion(given.medium.strip()[:200], given.dated_on, given.dated_on is not None)
    family = family_of(s.pk for s in speakers)
    lock_for_transaction(f"origin:{family}")
    origin = find_occasion(family=family, occasion=occasion)
    if origin is not None:
        change_origin(journal, origin, learned(origin, occasion))
        return origin
    origin = new_origin(speakers, occasion)
    journal.created("origin", origin.pk)
    return origin


@transaction.atomic
def unify_origins(*, origin: Origin, into: Origin, by: By) -> EditorialChange:
    """Say that two origins are one occasion. `origin` keeps its id, which leads to `into`, and what
    the machine would have given it goes there as well.

    Raises ChangeRefusedError.
    """
    _require_reason(by)
    families = {one.family for one in (origin, into)}
    lock_for_transaction(*(f"origin:{family}" for family in families))
    rows = Origin.objects.select_for_update(of=("self",)).filter(pk__in=[origin.pk, into.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    origin, into = found[origin.pk], found[into.pk]
    _refuse_unifying(origin, into)
    journal = Journal()
    unify(journal, origin, into)
    summary = f"One occasion: {origin} is {into}"
    return record(Kind.ORIGIN, by=by, journal=journal, summary=summary, origin=into)


def _refuse_unifying(origin: Origin, into: Origin) -> None:
    if origin.pk == into.pk:
        raise ChangeRefusedError("Choose another origin than this one.")
    if origin.merged_into_id or into.merged_into_id:
        raise ChangeRefusedError("One of them leads to another origin already.")
    if origin.kind != Origin.Kind.SPEAKERS or origin.family != into.family:
        raise ChangeRefusedError(
            "Only occasions of the same speakers can be one. If two speakers are one, merge them."
        )


def _require_reason(by: By) -> None:
    if not by.reason.strip():
        raise ChangeRefusedError("A change needs a reason.")
