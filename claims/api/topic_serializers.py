"""Topics as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.filters import type_choices
from claims.models import Topic
from claims.models.topic import MOST_NAMED
from claims.services.topic_choices import place_meant
from claims.services.topics import chosen_speakers


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A topic: a claim belongs to it that has one of the types, names one of the places and quotes one
    of the speakers; an empty list asks for nothing. Speakers are ids as they were chosen; one that was
    merged stands for the speaker it is now."""

    id = serializers.CharField(source="public_id")
    url = serializers.CharField(source="get_absolute_url")
    speakers = serializers.ListField(child=serializers.CharField(), source="speaker_ids")
    created_by = serializers.CharField(source="created_by.username")
    changed_by = serializers.CharField(source="changed_by.username")

    class Meta:
        model = Topic
        fields = (
            "id", "url", "name", "description", "types", "places", "speakers", "created_by",
            "changed_by", "version", "created_at", "changed_at",
        )  # fmt: skip
        read_only_fields = fields


class TopicInput(serializers.Serializer[Any]):
    """What a topic is to be; at least one type, place or speaker."""

    name = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=2000, allow_blank=True, default="")
    types = serializers.ListField(
        child=serializers.CharField(max_length=50), max_length=MOST_NAMED, default=list
    )
    places = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MOST_NAMED, default=list
    )
    speakers = serializers.ListField(
        child=serializers.CharField(max_length=30), max_length=MOST_NAMED, default=list
    )

    def validate_types(self, types: list[str]) -> list[str]:
        known = {key for key, _ in type_choices()} | self._already("types")
        return _each(types, known, "There is no claim type {}.")

    def validate_places(self, places: list[str]) -> list[str]:
        already = self._already("places")
        return [place if place in already else place_meant(place).name for place in places]

    def validate_speakers(self, speakers: list[str]) -> list[str]:
        known = {one.public_id for one in chosen_speakers(speakers)}
        return _each(speakers, known, "There is no speaker {}.")

    def _already(self, kind: str) -> set[str]:
        topic = self.context.get("topic")
        return set(getattr(topic, kind)) if topic else set()


class TopicChangedProblem(serializers.Serializer[Any]):
    """A problem with the topic as it is now."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    etag = serializers.CharField(help_text="Send this when you still want it.")
    current = TopicSerializer(help_text="The topic as it is now.")


def _each(given: list[str], known: set[str], message: str) -> list[str]:
    if unknown := [one for one in given if one not in known]:
        raise serializers.ValidationError([message.format(one) for one in unknown])
    return given
