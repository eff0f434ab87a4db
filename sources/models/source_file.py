"""The bytes as received, and the ledger of what became of them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from sources.errors import WHAT_TO_DO
from sources.ids import PublicIdField
from sources.naming import in_words, shown_name


class SourceFile(models.Model):
    """One distinct file, known by the sha256 of its bytes.

    This row is the truth about the file's way through the pipeline; the broker only wakes workers.
    """

    class State(models.TextChoices):
        """The step a file is at. The last three are final; a failed or cancelled file may be
        retried."""

        RECEIVED = "received", "Received"
        PARSING = "parsing", "Parsing"
        EXTRACTING = "extracting", "Extracting"
        TRACING = "tracing", "Tracing origins"
        LINKING = "linking", "Linking"
        ASSESSING = "assessing", "Assessing"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

        @classmethod
        def final(cls) -> tuple[SourceFile.State, ...]:
            return (cls.DONE, cls.FAILED, cls.CANCELLED)

        @classmethod
        def retryable(cls) -> tuple[SourceFile.State, ...]:
            return (cls.FAILED, cls.CANCELLED)

    public_id = PublicIdField(prefix="src")
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=1000, help_text="Path as first ingested.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100, blank=True)
    sidecar = models.JSONField(
        default=dict,
        blank=True,
        help_text="What the sender said about it; wins over guesses.",
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    error_code = models.CharField(max_length=50, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Last sign of life of the worker that holds it.",
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="failed", error__gt="")
                | (~models.Q(state="failed") & models.Q(error="")),
                name="source_file_error_iff_failed",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="source_file_sha256_is_hex",
            ),
        )
        indexes = (
            # The sweep looks for unfinished files by age; finished ones are nearly all of the table.
            models.Index(
                fields=("heartbeat_at", "id"),
                condition=~models.Q(state__in=("done", "failed", "cancelled")),
                name="source_file_unfinished",
            ),
            # The ingest page lists failures, newest first.
            models.Index(
                fields=("-id",),
                condition=models.Q(state="failed"),
                name="source_file_failed",
            ),
        )

    def __str__(self) -> str:
        return shown_name(self.name)

    def get_absolute_url(self) -> str:
        return reverse("source-file", args=[self.public_id])

    @property
    def is_finished(self) -> bool:
        return self.state in self.State.final()

    @property
    def is_retryable(self) -> bool:
        """It was called off, or failed for a reason that another try can mend."""
        return self.state in self.State.retryable() and self.error_code not in WHAT_TO_DO

    @property
    def said(self) -> list[tuple[str, str]]:
        """What the sender said about it, with words for the names of the fields."""
        otherwise = self.sidecar.get("otherwise")
        if not isinstance(otherwise, dict):
            otherwise = {}
        plain = [(in_words(k), str(v)) for k, v in self.sidecar.items() if k != "otherwise"]
        return plain + [
            (f"{in_words(k)}, if the file does not say it", str(v)) for k, v in otherwise.items()
        ]

    @property
    def what_to_do(self) -> str:
        """What helps when another try cannot; else empty."""
        return WHAT_TO_DO.get(self.error_code, "")


class SourceContent(models.Model):
    """The bytes themselves, beside the ledger so that listing files never reads them.

    They live in PostgreSQL: received in the same transaction as their ledger row, shared by all
    workers, and part of every backup.
    """

    source_file = models.OneToOneField(
        SourceFile, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"bytes of {self.source_file_id}"
