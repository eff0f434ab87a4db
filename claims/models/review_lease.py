"""Who has an item of the review queue in front of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim
from claims.models.claim_suggestion import ClaimSuggestion
from claims.models.review_item import Item, ReviewQueue, exactly_one


class ReviewLease(models.Model):
    """Keeps others from being given the item until it runs out; it forbids no act. A row that has run
    out holds nothing, and the next person takes it over.

    `renewed_at` is the stamp by which a page frees what it was shown with, and nothing newer.
    """

    queue = models.CharField(max_length=10, choices=ReviewQueue.choices)
    # One row for each item: the database lets only one person have it.
    assertion = models.OneToOneField(
        Assertion, on_delete=models.CASCADE, null=True, related_name="lease"
    )
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, null=True, related_name="lease")
    question = models.OneToOneField(
        ClaimSuggestion, on_delete=models.CASCADE, null=True, related_name="lease"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    renewed_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=exactly_one(), name="review_lease_of_one_item"),
        )

    def __str__(self) -> str:
        return f"{self.item} leased to {self.by}"

    @property
    def item(self) -> Item:
        """What is leased."""
        item = self.assertion or self.claim or self.question
        assert item is not None
        return item

    @property
    def stamp(self) -> str:
        return self.renewed_at.isoformat()
