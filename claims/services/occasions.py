"""On which occasions the speakers of one article spoke."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction import ExtractedAssertion
from claims.extraction.occasions import NamedOccasion, occasions_named, quotes_in
from claims.extraction.types import SpeakerKind
from claims.identity import speaker_key
from claims.services.media import named_medium
from claims.services.tracing import Occasion
from sources.models import Article

Voices = frozenset[str]


class Occasions:
    """An article names the medium and the day of an interview once; they hold for all that the same
    speakers say in it."""

    def __init__(self, article: Article, found: Sequence[ExtractedAssertion]) -> None:
        self.published = article.published_on
        self.named = occasions_named(article.text, article.published_on)
        self.media: dict[Voices, str] = {}
        for one in found:
            if medium := named_medium(one.via):
                self.media.setdefault(_voices(one), medium)

    def of(self, one: ExtractedAssertion) -> Occasion:
        """The occasion of one statement."""
        own = [o for o in self.named if _is_of(o, one)]
        medium = self.media.get(_voices(one)) or named_medium([o.medium for o in own if o.medium])
        day = next((o.day for o in own if o.day), None)
        return Occasion(
            medium=medium,
            dated_on=day or self.published,
            is_stated=day is not None,
            quotes=quotes_in(one.excerpt),
        )


def _voices(one: ExtractedAssertion) -> Voices:
    return frozenset(map(speaker_key, one.speakers))


def _is_of(occasion: NamedOccasion, one: ExtractedAssertion) -> bool:
    """Persons give interviews; a group nobody names gives none that could be told from another."""
    return any(
        occasion.is_of(speaker.name)
        for speaker in one.speakers
        if speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
    )
