"""The keys under which linking finds a claim."""

from __future__ import annotations

from django.db import models

from claims.models.claim import Claim


class ClaimBlock(models.Model):
    """A key of a claim's profile. A statement is compared only with claims it shares a key with.

    `last_reported_on` repeats the last day of the claim's profile, so that the claims of a key that are
    nearest to a day are read from the index alone; empty while no report of it has a date.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="blocks", db_index=False
    )
    key = models.CharField(max_length=200)
    last_reported_on = models.DateField(null=True)

    class Meta:
        constraints = (
            # Also finds the keys of a claim, which change with its profile.
            models.UniqueConstraint(fields=("claim", "key"), name="claim_block_once"),
        )
        indexes = (
            # The claims of a key next to a day, before it and after it: a key that thousands of claims
            # share costs as much as one that two share.
            models.Index(fields=("key", "last_reported_on", "claim"), name="claim_block_by_key"),
        )

    def __str__(self) -> str:
        return self.key
