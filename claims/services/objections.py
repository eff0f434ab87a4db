"""The challenges that stand against claims: as weighing asks for them, and in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from claims.models import Challenge
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import Objection, Ref

# Standing challenges that are loaded, denials first; more are counted only.
MOST_CHALLENGES = 50
DISPUTING = (Challenge.Kind.DENIES, Challenge.Kind.CONTRADICTS_FIGURE, Challenge.Kind.RETRACTS)
# Words name at most so many who speak against a claim, and look at so many challenges for them.
NAMED, LOOKED_AT = 3, 12
# How somebody speaks against a claim, before their name.
VERBS = {
    Challenge.Kind.DENIES: "denied by",
    Challenge.Kind.CONTRADICTS_FIGURE: "figure contradicted by",
    Challenge.Kind.RETRACTS: "retracted by",
    Challenge.Kind.QUESTIONS_PLAUSIBILITY: "doubted by",
}

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


@dataclass(frozen=True, slots=True)
class _Standing:
    """In the order of the columns; `number` is how many stand against the claim, `who` speaks in it."""

    claim_id: int
    number: int
    pk: int
    kind: str
    statement: str
    who: str

    @property
    def disputes(self) -> bool:
        return self.kind in DISPUTING


def objections_of(
    claim_ids: Sequence[int], scope: Scope
) -> dict[int, tuple[tuple[Objection, ...], int]]:
    """For each claim the challenges that stand and are in scope, denials and contradictions first, at
    most ``MOST_CHALLENGES`` of them, and how many there are. One query."""
    found: dict[int, tuple[tuple[Objection, ...], int]] = dict.fromkeys(claim_ids, ((), 0))
    for row in _standing(claim_ids, MOST_CHALLENGES, scope):
        what = Challenge.Kind(row.kind).label.lower()
        ref = Ref("assertion", row.statement, row.who)
        objection = Objection(row.pk, what, ref, disputes=row.disputes)
        found[row.claim_id] = (*found[row.claim_id][0], objection), row.number
    return found


def against_in_words(claim_ids: Sequence[int], *, with_doubts: bool) -> dict[int, str]:
    """Who speaks against each claim: "denied by A, B; doubted by C and others". Everybody once, with the
    first that they did; claims that nobody speaks against are missing. One query."""
    verbs: dict[int, dict[str, str]] = defaultdict(dict)
    for row in _standing(claim_ids, LOOKED_AT) if claim_ids else ():
        if with_doubts or row.disputes:
            verbs[row.claim_id].setdefault(row.who, VERBS[Challenge.Kind(row.kind)])
    return {pk: _in_words(found) for pk, found in verbs.items()}


def _standing(
    claim_ids: Sequence[int], most: int, scope: Scope = EVERYTHING
) -> Iterator[_Standing]:
    """The first challenges of each claim, those that dispute it before doubts."""
    conditions, values = scope.sql()
    asked = {
        **values,
        "claims": list(claim_ids),
        "disputing": [kind.value for kind in DISPUTING],
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STANDING.format(conditions=conditions), asked)
        for row in cursor.fetchall():
            yield _Standing(*row)


def _in_words(verbs: dict[str, str]) -> str:
    shown = list(verbs.items())[:NAMED]
    parts = []
    for verb in dict.fromkeys(verb for _, verb in shown):
        parts.append(f"{verb} {', '.join(name for name, what in shown if what == verb)}")
    return "; ".join(parts) + (" and others" if len(verbs) > NAMED else "")
