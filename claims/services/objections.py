"""The challenges that stand against claims: as weighing asks for them, and in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from claims.models import Challenge
from claims.models.challenge import VOICE_SQL
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import Objection, Ref
from claims.weighing.words import in_reports

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
# asked of the challenges' own statements. Reports of one voice are one challenge, known by the first.
_STANDING = """
with standing as (
    select c.claim_id, c.id, c.kind, c.assertion_id, a.article_id, r.copy_of_id is not null as is_copy,
           r.published_on, {voice} as voice
    from claims_challenge c
    join claims_assertion a on a.id = c.assertion_id
    join sources_article r on r.id = a.article_id
    left join claims_origin o on o.id = a.origin_id
    where c.claim_id = any(%(claims)s) and c.closed_at is null {conditions}
), voices as (
    select claim_id, kind, count(distinct article_id) as reports, min(id) as since,
           (array_agg(id order by is_copy, published_on nulls last, id))[1] as id
    from standing group by claim_id, kind, voice
), placed as (
    select *, count(*) over (partition by claim_id) as number,
           row_number() over (
               partition by claim_id order by kind <> all(%(disputing)s), since) as place
    from voices
)
select p.claim_id, p.number, p.id, p.kind, p.reports, a.public_id, coalesce(
    (select string_agg(k.name, ' and ' order by t.id)
     from claims_attribution t join claims_speaker k on k.id = t.speaker_id
     where t.assertion_id = a.id),
    (select u.name from sources_article r join sources_outlet u on u.id = r.outlet_id
     where r.id = a.article_id), 'an outlet')
from placed p
join claims_challenge c on c.id = p.id
join claims_assertion a on a.id = c.assertion_id
where p.place <= %(most)s
order by p.claim_id, p.place
"""


@dataclass(frozen=True, slots=True)
class _Standing:
    """In the order of the columns; `number` is how many stand against the claim, `who` speaks in this
    one, which so many `reports` repeat."""

    claim_id: int
    number: int
    pk: int
    kind: str
    reports: int
    statement: str
    who: str

    @property
    def disputes(self) -> bool:
        return self.kind in DISPUTING


def objections_of(
    claim_ids: Sequence[int], scope: Scope
) -> dict[int, tuple[tuple[Objection, ...], int]]:
    """For each claim the challenges that stand and are in scope, denials and contradictions first, at
    most ``MOST_CHALLENGES`` of them, and how many there are. What several reports repeat of one voice is
    one. One query."""
    found: dict[int, tuple[tuple[Objection, ...], int]] = dict.fromkeys(claim_ids, ((), 0))
    for row in _standing(claim_ids, MOST_CHALLENGES, scope):
        what = Challenge.Kind(row.kind).label.lower()
        ref = Ref("assertion", row.statement, row.who)
        objection = Objection(row.pk, what, ref, disputes=row.disputes, reports=row.reports)
        found[row.claim_id] = (*found[row.claim_id][0], objection), row.number
    return found


def against_in_words(claim_ids: Sequence[int], *, with_doubts: bool) -> dict[int, str]:
    """Who speaks against each claim: "denied by A (2 reports), B; doubted by C and others". Everybody
    once, with the first that they did; claims that nobody speaks against are missing. One query."""
    found: dict[int, dict[str, _Said]] = defaultdict(dict)
    for row in _standing(claim_ids, LOOKED_AT) if claim_ids else ():
        if with_doubts or row.disputes:
            known = found[row.claim_id]
            said = known.get(row.who) or _Said(VERBS[Challenge.Kind(row.kind)], 0)
            more = row.reports if said.verb == VERBS[Challenge.Kind(row.kind)] else 0
            known[row.who] = _Said(said.verb, said.reports + more)
    return {pk: _in_words(known) for pk, known in found.items()}


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody did, in how many reports."""

    verb: str
    reports: int


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
        cursor.execute(_STANDING.format(voice=VOICE_SQL, conditions=conditions), asked)
        for row in cursor.fetchall():
            yield _Standing(*row)


def _in_words(found: dict[str, _Said]) -> str:
    shown = list(found.items())[:NAMED]
    parts = []
    for verb in dict.fromkeys(said.verb for _, said in shown):
        names = [in_reports(who, said.reports) for who, said in shown if said.verb == verb]
        parts.append(f"{verb} {', '.join(names)}")
    return "; ".join(parts) + (" and others" if len(found) > NAMED else "")
