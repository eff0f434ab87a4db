"""Who may be one because both are quoted on the same claim: what across all articles is too little to
go by. In doubt two voices are not independent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claims.extraction.types import SpeakerKind
from claims.identity import vocabulary as v
from claims.identity.features import bodies, country
from claims.identity.scoring import score
from claims.identity.types import Identity, Match

_SAME_CLAIM = 0.15
_WHY = f"{_SAME_CLAIM:+.2f} Both are quoted on the same claim"
# These alone say of nobody what it is.
_QUALIFIERS = frozenset(
    ["local", "regional", "city", "municipal", "public", "state", "central", "general", "joint",
     "armed", "supreme"]
)  # fmt: skip
_BODIES = frozenset([SpeakerKind.ORGANISATION, SpeakerKind.GROUP])


def of_one_claim(a: Identity, b: Identity) -> Match:
    """The score of two persons that are quoted on one claim, above what their names alone would give;
    0 for whoever has nothing in common, and for all that are no persons. Symmetric."""
    if not a.kind is b.kind is SpeakerKind.PERSON:
        return Match(0.0, ())
    match = score(a, b)
    if not match.score:
        return match
    return Match(round(min(1.0, match.score + _SAME_CLAIM), 3), (*match.reasons, _WHY))


def vaguely_named(speakers: Mapping[int, Identity]) -> Iterator[tuple[int, int]]:
    """Pairs of bodies of which the first says only what it is, in words that the second has too: "the
    health ministry" and "Ostra's health ministry". People of a body count as the body."""
    known = {pk: one for pk, one in speakers.items() if one.kind in _BODIES and not one.members}
    words = {pk: [frozenset(name.words) for name in bodies(one)] for pk, one in known.items()}
    for vague, one in known.items():
        for what in _said_of(one):
            for other, names in words.items():
                if other != vague and any(what <= name for name in names):
                    yield vague, other


def _said_of(one: Identity) -> Iterator[frozenset[str]]:
    """What the names of a body of no country say that it is, where they say no more."""
    for name in bodies(one):
        what = frozenset(name.words) - v.PEOPLE
        if not (name.acronym or country(one)) and what <= v.GENERIC and what - _QUALIFIERS:
            yield what
