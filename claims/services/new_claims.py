"""Where a statement goes that an editor takes out of a claim: one of its own, or the next best."""

from __future__ import annotations

from claims.catalogue import default_catalogue
from claims.linking import Match
from claims.models import Assertion, Claim
from claims.services.acting import ChangeRefusedError
from claims.services.filing import found_claims
from claims.services.linking import barred_from
from claims.services.placing import FOUNDED, MOST_COMPARED, Waiting, plan, waiting_of
from claims.services.shelf import Shelf
from claims.services.statements import Statements


def new_claim(assertion: Assertion, title: str = "") -> Claim:
    """A claim that asks what the statement answers; nothing is placed in it yet.

    Without a title one is composed. Raises ChangeRefusedError when the catalogue lost its type.
    """
    waiting = _waiting(assertion)
    claim = Claim.objects.get(pk=found_claims({0: waiting.statement})[0])
    title = " ".join(title.split())[:300]
    if title:
        claim.title, claim.title_is_edited = title, True
        claim.save(update_fields=["title", "title_is_edited"])
    return claim


def next_best(assertion: Assertion) -> tuple[Claim, Match]:
    """The claim the machine places the statement in, but for those it is said not to be about; a new one
    if none fits."""
    beside = Assertion.objects.filter(article=assertion.article_id, claim__isnull=False)
    held = beside.order_by("claim_id").values_list("claim_id", flat=True).distinct()
    (placed,) = plan([_waiting(assertion)], Shelf(), held[:MOST_COMPARED]).placed
    if placed.claim < 0:
        return new_claim(assertion), FOUNDED
    return Claim.objects.get(pk=placed.claim), placed.match


def _waiting(assertion: Assertion) -> Waiting:
    if assertion.type not in default_catalogue().types:
        raise ChangeRefusedError(
            f"The catalogue has no type {assertion.type!r} any more; correct the statement's type first."
        )
    (waiting,) = waiting_of(Statements(assertion.article), [assertion], barred_from([assertion]))
    return waiting
