"""Who publishes."""

from __future__ import annotations

import pghistory
from django.db import models

from sources.addresses import address
from sources.ids import PublicIdField


class Reliability(models.TextChoices):
    """The Admiralty scale (NATO STANAG 2511) for sources; F means neutral, not bad."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=["version"])),
    exclude=["version"],
)
class Outlet(models.Model):
    """A publisher. `family` names its owner or wire agency: outlets of one family may share text."""

    public_id = PublicIdField(prefix="out")
    name = models.CharField(max_length=200, unique=True)
    domain = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    reliability = models.CharField(max_length=1, choices=Reliability.choices, default=Reliability.F)
    version = models.PositiveIntegerField(default=1, help_text="Guards against lost updates.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("domain",),
                condition=~models.Q(domain=""),
                name="outlet_domain_unique_when_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("outlet", self.public_id)


class OutletAlias(models.Model):
    """A name or domain an outlet goes by. `key` is its normalised form and belongs to one outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "outlet aliases"

    def __str__(self) -> str:
        return self.name
