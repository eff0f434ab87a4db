"""Editors judge statements and outlets: accept, reject, grade, rate. All of it can be taken back."""

from __future__ import annotations

from django.db import transaction

from claims.models import Assertion, Claim, Credibility, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.editorial import lock_assertion, lock_outlet, record
from claims.services.journal import Journal
from claims.services.outlet_families import claims_told_by
from sources.models import Article, Outlet
from sources.models.outlet import Reliability

Kind = EditorialChange.Kind
State = Assertion.ReviewState
_SHOWN = 60
# So many claims are computed anew while an editor waits: some milliseconds each.
MOST_CLAIMS = 500


@transaction.atomic
def accept(*, assertion: Assertion, by: By) -> EditorialChange:
    """Say that a statement was read right. Reading and linking again leave it as it is.

    Raises ChangeRefusedError when a person has accepted or corrected it, ConflictError.
    """
    row = locked_statement(assertion, by)
    if row.review_state in (State.ACCEPTED, State.CORRECTED):
        raise ChangeRefusedError(f"The statement is {row.review_state} already.")
    return _state(Kind.ACCEPT, row, State.ACCEPTED, by, f"Accepted: {in_short(row)}")


@transaction.atomic
def reject(*, assertion: Assertion, by: By) -> EditorialChange:
    """Say, with a reason, that the article does not state this. It counts nowhere from then on.

    Raises ChangeRefusedError, ConflictError.
    """
    if not by.reason.strip():
        raise ChangeRefusedError("Rejecting a statement needs a reason.")
    row = locked_statement(assertion, by)
    if row.review_state == State.REJECTED:
        raise ChangeRefusedError("The statement is rejected already.")
    return _state(Kind.REJECT, row, State.REJECTED, by, f"Rejected: {in_short(row)}")


@transaction.atomic
def grade(*, assertion: Assertion, credibility: Credibility, by: By) -> EditorialChange:
    """Say how far the information is to be believed, apart from who reports it.

    Raises ChangeRefusedError, ConflictError.
    """
    row = locked_statement(assertion, by)
    if row.credibility == credibility:
        raise ChangeRefusedError("The statement has this grade already.")
    journal = Journal()
    journal.set("assertion", [row.pk], "credibility", row.credibility, credibility.value)
    summary = f"Credibility graded {credibility.label}: {in_short(row)}"
    about = {"claim": row.claim, "assertion": row}
    return record(Kind.GRADE, by=by, journal=journal, summary=summary, **about)


@transaction.atomic
def rate_outlet(*, outlet: Outlet, reliability: Reliability, by: By) -> EditorialChange:
    """Say, with a reason, how reliable an outlet is.

    Raises ChangeRefusedError, ConflictError.
    """
    if not by.reason.strip():
        raise ChangeRefusedError("Rating an outlet needs a reason.")
    row = lock_outlet(by, outlet)
    if row.reliability == reliability:
        raise ChangeRefusedError("The outlet has this rating already.")
    journal = Journal()
    journal.set("outlet", [row.pk], "reliability", row.reliability, reliability.value)
    summary = f"{row.name} rated {reliability.label}"
    return record(Kind.RATE, by=by, journal=journal, summary=summary, outlet=row)


@transaction.atomic
def set_family(*, outlet: Outlet, family: str, by: By, has_time: bool = False) -> EditorialChange:
    """Say, with a reason, which owner or agency an outlet belongs to; empty for none. The claims that
    rest on its word are computed anew, unless they are too many for whoever waits and not `has_time`.

    Raises ChangeRefusedError, ConflictError.
    """
    if not by.reason.strip():
        raise ChangeRefusedError("Changing the family of an outlet needs a reason.")
    family = " ".join(family.split())
    told = claims_told_by([outlet.pk])
    if len(told) > MOST_CLAIMS and not has_time:
        raise ChangeRefusedError(
            f"Too many claims ({len(told):,}) rest on the word of {outlet.name}; more than {MOST_CLAIMS:,} are not computed "
            "anew while somebody waits. An admin can do it with “manage.py set_family”."
        )
    # Claims are locked before what they rest on, as everywhere.
    claims = Claim.objects.select_for_update().filter(pk__in=told)
    list(claims.order_by("pk").values_list("pk", flat=True))
    row = lock_outlet(by, outlet)
    if row.family == family:
        raise ChangeRefusedError("The outlet is of this family already.")
    journal = Journal()
    journal.set("outlet", [row.pk], "family", row.family, family)
    said = f"belongs to {family}" if family else "belongs to no family"
    return record(
        Kind.FAMILY,
        by=by,
        journal=journal,
        summary=f"{row.name} {said}",
        outlet=row,
    )


def locked_statement(assertion: Assertion, by: By) -> Assertion:
    """The statement, locked and as it is now, in force. Raises ConflictError, ChangeRefusedError.

    Reading its article again waits, or is waited for: it never writes over what a person just said.
    """
    lock_article(assertion.article_id)
    row = lock_assertion(by, assertion)
    if row.is_withdrawn:
        raise ChangeRefusedError("The statement was withdrawn; its article no longer states it.")
    return row


def lock_article(article_id: int) -> Article:
    """The article, locked against being read by somebody else."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article_id)


def in_short(assertion: Assertion) -> str:
    """A statement in a few of its words."""
    words = " ".join(assertion.excerpt.split())
    return f"“{words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + '…'}”"


def _state(
    kind: EditorialChange.Kind, row: Assertion, state: str, by: By, summary: str
) -> EditorialChange:
    journal = Journal()
    journal.set("assertion", [row.pk], "review_state", row.review_state, state)
    return record(kind, by=by, journal=journal, summary=summary, claim=row.claim, assertion=row)
