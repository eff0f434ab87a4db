"""Names of bodies and of unnamed groups: whose they are, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.countries import country_mentions
from claims.extraction.types import SpeakerKind
from claims.identity import vocabulary as v
from claims.identity.words import plain, straight, words_of


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body or group. `words` are what is left of the name without its country, in order.

    `initials` are what it may be abbreviated to; `acronym` is set when the name is one itself.
    """

    country: str
    words: tuple[str, ...]
    initials: frozenset[str] = frozenset()
    acronym: str = ""
    is_single: bool = False

    @property
    def is_people(self) -> bool:
        """Unnamed people: "officials", "a spokesman for the ministry"."""
        return self.is_single or not v.PEOPLE.isdisjoint(self.words)

    @property
    def is_generic(self) -> bool:
        """Says what it is and not which: "police", "the defence ministry"."""
        return not self.acronym and v.GENERIC.issuperset(self.words)

    @property
    def described_as(self) -> str:
        """What it is, when it is only described: "intelligence" for any country's service."""
        for topic, ways in v.DESCRIBED_AS.items():
            if topic in self.words and ways.issuperset(self.words):
                return topic
        return ""


@lru_cache(maxsize=16384)
def body_name(text: str, kind: SpeakerKind, affiliation: str = "") -> BodyName:
    """Read the name of a body, group or medium; `affiliation` is its country, if the name has none."""
    name = straight(text)
    if known := v.METONYMS.get(" ".join(w for w in words_of(name) if w not in v.DETERMINERS)):
        return BodyName(known[0], tuple(known[1].split()))
    country, rest = _without_country(name)
    words = [v.SAME_WORD.get(w, w) for w in words_of(rest)]
    is_single = bool(words) and words[0] in v.SINGLE and kind is SpeakerKind.GROUP
    content = tuple(_content(words, kind))
    acronym = _acronym(rest, content)
    long_form = v.LONG_FORMS.get(acronym)
    return BodyName(
        country or affiliation,
        tuple(long_form.split()) if long_form else content,
        _initials(name, rest),
        "" if long_form else acronym,
        is_single,
    )


def _without_country(name: str) -> tuple[str, str]:
    """The country a name begins with or holds first, and the rest. A capital names a country and
    stays a part of the name: "Kyiv police" are not Ukraine's."""
    mentions = country_mentions(name, 0, len(name))
    if not mentions:
        return "", name
    first = mentions[0]
    if first.form == "capital":
        return first.country, name
    rest = f"{name[: first.start]} {name[first.end :].removeprefix(chr(39) + 's')}"
    return (first.country, rest) if words_of(rest) else ("", name)


def _content(words: list[str], kind: SpeakerKind) -> list[str]:
    """The words that tell one body from another."""
    while words and (words[0] in v.DETERMINERS or words[0] in v.UNNAMED):
        words = words[1:]
    kept = [w for w in words if w not in v.SMALL and w not in v.UNNAMED]
    if not v.MINISTERIAL.isdisjoint(kept):
        kept = [w for w in kept if w not in v.OPTIONAL] or kept
    if kind is SpeakerKind.MEDIUM:
        kept = [w for w in kept if w not in v.MEDIUM_WORDS] or kept
    if "intelligence" in kept and v.DESCRIBED_AS["intelligence"].issuperset(kept):
        return ["intelligence"]
    return kept


def _acronym(rest: str, content: tuple[str, ...]) -> str:
    bare = straight(rest).removeprefix("the ").removeprefix("The ").replace(".", "").strip()
    is_acronym = len(content) == 1 and 2 <= len(bare) <= 7 and bare.isalpha() and bare.isupper()
    return bare.lower() if is_acronym else ""


def _initials(name: str, rest: str) -> frozenset[str]:
    """With and without the country in front, with and without the small words."""
    found = set()
    for text in (name, rest):
        words = [w for w in plain(text).replace("-", " ").split() if w not in ("the", "s")]
        found.add("".join(w[0] for w in words if w not in v.SMALL))
        found.add("".join(w[0] for w in words))
    return frozenset(i for i in found if 3 <= len(i) <= 7)
