"""What happened to a claim, and to those merged into it: newest first, in pages by time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from claims.models import Assertion, Assessment, Claim, EditorialChange, Status

# Events of a page; a few more where several happened at the very same time, in one transaction.
SHOWN = 50
_AT_ONCE = 20
# Claims merged into one are followed this far back.
MOST_MERGED = 500


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history. `change` or `decision` is there when a person did it; `claim` when it
    happened to a claim that was merged into this one. `revision` is the number of the state that is
    remembered from then, None where it is on an older page."""

    at: datetime
    who: str
    what: str
    why: str = ""
    change: EditorialChange | None = None
    decision: Assessment | None = None
    claim: Claim | None = None
    revision: int | None = None

    @property
    def undone_by(self) -> EditorialChange | Assessment | None:
        """What took it back."""
        act = self.change or self.decision
        return act.undone_by if act and act.is_undone else None

    @property
    def may_be_undone(self) -> bool:
        """True for an act of a person that stands, and is no undo itself."""
        act = self.change or self.decision
        return act is not None and not act.is_undone and act.undoes_id is None


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history; `older` is where the next one begins, None at the end."""

    events: tuple[Event, ...]
    older: datetime | None


def claim_history(claim: Claim, before: datetime | None = None, size: int = SHOWN) -> History:
    """The events before a time, or the newest."""
    family = merged_family(claim)
    states = _states(claim, before, size + _AT_ONCE)
    acts = [
        *_decisions(claim, family, before, size + _AT_ONCE),
        *_changes(claim, family, before, size + _AT_ONCE),
    ]
    found = [_with_state(act, states) for act in acts]
    found += _computed(states, size + _AT_ONCE)
    found.sort(key=lambda event: event.at, reverse=True)
    cut = size
    while cut < len(found) and found[cut].at == found[cut - 1].at:
        cut += 1
    page = found[:cut]
    return History(tuple(page), page[-1].at if len(found) > cut else None)


def where_statements_went(claim: Claim) -> list[tuple[Claim, int]]:
    """The claims that statements once placed in this one are in now, with how many, most first."""
    rows = (
        Assertion.objects.filter(placements__claim=claim, claim__isnull=False)
        .exclude(claim=claim)
        .values("claim")
        .annotate(number=Count("pk", distinct=True))
        .order_by("-number", "claim")[:SHOWN]
    )
    numbers = {row["claim"]: row["number"] for row in rows}
    claims = Claim.objects.select_related("merged_into").in_bulk(numbers)
    return [(claims[pk], number) for pk, number in numbers.items()]


def merged_family(claim: Claim) -> dict[int, Claim]:
    """The claim and those merged into it, directly or through others."""
    family, last = {claim.pk: claim}, [claim.pk]
    while last and len(family) < MOST_MERGED:
        rows = Claim.objects.filter(merged_into__in=last).defer("search")[:MOST_MERGED]
        found = {row.pk: row for row in rows if row.pk not in family}
        family |= found
        last = list(found)
    return family


def _decisions(
    claim: Claim, family: dict[int, Claim], before: datetime | None, size: int
) -> list[Event]:
    rows = Assessment.objects.filter(claim__in=family).select_related("by", "undone_by__by")
    return [
        Event(
            row.created_at,
            str(row.by),
            row.did,
            row.reason,
            decision=row,
            claim=family[row.claim_id] if row.claim_id != claim.pk else None,
        )
        for row in _until(rows, "created_at", before).order_by("-id")[:size]
    ]


def _changes(
    claim: Claim, family: dict[int, Claim], before: datetime | None, size: int
) -> list[Event]:
    rows = (
        EditorialChange.objects.filter(Q(claim__in=family) | Q(other__in=family))
        .select_related("by", "undone_by__by", "assertion")
        .defer("journal", "assertion__search")
    )
    return [
        Event(
            row.created_at,
            str(row.by),
            row.summary,
            row.reason,
            change=row,
            claim=_of_merged(claim, family, row),
        )
        for row in _until(rows, "created_at", before).order_by("-id")[:size]
    ]


def _of_merged(claim: Claim, family: dict[int, Claim], row: EditorialChange) -> Claim | None:
    about = {row.claim_id, row.other_id}
    return None if claim.pk in about else next((family[pk] for pk in family if pk in about), None)


def _states(claim: Claim, before: datetime | None, size: int) -> list[Any]:
    """The states of the claim that are remembered, newest first, and one more: every event is a
    difference to the state before it."""
    # pghistory adds the relation to the model's rows.
    rows = _until(claim.events, "pgh_created_at", before)  # type: ignore[attr-defined]
    return list(rows.order_by("-pgh_id")[: size + 1])


def _with_state(act: Event, states: list[Any]) -> Event:
    """An act on this very claim with the state it left it in: the newest of a transaction begun by then.
    Beside a decision stands what was computed at the time, so that the two are never taken for one."""
    if act.claim is not None:
        return act
    state = next((row for row in states if row.pgh_created_at <= act.at), None)
    if state is None:
        return act
    computed = f" (computed: {_label(state.computed_status)})" if act.decision else ""
    return replace(act, revision=state.pgh_id, what=f"{act.what}{computed}")


def _computed(rows: list[Any], size: int) -> list[Event]:
    """What claimbase made of it: title, computed status, and when a decision went stale."""
    events = []
    for row, earlier in zip(rows, [*rows[1:], None], strict=True):
        if earlier is None and len(rows) > size:
            break
        events += [
            Event(row.pgh_created_at, "claimbase", what, why, revision=row.pgh_id)
            for what, why in _differences(earlier, row)
        ]
    return events


def _differences(before: Any, row: Any) -> list[tuple[str, str]]:
    if before is None:
        return [(f"claim made: {row.title}", "")]
    found = []
    if before.computed_status != row.computed_status:
        change = f"{_label(before.computed_status)} → {_label(row.computed_status)}"
        found.append((f"computed status: {change}", ""))
    # Titles that people gave are changes of their own.
    if before.title != row.title and not (before.title_is_edited or row.title_is_edited):
        found.append((f"title: {before.title} → {row.title}", ""))
    if row.needs_review and not before.needs_review:
        found.append(("needs re-review", row.needs_review_because))
    return found


def _until(rows: Any, field: str, before: datetime | None) -> Any:
    return rows.filter(**{f"{field}__lt": before}) if before else rows.all()


def _label(status: str) -> str:
    return Status(status).label.lower() if status else "none"
