"""The canonical question that assertions answer."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import slugify

from claims import weighing
from claims.figures import Quantifier
from claims.models.named_places import named_places
from sources.addresses import address
from sources.ids import PublicIdField


class Status(models.TextChoices):
    """How far a claim is to be believed (explained at /help/method/)."""

    UNASSESSED = weighing.Status.UNASSESSED.value, "Unassessed"
    SINGLE_SOURCE = weighing.Status.SINGLE_SOURCE.value, "Single source"
    CORROBORATED = weighing.Status.CORROBORATED.value, "Corroborated"
    CONFIRMED = weighing.Status.CONFIRMED.value, "Confirmed"
    DISPUTED = weighing.Status.DISPUTED.value, "Disputed"
    DISCOUNTED = weighing.Status.DISCOUNTED.value, "Discounted"


# What an editor may decide; `unassessed` withdraws a decision, and `single_source` is counted.
DECISIONS = [choice for choice in Status.choices if choice[0] != Status.SINGLE_SOURCE.value]

_COUNTS = models.Q(merged_into__isnull=True, is_empty=False)
# A decision rests on statements that changed since.
STALE = _COUNTS & models.Q(needs_review=True)
# Computed as disputed, and no editor has said anything.
DISPUTED = _COUNTS & models.Q(
    needs_review=False, decided_status="", computed_status=Status.DISPUTED.value
)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reading shapes of claims."""

    def listed(self) -> ClaimQuerySet:
        """Claims that hold statements or a decision and were not merged into another, with the key the
        order by report date uses."""
        never = models.Value(date.min, output_field=models.DateField())
        return (
            self.filter(merged_into=None)
            .exclude(is_empty=True, decided_status="")
            .defer("profile")
            .annotate(reported_key=Coalesce("last_reported_on", never))
        )


