"""Who says it: persons, organisations, countries, anonymous groups."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models

from claims.identity.words import words_of
from sources.addresses import address
from sources.ids import PublicIdField


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Reading shapes of speakers."""

    def listed(self) -> SpeakerQuerySet:
        """Speakers that were neither merged into another nor removed."""
        return self.filter(merged_into=None, is_removed=False)

    def unused(self) -> SpeakerQuerySet:
        """Speakers that are in force, to whom nothing is attributed, that are no part of a group and
        have no members, and that no origin with statements names."""
        free = self.listed().filter(attributions=None, groups=None, members=None, merged_from=None)
        return free.exclude(origins__assertions__isnull=False)

    def called(self, text: str) -> SpeakerQuerySet:
        """Speakers with a name that has words beginning like all words of `text`."""
        words = words_of(text)
        if not words:
            return self.none()
        query = SearchQuery(
            " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
        )
        # As a set of ids, so that each of the two text indexes can be used.
        known = SpeakerAlias.objects.filter(search=query).values("speaker_id")
        return self.filter(models.Q(search=query) | models.Q(pk__in=known))


@pghistory.track(exclude=["story", "search"])
class Speaker(models.Model):
    """Somebody to whom articles attribute statements.

    `members` of a group are the speakers it contains ("Western and Kenyan officials" contains
    "Kenyan officials"); `country` is the
    canonical name of the country it speaks for, and makes it part of that country's voice. A speaker
    that was merged keeps its id and leads to the one it was `merged_into`.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        GROUP = "group", "Anonymous group"
        COUNTRY = "country", "Country"
        MEDIUM = "medium", "News medium"
        REPORTS = "reports", "Unnamed reports"

    public_id = PublicIdField(prefix="spk")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    role = models.CharField(max_length=300, blank=True)
    affiliation = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=100, blank=True)
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")
    story = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="What the article is about in which it was met first.",
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    is_removed = models.BooleanField(
        default=False, help_text="Nothing is attributed to it; it comes back when something is."
    )
    version = models.PositiveIntegerField(default=1, help_text="Guards against lost updates.")
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("name", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="speaker_not_merged_into_itself",
            ),
        )
        indexes = (
            GinIndex(fields=("search",), name="speaker_search"),
            # The list by name, in keyset pages.
            models.Index(fields=("name", "id"), name="speaker_by_name"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("speaker", self.public_id)

    @property
    def survivor(self) -> Speaker:
        """The speaker it is now: itself, or the one it was merged into in the end."""
        return self.merged_into.survivor if self.merged_into else self


class SpeakerAlias(models.Model):
    """A name a speaker goes by. `key` is its normalised form and belongs to one speaker.

    A last name alone is known article by article: its key ends in the article's id. `set_by` empty =
    the machine, whose `score` (0..1) and `reasons` are kept.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=340, unique=True)
    name = models.CharField(max_length=300)
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        # The key has the same words without accents; what stands before its colon is no name.
        expression=SearchVector(
            "name",
            models.Func(
                models.F("key"),
                models.Value(":"),
                models.Value(2),
                function="split_part",
                output_field=models.CharField(),
            ),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "speaker aliases"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 1)),
                name="alias_score_in_unit_interval",
            ),
        )
        indexes = (
            # The first names of a candidate, however many it has.
            models.Index(fields=("speaker", "id"), name="alias_by_speaker"),
            GinIndex(fields=("search",), name="alias_search"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def article_id_in_key(self) -> str:
        """The public id of the one article a bare last name is known in; empty for other names."""
        return self.key.rpartition("@")[2] if "@" in self.key else ""


class SpeakerBlock(models.Model):
    """A key under which a speaker is found as a candidate for a name; derived from its aliases."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=200)

    class Meta:
        constraints = (
            # Also the index that looks candidates up, newest first.
            models.UniqueConstraint(fields=("key", "speaker"), name="block_once_per_speaker"),
        )

    def __str__(self) -> str:
        return self.key
