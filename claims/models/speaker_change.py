"""What people decide on who is who: kept for ever, and reversible."""

from __future__ import annotations

from collections.abc import Collection

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from claims.models.speaker import Speaker
from sources.ids import PublicIdField


class SpeakerChange(models.Model):
    """A merge, split, new name or alias, other details, a removal, or the undoing of one. Rows are only
    ever added.

    `speaker` is who remains (merge) or who loses names (split), `other` who was merged or got them.
    `journal` has every value before and after, so that undoing restores the same state.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "Merged"
        SPLIT = "split", "Split"
        RENAME = "rename", "Renamed"
        ALIAS = "alias", "Alias added"
        DESCRIBE = "describe", "Details changed"
        REMOVE = "remove", "Removed"
        UNDO = "undo", "Undone"

    public_id = PublicIdField(prefix="chg")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="changes")
    other = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="changes_as_other"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    summary = models.CharField(max_length=700, help_text="What moved, in words.")
    journal = models.JSONField(default=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="change_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(kind="undo", undoes__isnull=False)
                | (~models.Q(kind="undo") & models.Q(undoes__isnull=True)),
                name="change_undoes_iff_undo",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="speaker_change_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return self.summary

    def get_absolute_url(self) -> str:
        return f"{reverse('speaker', args=[self.speaker.public_id])}#{self.public_id}"

    @property
    def is_undone(self) -> bool:
        """True when somebody has taken it back."""
        return hasattr(self, "undone_by")


class MergeSuggestionQuerySet(models.QuerySet["MergeSuggestion"]):
    """Reading shapes of suggestions."""

    def doubts_among(self, speaker_ids: Collection[int]) -> dict[int, frozenset[int]]:
        """Of these speakers, those that may be one until an editor says."""
        pairs = self.filter(
            first__in=speaker_ids, second__in=speaker_ids, state=MergeSuggestion.State.PENDING
        )
        found: dict[int, frozenset[int]] = {}
        for a, b in pairs.values_list("first_id", "second_id"):
            found[a] = found.get(a, frozenset()) | {b}
            found[b] = found.get(b, frozenset()) | {a}
        return found


class MergeSuggestion(models.Model):
    """Two speakers that may be one: a question to editors, asked once.

    While it is pending the two count as one voice. `first` is the older speaker.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Pending"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        MOOT = "moot", "Answered elsewhere"

    public_id = PublicIdField(prefix="sug")
    first = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="suggestions_as_first"
    )
    second = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="suggestions_as_second"
    )
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MergeSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="suggestion_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="suggestion_pair_ordered"
            ),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 1)), name="suggestion_score_in_unit_interval"
            ),
        )
        indexes = (
            # The list of open questions, in keyset pages.
            models.Index(fields=("state", "-id"), name="suggestion_by_state"),
        )
        triggers = (pgtrigger.Protect(name="suggestion_never_deleted", operation=pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"

    @property
    def pair(self) -> tuple[Speaker, Speaker]:
        """The two it is about."""
        return self.first, self.second


class SuggestionJudgement(models.Model):
    """An editor's answer to a suggestion. Rows are only ever added; the newest counts."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    suggestion = models.ForeignKey(
        MergeSuggestion, on_delete=models.PROTECT, related_name="judgements"
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        triggers = (
            pgtrigger.Protect(
                name="judgement_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"{self.verdict} by {self.by_id}"
