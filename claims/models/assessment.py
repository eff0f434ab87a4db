"""An editor's decision on a claim."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from claims.models.claim import Claim, Status


class Assessment(models.Model):
    """A decision, its reason, and what it rested on. Rows are only ever added.

    `status` unassessed withdraws an earlier decision. One that takes another back (`undoes`) restores
    the decision before that one, with what it rested on. `evidence` lists the assertions the editor
    had in front of them; `evidence_hash` tells later whether they are still the same.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    status = models.CharField(max_length=14, choices=Status.choices)
    previous_status = models.CharField(max_length=14, choices=Status.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField(default=list)
    evidence_hash = models.CharField(max_length=64)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="assessment_has_a_reason"),
        )
        indexes = (
            # The newest decision on a claim, and its history.
            models.Index(fields=("claim", "-id"), name="assessment_by_claim"),
            # What a person decided last.
            models.Index(fields=("by", "-id"), name="assessment_by_person"),
        )
        triggers = (
            pgtrigger.Protect(
                name="assessment_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"{self.status} by {self.by_id}"

    @property
    def is_undone(self) -> bool:
        """True when somebody has taken it back."""
        return hasattr(self, "undone_by")

    @property
    def is_withdrawal(self) -> bool:
        """True when it says, itself, that no decision stands any more."""
        return self.status == Status.UNASSESSED and not self.undoes_id

    @property
    def did(self) -> str:
        """What its author did, in words that follow a name."""
        decided = self.get_status_display().lower()
        if self.undoes_id:
            now = "no decision stands" if self.status == Status.UNASSESSED else f"{decided} again"
            return f"took a decision back: {now}"
        return "withdrew the decision" if self.is_withdrawal else f"decided: {decided}"
