"""Where statements come from after their speakers turned out to be others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from claims.models import Assertion, Attribution, Origin, Speaker, SpeakerAlias
from claims.services.journal import Journal
from claims.services.tracing import (
    family_of,
    find_occasion,
    learned,
    next_key,
    origin_label,
    speakers_origin,
)


def move_voices(journal: Journal, *, merged: Speaker, survivor: Speaker) -> None:
    """The origins of `merged` become the survivor's; one that is then the same occasion as another
    is unified with it, and leads there."""
    for origin in Origin.objects.filter(speakers=merged, merged_into=None).order_by("id"):
        journal.remove("voice", [{"origin_id": origin.pk, "speaker_id": merged.pk}])
        journal.add("voice", {"origin_id": origin.pk, "speaker_id": survivor.pk})
        speakers = list(origin.speakers.order_by("id"))
        family = family_of(s.pk for s in speakers)
        twin = find_occasion(
            family=family, medium=origin.medium, dated_on=origin.dated_on, beside=origin
        )
        if twin is None:
            _change(journal, origin, {"key": next_key(family)})
            _change(journal, origin, {"label": origin_label(speakers, origin.medium)})
        else:
            _unify(journal, origin, twin)


def _unify(journal: Journal, origin: Origin, twin: Origin) -> None:
    statements = list(Assertion.objects.filter(origin=origin).values_list("pk", flat=True))
    journal.set("assertion", statements, "origin_id", origin.pk, twin.pk)
    changes = {"key": f"merged:{origin.pk}", "merged_into_id": twin.pk}
    _change(journal, origin, changes)
    _change(journal, twin, learned(twin, origin.medium, origin.dated_on))


def retrace(journal: Journal, assertion_ids: Collection[int]) -> None:
    """Give statements whose speakers are no longer those of their origin the origin of their
    speakers. Origins that a person set stay."""
    speakers: dict[int, set[int]] = defaultdict(set)
    rows = Attribution.objects.filter(assertion__in=assertion_ids)
    for assertion_id, speaker_id in rows.values_list("assertion_id", "speaker_id"):
        speakers[assertion_id].add(speaker_id)
    statements = Assertion.objects.filter(
        pk__in=speakers, origin_set_by=None, origin__kind=Origin.Kind.SPEAKERS
    ).select_related("origin")
    groups: dict[tuple[int, frozenset[int]], list[int]] = defaultdict(list)
    origins: dict[int, Origin] = {}
    for statement in statements.defer("search").prefetch_related("origin__speakers").order_by("pk"):
        origin = statement.origin
        assert origin is not None
        wanted = frozenset(speakers[statement.pk])
        if wanted != {s.pk for s in origin.speakers.all()}:
            origins[origin.pk] = origin
            groups[origin.pk, wanted].append(statement.pk)
    for (origin_id, wanted), ids in groups.items():
        target = _origin_for(journal, origins[origin_id], wanted)
        journal.set("assertion", ids, "origin_id", origin_id, target.pk)


def _origin_for(journal: Journal, old: Origin, speaker_ids: Iterable[int]) -> Origin:
    """The same occasion as `old`, said by these speakers; made when new."""
    speakers = list(Speaker.objects.filter(pk__in=list(speaker_ids)).order_by("pk"))
    family = family_of(s.pk for s in speakers)
    found = find_occasion(family=family, medium=old.medium, dated_on=old.dated_on)
    if found is None:
        return speakers_origin(speakers=speakers, medium=old.medium, dated_on=old.dated_on)
    _change(journal, found, learned(found, old.medium, old.dated_on))
    return found


def _change(journal: Journal, origin: Origin, changes: dict[str, Any]) -> None:
    for field, value in changes.items():
        journal.set("origin", [origin.pk], field, _stored(getattr(origin, field)), _stored(value))
        setattr(origin, field, value)


def _stored(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def statements_of(aliases: Collection[int]) -> list[int]:
    """Ids of the statements whose speakers are known by these aliases."""
    rows = Attribution.objects.filter(alias__in=aliases)
    return list(rows.values_list("assertion_id", flat=True).distinct())


def claims_of(speaker_ids: Collection[int]) -> list[int]:
    """Ids of the claims with statements of these speakers, or of groups that contain them."""
    said = Attribution.objects.filter(
        Q(speaker__in=speaker_ids) | Q(speaker__members__in=speaker_ids)
    )
    return list(
        Assertion.objects.filter(pk__in=said.values("assertion_id"), claim__isnull=False)
        .values_list("claim_id", flat=True)
        .distinct()
    )


def follow_aliases(journal: Journal, alias_ids: Collection[int]) -> None:
    """Attribute statements to the speakers that their aliases now belong to.

    A statement that is attributed to that speaker already keeps the one attribution.
    """
    for alias in SpeakerAlias.objects.filter(pk__in=alias_ids).order_by("pk"):
        moving = Attribution.objects.filter(alias=alias).exclude(speaker=alias.speaker_id)
        there = Attribution.objects.filter(speaker=alias.speaker_id)
        doubled = moving.filter(assertion__in=there.values("assertion_id"))
        journal.remove("attribution", [_values(row) for row in doubled])
        by_speaker: dict[int, list[int]] = defaultdict(list)
        for pk, speaker_id in moving.values_list("pk", "speaker_id"):
            by_speaker[speaker_id].append(pk)
        for speaker_id, ids in by_speaker.items():
            journal.set("attribution", ids, "speaker_id", speaker_id, alias.speaker_id)


def _values(row: Attribution) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
