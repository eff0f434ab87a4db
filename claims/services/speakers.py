"""Knowing a speaker by any of their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db import transaction

from claims.extraction.countries import country_of
from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.models import Speaker, SpeakerAlias
from sources.services.locks import lock_for_transaction

_LEADING = re.compile(r"^(?:the|a|an|some|several|its|their)\s+")
_LONG_FORMS = (
    (re.compile(r"\bu\.?s\.?(?=\s|$)"), "united states"),
    (re.compile(r"\bu\.?k\.?(?=\s|$)"), "united kingdom"),
    (re.compile(r"\bu\.?n\.?(?=\s|$)"), "united nations"),
    (re.compile(r"\bamerican\b"), "united states"),
    (re.compile(r"\bdefence\b"), "defense"),
)


def speaker_key(mention: SpeakerMention) -> str:
    """The normalised identity of a speaker: `country:north korea`, `person:jane doe`."""
    if mention.kind is SpeakerKind.COUNTRY:
        return f"country:{(mention.affiliation or mention.name).casefold()}"
    plain = unicodedata.normalize("NFKD", mention.name.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _LEADING.sub("", plain.strip())
    for pattern, long_form in _LONG_FORMS:
        plain = pattern.sub(long_form, plain)
    plain = re.sub(r"'s\b", "", plain)
    plain = re.sub(r"[^\w\s-]", "", plain)
    kind = "person" if mention.kind is SpeakerKind.PERSON else "body"
    words = " ".join(plain.split())
    return f"{kind}:{words}"[:300]


@transaction.atomic
def find_or_create_speakers(mentions: Iterable[SpeakerMention]) -> dict[str, Speaker]:
    """The speakers behind mentions by key, made when new; groups get their members."""
    wanted: dict[str, SpeakerMention] = {}
    for mention in mentions:
        wanted.setdefault(speaker_key(mention), mention)
        for member in _members(mention):
            wanted.setdefault(speaker_key(member), member)
    known = _known(wanted)
    missing = [key for key in wanted if key not in known]
    if missing:
        lock_for_transaction(*(f"speaker:{key}" for key in missing))
        known |= _known({key: wanted[key] for key in missing})
        for key in missing:
            if key not in known:
                known[key] = _create(key, wanted[key])
        for key in missing:
            if members := _members(wanted[key]):
                known[key].members.add(*(known[speaker_key(m)] for m in members))
    return known


def _known(wanted: dict[str, SpeakerMention]) -> dict[str, Speaker]:
    aliases = SpeakerAlias.objects.filter(key__in=wanted).select_related("speaker")
    known = {alias.key: alias.speaker for alias in aliases}
    for key, speaker in known.items():
        _complete(speaker, wanted[key])
    return known


def _complete(speaker: Speaker, mention: SpeakerMention) -> None:
    """An article may be the first to say for whom a person speaks."""
    if mention.affiliation and not speaker.country and not mention.members:
        speaker.country = speaker.affiliation = mention.affiliation[:100]
        speaker.role = speaker.role or mention.role[:300]
        speaker.save(update_fields=["country", "affiliation", "role"])


def _create(key: str, mention: SpeakerMention) -> Speaker:
    is_country = mention.kind is SpeakerKind.COUNTRY
    name = mention.affiliation if is_country and mention.affiliation else mention.name
    country = mention.affiliation or country_of(mention.name)
    speaker = Speaker.objects.create(
        name=name[:300],
        kind=mention.kind.value,
        role=mention.role[:300],
        affiliation=mention.affiliation[:300],
        country="" if mention.members else country[:100],
    )
    SpeakerAlias.objects.create(speaker=speaker, key=key, name=mention.name[:300])
    return speaker


def _members(mention: SpeakerMention) -> list[SpeakerMention]:
    return [
        SpeakerMention(name, name, SpeakerKind.GROUP, 0, 0, affiliation=country_of(name))
        for name in mention.members
    ]
