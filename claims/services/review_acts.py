"""Acts from the review queue: each is an act of its own service, remembered as a step. What finishes an
item frees it; what does not (an origin, a decision beside a statement) leaves it where it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from claims.models import Assertion, Claim, ClaimSuggestion, ReviewQueue, ReviewStep, Status
from claims.models.review_item import Item
from claims.services.acting import By, ChangeRefusedError
from claims.services.assessing import Decision, decide
from claims.services.claim_changes import answer_same
from claims.services.claim_questions import tell_apart
from claims.services.correcting import correct
from claims.services.correcting_origins import Given, correct_origin
from claims.services.hand_placing import place_statement
from claims.services.review_leases import release
from claims.services.review_steps import PUT_OFF, log_step
from claims.services.reviewing import accept, in_short, reject
from claims.services.statement_fields import Changes

Did = ReviewStep.Did
CONFIRMED_ORIGIN = "Right as it was traced."
_PUTTING_OFF = {Did.LATER: "For later", Did.SKIP: "Skipped", Did.UNSURE: "Left undecided"}


@dataclass(frozen=True, slots=True)
class At:
    """In which queue a person has which item in front of them."""

    queue: ReviewQueue
    item: Item

    @property
    def statement(self) -> Assertion:
        if not isinstance(self.item, Assertion):
            raise ChangeRefusedError("This is no statement.")
        return self.item

    @property
    def claim(self) -> Claim:
        """The claim that is decided on: the item, or that of the statement."""
        found = self.item.claim if isinstance(self.item, Assertion) else self.item
        if not isinstance(found, Claim):
            raise ChangeRefusedError("There is no claim to decide on.")
        return found

    @property
    def question(self) -> ClaimSuggestion:
        if not isinstance(self.item, ClaimSuggestion):
            raise ChangeRefusedError("This is no question about two claims.")
        return self.item


def _log(at: At, by: By, did: ReviewStep.Did, summary: str, **what: object) -> ReviewStep:
    if did not in (Did.ORIGIN,) and not (did == Did.DECIDE and isinstance(at.item, Assertion)):
        release(item=at.item, by=by.user)
    return log_step(queue=at.queue, item=at.item, by=by.user, did=did, summary=summary, **what)


@transaction.atomic
def accept_item(*, at: At, by: By) -> ReviewStep:
    """The statement was read right; its claim is left to the machine.

    Raises ChangeRefusedError, ConflictError, as all of these.
    """
    change = accept(assertion=at.statement, by=by)
    return _log(at, by, Did.ACCEPT, change.summary, change=change)


@transaction.atomic
def accept_into(*, at: At, to: Claim | str, by: By) -> ReviewStep:
    """The statement was read right, and belongs to a claim: one that is there, or a new one with a
    title (empty: composed)."""
    change = accept(assertion=at.statement, by=by)
    placing = place_statement(assertion=at.statement, to=to, by=By(by.user, by.reason))
    return _log(at, by, Did.PLACE, f"Accepted: {placing.summary}", change=change, placing=placing)


@transaction.atomic
def reject_item(*, at: At, by: By) -> ReviewStep:
    """The article does not state this."""
    change = reject(assertion=at.statement, by=by)
    return _log(at, by, Did.REJECT, change.summary, change=change)


@transaction.atomic
def correct_item(*, at: At, changes: Changes, by: By) -> ReviewStep:
    """What the article states instead."""
    change = correct(assertion=at.statement, changes=changes, by=by)
    return _log(at, by, Did.CORRECT, change.summary, change=change)


@transaction.atomic
def confirm_origin(*, at: At, by: By) -> ReviewStep:
    """The statement comes from where it was traced to. The item stays."""
    origin = at.statement.origin
    if origin is None:
        raise ChangeRefusedError("The statement has no origin yet; say where it comes from.")
    return give_origin(at=at, given=origin, by=By(by.user, CONFIRMED_ORIGIN, by.version))


@transaction.atomic
def give_origin(*, at: At, given: Given, by: By) -> ReviewStep:
    """Where the statement comes from. The item stays."""
    change = correct_origin(assertion=at.statement, given=given, by=by)
    return _log(at, by, Did.ORIGIN, change.summary, change=change)


@transaction.atomic
def decide_item(*, at: At, status: Status, by: By) -> ReviewStep:
    """A decision on the claim. It finishes a claim that waits for it; a statement stays."""
    claim = at.claim
    decision = decide(claim=claim, decision=Decision(status, by.reason, by.version), by=by.user)
    said = (
        "Decision withdrawn"
        if decision.is_withdrawal
        else f"Decided {decision.get_status_display().lower()}"
    )
    summary = f"{said}: “{claim}”"
    return _log(at, by, Did.DECIDE, summary, decision=decision)


@transaction.atomic
def answer_item(*, at: At, answer: ClaimSuggestion.State, by: By) -> ReviewStep:
    """Whether two claims ask the same; `same` merges them."""
    question = at.question
    if answer == ClaimSuggestion.State.SAME:
        change = answer_same(suggestion=question, by=by)
    else:
        change = tell_apart(suggestion=question, answer=answer, by=by)
    return _log(at, by, Did.ANSWER, change.summary, change=change)


@transaction.atomic
def put_off(*, at: At, did: ReviewStep.Did, by: By) -> ReviewStep:
    """Leave an item to others, or for later."""
    summary = f"{_PUTTING_OFF[did]}: {_named(at.item)}"
    return _log(at, by, did, summary, until=timezone.now() + PUT_OFF[did])


def _named(item: Item) -> str:
    return in_short(item) if isinstance(item, Assertion) else f"“{item}”"
