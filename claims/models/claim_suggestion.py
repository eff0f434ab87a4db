"""Two claims that may ask the same question: a question to editors, asked once."""

from __future__ import annotations

import pgtrigger
from django.db import models

from claims.models.claim import Claim
from sources.ids import PublicIdField


class ClaimSuggestion(models.Model):
    """`first` is the older claim. The answer `same` merges them; `different` keeps the machine from
    ever putting them together; `unsure` leaves the question open for others."""

    class State(models.TextChoices):
        PENDING = "pending", "Pending"
        SAME = "same", "The same question"
        DIFFERENT = "different", "Different questions"
        UNSURE = "unsure", "Unsure"
        MOOT = "moot", "Answered elsewhere"

    public_id = PublicIdField(prefix="csg")
    first = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="suggestions_as_first")
    second = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="suggestions_as_second"
    )
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"), name="claim_suggestion_once_per_pair"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="claim_suggestion_pair_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 1)),
                name="claim_suggestion_score_in_unit_interval",
            ),
        )
        indexes = (
            # The list of open questions, in keyset pages.
            models.Index(fields=("state", "-id"), name="claim_suggestion_by_state"),
            # The review queue: open questions, the likeliest first.
            models.Index(
                fields=("-score", "-id"),
                condition=models.Q(state="pending"),
                name="claim_suggestion_likeliest",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="claim_suggestion_never_deleted", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"
