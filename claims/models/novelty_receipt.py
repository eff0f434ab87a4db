"""What an article added when it was read first."""

from __future__ import annotations

from django.db import models

from claims.weighing.novelty import Novelty
from sources.models import Article

# What one statement does, and what several do.
LABELS = {
    Novelty.NEW_CLAIM: ("founds a new claim", "found a new claim"),
    Novelty.NEW_SUPPORT: ("brings new independent support", "bring new independent support"),
    Novelty.NEW_FIGURE: ("brings a new figure", "bring a new figure"),
    Novelty.CHALLENGE: ("challenges a claim", "challenge a claim"),
    Novelty.REPEATS: ("repeats a known origin", "repeat a known origin"),
    Novelty.COPY: ("is copied", "are copied"),
}

# The others: they stand in a known claim.
NO_NEWS = (
    "adds no new figure or independent origin to a known claim",
    "add no new figure or independent origin to known claims",
)


class NoveltyReceipt(models.Model):
    """Written once, right after the article's claims were assessed for the first time.

    `statements` has by kind of novelty the public ids of the article's statements, in the order of
    the text; `statement_count` are all that were placed in a claim.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="receipt")
    statement_count = models.PositiveIntegerField()
    statements = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.summary

    @property
    def lines(self) -> list[tuple[str, str, list[str]]]:
        """Kind, what it means, and the statements, for every kind that there is."""
        return [
            (kind.value, labels[len(ids) > 1], ids)
            for kind, labels in LABELS.items()
            if (ids := self.statements.get(kind.value))
        ]

    @property
    def named(self) -> set[str]:
        """The statements that brought something, whatever it was."""
        return {one for ids in self.statements.values() for one in ids}

    @property
    def without_news(self) -> int:
        """How many statements are in none of the lines."""
        return max(0, self.statement_count - len(self.named))

    @property
    def summary(self) -> str:
        """In one line: "5 statements: 2 found a new claim, 3 repeat a known origin"."""
        word = "statement" if self.statement_count == 1 else "statements"
        parts = ", ".join(f"{len(ids)} {label}" for _, label, ids in self.lines)
        if self.without_news:
            label = NO_NEWS[self.without_news > 1]
            parts += f"{', ' if parts else ''}{self.without_news} {label}"
        return f"{self.statement_count} {word}" + (f": {parts}" if parts else "")
