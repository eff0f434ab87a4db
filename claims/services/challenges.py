"""Closing what speaks against a claim."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.models import Challenge
from claims.services.assessing import assess_claims


@transaction.atomic
def close_challenge(*, challenge: Challenge, because: str, by: User) -> None:
    """Close a challenge with a reason, and compute its claim's status anew."""
    Challenge.objects.filter(pk=challenge.pk, closed_at=None).update(
        closed_at=timezone.now(), closed_by=by, closed_because=because
    )
    assess_claims([challenge.claim_id])
