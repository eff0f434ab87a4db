"""A person's word that an assertion is not about a claim."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim


class Exclusion(models.Model):
    """The machine never places `assertion` into `claim` while this is live; undoing ends that."""

    assertion = models.ForeignKey(Assertion, on_delete=models.PROTECT, related_name="exclusions")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="exclusions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assertion", "claim"),
                condition=models.Q(is_live=True),
                name="exclusion_one_live_per_pair",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="exclusion_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="exclusion_read_only", exclude=["is_live"]),
        )

    def __str__(self) -> str:
        return f"assertion {self.assertion_id} is not about claim {self.claim_id}"
