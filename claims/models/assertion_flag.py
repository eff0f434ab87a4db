"""What a report did to the words it passes on."""

from __future__ import annotations

from django.db import models

from claims.models.assertion import Assertion
from claims.models.claim import Claim
from claims.weighing.flags import FlagKind


class AssertionFlag(models.Model):
    """Computed from all statements of `claim`, and computed again with it.

    `beside` is the statement it is seen by: the softer figure, or who it is attributed to.
    """

    class Kind(models.TextChoices):
        HARDENED = FlagKind.HARDENED.value, "Figure hardened"
        ATTRIBUTION_DROPPED = FlagKind.ATTRIBUTION_DROPPED.value, "Attribution dropped"

    assertion = models.ForeignKey(Assertion, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=19, choices=Kind.choices)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="flags")
    beside = models.ForeignKey(Assertion, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ("id",)
        constraints = (
            # Also the index by which a statement's flags are found.
            models.UniqueConstraint(
                fields=("assertion", "kind"), name="assertion_flag_once_per_kind"
            ),
        )
        indexes = (
            # All statements with a flag of one kind.
            models.Index(fields=("kind", "assertion"), name="assertion_flag_by_kind"),
        )

    @classmethod
    def beside_statements(cls) -> models.Prefetch[str, models.QuerySet[AssertionFlag], str]:
        """The flags of statements, each with the statement it is seen by and its outlet."""
        rows = cls.objects.select_related("beside__article__outlet")
        heavy = ("search", "article__text", "article__search", "article__zones")
        return models.Prefetch("flags", rows.defer(*(f"beside__{name}" for name in heavy)))

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
