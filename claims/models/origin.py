"""Where a report comes from."""

from __future__ import annotations

import pghistory
from django.db import models
from django.urls import reverse

from claims.models.speaker import Speaker
from sources.ids import PublicIdField
from sources.models import Outlet


@pghistory.track()
class Origin(models.Model):
    """Speaker(s), occasion, medium and date: "Matsegora's interview with a named paper".

    Spelling, translation and date variants of one occasion hang off one origin. `key` is its
    normalised identity; two workers that meet the same origin end with one row.
    """

    class Kind(models.TextChoices):
        """`UNKNOWN` (no speaker and no outlet, or only "reports") never adds independence."""

        SPEAKERS = "speakers", "Named or anonymous speakers"
        OUTLET = "outlet", "The outlet itself"
        UNKNOWN = "unknown", "Unknown"

    public_id = PublicIdField(prefix="org")
    key = models.CharField(max_length=600, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=600)
    speakers = models.ManyToManyField(Speaker, blank=True, related_name="origins")
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
        help_text="The outlet whose own voice this is, when no speaker is named.",
    )
    occasion = models.CharField(max_length=200, blank=True, help_text="Interview, statement…")
    medium = models.CharField(
        max_length=200, blank=True, help_text="Where it was first said or published."
    )
    dated_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        help_text="The same occasion, after its speakers turned out to be one.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="outlet", outlet__isnull=False)
                | (~models.Q(kind="outlet") & models.Q(outlet__isnull=True)),
                name="origin_outlet_iff_own_voice",
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("origin", args=[self.public_id])
