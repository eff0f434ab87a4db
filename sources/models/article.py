"""The text that all offsets refer to."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left
from django.utils.text import slugify

from sources.addresses import address
from sources.ids import PublicIdField
from sources.models.outlet import Outlet
from sources.models.source_file import SourceFile
from sources.naming import in_words

# PostgreSQL refuses a tsvector over 1 MB; this many characters of all-different words stay below.
SEARCHABLE_CHARACTERS = 300_000
# Rules as articles that were read earlier name them.
_RULES_IN_WORDS = {"sidecar": "said by who handed it in"}


class Article(models.Model):
    """Parsed text of one source file, normalised once (NFC, LF) and never changed after.

    Offsets everywhere are Unicode code points of `text`. `zones` is a list of
    `{"start", "end", "kind", "rule"}`, ordered and without overlap.
    """

    public_id = PublicIdField(prefix="art")
    source_file = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="article")
    title = models.CharField(max_length=1000, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    syndicated_from = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="syndicated_articles",
    )
    copy_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The source of this text among its copies; that one is no copy itself.",
    )
    text_from = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The outlet that this text and its copies came from; empty without copies.",
    )
    text_from_because = models.CharField(max_length=100, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    zones = models.JSONField(default=list)
    basis = models.JSONField(
        default=dict, blank=True, help_text="By field, the rule each detail rests on."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector(Left("text", SEARCHABLE_CHARACTERS), weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(text__gt=""), name="article_text_not_empty"),
            models.CheckConstraint(
                condition=models.Q(copy_of__isnull=True) | ~models.Q(copy_of=models.F("id")),
                name="article_not_copy_of_itself",
            ),
        )
        indexes = (
            # Search over titles and texts.
            GinIndex(fields=("search",), name="article_search"),
            # Articles of one outlet, and all articles, newest first, in keyset pages.
            models.Index(fields=("outlet", "-published_on", "-id"), name="article_by_outlet"),
            models.Index(fields=("-published_on", "-id"), name="article_newest"),
        )

    def __str__(self) -> str:
        return self.title or self.public_id

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60] or "article"

    def get_absolute_url(self) -> str:
        return address("article", self.public_id)

    @property
    def basis_in_words(self) -> list[tuple[str, str]]:
        """Each detail by the name that pages use, and what it rests on."""
        return [
            (in_words(field), _RULES_IN_WORDS.get(rule, rule)) for field, rule in self.basis.items()
        ]

    @property
    def voice(self) -> Outlet | None:
        """The outlet whose own words these are: where the text came from, as its copies or it itself
        say."""
        return self.text_from or self.syndicated_from or self.outlet
