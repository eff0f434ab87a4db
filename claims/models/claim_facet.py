"""What claims can be narrowed by: outlets, speakers, origins and states of review of their statements."""

from __future__ import annotations

from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim


class ClaimFacet(models.Model):
    """A claim holds a statement that counts with this value; one row however many statements.

    Derived from the statements by `claims.services.facets.upkeep`. `value` is the id of an outlet, a
    speaker or an origin, or the number of a state of review.
    """

    class Facet(models.IntegerChoices):
        OUTLET = 1, "Outlet"
        SPEAKER = 2, "Speaker"
        ORIGIN = 3, "Origin"
        REVIEW = 4, "Review of its statements"

    # What is rejected counts no more.
    REVIEW_STATES = {
        1: Assertion.ReviewState.DRAFT,
        2: Assertion.ReviewState.ACCEPTED,
        3: Assertion.ReviewState.CORRECTED,
    }

    # Also the index that finds the claims of a value.
    pk = models.CompositePrimaryKey("facet", "value", "claim_id")
    facet = models.PositiveSmallIntegerField(choices=Facet.choices)
    value = models.BigIntegerField()
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="facets", db_index=False
    )

    class Meta:
        indexes = (
            # Counting the values of some claims, and bringing a claim's rows up to date, from the
            # index alone.
            models.Index(fields=("claim", "facet", "value"), name="claim_facet_by_claim"),
        )

    def __str__(self) -> str:
        return f"{self.get_facet_display()} {self.value} of claim {self.claim_id}"
