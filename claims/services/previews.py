"""What would result from an act on claims: done for real, looked at, and rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from claims.figure_words import figure_words
from claims.models import Assertion, Claim
from claims.services.acting import ChangeRefusedError
from claims.services.same_titles import twin_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim as it is, or as it would be; `twin` is another claim that then has its title."""

    public_id: str
    title: str
    status: str
    status_label: str
    figure: str
    independent_count: int
    report_count: int
    outlet_count: int
    challenge_count: int
    statement_count: int
    needs_review_because: str
    twin: Claim | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Claims before and after. `refused` says why it cannot be done; there is no after then."""

    before: tuple[Outcome, ...]
    after: tuple[Outcome, ...]
    refused: str = ""


def preview(act: Callable[[], Iterable[Claim]], claims: Iterable[Claim]) -> Preview:
    """Do an act on some claims, look at the ones it gives, and take it all back.

    The same code computes it that would do it, so that the two never differ. Nothing is written: the
    database forgets it before anybody else could see it.
    """
    before = _outcomes(claims)
    with transaction.atomic():
        try:
            after, refused = _outcomes(act(), has_twins=True), ""
        except ChangeRefusedError as error:
            after, refused = (), str(error)
        transaction.set_rollback(True)
    return Preview(before, after, refused)


def _outcomes(claims: Iterable[Claim], *, has_twins: bool = False) -> tuple[Outcome, ...]:
    ids = [claim.pk for claim in claims]
    rows = Claim.objects.in_bulk(ids)
    return tuple(
        Outcome(
            public_id=row.public_id,
            title=row.title,
            status=row.status,
            status_label=row.status_label,
            figure=figure_words(row.figure_text, row.figure_unit),
            independent_count=row.independent_count,
            report_count=row.report_count,
            outlet_count=row.outlet_count,
            challenge_count=row.challenge_count,
            statement_count=_count(row),
            needs_review_because=row.needs_review_because,
            twin=twin_of(row) if has_twins else None,
        )
        for row in (rows[pk] for pk in ids)
        if row.merged_into_id is None
    )


def _count(claim: Claim) -> int:
    rows = Assertion.objects.filter(claim=claim, is_withdrawn=False)
    return rows.exclude(review_state=Assertion.ReviewState.REJECTED).count()
