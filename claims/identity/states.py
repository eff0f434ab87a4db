"""Who speaks for a state, and who only has the name of its country: "Kenya's police", "Doctors for Kenya"."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.countries import country_mentions
from claims.extraction.types import SpeakerKind
from claims.identity.words import straight, words_of

# Organs of a state; whatever else a name says, one of these speaks for it.
_ORGANS = frozenset(
    [
        "ministry",
        "ministries",
        "minister",
        "ministers",
        "ministerial",
        "government",
        "cabinet",
        "parliament",
        "senate",
        "police",
        "gendarmerie",
        "army",
        "military",
        "navy",
        "troops",
        "intelligence",
        "prosecutor",
        "prosecutors",
        "prosecution",
        "embassy",
        "consulate",
        "consul",
        "kremlin",
        "authorities",
        "administration",
        "customs",
        "presidency",
        "emergencies",
        "governor",
        "mayor",
    ]
)
_ORGAN_PHRASES = (
    "emergency service", "emergency services", "security service", "security services", "armed forces",
    "air force", "general staff", "coast guard", "border guard", "border guards", "national guard",
)  # fmt: skip
# Bodies and people who speak for themselves or for a cause.
_CIVIL = frozenset(
    [
        "charity",
        "charities",
        "foundation",
        "ngo",
        "ngos",
        "nonprofit",
        "volunteers",
        "volunteer",
        "humanitarian",
        "association",
        "society",
        "activist",
        "activists",
        "campaigner",
        "campaigners",
        "protesters",
        "opposition",
        "rebel",
        "rebels",
        "insurgents",
        "separatists",
        "exiles",
        "dissidents",
        "church",
        "churches",
        "diocese",
        "company",
        "companies",
        "firm",
        "airline",
        "newspaper",
        "residents",
        "resident",
        "villagers",
        "witnesses",
        "witness",
        "survivors",
        "relatives",
        "analysts",
        "analyst",
        "university",
        "thinktank",
    ]
)
_CIVIL_PHRASES = (
    "red cross", "red crescent", "human rights group", "rights group", "rights groups", "aid group",
    "aid groups", "aid agency", "aid agencies", "aid workers", "relief fund", "trade union", "think tank",
)  # fmt: skip
# "Doctors for Kenya", "envoy to Kenya": its country is whom they care for or deal with.
_TOWARDS = re.compile(
    r"\b(?:for|with|without|to|save|saving|help|helping|aid|support|supporting)(?: the)? $", re.I
)


@lru_cache(maxsize=16384)
def speaks_for_state(name: str, kind: SpeakerKind, role: str, country: str) -> bool:
    """True when what is known of a speaker with a country makes it that country's voice. In doubt it is:
    two voices of one state are not independent."""
    if not country:
        return False
    if kind is SpeakerKind.COUNTRY:
        return True
    said = straight(role if kind is SpeakerKind.PERSON and role else name)
    words = words_of(said)
    if _names(words, _ORGANS, _ORGAN_PHRASES):
        return True
    return not (_names(words, _CIVIL, _CIVIL_PHRASES) or _is_towards(said, country))


def _names(words: list[str], single: frozenset[str], phrases: tuple[str, ...]) -> bool:
    plain = f" {' '.join(words)} "
    return not single.isdisjoint(words) or any(f" {phrase} " in plain for phrase in phrases)


def _is_towards(said: str, country: str) -> bool:
    """True when a name holds its country only as the one that somebody is for."""
    mentions = [m for m in country_mentions(said, 0, len(said)) if m.country == country]
    return bool(mentions) and all(_TOWARDS.search(said[: m.start]) for m in mentions)
