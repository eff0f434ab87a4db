"""Keys of speakers: one that says "called the same", and those under which candidates are found."""

from __future__ import annotations

from itertools import combinations

from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity.bodies import BodyName, body_name
from claims.identity.persons import PersonName, person_name
from claims.identity.transliteration import skeleton
from claims.identity.types import Identity

LONGEST_KEY = 300


def speaker_key(mention: SpeakerMention) -> str:
    """The normal form under which a mention's speaker is known: `person:jane doe`,
    `body:south korea|defense ministry`, `group:united states|officials`.

    Equal keys mean called the same. A last name alone says little: see `is_bare_name`.
    """
    if mention.kind is SpeakerKind.REPORTS:
        return "reports"
    if mention.kind is SpeakerKind.COUNTRY:
        return f"country:{(mention.affiliation or mention.name).casefold()}"[:LONGEST_KEY]
    if mention.kind is SpeakerKind.PERSON:
        name = person_name(mention.name)
        return f"person:{' '.join((*name.tokens, *name.initials))}"[:LONGEST_KEY]
    body = body_name(mention.name, mention.kind, mention.affiliation)
    country = "+".join(sorted(_member_countries(mention))) or body.country.casefold()
    kind = "group" if is_unnamed(mention.kind, body) or mention.members else "body"
    one = "one " if body.is_single else ""
    return f"{kind}:{country}|{one}{' '.join(sorted(body.words))}"[:LONGEST_KEY]


def is_bare_name(mention: SpeakerMention) -> bool:
    """True for a person called by one name only: the same name elsewhere may be somebody else's."""
    return mention.kind is SpeakerKind.PERSON and person_name(mention.name).is_single


def is_unnamed(kind: SpeakerKind, body: BodyName) -> bool:
    """True for people without names ("officials"); an institution is none, even described."""
    return body.is_people and kind in (SpeakerKind.GROUP, SpeakerKind.ORGANISATION)


def blocks_of(identity: Identity) -> frozenset[str]:
    """The keys a speaker is stored under."""
    if identity.kind is SpeakerKind.PERSON:
        return frozenset().union(*(_person_blocks(person_name(n)) for n in identity.names))
    return frozenset().union(*(_body_blocks(b) for b in _bodies(identity)))


def blocks_to_search(identity: Identity) -> frozenset[str]:
    """The keys under which speakers that may be the same are stored."""
    if identity.kind is SpeakerKind.PERSON:
        return frozenset().union(*(_person_search(person_name(n)) for n in identity.names))
    return frozenset().union(*(_body_search(b) for b in _bodies(identity)))


def _person_blocks(name: PersonName) -> frozenset[str]:
    """A single name by itself; a full one by its two ends and by every pair of its parts."""
    if name.is_single:
        return frozenset({f"single:{skeleton(name.tokens[0])}"})
    return frozenset({f"end:{skeleton(end)}" for end in name.ends}) | _pairs(name)


def _person_search(name: PersonName) -> frozenset[str]:
    if name.is_single:
        only = skeleton(name.tokens[0])
        return frozenset({f"single:{only}", f"end:{only}"})
    return frozenset({f"single:{skeleton(end)}" for end in name.ends}) | _pairs(name)


def _pairs(name: PersonName) -> frozenset[str]:
    parts = sorted({skeleton(token) for token in name.tokens})[:5]
    return frozenset(f"pair:{a}+{b}" for a, b in combinations(parts, 2))


def _bodies(identity: Identity) -> list[BodyName]:
    """The names of a body; unnamed people and whole countries are never compared, so have none."""
    if identity.kind in (SpeakerKind.COUNTRY, SpeakerKind.REPORTS) or identity.members:
        return []
    read = [body_name(n, identity.kind, identity.country) for n in identity.names]
    return [] if any(is_unnamed(identity.kind, b) for b in read) else read


def _body_blocks(body: BodyName) -> frozenset[str]:
    found = {_words_block(body), *(f"initials:{i}" for i in body.initials)}
    if body.acronym:
        found.add(f"acronym:{body.acronym}")
    return frozenset(found | _topic_blocks(body))


def _body_search(body: BodyName) -> frozenset[str]:
    found = {_words_block(body), *(f"acronym:{i}" for i in body.initials)}
    if body.acronym:
        found |= {f"initials:{body.acronym}", f"acronym:{body.acronym}"}
    return frozenset(found | _topic_blocks(body))


def _words_block(body: BodyName) -> str:
    return "words:" + " ".join(sorted(skeleton(word) for word in body.words))


def _topic_blocks(body: BodyName) -> set[str]:
    """A country's "intelligence service" may be any body of it that deals with intelligence."""
    if not body.country or "intelligence" not in body.words:
        return set()
    return {f"topic:{body.country.casefold()}|intelligence"}


def _member_countries(mention: SpeakerMention) -> set[str]:
    return {body_name(m, SpeakerKind.GROUP).country.casefold() or m for m in mention.members}
