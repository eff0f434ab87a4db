"""Names of persons, compared token by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from claims.identity.transliteration import folded, skeleton
from claims.identity.vocabulary import PARTICLES, TITLES
from claims.identity.words import words_of

# Only a name this long has room for the vowels that transliterations change inside it.
_LONG = 6
_CLOSE = 0.75


class Likeness(IntEnum):
    """How two parts of names stand to each other."""

    DIFFERENT = 0
    SIMILAR = 1
    CLOSE = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, titles and particles left out; `initials` of parts not written out."""

    tokens: tuple[str, ...]
    initials: tuple[str, ...] = ()

    @property
    def is_single(self) -> bool:
        """A last name, or whatever one name the article gives."""
        return len(self.tokens) == 1

    @property
    def ends(self) -> tuple[str, ...]:
        """The first and the last part: one of them is the family's name."""
        return tuple(dict.fromkeys((self.tokens[0], self.tokens[-1])))


@lru_cache(maxsize=16384)
def person_name(text: str) -> PersonName:
    """Read a name: "Gen. Bashar al-Assad’s" has the parts "bashar" and "assad"."""
    words = words_of(text)
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    bare = [w for w in words if w not in PARTICLES] or words
    long = tuple(w for w in bare if len(w) > 1)
    return PersonName(long or tuple(bare) or ("",), tuple(w for w in bare if len(w) == 1))


def titled(name: str) -> tuple[str, str]:
    """The titles before a full name, and the name: "Gen. Ann Lee" is "Gen." and "Ann Lee". A last name
    alone keeps its title."""
    words = name.split()
    count = 0
    while count < len(words) - 2 and words[count].strip(".,").casefold() in TITLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def alike(a: str, b: str) -> Likeness:
    """Two parts of names: the same by the rules of transliteration, close, similar or different."""
    if a == b or folded(a) == folded(b):
        return Likeness.SAME
    if skeleton(a) != skeleton(b):
        return Likeness.DIFFERENT
    first, second = folded(a), folded(b)
    is_vowel = [word[-1] in "aeiou" for word in (first, second)]
    # "Alexander" and "Alexandra", "Daniel" and "Danielle" are two people.
    if is_vowel[0] != is_vowel[1]:
        return Likeness.SIMILAR if min(len(first), len(second)) > _LONG else Likeness.DIFFERENT
    near = Levenshtein.normalized_similarity(first, second)
    if min(len(first), len(second)) >= _LONG and near >= _CLOSE:
        return Likeness.CLOSE
    return Likeness.SIMILAR if near >= _CLOSE else Likeness.DIFFERENT


def names_alike(a: PersonName, b: PersonName) -> Likeness:
    """Two names of two parts or more, the parts in any order.

    Parts that only one of them has (middle names) are ignored, as long as two parts are shared;
    when both have a part of their own, they are different people.
    """
    shorter, longer = sorted((a.tokens, b.tokens), key=lambda t: (len(t), t))
    found: list[Likeness] = []
    left = list(longer)
    for token in shorter:
        best = max(left, key=lambda other: (alike(token, other), other), default="")
        how = alike(token, best) if best else Likeness.DIFFERENT
        if how is Likeness.DIFFERENT:
            return Likeness.DIFFERENT
        left.remove(best)
        found.append(how)
    if len(found) < 2 or max(found) < Likeness.SAME:
        return Likeness.DIFFERENT
    return min(found)


def shares_an_end(single: PersonName, full: PersonName) -> bool:
    """True when a single name is the first or last part of a full one, initials agreeing."""
    if not any(alike(single.tokens[0], end) is Likeness.SAME for end in full.ends):
        return False
    given = {token[:1] for token in full.tokens} | set(full.initials)
    return all(initial in given for initial in single.initials)


def fullest(names: Sequence[PersonName]) -> list[PersonName]:
    """Those of several names that have more than one part."""
    return [name for name in names if not name.is_single]
