"""What the pages on a speaker show, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from claims.catalogue import default_catalogue
from claims.identity import Match, score
from claims.models import (
    Assertion,
    Attribution,
    ChainLink,
    MergeSuggestion,
    Origin,
    Speaker,
    SpeakerAlias,
    SpeakerChange,
)
from claims.services.acting import ChangeRefusedError
from claims.services.candidates import identities_of
from claims.services.retracing import claims_of
from claims.services.speaker_changes import refuse_merge
from claims.services.suggestions import open_questions

# A speaker with more of them shows the first or newest; the API has all.
SHOWN_NAMES = 200
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


# What a speaker said is counted over so many of its newest statements.
_NUMBERS = """
with stated as materialized (
    select a.id, a.claim_id, a.type, a.stance from (
        select assertion_id from claims_attribution where speaker_id = %(speaker)s
        order by id desc limit %(most)s
    ) as t cross join lateral (
        select * from claims_assertion i where i.id = t.assertion_id offset 0
    ) as a where not a.is_withdrawn and a.review_state <> 'rejected'
), by_claim as (
    select s.claim_id, bool_or(s.stance = 'asserts') as is_stated,
           bool_or(s.stance = 'denies') as is_denied, bool_or(s.stance = 'doubts') as is_doubted
    from stated s where s.claim_id is not null group by s.claim_id
)
select 'all', null, (select count(*) from stated), count(*) filter (where b.is_stated),
       count(*) filter (where b.is_denied), count(*) filter (where b.is_doubted),
       count(*) filter (where b.is_stated and c.status = 'disputed'),
       count(*) filter (where b.is_stated and c.challenge_count > 0)
from by_claim b join claims_claim c on c.id = b.claim_id
union all
select 'type', s.type, count(*), count(distinct s.claim_id), 0, 0, 0, 0 from stated s group by s.type
order by 1, 4 desc, 2
"""


@dataclass(frozen=True, slots=True)
class Said:
    """In the order of the columns: statements of a speaker; claims it stated, denied and doubted; and of
    those it stated how many are disputed now, and how many are challenged by anybody."""

    statements: int = 0
    stated: int = 0
    denied: int = 0
    doubted: int = 0
    disputed: int = 0
    challenged: int = 0

    @property
    def is_capped(self) -> bool:
        return self.statements >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class OfType:
    """What a speaker said of one type of claim."""

    label: str
    key: str
    statements: int
    claims: int


def with_statement_count(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """With `statement_count`, to sort by."""
    counted = Attribution.objects.filter(speaker=OuterRef("pk")).order_by().values("speaker")
    number = counted.annotate(n=Count("id")).values("n")
    return speakers.annotate(
        statement_count=Coalesce(Subquery(number), 0, output_field=IntegerField())
    )


def numbers_of(speaker: Speaker) -> tuple[Said, tuple[OfType, ...]]:
    """What a speaker said, counted, and by type; in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, {"speaker": speaker.pk, "most": MOST_COUNTED})
        rows = cursor.fetchall()
    types = default_catalogue().types
    return (
        next((Said(*row[2:]) for row in rows if row[0] == "all"), Said()),
        tuple(
            OfType(types[row[1]].label if row[1] in types else row[1], row[1], row[2], row[3])
            for row in rows
            if row[0] == "type"
        ),
    )


def said_by(speaker: Speaker) -> QuerySet[Attribution]:
    """What is attributed to a speaker, with statement and claim."""
    return (
        Attribution.objects.filter(speaker=speaker, assertion__is_withdrawn=False)
        .exclude(assertion__review_state=Assertion.ReviewState.REJECTED)
        .select_related("assertion__claim", "assertion__article__outlet")
        .prefetch_related(
            Prefetch("assertion__links", ChainLink.objects.select_related("outlet", "speaker"))
        )
        .defer(
            "assertion__search",
            "assertion__article__text",
            "assertion__article__search",
            "assertion__article__zones",
            "assertion__claim__profile",
            "assertion__claim__search",
        )
    )


def countries_spoken_for() -> list[str]:
    """The countries that speakers speak for, for choosing."""
    known = Speaker.objects.listed().exclude(country="").order_by("country")
    return list(known.values_list("country", flat=True).distinct()[:300])


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
    said: Said
    types: tuple[OfType, ...]
    questions: tuple[MergeSuggestion, ...]
    changes: tuple[SpeakerChange, ...]
    is_unused: bool


def speaker_page(speaker: Speaker) -> SpeakerPage:
    """Gather the page of a speaker."""
    aliases = names_of(speaker)
    said, types = numbers_of(speaker)
    spoken = Exists(Assertion.objects.filter(origin=OuterRef("pk")))
    changes = (
        SpeakerChange.objects.filter(Q(speaker=speaker) | Q(other=speaker))
        .select_related("by", "speaker", "other", "undone_by")
        .order_by("-id")
    )
    return SpeakerPage(
        aliases=aliases,
        hidden_aliases=speaker.aliases.count() - len(aliases),
        members=tuple(speaker.members.order_by("name")[:SHOWN_NAMES]),
        groups=tuple(speaker.groups.order_by("name")[:SHOWN_ORIGINS]),
        origins=tuple(speaker.origins.filter(spoken, merged_into=None)[:SHOWN_ORIGINS]),
        said=said,
        types=types,
        questions=tuple(open_questions(speaker)),
        changes=tuple(changes[:SHOWN_CHANGES]),
        # Asked only of one that may be: most have statements.
        is_unused=not said.statements and Speaker.objects.unused().filter(pk=speaker.pk).exists(),
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
