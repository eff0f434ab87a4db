"""What speaks for and against two speakers being one.

Every feature is a function of two speakers, the same in both orders. Its docstring is the label
that analysts read as a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from claims.extraction.countries import country_mentions
from claims.extraction.types import SpeakerKind
from claims.identity import vocabulary as v
from claims.identity.bodies import BodyName, body_name
from claims.identity.keys import is_unnamed
from claims.identity.persons import (
    Likeness,
    PersonName,
    fullest,
    names_alike,
    person_name,
    shares_an_end,
)
from claims.identity.transliteration import folded, skeleton
from claims.identity.types import Identity
from claims.identity.words import straight, words_of

Feature = Callable[[Identity, Identity], float]
Veto = Callable[[Identity, Identity], bool]
_NEAR = 0.85


def label(function: Feature | Veto) -> str:
    """A feature in words: the first line of its docstring."""
    return (function.__doc__ or "").strip().split("\n")[0].rstrip(".")


# --- Vetoes ----------------------------------------------------------------------------------
def kinds_differ(a: Identity, b: Identity) -> bool:
    """One is a person, a body, a country or unnamed people, the other is not."""
    return _class(a) != _class(b)


def both_unnamed(a: Identity, b: Identity) -> bool:
    """Unnamed people are one only when they are called the same."""
    return _class(a) in ("people", "reports")


def other_country(a: Identity, b: Identity) -> bool:
    """They speak for different countries."""
    return bool(country(a) and country(b) and country(a) != country(b))


def other_person(a: Identity, b: Identity) -> bool:
    """Their first or last names differ."""
    ours, theirs = _fulls(a), _fulls(b)
    if ours and theirs:
        return _full_likeness(a, b) is Likeness.DIFFERENT
    return not _share_a_name(a, b)


def other_country_by_last_name(a: Identity, b: Identity) -> bool:
    """They share a last name only, and speak for different countries."""
    return other_country(a, b) and not (_fulls(a) and _fulls(b))


def nobody_in_particular(a: Identity, b: Identity) -> bool:
    """Many countries have such a body, and it is not said whose it is."""
    return any(n.is_generic and not n.country for one in (a, b) for n in bodies(one))


def other_body(a: Identity, b: Identity) -> bool:
    """Their names have nothing in common that would make them one."""
    return not any(
        feature(a, b) for feature in (same_words, abbreviation, near_words, described_and_named)
    )


# --- Persons ---------------------------------------------------------------------------------
def same_full_name(a: Identity, b: Identity) -> float:
    """The same full name, the transliteration and titles aside."""
    return 0.95 * (_full_likeness(a, b) is Likeness.SAME)


def close_full_name(a: Identity, b: Identity) -> float:
    """Full names that differ by vowels of one part, as two languages write one name."""
    return 0.78 * (_full_likeness(a, b) is Likeness.CLOSE)


def similar_full_name(a: Identity, b: Identity) -> float:
    """Full names that share a part, the other parts being similar."""
    return 0.3 * (_full_likeness(a, b) is Likeness.SIMILAR)


def last_name_of_full_name(a: Identity, b: Identity) -> float:
    """One is called by last name only, and it is the other's."""
    return 0.55 * (bool(_fulls(a)) != bool(_fulls(b)) and _share_a_name(a, b))


def only_last_names(a: Identity, b: Identity) -> float:
    """Both are called by the same last name only."""
    return 0.45 * (not _fulls(a) and not _fulls(b) and _share_a_name(a, b))


def persons_country(a: Identity, b: Identity) -> float:
    """They speak for the same country."""
    return 0.2 * bool(country(a) and country(a) == country(b))


def persons_other_country(a: Identity, b: Identity) -> float:
    """They are said to speak for different countries."""
    return -0.25 * other_country(a, b)


def role_agrees(a: Identity, b: Identity) -> float:
    """Their offices agree."""
    ours, theirs = role_words(a.role), role_words(b.role)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 0.2
    return 0.15 if ours <= theirs or theirs <= ours else 0.0


def role_differs(a: Identity, b: Identity) -> float:
    """Their offices differ."""
    ours, theirs = role_words(a.role), role_words(b.role)
    if not ours or not theirs or ours <= theirs or theirs <= ours:
        return 0.0
    return -0.1 if _fulls(a) and _fulls(b) else -0.3


def same_story(a: Identity, b: Identity) -> float:
    """The articles they are quoted in are about the same names."""
    own = {word for one in (a, b) for name in one.names for word in words_of(name)}
    ours, theirs = ({n for n in one.story if n.casefold() not in own} for one in (a, b))
    shared = len(ours & theirs)
    part = shared / min(len(ours), len(theirs)) if ours and theirs else 0.0
    if shared >= 4 and part >= 0.6:
        return 0.3
    return 0.15 if shared >= 3 and part >= 0.4 else 0.0


