"""The editors' decisions that are in force, with the figure each claim showed when it was decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection

from claims.models import Assessment, Claim, Status

# Of a claim's figures so many of the newest are looked through for that of the decision.
_LOOKED_AT = 1000

# Each line has the headline figure that was replaced: the first since a moment has that of the moment.
_FIGURES = """
    select wanted.id, before.figure_text, before.figure_unit
    from unnest(%s::bigint[], %s::timestamptz[]) as wanted(id, moment) cross join lateral (
        select e.figure_text, e.figure_unit from (
            select * from claims_claimfigureevent
            where pgh_obj_id = wanted.id order by pgh_id desc limit %s
        ) as e
        where e.pgh_created_at >= wanted.moment order by e.pgh_id limit 1
    ) as before
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision in force. `figure_then` is what the claim showed at the time where it shows another
    figure now; `is_other_figure` tells so, for it may have shown none."""

    decision: Assessment
    is_other_figure: bool
    figure_then: str

    @property
    def label(self) -> str:
        return str(self.decision.get_status_display()).lower()

    @property
    def by(self) -> User:
        return self.decision.by

    @property
    def at(self) -> datetime:
        return self.decision.created_at

    @property
    def reason(self) -> str:
        return self.decision.reason


def standing_decisions(claims: Iterable[Claim]) -> dict[int, Standing]:
    """By claim, the decision in force. Two queries, or none when nobody has decided."""
    decided = {claim.pk: claim for claim in claims if claim.decided_status}
    if not decided:
        return {}
    rows = Assessment.objects.filter(claim__in=decided, undoes=None, undone_by=None)
    newest = rows.order_by("claim_id", "-id").distinct("claim_id").select_related("by")
    found = {row.claim_id: row for row in newest.defer("evidence")}
    moments = {pk: row.created_at for pk, row in found.items() if row.status != Status.UNASSESSED}
    then = _figures(moments)
    return {pk: _standing(decided[pk], found[pk], then.get(pk)) for pk in moments}


def standing_decision(claim: Claim) -> Standing | None:
    """The decision in force on one claim."""
    return standing_decisions([claim]).get(claim.pk)


def _standing(claim: Claim, decision: Assessment, then: str | None) -> Standing:
    now = _figure(claim.figure_text, claim.figure_unit)
    is_other = then is not None and then != now
    return Standing(decision, is_other, then or "" if is_other else "")


def _figures(moments: dict[int, datetime]) -> dict[int, str]:
    """The headline figures that were replaced since."""
    if not moments:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [list(moments), list(moments.values()), _LOOKED_AT])
        return {pk: _figure(text, unit) for pk, text, unit in cursor.fetchall()}


def _figure(text: str, unit: str) -> str:
    return f"{text} {unit}".strip() if text else ""
