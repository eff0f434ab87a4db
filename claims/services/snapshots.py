"""What an editor had in front of them when they decided, and what is different now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from claims.models import Assertion, Assessment, Claim

# Of a claim with more statements the newest so many are remembered one by one; that others changed
# is noticed, but not which.
REMEMBERED = 1000
_SHOWN = 5

# md5 is the same on every version of the database; a change is what is looked for, not an enemy.
_FINGERPRINT = """
select count(*), md5(coalesce(string_agg(md5(concat_ws('|', a.id, a.stance, a.figure_quantifier,
    a.figure_low, a.figure_high, a.figure_unit, a.origin_id, a.article_id)), '' order by a.id), ''))
from claims_assertion a
where a.claim_id = %s and not a.is_withdrawn and a.review_state <> 'rejected'
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement that was `added`, `withdrawn` or `changed` since a decision, and how."""

    how: str
    assertion: Assertion
    text: str


def fingerprint(claim_id: int) -> str:
    """Changes when a statement of the claim is added, withdrawn or changed; made in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT, [claim_id])
        number, digest = cursor.fetchone()
    return f"{number}-{digest}"


def snapshot(claim_id: int) -> list[dict[str, str]]:
    """The statements of a claim as a decision remembers them, the newest first."""
    return [_state(a) for a in _counting(claim_id).order_by("-id")[:REMEMBERED]]


def changed_since(claim: Claim, decision: Assessment) -> list[Changed]:
    """What of the remembered statements, and of those that came after them, is different now."""
    before = {row["id"]: row for row in map(_remembered, decision.evidence)}
    now = {a.public_id: a for a in _counting(claim.pk).order_by("-id")[:REMEMBERED]}
    missing = before.keys() - now.keys()
    rows = Assertion.objects.filter(public_id__in=missing).select_related(
        "article__outlet", "origin"
    )
    elsewhere = {a.public_id: a for a in rows.defer("search", *_HEAVY)}
    # Beyond the newest ones only what was remembered can be told apart.
    later = {
        public_id: a
        for public_id, a in elsewhere.items()
        if a.claim_id == claim.pk and not a.is_withdrawn and a.review_state != "rejected"
    }
    still = {**now, **later}
    oldest = min((a.pk for a in still.values() if a.public_id in before), default=0)
    found = [
        Changed("added", a, _said(_state(a)))
        for public_id, a in now.items()
        if public_id not in before and (len(before) < REMEMBERED or a.pk > oldest)
    ]
    found += [
        Changed("withdrawn", elsewhere[public_id], _said(before[public_id]))
        for public_id in before
        if public_id in elsewhere and public_id not in still
    ]
    for public_id, row in before.items():
        if public_id in still and (text := _difference(row, _state(still[public_id]))):
            found.append(Changed("changed", still[public_id], text))
    return found


def in_words(changes: list[Changed]) -> str:
    """The numbers of what changed, and the first changed values: for a line of text."""
    parts = []
    for how in ("added", "withdrawn", "changed"):
        some = [c for c in changes if c.how == how]
        if some:
            parts.append(f"{len(some)} {how}")
    values = [c.text for c in changes if c.how == "changed"][:_SHOWN]
    text = "Statements changed since the decision"
    if parts:
        text += f": {', '.join(parts)}"
    return (text + (f" ({'; '.join(values)})" if values else ""))[:500]


_HEAVY = ("article__text", "article__search", "article__zones")


def _counting(claim_id: int) -> Any:
    return (
        Assertion.objects.filter(claim=claim_id, is_withdrawn=False)
        .exclude(review_state=Assertion.ReviewState.REJECTED)
        .select_related("article__outlet", "origin")
        .defer("search", *_HEAVY)
    )


def _state(row: Assertion) -> dict[str, str]:
    bounds = [row.figure_quantifier, row.figure_low, row.figure_high, row.figure_unit]
    return {
        "id": row.public_id,
        "stance": row.stance,
        "figure": row.figure_text,
        "bounds": "|".join("" if value is None else str(value) for value in bounds),
        "origin": row.origin.label if row.origin else "",
    }


def _remembered(row: dict[str, str] | str) -> dict[str, str]:
    """Early decisions remember the ids of the statements alone."""
    return {"id": row} if isinstance(row, str) else row


def _said(state: dict[str, str]) -> str:
    return state.get("figure") or "no figure"


def _difference(before: dict[str, str], now: dict[str, str]) -> str:
    parts: list[str] = []
    if "bounds" not in before:
        return ""
    if before["bounds"] != now["bounds"]:
        parts.append(f"“{_said(before)}” → “{_said(now)}”")
    for field in ("stance", "origin"):
        if before[field] != now[field]:
            parts.append(f"{field} {before[field] or 'none'} → {now[field] or 'none'}")
    return ", ".join(parts)
