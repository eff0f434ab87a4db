"""What somebody follows: claims of some types, about some places, on the word of some speakers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Overlap
from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify

from claims.models.assertion import Assertion, Attribution
from claims.models.named_places import named_places
from sources.ids import PublicIdField

# Of each kind a topic names at most so many.
MOST_NAMED = 50

# Those that were merged lead to the one they are now, however many merges away.
_NOW = """
    with recursive now as (
        select public_id, id, merged_into_id from claims_speaker where public_id = any(%s)
        union
        select now.public_id, s.id, s.merged_into_id
        from now join claims_speaker s on s.id = now.merged_into_id
    )
    select public_id, id from now where merged_into_id is null
"""


def speakers_now(public_ids: Iterable[str]) -> dict[str, int]:
    """By public id, the key of the speaker that each one is now. One query, or none for nobody."""
    wanted = sorted(set(public_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [wanted])
        return dict(cursor.fetchall())


class TopicQuerySet(models.QuerySet["Topic"]):
    """Reading shapes of topics."""

    def with_coverage(self, topics: Iterable[Topic]) -> list[tuple[Topic, Q]]:
        """Topics, each with the condition on the claims it covers. At most one query."""
        topics = list(topics)
        now = speakers_now(pk for topic in topics for pk in topic.speaker_ids)
        return [(topic, topic.coverage(now)) for topic in topics]

    def covering(self, topics: Iterable[Topic]) -> Q:
        """The condition on the claims that any of the topics covers. At most one query."""
        parts = [coverage for _, coverage in self.with_coverage(topics)]
        return reduce(or_, parts, Q(pk__in=[]))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Topic(models.Model):
    """A named set of claim types, places and speakers.

    A claim belongs to it when it has one of the types, names one of the places and holds a statement of
    one of the speakers that was not rejected; a kind of which nothing is named asks for nothing. `speaker_ids` are public ids
    as they were chosen: one that was merged stands for the speaker it is now, also after an undo.
    All of it is one row, so that its history is one.
    """

    public_id = PublicIdField(prefix="top")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, max_length=2000)
    types = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    places = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    speaker_ids = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, help_text="Guards against lost updates.")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"), "id")
        constraints = (
            # Also the index that lists topics by name.
            models.UniqueConstraint(Lower("name"), name="topic_name_once"),
            models.CheckConstraint(
                condition=Q(types__len__gt=0) | Q(places__len__gt=0) | Q(speaker_ids__len__gt=0),
                name="topic_names_something",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-") or "topic"

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug, self.public_id])

    def covers(self) -> Q:
        """The condition on the claims that belong to it. One query when it names speakers, else none."""
        return self.coverage(speakers_now(self.speaker_ids))

    def coverage(self, now: dict[str, int]) -> Q:
        """The same, where it is known which speakers the chosen ones are now."""
        wanted = Q()
        if self.types:
            wanted &= Q(type__in=self.types)
        if self.places:
            wanted &= _naming(self.places)
        if self.speaker_ids:
            wanted &= _said_by({now[pk] for pk in self.speaker_ids if pk in now})
        return wanted


def _naming(places: Collection[str]) -> Any:
    given = named_places()
    return Q(Overlap(given, Value(list(places), output_field=given.output_field)))


def _said_by(speakers: Collection[int]) -> Q:
    said = Attribution.objects.filter(speaker__in=speakers, assertion__is_withdrawn=False).exclude(
        assertion__review_state=Assertion.ReviewState.REJECTED
    )
    # As a set of ids, which starts from what the speakers said.
    return Q(pk__in=said.values("assertion__claim_id"))
