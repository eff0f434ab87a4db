"""What a line of the list says of a claim beyond its own row, for a whole page at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from claims.catalogue import default_catalogue
from claims.models import Challenge, Claim
from claims.services.objections import DISPUTING
from claims.weighing import Picture, picture

# A line names at most so many who speak against a claim, and looks at so many challenges for them.
NAMED, LOOKED_AT = 3, 12
# An act is recorded right before the claims it touches are computed anew.
_ONE_ACT = timedelta(seconds=5)
_VERBS = {
    Challenge.Kind.DENIES: "denied by",
    Challenge.Kind.CONTRADICTS_FIGURE: "figure contradicted by",
    Challenge.Kind.RETRACTS: "retracted by",
    Challenge.Kind.QUESTIONS_PLAUSIBILITY: "doubted by",
}

_AGAINST = """
with standing as (
    select id, claim_id, kind, assertion_id,
           row_number() over (partition by claim_id order by kind <> all(%s), id) as place
    from claims_challenge where claim_id = any(%s) and closed_at is null
)
select s.claim_id, s.kind, coalesce(
    (select string_agg(p.name, ' and ' order by said.id)
     from claims_attribution said join claims_speaker p on p.id = said.speaker_id
     where said.assertion_id = s.assertion_id),
    o.name, 'an outlet')
from standing s
join claims_assertion a on a.id = s.assertion_id
join sources_article r on r.id = a.article_id
left join sources_outlet o on o.id = r.outlet_id
where s.place <= %s order by s.claim_id, s.place
"""
_LAST_ACTS = """
select wanted.id, act.created_at, person.username
from unnest(%s::bigint[]) as wanted(id)
cross join lateral (
    (select created_at, by_id from claims_editorialchange
     where claim_id = wanted.id order by id desc limit 1)
    union all
    (select created_at, by_id from claims_editorialchange
     where other_id = wanted.id order by id desc limit 1)
    union all
    (select created_at, by_id from claims_assessment
     where claim_id = wanted.id order by id desc limit 1)
    order by created_at desc limit 1
) as act
join auth_user person on person.id = act.by_id
"""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as the list shows it. `against` says who speaks against it, in words; `changed_by` is
    empty unless the last change was an editor's."""

    claim: Claim
    type_label: str
    against: str
    picture: Picture | None
    changed_at: datetime
    changed_by: str

    @property
    def is_decided_otherwise(self) -> bool:
        """True when an editor's decision differs from the computed status."""
        claim = self.claim
        return bool(claim.decided_status) and claim.decided_status != claim.computed_status


def lines_of(claims: Sequence[Claim]) -> list[ClaimLine]:
    """The lines of a page of claims, in a fixed number of queries."""
    ids = [claim.pk for claim in claims]
    against, acts = _against(ids), _last_acts(ids)
    types = default_catalogue().types
    found = []
    for claim in claims:
        at, by = acts.get(claim.pk, (claim.changed_at, ""))
        if at < claim.changed_at - _ONE_ACT:
            at, by = claim.changed_at, ""
        label = types[claim.type].label if claim.type in types else claim.type
        drawn = picture(claim.origin_figures)
        found.append(
            ClaimLine(claim, label, against[claim.pk], drawn, max(at, claim.changed_at), by)
        )
    return found


def _against(claim_ids: Sequence[int]) -> dict[int, str]:
    by_claim: dict[int, dict[str, str]] = defaultdict(dict)
    if claim_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                _AGAINST, [[kind.value for kind in DISPUTING], list(claim_ids), LOOKED_AT]
            )
            for claim_id, kind, name in cursor.fetchall():
                by_claim[claim_id].setdefault(name, _VERBS[kind])
    return defaultdict(str, {pk: _in_words(names) for pk, names in by_claim.items()})


def _in_words(verbs: dict[str, str]) -> str:
    """ "denied by A and B, doubted by C, and others": each name once, with the first that it did."""
    shown = list(verbs.items())[:NAMED]
    parts = []
    for verb in dict.fromkeys(verb for _, verb in shown):
        parts.append(f"{verb} {', '.join(name for name, what in shown if what == verb)}")
    return "; ".join(parts) + (" and others" if len(verbs) > NAMED else "")


def _last_acts(claim_ids: Sequence[int]) -> dict[int, tuple[datetime, str]]:
    if not claim_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ACTS, [list(claim_ids)])
        return {pk: (at, by) for pk, at, by in cursor.fetchall()}