def country_in_story(a: Identity, b: Identity) -> float:
    """The country of one is named in the articles of the other."""
    ours, theirs = country(a), country(b)
    if bool(ours) == bool(theirs):
        return 0.0
    return 0.1 * ((ours in b.story) if ours else (theirs in a.story))


# --- Bodies ----------------------------------------------------------------------------------
def same_words(a: Identity, b: Identity) -> float:
    """The same words, their order, the spelling and the country aside."""
    return 0.9 * any(_folded(x) == _folded(y) for x, y in _pairs_of_bodies(a, b))


def abbreviation(a: Identity, b: Identity) -> float:
    """One is the initials of the other."""
    if same_words(a, b):
        return 0.0
    return 0.85 * any(
        x.acronym in y.initials or y.acronym in x.initials
        for x, y in _pairs_of_bodies(a, b)
        if x.acronym or y.acronym
    )


def near_words(a: Identity, b: Identity) -> float:
    """The same words but for a letter or two."""
    if same_words(a, b) or abbreviation(a, b):
        return 0.0
    return 0.75 * any(_is_near(x, y) for x, y in _pairs_of_bodies(a, b))


def described_and_named(a: Identity, b: Identity) -> float:
    """One is described by what it is, the other is named."""
    if same_words(a, b) or not (country(a) and country(a) == country(b)):
        return 0.0
    return 0.6 * any(
        (x.described_as and x.described_as in y.words)
        or (y.described_as and y.described_as in x.words)
        for x, y in _pairs_of_bodies(a, b)
    )


def bodies_country(a: Identity, b: Identity) -> float:
    """They belong to the same country."""
    return 0.1 * bool(country(a) and country(a) == country(b))


def one_country(a: Identity, b: Identity) -> float:
    """Only one of them is said to belong to a country."""
    return -0.1 * (bool(country(a)) != bool(country(b)))


def medium_and_body(a: Identity, b: Identity) -> float:
    """One is a news medium, the other is not called one."""
    return -0.05 * (a.kind != b.kind and SpeakerKind.MEDIUM in (a.kind, b.kind))


def same_country_itself(a: Identity, b: Identity) -> float:
    """The same country."""
    return 1.0 * bool(a.country and a.country == b.country)


# --- What they look at -----------------------------------------------------------------------
def country(one: Identity) -> str:
    """The country a speaker belongs to, by its own word or by its name."""
    if one.kind in (SpeakerKind.PERSON, SpeakerKind.COUNTRY):
        return one.country
    return next((n.country for n in bodies(one) if n.country), one.country)


def bodies(one: Identity) -> list[BodyName]:
    """The names of a speaker, read as names of bodies."""
    return [body_name(name, one.kind, one.country) for name in one.names]


@lru_cache(maxsize=8192)
def role_words(role: str) -> frozenset[str]:
    """What an office is, whose and for what: countries by their name, small words and "Mr." left out."""
    text, said = straight(role), set()
    for mention in reversed(country_mentions(text, 0, len(text))):
        said.add(mention.country.casefold())
        text = text[: mention.start] + " " + text[mention.end :]
    words = (w for word in words_of(text) for w in v.SAME_WORD.get(word, word).split())
    return frozenset(said | {w for w in words if w not in v.ROLE_FILLERS | v.COURTESY})


def _class(one: Identity) -> str:
    if one.kind in (SpeakerKind.PERSON, SpeakerKind.COUNTRY, SpeakerKind.REPORTS):
        return str(one.kind.value)
    unnamed = one.members or any(is_unnamed(one.kind, n) for n in bodies(one))
    return "people" if unnamed else "body"


def _names(one: Identity) -> list[PersonName]:
    return [person_name(name) for name in one.names]


def _fulls(one: Identity) -> list[PersonName]:
    return fullest(_names(one))


def _full_likeness(a: Identity, b: Identity) -> Likeness:
    pairs = [names_alike(x, y) for x in _fulls(a) for y in _fulls(b)]
    return max(pairs, default=Likeness.DIFFERENT)


def _share_a_name(a: Identity, b: Identity) -> bool:
    """True when every single name fits every full one, or two single names are the same."""
    ours, theirs = _fulls(a), _fulls(b)
    if bool(ours) == bool(theirs):
        return any(shares_an_end(x, y) for x in _names(a) for y in _names(b) if not ours)
    full, single = (ours, b) if ours else (theirs, a)
    return all(shares_an_end(name, other) for name in _names(single) for other in full)


def _pairs_of_bodies(a: Identity, b: Identity) -> list[tuple[BodyName, BodyName]]:
    return [(x, y) for x in bodies(a) for y in bodies(b)]


def _folded(body: BodyName) -> tuple[str, ...]:
    return tuple(sorted(folded(word) for word in body.words))


def _is_near(a: BodyName, b: BodyName) -> bool:
    if sorted(map(skeleton, a.words)) != sorted(map(skeleton, b.words)):
        return False
    return Levenshtein.normalized_similarity(" ".join(_folded(a)), " ".join(_folded(b))) >= _NEAR
