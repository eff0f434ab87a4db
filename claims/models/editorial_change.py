"""What people change on assertions, claims, outlets and articles: kept for ever, and reversible."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim
from claims.models.origin import Origin
from sources.ids import PublicIdField
from sources.models import Article, Outlet


class EditorialChange(models.Model):
    """One act of an editor, or the undoing of one. Rows are only ever added.

    `claim`, `other`, `assertion`, `outlet`, `origin` and `article` are what it is about, as far as they apply: `claim` is
    the one that remains (merge), loses statements (split) or gets one (place); `other` is the second.
    `origin` is the one that remains when two are unified.
    `journal` has every value before and after, so that undoing restores the same state.
    Decisions on a claim's status are Assessments; who is who among speakers is a SpeakerChange.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", "Accepted"
        CORRECT = "correct", "Corrected"
        REJECT = "reject", "Rejected"
        ADD = "add", "Added by hand"
        GRADE = "grade", "Credibility graded"
        ORIGIN = "origin", "Origin corrected"
        PLACE = "place", "Placed"
        EXCLUDE = "exclude", "Excluded"
        MERGE = "merge", "Merged"
        SPLIT = "split", "Split"
        RETITLE = "retitle", "Title changed"
        JUDGE = "judge", "Suggestion answered"
        CHALLENGE = "challenge", "Challenge recorded"
        CLOSE = "close", "Challenge closed"
        RATE = "rate", "Reliability rated"
        FAMILY = "family", "Family of an outlet changed"
        ARTICLE = "article", "Details of an article corrected"
        UNDO = "undo", "Undone"

    public_id = PublicIdField(prefix="edt")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    other = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="changes_as_other"
    )
    assertion = models.ForeignKey(
        Assertion, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    origin = models.ForeignKey(
        Origin, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    summary = models.CharField(max_length=700, help_text="What was done, in words.")
    journal = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        permissions = (
            ("edit_claims", "Can review assertions, and place, merge, split and correct claims"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="undo", undoes__isnull=False)
                | (~models.Q(kind="undo") & models.Q(undoes__isnull=True)),
                name="editorial_change_undoes_iff_undo",
            ),
        )
        indexes = (
            # The history of a claim, of a statement, and what a person did last.
            models.Index(fields=("claim", "-id"), name="editorial_change_by_claim"),
            models.Index(fields=("other", "-id"), name="editorial_change_by_other"),
            models.Index(fields=("assertion", "-id"), name="editorial_change_by_assertion"),
            models.Index(fields=("by", "-id"), name="editorial_change_by_person"),
        )
        triggers = (
            pgtrigger.Protect(
                name="editorial_change_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return self.summary

    @property
    def is_undone(self) -> bool:
        """True when somebody has taken it back."""
        return hasattr(self, "undone_by")
