"""Articles with speakers, for tests of who is who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User

from claims.extraction import ExtractedAssertion
from claims.models import (
    Assertion,
    Attribution,
    Claim,
    MergeSuggestion,
    Origin,
    Speaker,
    SpeakerAlias,
    SpeakerBlock,
)
from claims.services.acting import By
from claims.services.readers import configured_reader
from claims.services.reading import document_of, store_assertions
from sources.models import Article
from tests.factories import ingest_article


def say(who: str, figure: str = "300", outlet: str = "") -> Article:
    """An article in which somebody says how many soldiers went from Kenya to Haiti."""
    number = Article.objects.count()
    text = f"Report {number}\n\nKenya has sent {figure} soldiers to Haiti, {who} said."
    return ingest_article(text, outlet=outlet or f"Outlet {number}", published="2025-03-03")


def speaker(name: str) -> Speaker:
    """The one speaker of this name that was not merged."""
    return Speaker.objects.get(name=name, merged_into=None)


def because(user: User, reason: str = "they are one", version: int | None = None) -> By:
    return By(user, reason, version)


def read_again(article: Article) -> None:
    """What a worker does when an article is read once more."""
    store(article, configured_reader().extract(document_of(article)))


def store(article: Article, found: Sequence[ExtractedAssertion]) -> None:
    """Write what was found in an article."""
    store_assertions(article=article, found=found, reader=configured_reader())


def snapshot() -> dict[str, Any]:
    """Everything a change may touch, but versions and times."""
    return {
        "speakers": list(
            Speaker.objects.order_by("id").values(
                "id", "name", "kind", "role", "affiliation", "country", "merged_into"
            )
        ),
        "aliases": list(SpeakerAlias.objects.order_by("id").values("id", "speaker", "key")),
        "blocks": sorted(SpeakerBlock.objects.values_list("speaker", "key")),
        "members": sorted(
            Speaker.members.through.objects.values_list("from_speaker", "to_speaker")
        ),
        "attributions": list(Attribution.objects.order_by("id").values()),
        "origins": list(Origin.objects.order_by("id").values()),
        "voices": sorted(Origin.speakers.through.objects.values_list("origin", "speaker")),
        "statements": list(Assertion.objects.order_by("id").values("id", "origin", "claim")),
        "suggestions": list(
            MergeSuggestion.objects.order_by("id").values("id", "first", "second", "state")
        ),
        "claims": list(
            Claim.objects.order_by("id").values(
                "id", "computed_status", "independent_count", "report_count", "figure_text"
            )
        ),
    }
