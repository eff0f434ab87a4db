"""Doubts and denials, seen from the claim they are about."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim


@pghistory.track()
class Challenge(models.Model):
    """An assertion that speaks against a claim. It stands until a person closes it.

    `by` empty = the machine, from the stance of a statement in the claim; it comes and goes with that
    statement. One that a person recorded stays, also when the statement is placed elsewhere.
    """

    class Kind(models.TextChoices):
        QUESTIONS_PLAUSIBILITY = "questions_plausibility", "Questions plausibility"
        DENIES = "denies", "Denies"
        CONTRADICTS_FIGURE = "contradicts_figure", "Contradicts the figure"
        RETRACTS = "retracts", "Retracts"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="challenges")
    assertion = models.ForeignKey(Assertion, on_delete=models.PROTECT, related_name="challenges")
    kind = models.CharField(max_length=22, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who recorded it; empty when the statement's stance raised it.",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_because = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "assertion", "kind"),
                name="challenge_once_per_assertion",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | (
                    models.Q(closed_at__isnull=False, closed_by__isnull=False)
                    & ~models.Q(closed_because="")
                ),
                name="challenge_closed_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of claim {self.claim_id}"

    @property
    def stands(self) -> bool:
        return self.closed_at is None
