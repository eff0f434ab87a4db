"""What a person did in the review queue, so that it can be counted and taken back in order."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.models.assertion import Assertion
from claims.models.assessment import Assessment
from claims.models.claim import Claim
from claims.models.claim_suggestion import ClaimSuggestion
from claims.models.editorial_change import EditorialChange
from claims.models.review_item import Item, ReviewQueue, exactly_one


class ReviewStep(models.Model):
    """One step of one person. What it changed is told by `change`, `placing` (where the statement was
    put in the same step) and `decision`; a step without them puts the item off for this person,
    up to `until`."""

    class Did(models.TextChoices):
        ACCEPT = "accept", "Accepted"
        CORRECT = "correct", "Corrected"
        REJECT = "reject", "Rejected"
        PLACE = "place", "Accepted and placed"
        ORIGIN = "origin", "Origin"
        DECIDE = "decide", "Decided"
        ANSWER = "answer", "Answered"
        UNSURE = "unsure", "Left undecided"
        LATER = "later", "Later"
        SKIP = "skip", "Skipped"

    queue = models.CharField(max_length=10, choices=ReviewQueue.choices)
    assertion = models.ForeignKey(
        Assertion, on_delete=models.PROTECT, null=True, related_name="review_steps"
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, related_name="review_steps"
    )
    question = models.ForeignKey(
        ClaimSuggestion, on_delete=models.PROTECT, null=True, related_name="review_steps"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    did = models.CharField(max_length=8, choices=Did.choices)
    summary = models.CharField(max_length=700)
    change = models.OneToOneField(
        EditorialChange, on_delete=models.PROTECT, null=True, related_name="+"
    )
    placing = models.OneToOneField(
        EditorialChange, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    until = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=exactly_one(), name="review_step_about_one_item"),
        )
        indexes = (
            # What a person did last in a queue, and how much of it today.
            models.Index(
                fields=("by", "queue", "-created_at", "-id"), name="review_step_by_person"
            ),
            # What a person put off, and is not offered before its time.
            models.Index(
                fields=("by", "until"),
                condition=models.Q(until__isnull=False, undone_at__isnull=True),
                name="review_step_put_off",
            ),
        )

    def __str__(self) -> str:
        return self.summary

    @property
    def item(self) -> Item:
        """What it was about."""
        item = self.assertion or self.claim or self.question
        assert item is not None
        return item

    @property
    def leaves_more(self) -> bool:
        """True when it finished a statement whose origin and claim may still be spoken about."""
        kept = (self.Did.ACCEPT, self.Did.CORRECT, self.Did.PLACE)
        return self.assertion_id is not None and self.did in kept

    @property
    def is_finished(self) -> bool:
        """True for what was judged, not put off."""
        return bool(self.change_id or self.decision_id)
