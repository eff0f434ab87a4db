"""Claims to sort into topics, made directly: what they name is what counts here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from claims.models import Assertion, Attribution, Claim, Speaker, Topic
from claims.services.topics import TopicFields, make_topic
from sources.models import Article
from tests.factories import ingest_article


def make_speaker(name: str, **fields: Any) -> Speaker:
    return Speaker.objects.create(name=name, **{"kind": "organisation", **fields})


def make_claim(
    *speakers: Speaker,
    type: str = "killed",
    place: str = "",
    is_withdrawn: bool = False,
    **fields: Any,
) -> Claim:
    """A claim with one statement, of these speakers."""
    number = Claim.objects.count()
    claim = Claim.objects.create(type=type, title=f"Claim {number}", place=place, **fields)
    assertion = Assertion.objects.create(
        article=_article(),
        claim=claim,
        type=type,
        excerpt="x",
        span_start=number,
        span_end=number + 1,
        anchor_start=number,
        anchor_end=number + 1,
        is_withdrawn=is_withdrawn,
        extractor="test",
        extractor_version="1",
    )
    for speaker in speakers:
        Attribution.objects.create(assertion=assertion, speaker=speaker, mention=speaker.name)
    return claim


def _article() -> Article:
    return Article.objects.first() or ingest_article("Notes from Lorne\n\nNothing happened today.")


def fields(name: str = "Lorne", **chosen: Any) -> TopicFields:
    known: dict[str, Any] = {"description": "", "types": (), "places": (), "speaker_ids": ()}
    return TopicFields(name, **{**known, **chosen})


def topic(by: User, name: str = "Lorne", **chosen: Any) -> Topic:
    return make_topic(fields=fields(name, **(chosen or {"types": ("killed",)})), by=by)
