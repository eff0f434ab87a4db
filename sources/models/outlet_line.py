"""Lines that articles of an outlet share."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sources.models.outlet import Outlet


class OutletLine(models.Model):
    """One line as printed by an outlet, known by the hash of its words.

    `titles` holds the hashes of the different titles it stood under, and `articles` the articles it
    was seen in; both stop growing once the line counts as repeated.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="lines")
    line_hash = models.BigIntegerField()
    titles = ArrayField(models.BigIntegerField())
    articles = ArrayField(models.BigIntegerField())
    repeated_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it counts as page furniture."
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("outlet", "line_hash"), name="outlet_line_unique"),
        )

    def __str__(self) -> str:
        return f"{self.line_hash} of {self.outlet_id}"
