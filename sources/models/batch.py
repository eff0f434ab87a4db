"""What was handed in together, for progress and for the receipt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import formats, timezone

from sources.errors import WHAT_TO_DO
from sources.ids import PublicIdField
from sources.models.source_file import SourceFile
from sources.naming import shown_name


class IngestBatch(models.Model):
    """Files and web addresses that arrived together, by whom and through which door.

    `key` is the sender's own name for it: what comes again under the same key joins the same batch,
    so that a repeated request never doubles anything.
    """

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
    key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "ingest batches"
        constraints = (
            models.UniqueConstraint(
                fields=("created_by", "key"),
                condition=~models.Q(key=""),
                name="ingest_batch_key_unique_per_user",
            ),
        )

    def __str__(self) -> str:
        if self.name:
            return shown_name(self.name)
        return f"Handed in {formats.date_format(timezone.localtime(self.created_at), 'j M Y H:i')}"

    def get_absolute_url(self) -> str:
        return reverse("ingest-batch", args=[self.public_id])


class BatchItem(models.Model):
    """One thing of a batch: a file, or a web address that becomes one when it has been fetched.

    `state` tells the way to the source file; once that is there, its own state tells the rest.
    `is_duplicate`: the same bytes were read, or on their way, before it arrived.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be fetched"
        FETCHING = "fetching", "Fetching"
        RECEIVED = "received", "Received"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

        @classmethod
        def unfinished(cls) -> tuple[BatchItem.State, ...]:
            return (cls.WAITING, cls.FETCHING)

    batch = models.ForeignKey(IngestBatch, on_delete=models.CASCADE, related_name="items")
    source_file = models.ForeignKey(
        SourceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="batch_items"
    )
    name = models.CharField(max_length=1000)
    is_duplicate = models.BooleanField(default=False)
    url = models.URLField(max_length=2000, blank=True, help_text="The address it comes from.")
    sidecar = models.JSONField(
        default=dict, blank=True, help_text="What the sender said about a web address."
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    error_code = models.CharField(max_length=50, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was last queued, or its fetching began."
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="received", source_file__isnull=False)
                | (~models.Q(state="received") & models.Q(source_file__isnull=True)),
                name="batch_item_has_file_iff_received",
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed", error__gt="")
                | (~models.Q(state="failed") & models.Q(error="")),
                name="batch_item_error_iff_failed",
            ),
        )
        indexes = (
            # The sweep looks for addresses that wait; nearly all items have their file.
            models.Index(
                fields=("heartbeat_at", "id"),
                condition=models.Q(state__in=("waiting", "fetching")),
                name="batch_item_unfetched",
            ),
        )

    def __str__(self) -> str:
        return shown_name(self.name)

    @property
    def shown_state(self) -> str:
        """The state in words: the file's once there is one."""
        row = self.source_file or self
        return str(row.get_state_display())

    @property
    def shown_error(self) -> str:
        return self.source_file.error if self.source_file else self.error

    @property
    def shown_error_code(self) -> str:
        return self.source_file.error_code if self.source_file else self.error_code

    @property
    def state_key(self) -> str:
        """The state as programs name it."""
        return self.source_file.state if self.source_file else self.state

    @property
    def is_retryable(self) -> bool:
        """A file with bytes, or an address, that another try can help; others have to come again."""
        if self.source_file:
            return self.source_file.is_retryable
        is_over = self.state in (self.State.FAILED, self.State.CANCELLED)
        return bool(self.url) and is_over and self.error_code not in WHAT_TO_DO

    @property
    def what_to_do(self) -> str:
        """What helps when another try cannot; else empty."""
        return WHAT_TO_DO.get(self.shown_error_code, "")
