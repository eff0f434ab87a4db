"""The way of a statement from who said it to who published it."""

from __future__ import annotations

from django.db import models

from claims.models.assertion import Assertion
from claims.models.speaker import Speaker
from sources.models import Outlet


class ChainLink(models.Model):
    """One hop of the way of a statement: "Newser" or "told The Lorne Mail". Position 0 is the outlet
    that published it; speakers who speak jointly share the last position.

    Derived from the article, its copies, the attributions and the origin; written by
    `claims.services.chains` only. `basis` is the rule that gave it; `start` and `end` the place in
    the article's text, where there is one.
    """

    class Role(models.TextChoices):
        PUBLISHED = "published", "Published by"
        COPIED = "copied", "Text taken from"
        CITED = "cited", "Cited"
        TOLD = "told", "Told to"
        SPEAKER = "speaker", "Said by"
        UNKNOWN = "unknown", "Unknown source"

    assertion = models.ForeignKey(Assertion, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=9, choices=Role.choices)
    name = models.CharField(max_length=300, help_text="As the text or the outlet's row has it.")
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(max_length=200)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("assertion", "position", "id")
        indexes = (
            # A statement's chain in its order.
            models.Index(fields=("assertion", "position", "id"), name="chain_of_assertion"),
            # Who passes on what an outlet reported, the newest first.
            models.Index(
                fields=("outlet", "-id"),
                condition=models.Q(position__gt=0, outlet__isnull=False),
                name="chain_through_outlet",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called now."""
        if self.speaker is not None:
            return self.speaker.name
        return self.outlet.name if self.outlet is not None else self.name

    @property
    def address(self) -> str:
        """The page of whom it names; empty when there is none."""
        if self.speaker is not None:
            return self.speaker.get_absolute_url()
        return self.outlet.get_absolute_url() if self.outlet is not None else ""
