"""Who says it: persons, organisations, countries, anonymous groups."""

from __future__ import annotations

import pghistory
from django.db import models
from django.urls import reverse

from sources.ids import PublicIdField


@pghistory.track()
class Speaker(models.Model):
    """Somebody to whom articles attribute statements.

    `members` of a group are the speakers it contains ("Western, South Korean and Ukrainian
    intelligence agencies" contains "South Korean intelligence agencies"); `country` is the
    canonical name of the country it speaks for, and makes it part of that country's voice.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        GROUP = "group", "Anonymous group"
        COUNTRY = "country", "Country"
        MEDIUM = "medium", "News medium"
        REPORTS = "reports", "Unnamed reports"

    public_id = PublicIdField(prefix="spk")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    role = models.CharField(max_length=300, blank=True)
    affiliation = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=100, blank=True)
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.public_id])


class SpeakerAlias(models.Model):
    """A name a speaker goes by. `key` is its normalised form and belongs to one speaker."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "speaker aliases"

    def __str__(self) -> str:
        return self.name
