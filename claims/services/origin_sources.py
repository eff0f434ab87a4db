"""Origins as independence sees them: who speaks, for whom, within which groups, for which house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch

from claims.extraction.types import SpeakerKind
from claims.identity import Identity, vaguely_named
from claims.identity.states import speaks_for_state
from claims.independence import Publisher, Source, Voice, contained
from claims.models import MergeSuggestion, Origin, Speaker, SpeakerChange
from sources.models import Outlet, OutletAlias
from sources.services.outlets import outlet_key


def sources_of(origin_ids: Collection[int]) -> dict[int, tuple[Origin, Source]]:
    """The origins with what makes them dependent on each other, in a fixed number of queries."""
    rows = Origin.objects.filter(pk__in=origin_ids).select_related("outlet")
    origins = list(rows.prefetch_related(Prefetch("speakers", _with_sides())))
    known = _Known.of([speaker for origin in origins for speaker in origin.speakers.all()])
    return {origin.pk: (origin, _source(origin, known)) for origin in origins}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about speakers, by id. `states` are those they speak for, empty for none."""

    members: Mapping[str, frozenset[str]]
    states: Mapping[str, str]
    doubts: Mapping[int, frozenset[int]]
    publishers: Mapping[int, Publisher]

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> _Known:
        by_id = {s.pk: s for s in speakers}
        direct = _memberships(by_id)
        inner = {int(m) for members in direct.values() for m in members} - by_id.keys()
        all_of_them = [
            *by_id.values(),
            *_with_sides().filter(pk__in=inner).defer("search", "story"),
        ]
        return cls(
            {key: contained(direct, key) for key in direct},
            {str(s.pk): _state_of(s) for s in all_of_them},
            _doubts(by_id),
            _publishers(by_id.values()),
        )


def _with_sides() -> Any:
    """Speakers that tell whether an editor said whom they speak for."""
    said = SpeakerChange.objects.filter(
        speaker=OuterRef("pk"),
        kind=SpeakerChange.Kind.DESCRIBE,
        undone_by=None,
        journal__contains=[{"field": "country"}],
    )
    return Speaker.objects.annotate(side_is_said=Exists(said))


def _state_of(speaker: Any) -> str:
    if speaker.side_is_said:
        return str(speaker.country)
    kind = SpeakerKind(speaker.kind)
    is_its_voice = speaks_for_state(speaker.name, kind, speaker.role, speaker.country)
    return str(speaker.country) if is_its_voice else ""


def _doubts(speakers: Mapping[int, Speaker]) -> dict[int, frozenset[int]]:
    """Of these speakers, those that may be one: as editors were asked, or because one is only described."""
    found = defaultdict(frozenset, MergeSuggestion.objects.doubts_among(speakers))
    named = {pk: Identity(SpeakerKind(s.kind), (s.name,), s.country) for pk, s in speakers.items()}
    for vague, other in vaguely_named(named):
        found[vague] |= {other}
    return found


def _memberships(speaker_ids: Collection[int]) -> dict[str, set[str]]:
    """Of these speakers and all they contain, to any depth, the members they name."""
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with recursive edges(outer_id, inner_id) as (
                select from_speaker_id, to_speaker_id from claims_speaker_members
                where from_speaker_id = any(%s::bigint[])
                union
                select m.from_speaker_id, m.to_speaker_id from claims_speaker_members m
                join edges on m.from_speaker_id = edges.inner_id
            ) select outer_id, inner_id from edges
            """,
            [list(speaker_ids)],
        )
        for outer, inner in cursor.fetchall():
            found[str(outer)].add(str(inner))
    return found


def _publishers(speakers: Iterable[Speaker]) -> dict[int, Publisher]:
    """Of the speakers that are news media, the outlets they are."""
    keys = {s.pk: outlet_key(s.name) for s in speakers if s.kind == Speaker.Kind.MEDIUM}
    aliases = OutletAlias.objects.filter(key__in=keys.values()).select_related("outlet")
    outlets = {alias.key: alias.outlet for alias in aliases}
    return {pk: _publisher(outlets[key]) for pk, key in keys.items() if key in outlets}


def _publisher(outlet: Outlet) -> Publisher:
    return Publisher(str(outlet.pk), outlet.name, outlet.family)


def _source(origin: Origin, known: _Known) -> Source:
    return Source(
        id=origin.pk,
        label=origin.label,
        is_known=origin.kind != Origin.Kind.UNKNOWN,
        voices=tuple(_voice(speaker, known) for speaker in origin.speakers.all()),
        publisher=_publisher(origin.outlet) if origin.outlet else None,
    )


def _voice(speaker: Speaker, known: _Known) -> Voice:
    key = str(speaker.pk)
    members = known.members.get(key, frozenset())
    spoken_for = (known.states.get(k, "") for k in (key, *members))
    return Voice(
        key=key,
        name=speaker.name,
        countries=frozenset(filter(None, spoken_for)),
        members=members,
        may_be=frozenset(map(str, known.doubts.get(speaker.pk, ()))),
        publisher=known.publishers.get(speaker.pk),
    )
