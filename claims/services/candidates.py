"""Speakers that may be the one a new name stands for, at a cost that does not grow with the table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from claims.extraction.types import SpeakerKind
from claims.identity import Identity
from claims.models import Speaker

# Of a key, the newest speakers; a name as common as this is for editors to tell apart.
MOST_OF_A_KEY = 50
# Of a speaker, the first names; later ones are mostly repeats of them.
MOST_NAMES = 20

_BY_KEY = """
    select found.speaker_id, array_agg(found.key)
    from unnest(%s::text[]) as wanted(key)
    cross join lateral (
        select speaker_id, key from claims_speakerblock
        where key = wanted.key order by speaker_id desc limit %s
    ) as found
    group by found.speaker_id
"""
_NAMES = """
    select wanted.id, array(
        select distinct name from (
            select name from claims_speakeralias
            where speaker_id = wanted.id order by id limit %s
        ) as first_names order by name
    )
    from unnest(%s::bigint[]) as wanted(id)
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker with what identity compares, and the keys it was found by."""

    speaker: Speaker
    identity: Identity
    blocks: frozenset[str]


def candidates_of(keys: Collection[str]) -> list[Candidate]:
    """The speakers stored under any of the keys, in three queries."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, [[key[:200] for key in keys], MOST_OF_A_KEY])
        blocks = {speaker_id: frozenset(found) for speaker_id, found in cursor.fetchall()}
    identities = identities_of(
        list(Speaker.objects.filter(pk__in=blocks, merged_into=None).order_by("pk"))
    )
    return [Candidate(s, identity, blocks[s.pk]) for s, identity in identities]


def identities_of(speakers: list[Speaker]) -> list[tuple[Speaker, Identity]]:
    """Known speakers as identity sees them."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [MOST_NAMES, [s.pk for s in speakers]])
        names = dict(cursor.fetchall())
    return [
        (
            s,
            Identity(
                SpeakerKind(s.kind),
                tuple(names.get(s.pk) or (s.name,)),
                s.country,
                s.role,
                story=frozenset(s.story),
            ),
        )
        for s in speakers
    ]
