"""Who a person says a statement is attributed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from claims.extraction.countries import country_of
from claims.extraction.occasions import quotes_in
from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity import speaker_key, titled
from claims.models import Assertion, Attribution, Origin, Speaker, SpeakerAlias
from claims.services.acting import ChangeRefusedError
from claims.services.journal import Journal
from claims.services.media import named_medium
from claims.services.speakers import identify_speakers
from claims.services.tracing import (
    Occasion,
    family_of,
    find_occasion,
    learned,
    outlet_origin,
    speakers_origin,
)
from sources.models import Article

MOST_VOICES = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody by name or id ("spk_…"), and in which words.

    `kind` says what a name that nobody has yet is. `via` are the media between, outermost last.
    """

    name: str
    kind: str = ""
    verb: str = ""
    quote: str = Attribution.Quote.INDIRECT.value
    via: tuple[str, ...] = ()


class VoiceError(ChangeRefusedError):
    """A name that does not tell whose it is; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A speaker found, with the name it is known by, and how it said it. `is_new`: nobody had the name
    before."""

    speaker: Speaker
    alias: SpeakerAlias | None
    voice: Voice
    is_new: bool = False

    @property
    def values(self) -> tuple[Any, ...]:
        """What makes two attributions of a statement the same."""
        return (self.speaker.pk, self.voice.verb, self.voice.quote, list(self.voice.via))


def identify(article: Article, voices: Sequence[Voice]) -> list[Attributed]:
    """The speakers behind what a person named; a new name becomes a speaker of its own, or another
    name of one that is known, as when it is read. Raises VoiceError."""
    if len(voices) > MOST_VOICES:
        raise VoiceError(f"A statement has at most {MOST_VOICES} speakers.")
    found: dict[int, Attributed] = {}
    for voice in voices:
        one = _known(voice) or _met(voice, article)
        found.setdefault(one.speaker.pk, one)
    return list(found.values())


def _known(voice: Voice) -> Attributed | None:
    name = voice.name.strip()
    if name.startswith("spk_"):
        by_id = Speaker.objects.filter(public_id=name).first()
        if by_id is None:
            raise VoiceError(f"There is no speaker {name}.")
        return Attributed(by_id.survivor, by_id.survivor.aliases.order_by("id").first(), voice)
    called = Q(name__iexact=name) | Q(aliases__name__iexact=name)
    # The text index narrows it; only then are whole names compared.
    ids = Speaker.objects.listed().called(name).values("pk")
    speakers = list(Speaker.objects.filter(called, pk__in=ids).distinct().order_by("pk")[:5])
    if len(speakers) > 1:
        told = ", ".join(f"{s.public_id} ({s.role or s.get_kind_display()})" for s in speakers)
        raise VoiceError(f"Several speakers are called {name}; give the id of one: {told}.")
    if not speakers:
        return None
    aliases = speakers[0].aliases.order_by("id")
    alias = aliases.filter(name__iexact=name).first() or aliases.first()
    return Attributed(speakers[0], alias, voice)


def _met(voice: Voice, article: Article) -> Attributed:
    name = " ".join(voice.name.split())[:300]
    if not name:
        raise VoiceError("A speaker needs a name.")
    if voice.kind not in {k.value for k in SpeakerKind}:
        raise VoiceError(
            f"Nobody is called {name} yet. Say what it is: {', '.join(k.value for k in SpeakerKind)}."
        )
    kind = SpeakerKind(voice.kind)
    title, bare = titled(name) if kind is SpeakerKind.PERSON else ("", name)
    side = "" if kind is SpeakerKind.PERSON else country_of(name)
    mention = SpeakerMention(bare, name, kind, 0, 0, affiliation=side, role=title)
    began = timezone.now()
    alias = identify_speakers(mentions=[mention], article=article)[speaker_key(mention)]
    return Attributed(alias.speaker, alias, voice, is_new=alias.speaker.created_at >= began)


def attribute(journal: Journal, assertion: Assertion, wanted: Sequence[Attributed]) -> bool:
    """Attribute a statement to these speakers and no others; True when that changed something."""
    there = {(a.speaker_id, a.verb, a.quote, tuple(a.via)): a for a in assertion.attributions.all()}
    by_values = {(*one.values[:3], tuple(one.values[3])): one for one in wanted}
    gone = [row for key, row in there.items() if key not in by_values]
    journal.remove("attribution", [_values(row) for row in gone])
    new = [one for key, one in by_values.items() if key not in there]
    for one in new:
        if one.is_new:
            journal.created("speaker", one.speaker.pk, name=one.speaker.name)
        elif one.speaker.is_removed:
            journal.set("speaker", [one.speaker.pk], "is_removed", True, False)
        row = Attribution.objects.create(assertion=assertion, **_fields(one, assertion))
        told = {"mention": row.mention, "verb": row.verb, "via": row.via}
        journal.created("attribution", row.pk, **told)
    return bool(gone or new)


def _fields(one: Attributed, assertion: Assertion) -> dict[str, Any]:
    named = one.voice.name.strip()
    mention = one.speaker.name if named.startswith("spk_") else named
    at = assertion.excerpt.find(mention)
    start = assertion.span_start + at if at >= 0 else None
    return {
        "speaker": one.speaker,
        "alias": one.alias,
        "mention": mention[:300],
        "mention_start": start,
        "mention_end": None if start is None else start + len(mention),
        "verb": one.voice.verb[:100],
        "quote": one.voice.quote,
        "via": [medium[:300] for medium in one.voice.via],
    }


def trace(journal: Journal, assertion: Assertion, spoken: Sequence[Attributed]) -> None:
    """Give a statement the origin of its speakers, unless a person set its origin."""
    if assertion.origin_set_by_id is not None:
        return
    origin = _origin(journal, assertion, spoken)
    journal.set("assertion", [assertion.pk], "origin_id", assertion.origin_id, origin.pk)
    assertion.origin = origin


def _origin(journal: Journal, assertion: Assertion, spoken: Sequence[Attributed]) -> Origin:
    """The origin of what these speakers said; what it learns of its occasion can be taken back."""
    article = assertion.article
    if not spoken:
        return outlet_origin(article.voice)
    speakers = sorted((one.speaker for one in spoken), key=lambda s: s.pk)
    occasion = Occasion(
        medium=next((m for one in spoken if (m := named_medium(one.voice.via))), ""),
        dated_on=article.published_on,
        quotes=quotes_in(assertion.excerpt),
    )
    found = find_occasion(family=family_of(s.pk for s in speakers), occasion=occasion)
    if found is None:
        return speakers_origin(speakers=speakers, occasion=occasion)
    for field, new in learned(found, occasion).items():
        journal.set("origin", [found.pk], field, getattr(found, field), new)
    return found


def _values(row: Attribution) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
