"""Doubts and denials, seen from the claim they are about."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OrderBy, Value, When, Window
from django.db.models.functions import Coalesce, FirstValue, RowNumber

from claims.models.assertion import Assertion
from claims.models.claim import Claim
from claims.models.origin import Origin

# The same as `with_voice`, for queries that are written out.
VOICE_SQL = """
case when o.kind <> 'unknown' then o.id else -coalesce(r.copy_of_id, r.id) end"""


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Challenges by whose voice they are: reports of one origin, or copies of one text whose origin
    nobody knows, repeat one challenge of a kind."""

    def with_voice(self) -> Any:
        """Each with `voice`: a number that is the same for reports of one voice."""
        known = When(
            assertion__origin__kind__in=(Origin.Kind.SPEAKERS, Origin.Kind.OUTLET),
            then=F("assertion__origin_id"),
        )
        root = Coalesce("assertion__article__copy_of_id", "assertion__article_id")
        return self.annotate(voice=Case(known, default=Value(-1) * root))

    def by_voice(self) -> Any:
        """Each with how many `reports` its voice has, its `place` among them, and the `first` of them
        with the id of its statement; what stands and what is closed apart."""
        is_closed = Case(When(closed_at=None, then=Value(0)), default=Value(1))
        same = [F("claim_id"), F("kind"), F("voice"), F("is_closed")]
        found = self.with_voice().annotate(is_closed=is_closed)
        return found.annotate(
            reports=Window(Count("*"), partition_by=same),
            place=Window(RowNumber(), partition_by=same, order_by=_FIRST),
            first=Window(FirstValue("id"), partition_by=same, order_by=_FIRST),
            first_statement=Window(
                FirstValue("assertion__public_id"), partition_by=same, order_by=_FIRST
            ),
        )


# Of the reports of a voice: originals before copies, then the earliest.
_FIRST: list[OrderBy] = [
    F("assertion__article__copy_of_id").asc(nulls_first=True),
    F("assertion__article__published_on").asc(nulls_last=True),
    F("id").asc(),
]


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

    objects = ChallengeQuerySet.as_manager()

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
