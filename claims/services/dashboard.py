"""What is new with claims, for the first page: bounded, and in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from claims.models import Claim, Status
from claims.services.claim_news import News, news_of
from claims.services.objections import against_in_words
from claims.services.standing import Standing, standing_decisions

SHOWN = 8
# Totals are counted up to here.
MOST_COUNTED = 100
# Among so many disputed claims that changed last, the newly disputed are looked for.
LOOKED_AT = 200
# Of a claim's history so many lines are read to find when it became disputed.
_LINES = 50

_DISPUTED_SINCE = """
    select wanted.id, lines.at, lines.is_disputed
    from unnest(%s::bigint[]) as wanted(id) cross join lateral (
        select e.pgh_created_at as at, e.pgh_id,
               coalesce(nullif(e.decided_status, ''), e.computed_status) = 'disputed' as is_disputed
        from claims_claimevent e where e.pgh_obj_id = wanted.id
        order by e.pgh_id desc limit %s
    ) as lines
    order by wanted.id, lines.pgh_id desc
"""


@dataclass(frozen=True, slots=True)
class Some:
    """The first rows of more: `total` is how many there are, as far as they are counted."""

    rows: Sequence[Any]
    total: int

    @property
    def is_capped(self) -> bool:
        return self.total >= MOST_COUNTED

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A claim that became disputed at a time; `by` says by whom or by what."""

    claim: Claim
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A claim whose decision rests on what has changed since."""

    claim: Claim
    decision: Standing | None


def changed_since(moment: datetime) -> Some:
    """Claims that changed since a moment, the newest first, each with what changed (News)."""
    changed = Claim.objects.listed().filter(changed_at__gte=moment).defer("search")
    claims = list(changed.order_by("-changed_at", "-id")[:SHOWN])
    news = news_of(claims, moment)
    rows = [(claim, news.get(claim.pk, News())) for claim in claims]
    return Some(rows, _counted(changed))


def newly_disputed(moment: datetime) -> Some:
    """Claims that are disputed and became so since a moment, the newest first (Disputed)."""
    disputed = Claim.objects.listed().filter(status=Status.DISPUTED.value, changed_at__gte=moment)
    claims = {c.pk: c for c in disputed.defer("search").order_by("-changed_at", "-id")[:LOOKED_AT]}
    since = _disputed_since(list(claims))
    found = sorted(((at, pk) for pk, at in since.items() if at >= moment), reverse=True)
    shown = [(claims[pk], at) for at, pk in found[:SHOWN]]
    by = _disputed_by([claim for claim, _ in shown])
    rows = [Disputed(claim, at, by[claim.pk]) for claim, at in shown]
    return Some(rows, min(len(found), MOST_COUNTED))


def needing_review() -> Some:
    """Claims whose decision rests on evidence that changed since, those that changed last first
    (Stale)."""
    stale = Claim.objects.listed().filter(needs_review=True).defer("search")
    claims = list(stale.order_by("-changed_at", "-id")[:SHOWN])
    decisions = standing_decisions(claims)
    rows = [Stale(claim, decisions.get(claim.pk)) for claim in claims]
    return Some(rows, _counted(stale))


def _counted(rows: Any) -> int:
    """How many rows there are, up to a bound."""
    total: int = rows.order_by()[:MOST_COUNTED].count()
    return total


def _disputed_since(claim_ids: Sequence[int]) -> dict[int, datetime]:
    """When the present dispute of each claim began, as far back as its history is read."""
    with connection.cursor() as cursor:
        cursor.execute(_DISPUTED_SINCE, [list(claim_ids), _LINES])
        lines = cursor.fetchall()
    found: dict[int, datetime] = {}
    over: set[int] = set()
    for pk, at, is_disputed in lines:
        if pk in over:
            continue
        if is_disputed:
            found[pk] = at
        else:
            over.add(pk)
    return found


def _disputed_by(claims: Sequence[Claim]) -> dict[int, str]:
    """Who or what makes each claim disputed, in words."""
    against = against_in_words([claim.pk for claim in claims], with_doubts=False)
    decided = [claim for claim in claims if claim.decided_status == Status.DISPUTED.value]
    decisions = standing_decisions(decided)
    return {
        claim.pk: _why(claim, against.get(claim.pk, ""), decisions.get(claim.pk))
        for claim in claims
    }


def _why(claim: Claim, against: str, decision: Standing | None) -> str:
    found = [against] if against else []
    if decision is not None:
        found.append(f"decided by {decision.by}: {decision.reason}")
    if not found:
        # The rule that led to the status says which figures exclude each other.
        found = [
            rule["text"]
            for rule in claim.status_reasons
            if rule["rule"] == "figures" and rule["met"]
        ]
    return "; ".join(found)
