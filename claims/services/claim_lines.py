"""What a line of the list says of a claim beyond its own row, for a whole page at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from claims.catalogue import default_catalogue
from claims.models import Claim
from claims.services.objections import against_in_words
from claims.services.standing import Standing, standing_decisions
from claims.weighing import Picture, picture

# An act is recorded right before the claims it touches are computed anew.
_ONE_ACT = timedelta(seconds=5)

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
    empty unless the last change was an editor's. `decision` is there where it asks for re-review."""

    claim: Claim
    type_label: str
    against: str
    picture: Picture | None
    changed_at: datetime
    changed_by: str
    decision: Standing | None

    @property
    def is_decided_otherwise(self) -> bool:
        """True when an editor's decision differs from the computed status."""
        claim = self.claim
        return bool(claim.decided_status) and claim.decided_status != claim.computed_status


def lines_of(claims: Sequence[Claim]) -> list[ClaimLine]:
    """The lines of a page of claims, in a fixed number of queries."""
    ids = [claim.pk for claim in claims]
    against, acts = against_in_words(ids, with_doubts=True), _last_acts(ids)
    # A decision rests on another figure only where what it rests on has changed.
    decisions = standing_decisions(claim for claim in claims if claim.needs_review)
    types = default_catalogue().types
    found = []
    for claim in claims:
        at, by = acts.get(claim.pk, (claim.changed_at, ""))
        if at < claim.changed_at - _ONE_ACT:
            at, by = claim.changed_at, ""
        label = types[claim.type].label if claim.type in types else claim.type
        drawn = picture(claim.origin_figures)
        found.append(
            ClaimLine(
                claim=claim,
                type_label=label,
                against=against.get(claim.pk, ""),
                picture=drawn,
                changed_at=max(at, claim.changed_at),
                changed_by=by,
                decision=decisions.get(claim.pk),
            )
        )
    return found


def _last_acts(claim_ids: Sequence[int]) -> dict[int, tuple[datetime, str]]:
    if not claim_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ACTS, [list(claim_ids)])
        return {pk: (at, by) for pk, at, by in cursor.fetchall()}
