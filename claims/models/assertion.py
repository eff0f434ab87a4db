"""One article's statement of something checkable, and who it is attributed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left

from claims.extraction import types
from claims.figures import Figure, Quantifier
from claims.models.claim import Claim
from claims.models.origin import Origin
from claims.models.speaker import Speaker, SpeakerAlias
from sources.addresses import address
from sources.ids import PublicIdField
from sources.models import Article

if TYPE_CHECKING:
    from decimal import Decimal

# The extractor of what a person added.
PERSON = "person"
EDITORIAL_FIELDS = (
    "type",
    "excerpt",
    "span_start",
    "span_end",
    "figure_text",
    "figure_quantifier",
    "figure_low",
    "figure_high",
    "figure_unit",
    "who",
    "roles",
    "place",
    "event_first",
    "event_last",
    "stance",
    "modality",
    "review_state",
    "credibility",
    "is_withdrawn",
    "origin",
    "claim",
)


class Credibility(models.IntegerChoices):
    """How far a piece of information is to be believed (NATO STANAG 2511), whoever reports it."""

    CONFIRMED = 1, "1: confirmed by other sources"
    PROBABLY_TRUE = 2, "2: probably true"
    POSSIBLY_TRUE = 3, "3: possibly true"
    DOUBTFUL = 4, "4: doubtful"
    IMPROBABLE = 5, "5: improbable"
    CANNOT_BE_JUDGED = 6, "6: cannot be judged"


@pghistory.track(
    # The row itself is the newest state; history keeps what it was before, so that a bulk load
    # writes each assertion once.
    pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(*EDITORIAL_FIELDS)),
    pghistory.DeleteEvent(),
    exclude=["search"],
)
class Assertion(models.Model):
    """A statement with its exact place: `article.text[span_start:span_end] == excerpt`.

    `claim` and `origin` repeat what the live placement and the tracing say; they are written by
    `claims.services` only. Nothing is deleted: what a newer extractor no longer finds, and no
    person has touched, is withdrawn.
    """

    class Stance(models.TextChoices):
        ASSERTS = types.Stance.ASSERTS.value, "Asserts"
        DOUBTS = types.Stance.DOUBTS.value, "Doubts"
        DENIES = types.Stance.DENIES.value, "Denies"
        NO_COMMENT = types.Stance.NO_COMMENT.value, "No comment"

    class ReviewState(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACCEPTED = "accepted", "Accepted"
        CORRECTED = "corrected", "Corrected"
        REJECTED = "rejected", "Rejected"

    class Modality(models.TextChoices):
        ACTUAL = types.Modality.ACTUAL.value, "Happened or happening"
        PLANNED = types.Modality.PLANNED.value, "Planned"
        FEARED = types.Modality.FEARED.value, "Feared"

    public_id = PublicIdField(prefix="asr")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="assertions")
    claim = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assertions",
    )
    origin = models.ForeignKey(
        Origin,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assertions",
    )
    origin_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who corrected the origin; the machine then leaves it alone.",
    )
    type = models.CharField(max_length=50)
    excerpt = models.TextField()
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    anchor_start = models.PositiveIntegerField()
    anchor_end = models.PositiveIntegerField()

    figure_text = models.CharField(max_length=200, blank=True)
    figure_quantifier = models.CharField(
        max_length=13, choices=[(q.value, q.value) for q in Quantifier], blank=True
    )
    figure_low = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    figure_high = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    figure_unit = models.CharField(max_length=50, blank=True)
    figure_start = models.PositiveIntegerField(null=True, blank=True)
    figure_end = models.PositiveIntegerField(null=True, blank=True)

    who = models.CharField(max_length=300, blank=True)
    roles = models.JSONField(default=dict, blank=True)
    place = models.CharField(max_length=200, blank=True)
    event_first = models.DateField(null=True, blank=True)
    event_last = models.DateField(null=True, blank=True)
    event_text = models.CharField(max_length=200, blank=True)

    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.ASSERTS)
    modality = models.CharField(max_length=8, choices=Modality.choices, default=Modality.ACTUAL)
    verification_note = models.CharField(max_length=500, blank=True)
    review_state = models.CharField(
        max_length=9, choices=ReviewState.choices, default=ReviewState.DRAFT
    )
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility.choices,
        null=True,
        blank=True,
        help_text="Graded by a person, apart from who reports it; empty = not graded.",
    )
    read_as = models.JSONField(
        default=list,
        blank=True,
        help_text="Type, start, anchor and stance as the machine read them, where a person changed "
        "one of them: reading again knows the statement by these.",
    )
    is_withdrawn = models.BooleanField(default=False)
    confidence = models.FloatField(default=1.0)
    reasons = models.JSONField(default=list, blank=True)
    extractor = models.CharField(max_length=50)
    extractor_version = models.CharField(max_length=80)
    extractor_prompt = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Hash of the prompt it was asked with; empty for rules.",
    )
    version = models.PositiveIntegerField(default=1, help_text="Guards against lost updates.")
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector(Left("excerpt", 20_000), "who", "place", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("article", "span_start", "anchor_start", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(span_start__lt=models.F("span_end")),
                name="assertion_span_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(anchor_start__gte=models.F("span_start"))
                & models.Q(anchor_end__lte=models.F("span_end"))
                & models.Q(anchor_start__lt=models.F("anchor_end")),
                name="assertion_anchor_inside_span",
            ),
            models.CheckConstraint(
                condition=models.Q(figure_low__lte=models.F("figure_high"))
                | models.Q(figure_low__isnull=True)
                | models.Q(figure_high__isnull=True),
                name="assertion_figure_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(figure_quantifier="", figure_low=None, figure_high=None)
                | (
                    ~models.Q(figure_quantifier="")
                    & (models.Q(figure_low__isnull=False) | models.Q(figure_high__isnull=False))
                ),
                name="assertion_figure_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=models.Q(event_first__lte=models.F("event_last"))
                | models.Q(event_first__isnull=True, event_last__isnull=True),
                name="assertion_event_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(credibility__range=(1, 6)) | models.Q(credibility__isnull=True),
                name="assertion_credibility_on_its_scale",
            ),
            # Reading an article again finds the same statement again, and changes that row.
            models.UniqueConstraint(
                fields=("article", "type", "span_start", "anchor_start", "stance"),
                name="assertion_once_per_place",
            ),
        )
        indexes = (
            GinIndex(fields=("search",), name="assertion_search"),
            # The evidence table of a claim, and its recomputation.
            models.Index(fields=("claim", "id"), name="assertion_by_claim"),
            # What an origin says, everywhere.
            models.Index(fields=("origin", "id"), name="assertion_by_origin"),
            # The API lists assertions of a type in keyset pages.
            models.Index(fields=("type", "-id"), name="assertion_by_type"),
            # The review queue: what nobody has reviewed, the newest first.
            models.Index(
                fields=("-id",),
                condition=models.Q(review_state="draft", is_withdrawn=False),
                name="assertion_unreviewed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} at {self.span_start}–{self.span_end}"

    def get_absolute_url(self) -> str:
        return address("assertion", self.public_id)

    @property
    def place_in_claim(self) -> str:
        """The address of its claim, at the page of the evidence that holds it; empty without a claim."""
        if self.claim is None:
            return ""
        return f"{self.claim.get_absolute_url()}?at={self.public_id}#{self.public_id}"

    @property
    def figure(self) -> Figure | None:
        """The figure as a value, or None when the statement gives none."""
        if not self.figure_quantifier:
            return None
        low: Decimal | None = self.figure_low
        high: Decimal | None = self.figure_high
        quantifier = Quantifier(self.figure_quantifier)
        return Figure(self.figure_text, quantifier, low, high, self.figure_unit)

    @property
    def is_machine_draft(self) -> bool:
        """True while no person has accepted, corrected, rejected or graded it."""
        return self.review_state == self.ReviewState.DRAFT and self.credibility is None

    @property
    def is_added(self) -> bool:
        """True for what a person added by hand."""
        return self.extractor == PERSON


class Attribution(models.Model):
    """Who an assertion is attributed to, in which words, through which media."""

    class Quote(models.TextChoices):
        DIRECT = types.QuoteKind.DIRECT.value, "Direct quote"
        INDIRECT = types.QuoteKind.INDIRECT.value, "Indirect"

    assertion = models.ForeignKey(Assertion, on_delete=models.CASCADE, related_name="attributions")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="attributions")
    alias = models.ForeignKey(
        SpeakerAlias,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        help_text="The name that led to the speaker; moves with it when speakers merge or split.",
    )
    mention = models.CharField(max_length=300, help_text="The speaker as named in the article.")
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    mention_end = models.PositiveIntegerField(null=True, blank=True)
    verb = models.CharField(max_length=100, blank=True)
    quote = models.CharField(max_length=8, choices=Quote.choices, default=Quote.INDIRECT)
    via = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        help_text="Media between the speaker and this outlet, outermost last.",
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assertion", "speaker"), name="attribution_once_per_speaker"
            ),
        )
        indexes = (
            # What a speaker said, the newest first, in keyset pages.
            models.Index(fields=("speaker", "-id"), name="attribution_by_speaker"),
        )

    @classmethod
    def with_speakers(
        cls, through: str = "attributions"
    ) -> models.Prefetch[str, models.QuerySet[Attribution], str]:
        """Attributions with their speakers, in one query. `through` is the way to them."""
        return models.Prefetch(through, cls.objects.select_related("speaker"))

    def __str__(self) -> str:
        return f"{self.mention} {self.verb}".strip()
