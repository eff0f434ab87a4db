"""Speakers that were known before aliases had scores."""

from importlib import import_module

import pytest
from django.apps import apps

from claims.models import Speaker, SpeakerAlias, SpeakerBlock

pytestmark = pytest.mark.django_db


def test_speakers_from_before_get_keys_reasons_and_candidates_keys():
    for name, kind, country, key in (
        ("South Korean Defense Ministry", "organisation", "South Korea", "body:a"),
        ("South Korea's Ministry of Defence", "organisation", "South Korea", "body:b"),
        ("Ann Kestrel", "person", "", "person:ann kestrel"),
        ("Hoffman", "person", "", "person:hoffman"),
    ):
        speaker = Speaker.objects.create(name=name, kind=kind, country=country, affiliation=country)
        SpeakerAlias.objects.create(speaker=speaker, key=key, name=name)
    import_module("claims.migrations.0007_known_speakers").know_them(apps, None)
    assert list(SpeakerAlias.objects.order_by("id").values_list("key", flat=True)) == [
        "body:south korea|defense ministry",
        "body:b",
        "person:ann kestrel",
        "person:hoffman",
    ]
    assert set(SpeakerAlias.objects.values_list("score", flat=True)) == {1.0}
    assert SpeakerBlock.objects.values("speaker").distinct().count() == 4
