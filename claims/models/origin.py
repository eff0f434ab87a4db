"""Where a report comes from."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from claims.models.speaker import Speaker
from sources.addresses import address
from sources.ids import PublicIdField
from sources.models import Outlet


@pghistory.track()
class Origin(models.Model):
    """Speaker(s), occasion, medium and date: "Matsegora's interview with a named paper".

    Spelling, translation and date variants of one occasion hang off one origin. `key` is its
    identity: two workers that meet the same outlet end with one row. `family` is whose occasion it
    is, the same for all origins of the same speakers. An origin that was `merged_into` another
    stays, as the variant of it that it is, and leads there.
    """

    class Kind(models.TextChoices):
        """`UNKNOWN` (no speaker and no outlet, or only "reports") never adds independence."""

        SPEAKERS = "speakers", "Named or anonymous speakers"
        OUTLET = "outlet", "The outlet itself"
        UNKNOWN = "unknown", "Unknown"

    public_id = PublicIdField(prefix="org")
    key = models.CharField(max_length=600, unique=True)
    family = models.CharField(
        max_length=200, blank=True, help_text="Who speaks, jointly; empty without speakers."
    )
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
    date_is_stated = models.BooleanField(
        default=False, help_text="A text says when it was; otherwise the first report tells."
    )
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
        indexes = (
            # What the same speakers said at about the same time.
            models.Index(fields=("family", "dated_on", "id"), name="origin_by_family"),
            # The list's search for words of a label.
            GinIndex(SearchVector("label", config="simple"), name="origin_label_search"),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address("origin", self.public_id)

    @property
    def survivor(self) -> Origin:
        """The origin it is now: itself, or the one it was merged into in the end."""
        return self.merged_into.survivor if self.merged_into else self


class OriginQuote(models.Model):
    """Words quoted from an origin, by which the same occasion is known in another translation."""

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, related_name="quotes")
    family = models.CharField(max_length=200, help_text="That of the origin when it was quoted.")
    words = models.CharField(max_length=600)
    digest = models.BigIntegerField(help_text="Hash of the words.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("origin", "digest"), name="origin_quote_once"),
        )
        indexes = (
            # The last quotes of the same speakers.
            models.Index(fields=("family", "-id"), name="origin_quote_by_family"),
        )

    def __str__(self) -> str:
        return self.words
