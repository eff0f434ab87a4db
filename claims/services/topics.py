"""Making, changing and deleting topics; what they were before; which claims they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.catalogue import default_catalogue
from claims.models import Claim, Speaker, Topic
from claims.models.claim import ClaimQuerySet
from claims.services.acting import By, ChangeRefusedError, ConflictError

_TAKEN = "There is a topic called “{}” already."
# So many edits of a topic are shown.
SHOWN_EDITS = 50


@dataclass(frozen=True, slots=True)
class TopicFields:
    """What people say of a topic: `types` are keys of the catalogue, `speaker_ids` public ids."""

    name: str
    description: str
    types: tuple[str, ...]
    places: tuple[str, ...]
    speaker_ids: tuple[str, ...]

    @classmethod
    def of(cls, row: Any) -> TopicFields:
        """That of a topic, or of one of its earlier states."""
        return cls(
            row.name, row.description, tuple(row.types), tuple(row.places), tuple(row.speaker_ids)
        )

    @property
    def is_empty(self) -> bool:
        return not (self.types or self.places or self.speaker_ids)


def claims_in(topic: Topic) -> ClaimQuerySet:
    """The listed claims that a topic covers."""
    return Claim.objects.listed().filter(topic.covers())


@transaction.atomic
def make_topic(*, fields: TopicFields, by: User) -> Topic:
    """Store a new topic. Raises ChangeRefusedError when it names nothing or its name is taken."""
    _refuse(fields)
    topic = Topic(**_columns(fields), created_by=by, changed_by=by)
    _save(topic)
    return topic


@transaction.atomic
def change_topic(*, topic: Topic, fields: TopicFields, by: By) -> Topic:
    """Make a topic what the fields say; the same as before changes nothing.

    Raises ConflictError when it is no longer the version `by` names, ChangeRefusedError when it names
    nothing, its name is taken, or somebody deleted it.
    """
    row = _locked(topic, by)
    if TopicFields.of(row) == fields:
        return row
    _refuse(fields, but=row)
    for name, value in _columns(fields).items():
        setattr(row, name, value)
    row.changed_by = by.user
    row.changed_at = timezone.now()
    row.version += 1
    _save(row)
    return row


@transaction.atomic
def delete_topic(*, topic: Topic, by: By) -> None:
    """Delete a topic; claims are not touched, and what it was stays in its history.

    Raises ConflictError when it is no longer the version `by` names, ChangeRefusedError when somebody
    deleted it already.
    """
    _locked(topic, by).delete()


def _locked(topic: Topic, by: By) -> Topic:
    row = Topic.objects.select_for_update().filter(pk=topic.pk).first()
    if row is None:
        raise ChangeRefusedError("Somebody deleted this topic meanwhile.")
    if by.version is not None and by.version != row.version:
        raise ConflictError(
            "topic", seen=by.version, version=row.version, since=edits_of(row, since=by.version)
        )
    return row


def _save(topic: Topic) -> None:
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as error:
        # Two gave one name at the same moment.
        raise ChangeRefusedError(_TAKEN.format(topic.name)) from error


def _columns(fields: TopicFields) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(fields).items()}


def _refuse(fields: TopicFields, but: Topic | None = None) -> None:
    if fields.is_empty:
        raise ChangeRefusedError("Choose at least one claim type, place or speaker.")
    taken = Topic.objects.filter(name__iexact=fields.name)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise ChangeRefusedError(_TAKEN.format(fields.name))


# --- What it was before ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an edit changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a topic. `differences` are empty for the making of it."""

    at: datetime
    who: str
    version: int
    differences: tuple[Difference, ...]


def edits_of(topic: Topic, since: int = 0) -> list[Edit]:
    """The edits after a version, newest first, up to the newest of them. At most two queries."""
    # pghistory adds the relation to the model's rows.
    states = topic.events.filter(version__gte=since).select_related("changed_by")  # type: ignore[attr-defined]
    found = list(states.exclude(pgh_label="delete").order_by("-pgh_id")[: SHOWN_EDITS + 1])
    names = _speaker_names(pk for row in found for pk in row.speaker_ids)
    edits = [_edit(row, before, names) for row, before in pairwise(found)]
    if found and found[-1].version == 1 and not since:
        edits.append(Edit(found[-1].pgh_created_at, str(found[-1].changed_by), 1, ()))
    return edits


def _edit(row: Any, before: Any, names: dict[str, str]) -> Edit:
    changed = differences(TopicFields.of(before), TopicFields.of(row), names)
    return Edit(row.pgh_created_at, str(row.changed_by), row.version, changed)


def differences(
    before: TopicFields, after: TopicFields, names: dict[str, str]
) -> tuple[Difference, ...]:
    """What is different between two states; `names` are those of speakers by public id."""
    pairs = zip(_in_words(before, names), _in_words(after, names), strict=True)
    return tuple(Difference(field, old, new) for (field, old), (_, new) in pairs if old != new)


def named_speakers(*fields: TopicFields) -> dict[str, str]:
    """The names of all their speakers, by public id."""
    return _speaker_names(pk for one in fields for pk in one.speaker_ids)


def _in_words(said: TopicFields, names: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("Name", said.name),
        ("Description", said.description),
        ("Claim types", "; ".join(sorted(map(type_label, said.types)))),
        ("Places", "; ".join(sorted(said.places))),
        ("Speakers", "; ".join(sorted(names.get(pk, pk) for pk in said.speaker_ids))),
    ]


def type_label(key: str) -> str:
    """The label of a claim type; its key when the catalogue has it no more."""
    known = default_catalogue().types.get(key)
    return known.label if known else key


def chosen_speakers(public_ids: Sequence[str]) -> list[Speaker]:
    """The speakers with these ids, by name."""
    if not public_ids:
        return []
    found = Speaker.objects.filter(public_id__in=public_ids).select_related("merged_into")
    return list(found.defer("search").order_by("name", "pk"))


def _speaker_names(public_ids: Any) -> dict[str, str]:
    wanted = set(public_ids)
    if not wanted:
        return {}
    rows = Speaker.objects.filter(public_id__in=wanted)
    return dict(rows.values_list("public_id", "name"))
