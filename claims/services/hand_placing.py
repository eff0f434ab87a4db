"""Editors say to which claim one statement belongs, and to which it does not."""

from __future__ import annotations

from django.db import transaction

from claims.models import Assertion, Claim, EditorialChange, Placement
from claims.services.acting import By, ChangeRefusedError
from claims.services.claim_changes import need_reason, refuse_other_type
from claims.services.claim_questions import keep_apart
from claims.services.editorial import lock_assertion, lock_claims, record
from claims.services.journal import Journal
from claims.services.new_claims import new_claim, next_best
from claims.services.placing import FOUNDED
from claims.services.statement_moves import (
    Placing,
    exclude_statements,
    keep_rest_out,
    move_statements,
)

Kind = EditorialChange.Kind
_SHOWN = 80


@transaction.atomic
def place_statement(*, assertion: Assertion, to: Claim | str, by: By) -> EditorialChange:
    """Put a statement into a claim: one that is there, or a new one with the title `to` (empty: a
    title is composed). The machine never moves it from then on.

    Raises ChangeRefusedError, ConflictError.
    """
    assertion, source, others = _locked(assertion, to, by)
    if others:
        refuse_other_type(others[0], assertion.type)
    if others and others[0].merged_into_id:
        raise ChangeRefusedError("The claim was merged into another.")
    target = others[0] if others else new_claim(assertion, str(to))
    if source == target and _is_placed_by_person(assertion):
        raise ChangeRefusedError("A person placed it there already.")
    journal = Journal()
    placing = Placing(by.user, (by.reason.strip() or "placed by hand",))
    move_statements(journal, [assertion.pk], source=source, to=target, placing=placing)
    if source is not None and not others:
        _tell_apart(journal, source, target, by)
    done = "confirmed in" if source == target else "placed in"
    return record(
        Kind.PLACE,
        by=by,
        journal=journal,
        summary=f"“{_short(assertion)}” {done} “{target}”",
        claim=target,
        other=None if source == target else source,
        assertion=assertion,
    )


@transaction.atomic
def exclude_statement(*, assertion: Assertion, by: By) -> EditorialChange:
    """Say that a statement is not about the claim it is in. The machine puts it into the next best one,
    or one of its own, and never back.

    Raises ChangeRefusedError, ConflictError.
    """
    need_reason(by)
    assertion, source, _ = _locked(assertion, "", by)
    if source is None:
        raise ChangeRefusedError("The statement is in no claim.")
    journal = Journal()
    exclude_statements(journal, [assertion.pk], claim=source, by=by.user)
    target, match = next_best(assertion)
    placing = Placing(None, match.reasons, match.score)
    move_statements(journal, [assertion.pk], source=source, to=target, placing=placing)
    if match is FOUNDED:
        _tell_apart(journal, source, target, by)
    return record(
        Kind.EXCLUDE,
        by=by,
        journal=journal,
        summary=f"“{_short(assertion)}” is not about “{source}”; now in “{target}”",
        claim=source,
        other=target,
        assertion=assertion,
    )


def _tell_apart(journal: Journal, source: Claim, new: Claim, by: By) -> None:
    """A claim of its own is another question than the one the statement was taken out of."""
    keep_rest_out(journal, source=source, target=new, by=by.user)
    keep_apart(journal, claim=source, other=new, reason="an editor took one out of the other")


def _locked(
    assertion: Assertion, to: Claim | str, by: By
) -> tuple[Assertion, Claim | None, list[Claim]]:
    """The statement, the claim it is in, and the one it goes to: locked, and as they are now."""
    source = Claim.objects.filter(assertions=assertion.pk).first()
    beside = [to] if isinstance(to, Claim) else []
    # One without a place may be about to get one: whoever links locks it before the claim as well.
    row = None if source else lock_assertion(by, assertion)
    claims = [claim for claim in (source, *beside) if claim is not None]
    locked = lock_claims(By(by.user), *claims) if claims else []
    row = row or lock_assertion(by, assertion)
    if row.is_withdrawn or row.review_state == Assertion.ReviewState.REJECTED:
        raise ChangeRefusedError("The statement was withdrawn or rejected; it counts nowhere.")
    current = Claim.objects.get(pk=row.claim_id) if row.claim_id else None
    return row, current, locked[-1:] if beside else []


def _is_placed_by_person(assertion: Assertion) -> bool:
    return Placement.objects.filter(assertion=assertion, is_live=True, by__isnull=False).exists()


def _short(assertion: Assertion) -> str:
    text = " ".join(assertion.excerpt.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]}…"
