"""What the tables of the review queue have in common: the one thing a row is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim
from claims.models.claim_suggestion import ClaimSuggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = Assertion | Claim | ClaimSuggestion


class ReviewQueue(models.TextChoices):
    """The queues an editor works through one item at a time."""

    NEW = "new", "New statements"
    FLAGGED = "flagged", "Flagged statements"
    DECIDE = "decide", "Claims to decide"
    DUPLICATES = "duplicates", "Duplicates"


def field_of(item: Item) -> str:
    """The column that points to such an item."""
    if isinstance(item, Assertion):
        return "assertion"
    return "claim" if isinstance(item, Claim) else "question"


def exactly_one(fields: Sequence[str] = ("assertion", "claim", "question")) -> models.Q:
    """True of a row that points to one item and no other."""
    found = models.Q()
    for chosen in fields:
        found |= models.Q(**{f"{name}__isnull": name != chosen for name in fields})
    return found
