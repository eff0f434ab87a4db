"""What others did to a claim or statement since somebody read it, so that both can be shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from claims.models import Assertion, Assessment, Claim, EditorialChange
from claims.services.acting import ConflictError
from claims.services.differences import Difference

# Of what happened meanwhile, the newest.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did meanwhile."""

    at: datetime
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened after a page was read: by whom, and which of its numbers and words changed."""

    acts: tuple[Act, ...]
    differences: tuple[Difference, ...]


def seen(row: Claim | Assertion) -> str:
    """What a form carries along: the state its reader had in front of them."""
    change = _changes(row).values_list("pk", flat=True).first()
    decision = _decisions(row).values_list("pk", flat=True).first()
    return json.dumps({"change": change or 0, "decision": decision or 0, "state": _state(row)})


def meanwhile(row: Claim | Assertion, carried: str) -> Meanwhile:
    """What happened to the row since `carried` was made by `seen`. Anything else than that tells the
    newest acts, and no differences."""
    before = _read(carried)
    changes = _changes(row).filter(pk__gt=before["change"]).select_related("by")[:SHOWN]
    decisions = _decisions(row).filter(pk__gt=before["decision"]).select_related("by")[:SHOWN]
    acts = [
        *(Act(c.created_at, str(c.by), c.summary, c.reason) for c in changes),
        *(Act(d.created_at, str(d.by), d.did, d.reason) for d in decisions),
    ]
    now, then = _state(row), before["state"]
    return Meanwhile(
        tuple(sorted(acts, key=lambda act: act.at, reverse=True)),
        tuple(
            Difference(name, str(then[name]), now[name])
            for name in now
            if name in then and str(then[name]) != now[name]
        ),
    )


def changes_since(claim: Claim, version: int) -> QuerySet[EditorialChange]:
    """The newest acts on a claim after it had this version; a few before it may be among them."""
    return _changes(claim).filter(created_at__gte=_time_of(claim, version)).select_related("by")


def decisions_since(claim: Claim, version: int) -> QuerySet[Assessment]:
    """The newest decisions on a claim after it had this version; likewise."""
    return _decisions(claim).filter(created_at__gte=_time_of(claim, version)).select_related("by")


def refuse_old_version(claim: Claim, version: int | None) -> None:
    """Raise ConflictError when somebody looked at another version of a claim that is locked now."""
    if version is not None and version != claim.version:
        since = changes_since(claim, version)[:SHOWN]
        raise ConflictError("claim", seen=version, version=claim.version, since=since)


def _time_of(claim: Claim, version: int) -> datetime:
    """When the history last met the claim at this version or an older one."""
    # pghistory adds the relation to the model's rows; not every version leaves a row.
    rows = claim.events.filter(version__lte=version).order_by("-pgh_id")  # type: ignore[attr-defined]
    found: datetime | None = rows.values_list("pgh_created_at", flat=True).first()
    return found or claim.created_at


def _changes(row: Claim | Assertion) -> QuerySet[EditorialChange]:
    about = Q(claim=row) | Q(other=row) if isinstance(row, Claim) else Q(assertion=row)
    return EditorialChange.objects.filter(about).order_by("-pk")


def _decisions(row: Claim | Assertion) -> QuerySet[Assessment]:
    found = Assessment.objects.order_by("-pk")
    return found.filter(claim=row) if isinstance(row, Claim) else found.none()


def _state(row: Claim | Assertion) -> dict[str, str]:
    values: dict[str, Any]
    if isinstance(row, Claim):
        values = {
            "title": row.title,
            "status": row.status_label,
            "computed status": row.get_computed_status_display(),
            "figure": row.figure_text,
            "independent origins": row.independent_count,
            "reports": row.report_count,
            "outlets": row.outlet_count,
            "challenges": row.challenge_count,
            "merged into": row.merged_into or "",
        }
    else:
        values = {
            "claim": row.claim or "",
            "figure": row.figure_text,
            "type": row.type,
            "stance": row.get_stance_display(),
            "review": row.get_review_state_display(),
            "withdrawn": "yes" if row.is_withdrawn else "no",
        }
    return {name: str(value) for name, value in values.items()}


def _read(carried: str) -> Mapping[str, Any]:
    nothing = {"change": 0, "decision": 0, "state": {}}
    try:
        found = json.loads(carried or "{}")
    except ValueError:
        return nothing
    is_ours = (
        isinstance(found, dict)
        and all(isinstance(found.get(name), int) for name in ("change", "decision"))
        and isinstance(found.get("state"), dict)
    )
    return found if is_ours else nothing
