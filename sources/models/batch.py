"""What was handed in together, for progress and for the receipt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from sources.ids import PublicIdField
from sources.models.source_file import SourceFile


class IngestBatch(models.Model):
    """Files that arrived together, by whom and through which door."""

    class Channel(models.TextChoices):
        COMMAND = "command", "Command line"
        WEB = "web", "Web"
        API = "api", "API"

    public_id = PublicIdField(prefix="bat")
    name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "ingest batches"

    def __str__(self) -> str:
        return self.name or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("ingest-batch", args=[self.public_id])


class BatchItem(models.Model):
    """One file of a batch. `is_duplicate`: the same bytes were known before it arrived."""

    batch = models.ForeignKey(IngestBatch, on_delete=models.CASCADE, related_name="items")
    source_file = models.ForeignKey(
        SourceFile, on_delete=models.PROTECT, related_name="batch_items"
    )
    name = models.CharField(max_length=1000)
    is_duplicate = models.BooleanField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