@pghistory.track(
    pghistory.InsertEvent(),
    # Counts and ranges move with every article; history keeps what a reader would call a change.
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(
            "title", "computed_status", "decided_status", "needs_review", "merged_into"
        )
    ),
    exclude=["search", "status", "profile", "is_empty", "origin_figures"],
)
@pghistory.track(
    # What the headline figure was, in rows of a few numbers: it moves too often for whole ones.
    pghistory.UpdateEvent(
        "figure",
        row=pghistory.Old,
        condition=pghistory.AnyChange(
            "figure_quantifier", "figure_low", "figure_high", "figure_unit", "figure_text"
        ),
    ),
    fields=["figure_text", "figure_low", "figure_high", "figure_unit"],
    model_name="ClaimFigureEvent",
    obj_field=pghistory.ObjForeignKey(related_name="figure_events"),
    context_field=None,
)
class Claim(models.Model):
    """A question such as "North Korean troops sent to Russia", whatever figures answer it.

    Everything but `title`, `decided_*` and `merged_into` is computed from the live placements by
    `claims.services.assessing`, and can be computed again. Three different numbers:
    `report_count` articles, `outlet_count` outlets, `independent_count` independent origins.
    """

    public_id = PublicIdField(prefix="clm")
    type = models.CharField(max_length=50, help_text="Key of the claim type in the catalogue.")
    title = models.CharField(max_length=300)
    title_is_edited = models.BooleanField(default=False)

    # What the claim asks, and the sum of its statements that new ones are compared with.
    profile = models.JSONField(default=dict, blank=True)
    is_empty = models.BooleanField(
        default=False, help_text="No statement that counts is in it any more."
    )
    roles = models.JSONField(default=dict, blank=True)
    place = models.CharField(max_length=200, blank=True)
    event_first = models.DateField(null=True, blank=True)
    event_last = models.DateField(null=True, blank=True)

    # Computed status and the editor's, side by side.
    computed_status = models.CharField(
        max_length=14, choices=Status.choices, default=Status.UNASSESSED
    )
    status_reasons = models.JSONField(default=list, blank=True)
    decided_status = models.CharField(max_length=14, choices=Status.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    needs_review = models.BooleanField(default=False)
    needs_review_because = models.CharField(max_length=500, blank=True)
    status = models.GeneratedField(
        expression=Coalesce(NullIf("decided_status", models.Value("")), "computed_status"),
        output_field=models.CharField(max_length=14, choices=Status.choices),
        db_persist=True,
    )

    # Headline figure: the range over the newest figure of each independent origin.
    figure_quantifier = models.CharField(
        max_length=13, choices=[(q.value, q.value) for q in Quantifier], blank=True
    )
    figure_low = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    figure_high = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    figure_text = models.CharField(max_length=200, blank=True)
    figure_unit = models.CharField(max_length=50, blank=True)
    figures_agree = models.BooleanField(null=True, blank=True)
    origin_figures = models.JSONField(
        default=list,
        blank=True,
        help_text="Of the first independent origins behind the headline, label and interval of each.",
    )

    report_count = models.PositiveIntegerField(default=0)
    outlet_count = models.PositiveIntegerField(default=0)
    independent_count = models.PositiveIntegerField(default=0)
    unfigured_count = models.PositiveIntegerField(
        default=0,
        help_text="Articles that mention it without a figure, where others give one.",
    )
    challenge_count = models.PositiveIntegerField(default=0)
    first_reported_on = models.DateField(null=True, blank=True)
    last_reported_on = models.DateField(null=True, blank=True)

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
    )
    version = models.PositiveIntegerField(default=1, help_text="Guards against lost updates.")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("title", "place", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-id")
        permissions = (
            (
                "assess_claim",
                "Can mark a claim corroborated, disputed, confirmed or discounted",
            ),
            ("export_claim", "Can export claims, assertions and articles"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(figure_low__lte=models.F("figure_high"))
                | models.Q(figure_low__isnull=True)
                | models.Q(figure_high__isnull=True),
                name="claim_figure_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(event_first__lte=models.F("event_last"))
                | models.Q(event_first__isnull=True, event_last__isnull=True),
                name="claim_event_ordered",
            ),
        )
        indexes = (
            GinIndex(fields=("search",), name="claim_search"),
            # The list's sort orders, each ended by the id so that keyset pages never skip a row.
            models.Index(fields=("-changed_at", "-id"), name="claim_by_change"),
            # Undated claims come last, and a page's position may not hold a null.
            models.Index(
                Coalesce("last_reported_on", models.Value(date.min)).desc(),
                models.F("id").desc(),
                name="claim_by_report_date",
            ),
            models.Index(fields=("-independent_count", "-id"), name="claim_by_independence"),
            models.Index(fields=("-report_count", "-id"), name="claim_by_reports"),
            # What facets count, from the index alone: the row itself is wide. Only what is listed.
            models.Index(
                fields=("-changed_at", "-id"),
                include=(
                    "status",
                    "computed_status",
                    "decided_status",
                    "type",
                    "place",
                    "independent_count",
                    "challenge_count",
                    "needs_review",
                    "first_reported_on",
                    "last_reported_on",
                ),
                condition=models.Q(merged_into__isnull=True)
                & ~models.Q(is_empty=True, decided_status=""),
                name="claim_listed",
            ),
            # The two filters used most, in the default order.
            models.Index(fields=("status", "-changed_at", "-id"), name="claim_status_change"),
            models.Index(fields=("type", "-changed_at", "-id"), name="claim_type_change"),
            # The review queue of decisions: those that went stale, and disputed claims without one.
            models.Index(fields=("-id",), condition=STALE, name="claim_stale_decision"),
            models.Index(fields=("-id",), condition=DISPUTED, name="claim_disputed_open"),
            # Decisions whose evidence changed are few; the first page lists them, newest first.
            models.Index(
                fields=("-changed_at", "-id"),
                condition=models.Q(needs_review=True),
                name="claim_needs_review",
            ),
            # Topics find claims by any place they name.
            GinIndex(named_places(), name="claim_named_places"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status_label(self) -> str:
        """The status in force, in words."""
        return str(Status(self.status).label)

    @property
    def origins_note(self) -> str:
        """Beside the number of independent origins: how many of them give the figure; empty when all do."""
        figured = len(self.origin_figures)
        if not 0 < figured < min(self.independent_count, weighing.MOST_SHOWN):
            return ""
        return f"of which {figured if figured > 1 else 'one'} give{'s' if figured == 1 else ''} the figure"

    @property
    def without_figure(self) -> str:
        """Why there is no headline figure, where there is none."""
        if self.report_count and not self.independent_count:
            return "no figure counts: where the reports come from is not known"
        return "no figure"

    @property
    def survivor(self) -> Claim:
        """The claim that this one is now: itself, or the one it was merged into."""
        return self.merged_into.survivor if self.merged_into else self

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "claim"

    def get_absolute_url(self) -> str:
        return address("claim", self.slug, self.public_id)
