"""Asking editors whether two persons who are quoted on one claim are one."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from claims.identity import Match, of_one_claim
from claims.models import MergeSuggestion, Speaker
from claims.services.candidates import identities_of
from sources.models import Article

# Persons of one claim that those of an article are compared with: the newest.
MOST_COMPARED = 100
_BESIDE = """
with ours as (
    select distinct a.claim_id, t.speaker_id
    from claims_assertion a
    join claims_attribution t on t.assertion_id = a.id
    join claims_speaker s on s.id = t.speaker_id and s.kind = 'person'
    where a.article_id = %(article)s and a.claim_id is not null and not a.is_withdrawn
)
select distinct ours.speaker_id, others.speaker_id
from ours cross join lateral (
    select distinct t.speaker_id
    from claims_assertion a
    join claims_attribution t on t.assertion_id = a.id
    join claims_speaker s on s.id = t.speaker_id and s.kind = 'person'
    where a.claim_id = ours.claim_id and not a.is_withdrawn and t.speaker_id <> ours.speaker_id
    order by t.speaker_id desc limit %(most)s
) as others
"""


def ask_who_is_who(*, article: Article) -> None:
    """Ask about the persons of an article and those who are quoted beside them on its claims, where a
    claim in common makes it likely enough that they are one. No pair is asked about twice."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"article": article.pk, "most": MOST_COMPARED})
        pairs = {(min(pair), max(pair)) for pair in cursor.fetchall()}
    if not pairs:
        return
    rows = Speaker.objects.filter(pk__in={pk for pair in pairs for pk in pair}, merged_into=None)
    known = {speaker.pk: one for speaker, one in identities_of(list(rows.order_by("pk")))}
    found: dict[tuple[int, int], Match] = {}
    for first, second in pairs:
        if first in known and second in known:
            found[first, second] = of_one_claim(known[first], known[second])
    MergeSuggestion.objects.bulk_create(
        [
            MergeSuggestion(
                first_id=first, second_id=second, score=match.score, reasons=list(match.reasons)
            )
            for (first, second), match in sorted(found.items(), key=lambda item: item[0])
            if match.score >= settings.SPEAKER_SUGGEST_SCORE
        ],
        ignore_conflicts=True,
    )
