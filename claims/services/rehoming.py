"""Linking a statement anew after a person changed what it says."""

from __future__ import annotations

from claims.models import Assertion, Placement
from claims.services.assessing import assess_claims
from claims.services.journal import Journal
from claims.services.linking import link_article


def leave_claim(journal: Journal, assertion: Assertion) -> bool:
    """Take a statement out of the claim the machine put it in; False when a person put it there."""
    live = Placement.objects.filter(assertion=assertion, is_live=True).first()
    if live is not None and live.by_id is not None:
        return False
    if live is not None:
        journal.set("placement", [live.pk], "is_live", True, False)
    journal.set("assertion", [assertion.pk], "claim_id", assertion.claim_id, None)
    assertion.claim = None
    return True


def find_claim(journal: Journal, assertion: Assertion) -> None:
    """Have the machine place a statement that has no place, and remember where, so that it can be
    taken back."""
    assess_claims(link_article(article=assertion.article))
    live = Placement.objects.filter(assertion=assertion, is_live=True).first()
    if live is None:
        return
    # Both are so already: this is for the way back.
    journal.set("placement", [live.pk], "is_live", False, True)
    journal.set("assertion", [assertion.pk], "claim_id", None, live.claim_id)
    assertion.claim_id = live.claim_id
