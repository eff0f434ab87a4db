"""Where a statement goes that an editor takes out of a claim: one of its own, or the next best."""

from __future__ import annotations

from django.conf import settings

from claims.catalogue import ClaimType, default_catalogue
from claims.linking import Match, Statement, score
from claims.models import Assertion, Claim, Exclusion
from claims.services.acting import ChangeRefusedError
from claims.services.linking import candidates, claim_of
from claims.services.statements import Statements


def new_claim(assertion: Assertion, title: str = "") -> Claim:
    """A claim that asks what the statement answers; nothing is placed in it yet.

    Without a title one is composed. Raises ChangeRefusedError when the catalogue lost its type.
    """
    claim_type, statement = _as_linked(assertion)
    claim = claim_of(assertion, statement, claim_type)
    title = " ".join(title.split())[:300]
    if title:
        claim.title, claim.title_is_edited = title, True
        claim.save(update_fields=["title", "title_is_edited"])
    return claim


def next_best(assertion: Assertion) -> tuple[Claim, Match] | None:
    """The claim the machine would place the statement in, but for those it is said not to be about."""
    claim_type, statement = _as_linked(assertion)
    barred = set(
        Exclusion.objects.filter(assertion=assertion, is_live=True).values_list("claim", flat=True)
    )
    scored = [
        (claim, score(claim_type, statement, profile, settings.FIGURE_TOLERANCE))
        for claim, profile in candidates(statement, claim_type)
        if claim.pk not in barred
    ]
    best = max(scored, key=lambda item: item[1].score, default=None)
    return best if best and best[1].score >= settings.LINK_PLACE_SCORE else None


def _as_linked(assertion: Assertion) -> tuple[ClaimType, Statement]:
    claim_type = default_catalogue().types.get(assertion.type)
    if claim_type is None:
        raise ChangeRefusedError(
            f"The catalogue has no type {assertion.type!r} any more; correct the statement's type first."
        )
    return claim_type, Statements(assertion.article).of(assertion)
