"""What an outlet publishes, in numbers, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class OutletCountsSerializer(serializers.Serializer[Any]):
    """Over its newest `read` articles. Of the `claims` it asserts it was `first` (on the day of the first
    report, in a text of its own) or is an `origin` later; `undated` cannot be told; it `repeats` the
    others, `late` of all on a later day, with a median `delay` in days."""

    articles = serializers.IntegerField(help_text="All of the outlet, counted up to 100,000.")
    read = serializers.IntegerField(help_text="So many of them, the newest, are counted over.")
    taken = serializers.IntegerField(help_text="Articles with their text from another outlet.")
    statements = serializers.IntegerField()
    named = serializers.IntegerField(help_text="Statements with a speaker who has a name.")
    unnamed = serializers.IntegerField(help_text="Statements of anonymous groups and reports.")
    own_voice = serializers.IntegerField(help_text="Statements that are attributed to nobody.")
    claims = serializers.IntegerField()
    originates = serializers.IntegerField(help_text="`first` and `origin` together.")
    first = serializers.IntegerField()
    origin = serializers.IntegerField()
    undated = serializers.IntegerField()
    repeats = serializers.IntegerField()
    late = serializers.IntegerField()
    delay = serializers.IntegerField(allow_null=True)


class PassedOnSerializer(serializers.Serializer[Any]):
    """A speaker or medium whose words it passes on; `id` empty when it is none that is known."""

    role = serializers.CharField()
    name = serializers.CharField()
    id = serializers.CharField(allow_blank=True)
    statements = serializers.IntegerField()


class RepeaterSerializer(serializers.Serializer[Any]):
    """An outlet that takes over its articles, or passes on statements by its name."""

    name = serializers.CharField()
    id = serializers.CharField()
    articles = serializers.IntegerField()
    statements = serializers.IntegerField()


class OutletNumbersSerializer(serializers.Serializer[Any]):
    """What an outlet originates, what it repeats and from whom, and who repeats it."""

    numbers = OutletCountsSerializer()
    sources = PassedOnSerializer(many=True)
    repeaters = RepeaterSerializer(many=True)
