"""A claim as it was: the states that history keeps, each with a number of its own for ever.

A revision is kept when the title, the computed status, the decision, the need for re-review or what
the claim was merged into changes; numbers and figure are kept as they were at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Q

from claims.models import Assessment, Claim, EditorialChange, Status

# An act and the revision it makes are written in one transaction, which takes no longer than this.
_ONE_ACT = timedelta(seconds=60)
# Acts of one person within that time that are looked at.
_ACTS = 20


class UnknownRevisionError(LookupError):
    """There is no such revision of the claim."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a claim. `who` made it (a person's name, or claimbase), `what` and `why` as far as an
    act of theirs is known; `before` and `after` are the revisions next to it."""

    number: int
    claim: Claim
    at: datetime
    who: str
    what: str
    why: str
    title: str
    computed_status: str
    decided_status: str
    rules: tuple[Mapping[str, Any], ...]
    needs_review_because: str
    figure: str
    figures_agree: bool | None
    numbers: Mapping[str, int]
    place: str
    event_first: date | None
    event_last: date | None
    first_reported_on: date | None
    last_reported_on: date | None
    merged_into: Claim | None
    version: int
    before: int | None
    after: int | None

    @property
    def status(self) -> str:
        """The status in force then."""
        return self.decided_status or self.computed_status

    @property
    def status_label(self) -> str:
        return label_of_status(self.status)

    @property
    def computed_label(self) -> str:
        return label_of_status(self.computed_status)

    @property
    def decided_label(self) -> str:
        return label_of_status(self.decided_status)


NUMBERS = {
    "independent_count": "independent origins",
    "report_count": "reports (articles)",
    "outlet_count": "outlets",
    "unfigured_count": "mention it without a figure",
    "challenge_count": "challenges that stand",
}


def label_of_status(status: str) -> str:
    """A status in words; "none" for no decision."""
    return str(Status(status).label) if status else "None"


def revision_of(claim: Claim, number: int) -> Revision:
    """A revision of a claim. Raises UnknownRevisionError."""
    rows: Any = claim.events  # type: ignore[attr-defined]  # pghistory adds the relation
    row = rows.select_related("pgh_context", "merged_into").filter(pk=number).first()
    if row is None:
        raise UnknownRevisionError(f"This claim has no revision {number}.")
    before = rows.filter(pk__lt=number).order_by("-pk").first()
    after = rows.filter(pk__gt=number).order_by("pk").values_list("pk", flat=True).first()
    who, what, why = _made_by(claim, row, before)
    return Revision(
        number=row.pk,
        claim=claim,
        at=row.pgh_created_at,
        who=who,
        what=what,
        why=why,
        title=row.title,
        computed_status=row.computed_status,
        decided_status=row.decided_status,
        rules=tuple(r for r in row.status_reasons if r.get("rule") != "change"),
        needs_review_because=_why_review(row),
        figure=row.figure_text,
        figures_agree=row.figures_agree,
        numbers={label: getattr(row, name) for name, label in NUMBERS.items()},
        place=row.place,
        event_first=row.event_first,
        event_last=row.event_last,
        first_reported_on=row.first_reported_on,
        last_reported_on=row.last_reported_on,
        merged_into=row.merged_into,
        version=row.version,
        before=before.pk if before else None,
        after=after,
    )


def revision_in(claims: Iterable[Claim], number: int) -> Revision:
    """A revision of one of these claims. Raises UnknownRevisionError."""
    by_id = {claim.pk: claim for claim in claims}
    model: Any = apps.get_model("claims", "ClaimEvent")
    owner = model.objects.filter(pk=number, pgh_obj__in=by_id).values_list("pgh_obj", flat=True)
    found = owner.first()
    if found is None:
        raise UnknownRevisionError(
            f"Neither this claim nor one merged into it has a revision {number}."
        )
    return revision_of(by_id[found], number)


def _why_review(row: Any) -> str:
    return (row.needs_review_because or "no reason was kept") if row.needs_review else ""


def _made_by(claim: Claim, row: Any, before: Any) -> tuple[str, str, str]:
    """Who made a revision, with which act, and why."""
    user = (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None
    if user is None and not _is_by_a_person(row, before):
        return "claimbase", "claim made" if before is None else "computed anew", ""
    act = _act(claim, row.pgh_created_at, user)
    if act is not None:
        return str(act.by), _said(act), act.reason
    person = User.objects.filter(pk=user).first() if user else None
    return str(person) if person else "a person", "", ""


def _is_by_a_person(row: Any, before: Any) -> bool:
    """Decisions, merges and given titles are never the machine's."""
    if before is None:
        return False
    is_titled = row.title_is_edited and row.title != before.title
    return bool(
        is_titled
        or row.decided_status != before.decided_status
        or row.merged_into_id != before.merged_into_id
    )


def _act(claim: Claim, at: datetime, user: int | None) -> Assessment | EditorialChange | None:
    """The first act on the claim from then on, by this person if one is known."""
    window = Q(created_at__gte=at, created_at__lt=at + _ONE_ACT)
    if user is not None:
        window &= Q(by=user)
    decisions = Assessment.objects.filter(window, claim=claim).select_related("by")
    changes = (
        EditorialChange.objects.filter(window)
        .filter(Q(claim=claim) | Q(other=claim) | Q(assertion__placements__claim=claim))
        .select_related("by")
        .defer("journal")
        .distinct()
    )
    acts: list[Assessment | EditorialChange] = [
        *decisions.order_by("pk")[:_ACTS],
        *changes.order_by("pk")[:_ACTS],
    ]
    return min(acts, key=lambda act: act.created_at, default=None)


def _said(act: Assessment | EditorialChange) -> str:
    if isinstance(act, EditorialChange):
        return act.summary
    return act.did
