"""Unreviewed statements that come before the others."""

from __future__ import annotations

from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim


class QueuedStatement(models.Model):
    """Of a claim about which editors are needed first, the newest statements nobody has reviewed;
    and statements with a flag. Computed with the claim, by `claims.services.review_order`."""

    class Rank(models.IntegerChoices):
        DISPUTED = 1, "its claim is challenged, disputed or asks for re-review"
        NEAR_CORROBORATION = 2, "two or more independent origins, and no decision yet"
        NONE = 9, "nothing that puts it first"

    assertion = models.OneToOneField(
        Assertion, on_delete=models.CASCADE, primary_key=True, related_name="queued"
    )
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)
    is_flagged = models.BooleanField(default=False)

    class Meta:
        indexes = (
            # The next one of a rank; the queue of flagged statements.
            models.Index(fields=("rank", "-assertion"), name="queued_statement_by_rank"),
            models.Index(
                fields=("-assertion",),
                condition=models.Q(is_flagged=True),
                name="queued_statement_flagged",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assertion_id}, rank {self.rank}"
