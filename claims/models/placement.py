"""Which claim an assertion belongs to, decided by the machine or by a person."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim


class Placement(models.Model):
    """A record that puts an assertion into a claim; kept for ever, the live one counts.

    `by` empty = the machine, whose `score` (0..1) and `reasons` are kept. The machine never
    replaces a placement made by a person.
    """

    assertion = models.ForeignKey(Assertion, on_delete=models.PROTECT, related_name="placements")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="placements")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assertion",),
                condition=models.Q(is_live=True),
                name="placement_one_live_per_assertion",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 1)),
                name="placement_score_in_unit_interval",
            ),
        )
        indexes = (
            # History of a claim: what was placed in it and taken out again.
            models.Index(fields=("claim", "-id"), name="placement_by_claim"),
        )
        triggers = (
            pgtrigger.Protect(name="placement_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="placement_read_only", exclude=["is_live"]),
        )

    def __str__(self) -> str:
        return f"assertion {self.assertion_id} in claim {self.claim_id}"
