"""The challenges that stand against claims, as weighing asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from claims.models import Challenge
from claims.services.scope import Scope
from claims.weighing import Objection, Ref

# Standing challenges that are loaded, denials first; more are counted only.
MOST_CHALLENGES = 50
DISPUTING = (Challenge.Kind.DENIES, Challenge.Kind.CONTRADICTS_FIGURE, Challenge.Kind.RETRACTS)

# A challenge that an editor recorded may rest on a statement of another claim, so what is in scope is
# asked of the challenges' own statements.
_STANDING = """
with standing as (
    select c.claim_id, c.id, c.kind, a.id as assertion_id, a.public_id, r.outlet_id,
           count(*) over (partition by c.claim_id) as number,
           row_number() over (
               partition by c.claim_id order by c.kind <> all(%(disputing)s), c.id) as place
    from claims_challenge c
    join claims_assertion a on a.id = c.assertion_id
    join sources_article r on r.id = a.article_id
    where c.claim_id = any(%(claims)s) and c.closed_at is null {conditions}
)
select s.claim_id, s.number, s.id, s.kind, s.public_id, coalesce(
    (select string_agg(k.name, ' and ' order by t.id)
     from claims_attribution t join claims_speaker k on k.id = t.speaker_id
     where t.assertion_id = s.assertion_id),
    (select name from sources_outlet where id = s.outlet_id), 'an outlet')
from standing s
where s.place <= %(most)s
order by s.claim_id, s.place
"""


def objections_of(
    claim_ids: Sequence[int], scope: Scope
) -> dict[int, tuple[tuple[Objection, ...], int]]:
    """For each claim the challenges that stand and are in scope, denials and contradictions first, at
    most ``MOST_CHALLENGES`` of them, and how many there are. One query."""
    conditions, values = scope.sql()
    found: dict[int, tuple[tuple[Objection, ...], int]] = dict.fromkeys(claim_ids, ((), 0))
    asked = {
        **values,
        "claims": list(claim_ids),
        "disputing": [kind.value for kind in DISPUTING],
        "most": MOST_CHALLENGES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STANDING.format(conditions=conditions), asked)
        for claim_id, number, pk, kind, public_id, who in cursor.fetchall():
            what = Challenge.Kind(kind).label.lower()
            ref = Ref("assertion", public_id, who)
            objection = Objection(pk, what, ref, disputes=kind in DISPUTING)
            found[claim_id] = (*found[claim_id][0], objection), number
    return found
