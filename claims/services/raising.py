"""What statements raise against the claims they are in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from claims.extraction.types import Stance
from claims.models import Assertion, Challenge

_KIND_OF = {
    Stance.DOUBTS.value: Challenge.Kind.QUESTIONS_PLAUSIBILITY,
    Stance.DENIES.value: Challenge.Kind.DENIES,
}
# The article whose text a statement is in, or that it is a copy of.
_TEXT = Coalesce("article__copy_of_id", "article_id")
_TEXT_OF = Coalesce("assertion__article__copy_of_id", "assertion__article_id")


def raise_challenges(*, claim_ids: Collection[int]) -> None:
    """Bring the challenges of claims in line with the stances of their statements.

    What a person recorded or closed stays; a copy of a text whose challenge was closed raises it no more
    than that text. Call it inside a transaction that holds the claims.
    """
    for stance, kind in _KIND_OF.items():
        raising = (
            Assertion.objects.filter(claim__in=claim_ids, stance=stance, is_withdrawn=False)
            .exclude(review_state=Assertion.ReviewState.REJECTED)
            .annotate(text=_TEXT)
            .order_by("id")
        )
        known = Challenge.objects.filter(
            assertion=OuterRef("pk"), claim=OuterRef("claim"), kind=kind
        )
        settled = (
            Challenge.objects.filter(claim=OuterRef("claim"), kind=kind, closed_at__isnull=False)
            .annotate(text=_TEXT_OF)
            .filter(text=OuterRef("text"), assertion__origin=OuterRef("origin"))
        )
        Challenge.objects.bulk_create(
            Challenge(claim_id=claim_id, assertion_id=assertion_id, kind=kind)
            for assertion_id, claim_id in raising.exclude(
                Exists(known) | Exists(settled)
            ).values_list("id", "claim_id")
        )
        standing = Challenge.objects.filter(claim__in=claim_ids, kind=kind, closed_at=None)
        still = raising.filter(pk=OuterRef("assertion"), claim=OuterRef("claim"))
        standing.filter(by=None).exclude(Exists(still)).delete()
