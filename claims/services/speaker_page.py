"""What the pages on a speaker show, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from claims.identity import Match, score
from claims.models import (
    Assertion,
    Attribution,
    MergeSuggestion,
    Origin,
    Speaker,
    SpeakerAlias,
    SpeakerChange,
)
from claims.services.acting import ChangeRefusedError
from claims.services.candidates import identities_of
from claims.services.chains import CHAIN
from claims.services.retracing import claims_of
from claims.services.speaker_changes import refuse_merge
from claims.services.suggestions import open_questions

# A speaker with more of them shows the first or newest; the API has all.
SHOWN_STATEMENTS = SHOWN_NAMES = 200
SHOWN_ORIGINS = SHOWN_CHANGES = 50

# Statements are counted up to here, so that a viral speaker costs no more than a rare one.
MOST_COUNTED = 1000
_COUNTS = """
    select wanted.id, count(said.id) from unnest(%s::bigint[]) as wanted(id)
    left join lateral (
        select id from claims_attribution where speaker_id = wanted.id limit %s
    ) as said on true
    group by wanted.id
"""


def with_statement_counts(speakers: Sequence[Speaker]) -> list[tuple[Speaker, str]]:
    """Each speaker with the number of its statements, in words, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [[s.pk for s in speakers], MOST_COUNTED])
        counts = dict(cursor.fetchall())
    return [(s, _statements(counts[s.pk])) for s in speakers]


def _statements(count: int) -> str:
    if count >= MOST_COUNTED:
        return f"{MOST_COUNTED:,} statements or more"
    return f"{count} statement{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """What the template needs besides the speaker itself."""

    aliases: tuple[SpeakerAlias, ...]
    hidden_aliases: int
    members: tuple[Speaker, ...]
    groups: tuple[Speaker, ...]
    origins: tuple[Origin, ...]
    statements: tuple[Assertion, ...]
    questions: tuple[MergeSuggestion, ...]
    changes: tuple[SpeakerChange, ...]


def speaker_page(speaker: Speaker) -> SpeakerPage:
    """Gather the page of a speaker."""
    aliases = names_of(speaker)
    statements = (
        Assertion.objects.filter(attributions__speaker=speaker, is_withdrawn=False)
        .select_related("claim", "article__outlet")
        .prefetch_related(CHAIN)
        .defer("article__text", "article__search", "article__zones")
        .order_by("-id")
    )
    spoken = Exists(Assertion.objects.filter(origin=OuterRef("pk")))
    changes = (
        SpeakerChange.objects.filter(Q(speaker=speaker) | Q(other=speaker))
        .select_related("by", "speaker", "other", "undone_by")
        .order_by("-id")
    )
    return SpeakerPage(
        aliases=aliases,
        hidden_aliases=speaker.aliases.count() - len(aliases),
        members=tuple(speaker.members.order_by("name")),
        groups=tuple(speaker.groups.order_by("name")[:SHOWN_ORIGINS]),
        origins=tuple(speaker.origins.filter(spoken, merged_into=None)[:SHOWN_ORIGINS]),
        statements=tuple(statements[:SHOWN_STATEMENTS]),
        questions=tuple(open_questions(speaker)),
        changes=tuple(changes[:SHOWN_CHANGES]),
    )


def names_of(speaker: Speaker) -> tuple[SpeakerAlias, ...]:
    """The names a speaker goes by, the first ones."""
    found = speaker.aliases.select_related("set_by").order_by("name", "id")
    return tuple(found[:SHOWN_NAMES])


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging two speakers gives. `refused` says why it cannot be done; empty when it can."""

    survivor: Speaker
    merged: Speaker
    match: Match
    role: str
    affiliation: str
    country: str
    names: tuple[str, ...]
    statements: int
    claims: int
    refused: str


def merge_preview(survivor: Speaker, merged: Speaker) -> MergePreview:
    """Show what a merge would do, without doing it."""
    both = [survivor.pk, merged.pk]
    identities = [identity for _, identity in identities_of([survivor, merged])]
    names = SpeakerAlias.objects.filter(speaker__in=both).order_by("name")
    said = Attribution.objects.filter(speaker__in=both).values("assertion_id").distinct()
    refused = ""
    try:
        refuse_merge(survivor, merged)
    except ChangeRefusedError as error:
        refused = str(error)
    return MergePreview(
        survivor=survivor,
        merged=merged,
        match=score(identities[0], identities[-1]),
        role=survivor.role or merged.role,
        affiliation=survivor.affiliation or merged.affiliation,
        country=survivor.country or merged.country,
        names=tuple(names.values_list("name", flat=True).distinct()[:SHOWN_NAMES]),
        statements=said.count(),
        claims=len(claims_of(both)),
        refused=refused,
    )
