"""By what copies of a text are found, and what was found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sources.models.article import Article


class ArticleSketch(models.Model):
    """The keys under which copies of an article meet it, and how they were made.

    Derived from text and zones; `manage.py find_copies` makes those that are missing or were made
    in another way.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="sketch"
    )
    keys = ArrayField(models.BigIntegerField())
    made_by = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"sketch of article {self.article_id}"


class SketchKey(models.Model):
    """One key of a sketch, to look articles up by."""

    key = models.BigIntegerField()
    # Rows are found and deleted by key; an index by article would double what they cost.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_index=False, related_name="sketch_keys"
    )

    class Meta:
        constraints = (
            # Also the index that gives the first and the last articles of a key.
            models.UniqueConstraint(fields=("key", "article"), name="sketch_key_once"),
        )

    def __str__(self) -> str:
        return f"{self.key} of article {self.article_id}"


class ArticleMatch(models.Model):
    """Two articles that have text in common, by the texts themselves.

    `of_first` and `of_second` are the shares of either's runs of words; `new_lead`: they differ
    mostly in how they begin.
    """

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="matches_as_first")
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="matches_as_second")
    common = models.PositiveIntegerField(help_text="Runs of words in both.")
    of_first = models.FloatField()
    of_second = models.FloatField()
    new_lead = models.BooleanField()

    class Meta:
        verbose_name_plural = "article matches"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="article_match_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="article_match_ordered"
            ),
        )

    def __str__(self) -> str:
        return f"articles {self.first_id} and {self.second_id}"
