"""What the pages on topics show, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from claims.models import Claim, Speaker, Status, Topic
from claims.services.topics import chosen_speakers, claims_in, type_label

# Claims are counted up to here, those that changed last first, so that a topic of everything costs no
# more than another.
MOST_COUNTED = 10_000
# In the overview of topics less is enough.
MOST_COUNTED_OF_MANY = 1_000
SHOWN_CLAIMS = 8
SHOWN_SPEAKERS = 12
# Who is quoted is looked up in so many claims, and in so many statements of each.
QUOTED_CLAIMS, QUOTED_STATEMENTS = 500, 50

_COUNTED = "id", "status", "decided_status", "independent_count", "outlet_count", "report_count"
_PAGE = """
    with covered as materialized ({covered})
    select count(*),
           count(*) filter (where status = 'disputed'),
           count(*) filter (where status = 'single_source'),
           count(*) filter (where status = 'corroborated'),
           count(*) filter (where {needs_second}),
           array(select id from covered order by id desc limit %s),
           array(select id from covered where status = 'disputed' or challenge_count > 0
                 order by challenge_count desc, report_count desc, id desc limit %s),
           array(select id from covered where {needs_second}
                 order by report_count desc, id desc limit %s)
    from covered
"""
# One independent origin that several outlets repeat, on which no editor has decided.
_NEEDS_SECOND = "independent_count = 1 and outlet_count > 1 and decided_status = ''"
_QUOTED = """
    with chosen as materialized ({covered}),
    said as materialized (
        select chosen.id as claim_id, newest.id from chosen cross join lateral (
            select a.id from claims_assertion a
            where a.claim_id = chosen.id and not a.is_withdrawn and a.review_state <> 'rejected'
            order by a.id desc limit %s
        ) as newest
    )
    select speaker_id, count(distinct said.claim_id) from said
    join claims_attribution on assertion_id = said.id
    join claims_speaker s on s.id = speaker_id and s.kind <> 'reports'
    group by speaker_id order by count(distinct said.claim_id) desc, speaker_id limit %s
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many claims a topic has. `is_capped`: there are more, and these are of those that changed
    last."""

    claims: int
    disputed: int
    is_capped: bool
    single_source: int = 0
    corroborated: int = 0
    needs_second: int = 0


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What the template needs besides the topic itself. `quoted` are speakers with the number of
    claims they are quoted in."""

    numbers: Numbers
    newest: tuple[Claim, ...]
    disputed: tuple[Claim, ...]
    needs_second: tuple[Claim, ...]
    quoted: tuple[tuple[Speaker, int], ...]
    types: tuple[str, ...]
    speakers: tuple[Speaker, ...]


def topic_page(topic: Topic) -> TopicPage:
    """Gather the page of a topic."""
    covered = claims_in(topic)
    counts, lists = _counted(covered)
    claims = Claim.objects.defer("profile", "search").in_bulk({pk for one in lists for pk in one})
    newest, disputed, needs_second = (
        tuple(claims[pk] for pk in one if pk in claims) for one in lists
    )
    return TopicPage(
        numbers=counts,
        newest=newest,
        disputed=disputed,
        needs_second=needs_second,
        quoted=_quoted(covered),
        types=tuple(sorted(map(type_label, topic.types))),
        speakers=tuple(chosen_speakers(topic.speaker_ids)),
    )


def _counted(covered: QuerySet[Claim]) -> tuple[Numbers, Sequence[Sequence[int]]]:
    """Numbers, and the ids of the newest, the disputed and those that need a second source."""
    last = covered.order_by("-changed_at", "-id").values(*_COUNTED, "challenge_count")
    sql, values = _sql(last[: MOST_COUNTED + 1])
    query = _PAGE.format(covered=sql, needs_second=_NEEDS_SECOND)
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, *[SHOWN_CLAIMS] * 3])
        (total, disputed, single, corroborated, needs_second, *lists) = cursor.fetchone()
    numbers = Numbers(
        min(total, MOST_COUNTED), disputed, total > MOST_COUNTED, single, corroborated, needs_second
    )
    return numbers, lists


def _quoted(covered: QuerySet[Claim]) -> tuple[tuple[Speaker, int], ...]:
    sql, values = _sql(covered.order_by("-changed_at", "-id").values("id")[:QUOTED_CLAIMS])
    with connection.cursor() as cursor:
        cursor.execute(_QUOTED.format(covered=sql), [*values, QUOTED_STATEMENTS, SHOWN_SPEAKERS])
        counts = dict(cursor.fetchall())
    speakers = Speaker.objects.defer("search").in_bulk(counts)
    return tuple((speakers[pk], number) for pk, number in counts.items())


def with_numbers(topics: Sequence[tuple[Topic, Q]]) -> list[tuple[Topic, Numbers]]:
    """Each topic with the numbers of its claims and of the disputed among them, in one query."""
    if not topics:
        return []
    parts, values = [], []
    for topic, coverage in topics:
        covered = Claim.objects.listed().filter(coverage)
        last = covered.order_by("-changed_at", "-id").values("status")
        sql, given = _sql(last[: MOST_COUNTED_OF_MANY + 1])
        parts.append(
            f"select %s::bigint, count(*), count(*) filter (where status = %s) from ({sql}) as c"  # noqa: S608
        )
        values += [topic.pk, Status.DISPUTED.value, *given]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        counts = {pk: (total, disputed) for pk, total, disputed in cursor.fetchall()}
    return [(topic, _few(*counts[topic.pk])) for topic, _ in topics]


def _few(total: int, disputed: int) -> Numbers:
    return Numbers(min(total, MOST_COUNTED_OF_MANY), disputed, total > MOST_COUNTED_OF_MANY)


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, list[Any]]:
    sql, values = rows.query.sql_with_params()
    return sql, list(values)
