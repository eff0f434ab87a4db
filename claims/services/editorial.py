"""Recording what editors do, and taking it back. Every act is one transaction of its own service."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from claims.models import Assertion, Claim, EditorialChange
from claims.services.acting import By, ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.article_upkeep import (
    articles_corrected,
    follow_details,
    give_back_basis,
)
from claims.services.assessing import assess_claims
from claims.services.chains import rebuild_chains
from claims.services.conflicts import refuse_old_version
from claims.services.journal import Journal, Step, take_back
from claims.services.outlet_families import claims_told_by, outlets_regrouped
from claims.services.retracing import statements_touched
from claims.services.upkeep import refresh_claims
from sources.models import Outlet

Kind = EditorialChange.Kind


def lock_claims(by: By, *claims: Claim) -> list[Claim]:
    """The claims, locked in one order and as they are now, in the given order.

    Raises ConflictError when the first is no longer the version `by` names.
    """
    rows = Claim.objects.select_for_update().filter(pk__in=[c.pk for c in claims])
    found = {row.pk: row for row in rows.order_by("pk")}
    refuse_old_version(found[claims[0].pk], by.version)
    return [found[c.pk] for c in claims]


def lock_assertion(by: By, assertion: Assertion) -> Assertion:
    """The assertion, locked and as it is now; ConflictError when it is no longer the version seen."""
    # Its claim first, as everywhere: acts on claims then never wait for one on a statement of theirs.
    list(Claim.objects.select_for_update(of=("self",)).filter(assertions=assertion.pk))
    row = Assertion.objects.select_for_update(of=("self",)).get(pk=assertion.pk)
    if by.version is not None and by.version != row.version:
        since = row.changes.select_related("by")[: _later(by.version, row.version)]
        raise ConflictError("statement", seen=by.version, version=row.version, since=since)
    return row


def lock_outlet(by: By, outlet: Outlet) -> Outlet:
    """The outlet, locked and as it is now; ConflictError when it is no longer the version seen."""
    row = Outlet.objects.select_for_update().get(pk=outlet.pk)
    if by.version is not None and by.version != row.version:
        acts = EditorialChange.objects.filter(outlet=row).select_related("by")
        since = acts[: _later(by.version, row.version)]
        raise ConflictError("outlet", seen=by.version, version=row.version, since=since)
    return row


def _later(seen: int, version: int) -> int:
    """How many acts there can have been since a version: each raises it by one."""
    return max(0, min(20, version - seen))


def record(
    kind: EditorialChange.Kind, *, by: By, journal: Journal, summary: str, **about: Any
) -> EditorialChange:
    """Store an act, raise the versions of what it is about, and compute the claims it touches anew.

    `about` are claim, other, assertion, outlet, origin, article, undoes. Call it last, inside the act's transaction.
    """
    change = EditorialChange.objects.create(
        kind=kind,
        by=by.user,
        reason=by.reason.strip(),
        summary=summary[:700],
        journal=journal.steps,
        **about,
    )
    _settle(change, journal.steps)
    return change


def _settle(change: EditorialChange, steps: Collection[Step]) -> None:
    told = follow_details(articles_corrected(steps))
    claims = _claims_in(change, steps) | told
    Claim.objects.filter(pk__in=claims).update(version=F("version") + 1)
    statements = _ids(steps, "assertion") | set(filter(None, [change.assertion_id]))
    Assertion.objects.filter(pk__in=statements).update(version=F("version") + 1)
    if change.outlet_id:
        Outlet.objects.filter(pk=change.outlet_id).update(version=F("version") + 1)
    # That a statement was read right or is doubtful changes neither its way nor what its claim asks.
    if not all(_is_judgement(step) for step in steps):
        rebuild_chains(statements | statements_touched(steps))
        refresh_claims(claims)
    assess_claims(claims)


def _is_judgement(step: Step) -> bool:
    """True for a grade, and for a review after which a statement counts as before."""
    if step["do"] != "set" or step["what"] != "assertion":
        return False
    counts_on = Assertion.ReviewState.REJECTED not in (step["old"], step["new"])
    return step["field"] == "credibility" or (step["field"] == "review_state" and counts_on)


def _claims_in(change: EditorialChange, steps: Collection[Step]) -> set[int]:
    """Ids of the claims an act is about, of those its statements are in, and of those they left."""
    found = _ids(steps, "claim") | set(filter(None, [change.claim_id, change.other_id]))
    for step in steps:
        if step["do"] == "set" and step["what"] == "assertion" and step["field"] == "claim_id":
            found |= set(filter(None, [step["old"], step["new"]]))
    found |= claims_told_by(outlets_regrouped(steps))
    statements = _ids(steps, "assertion") | set(filter(None, [change.assertion_id]))
    now_in = Assertion.objects.filter(pk__in=statements, claim__isnull=False)
    return found | set(now_in.values_list("claim_id", flat=True))


@transaction.atomic
def undo(*, change: EditorialChange, by: By) -> EditorialChange:
    """Take an act back: everything is as it was before. Undoing twice does nothing more.

    Raises ChangeRefusedError for an undo, and without a reason for somebody else's act;
    UndoBlockedError when later acts build on this one.
    """
    # Two who undo one act wait for each other here.
    change = EditorialChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if done := EditorialChange.objects.filter(undoes=change).first():
        return done
    if change.kind == Kind.UNDO:
        raise ChangeRefusedError("An undo cannot be undone; make the change again.")
    if change.by_id != by.user.pk and not by.reason.strip():
        raise ChangeRefusedError(f"Taking back what {change.by} did needs a reason.")
    list(
        Claim.objects.select_for_update()
        .filter(pk__in=_claims_in(change, change.journal))
        .order_by("pk")
    )
    if blocked := blocking(change):
        raise UndoBlockedError(blocked)
    try:
        with transaction.atomic():
            take_back(change.journal)
            give_back_basis(change.journal)
    except IntegrityError as error:
        raise ChangeRefusedError(
            "It cannot be taken back: what has come since stands where it was. Change that first."
        ) from error
    undone = EditorialChange.objects.create(
        kind=Kind.UNDO,
        claim=change.claim,
        other=change.other,
        assertion=change.assertion,
        outlet=change.outlet,
        origin=change.origin,
        article=change.article,
        by=by.user,
        reason=by.reason.strip(),
        summary=f"Undone: {change.summary}"[:700],
        undoes=change,
    )
    _settle(undone, change.journal)
    return undone


def blocking(change: EditorialChange) -> list[EditorialChange]:
    """Later acts that stand and changed what this one changed, or merged a claim that statements would
    return to; newest first."""
    claims = list(filter(None, [change.claim_id, change.other_id]))
    statements = _ids(change.journal, "assertion") | set(filter(None, [change.assertion_id]))
    about = Q(claim__in=claims) | Q(other__in=claims) | Q(assertion__in=statements)
    if change.outlet_id:
        about |= Q(outlet=change.outlet_id)
    if change.origin_id:
        about |= Q(origin=change.origin_id)
    if change.article_id:
        about |= Q(article=change.article_id)
    merged = Q(kind=Kind.MERGE, other__in=_left_claims(change.journal))
    later = EditorialChange.objects.filter(about | merged, pk__gt=change.pk, undone_by=None)
    later = later.exclude(kind=Kind.UNDO).select_related("by")
    gone = set(later.filter(merged).values_list("pk", flat=True))
    return [c for c in later if c.pk in gone or _builds_on(c.journal, change.journal)]


def _left_claims(steps: Iterable[Step]) -> set[int]:
    """Ids of the claims that an act took statements out of."""
    return {
        step["old"]
        for step in steps
        if step["do"] == "set" and step["what"] == "assertion" and step["field"] == "claim_id"
    } - {None}


def _builds_on(later: Iterable[Step], earlier: Iterable[Step]) -> bool:
    """True when one act changed a value that the other changed, or a row that the other made."""
    first, second = _cells(earlier), _cells(later)
    whole = {cell[:2] for cell in first | second if not cell[2]}
    return bool(first & second) or any(
        cell[:2] in whole and cell[:2] in {c[:2] for c in first} for cell in second
    )


def _cells(steps: Iterable[Step]) -> set[tuple[str, int, str]]:
    return {(s["what"], pk, s.get("field", "")) for s in steps for pk in _step_ids(s)}


def _ids(steps: Iterable[Step], what: str) -> set[int]:
    return {pk for step in steps if step["what"] == what for pk in _step_ids(step)}


def _step_ids(step: Step) -> list[int]:
    if step["do"] in ("set", "pair"):
        return list(step["ids"])
    return [step["row"]["id"]] if "id" in step["row"] else []
