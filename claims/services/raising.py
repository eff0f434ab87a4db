"""What statements raise against the claims they are in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from claims.extraction.types import Stance
from claims.models import Assertion, Challenge

_KIND_OF = {
    Stance.DOUBTS.value: Challenge.Kind.QUESTIONS_PLAUSIBILITY,
    Stance.DENIES.value: Challenge.Kind.DENIES,
}


def raise_challenges(*, claim_ids: Collection[int]) -> None:
    """Bring the challenges of claims in line with the stances of their statements.

    What a person recorded or closed stays. Call it inside a transaction that holds the claims.
    """
    for stance, kind in _KIND_OF.items():
        raising = (
            Assertion.objects.filter(claim__in=claim_ids, stance=stance, is_withdrawn=False)
            .exclude(review_state=Assertion.ReviewState.REJECTED)
            .order_by("id")
        )
        known = Challenge.objects.filter(
            assertion=OuterRef("pk"), claim=OuterRef("claim"), kind=kind
        )
        Challenge.objects.bulk_create(
            Challenge(claim_id=claim_id, assertion_id=assertion_id, kind=kind)
            for assertion_id, claim_id in raising.exclude(Exists(known)).values_list(
                "id", "claim_id"
            )
        )
        standing = Challenge.objects.filter(claim__in=claim_ids, kind=kind, closed_at=None)
        still = raising.filter(pk=OuterRef("assertion"), claim=OuterRef("claim"))
        standing.filter(by=None).exclude(Exists(still)).delete()
