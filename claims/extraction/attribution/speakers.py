"""Reading the noun phrase before or after a reporting verb as one or more speakers."""

from __future__ import annotations

import re

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.memory import Memory, nouns_of
from claims.extraction.attribution.names import NameBook, person_name
from claims.extraction.countries import country_mentions, country_names
from claims.extraction.types import SpeakerKind, SpeakerMention

_DETERMINER = re.compile(r"^(?:the|its|his|her|their|our)\s+", re.I)
_TRAILING = re.compile(
    r"\s+(?:reports?|estimates?|assessments?|statements?|briefings?|announcements?)$", re.I
)
_ALL = "|".join(sorted(lexicon.CARRIERS, key=len, reverse=True))
_INSIDE_BODIES = frozenset(
    ["of", "for", "the", "and", "on", "to", "at", "in", "from", "with",
     "by", "near", "between", "without", "sans"]
)  # fmt: skip
# "The monitor", "the ministry": a body or a person that was named before.
_DEFINITE = re.compile(r"^(?i:the|that|this|these|those|its|their) ((?:[a-z]+ )*[a-z]+)$")
_DESCRIBES_BODY = re.compile(
    r"^(?:[a-z]+ )*(?:monitor|group|think tank|organi[sz]ation|agency|charity|watchdog|institute|"
    r"company|firm|airline|operator|body|outlet|statement)$"
)
_BUSINESSES = lexicon.BUSINESS_NOUNS | {"operator"}
_PRIVATE = frozenset(["charity", "tank", "watchdog", "monitor"])
_CARRIER = re.compile(
    rf"^(?:(?:the|a|an|its|new|recent|joint|official|latest|early|preliminary|initial|separate|local|{_ALL}) )*"
    rf"(?:{_ALL}) (?:(?:issued|released|compiled|published|made|given|obtained) )?(?:by|from|of) (?P<owner>.+)$",
    re.I,
)
# "Centre for Coastal and Harbour Studies".
_BODY_OF_TWO = re.compile(
    r"\b(?:Cent(?:er|re)|Department|Ministry|Institute|Committee|Commission|Council|Office|Organi[sz]ation|"
    r"Agency|Bureau|Board|Society|Association|Foundation) (?:of|for|on) (?:the )?[A-Z][\w-]*$"
)
_SOMEBODY = "unnamed person"
_NOBODY = frozenset(["i", "we", "you", "who", "which", "that", "this", "there"])
_AND = re.compile(r"\s*(?:,\s*and|,|\band\b|\bor\b)\s+")
_REPORTS = re.compile(
    r"^(?:(?:some|several|other|recent|multiple|various|unconfirmed|initial|early|the|news|press|media) )*reports?$",
    re.I,
)


def read_speakers(
    phrase: str, start: int, book: NameBook, memory: Memory
) -> tuple[SpeakerMention, ...]:
    """The speakers that `phrase`, found at `start`, names; empty when it names none."""
    start += len(phrase) - len(phrase.lstrip(" ,'\""))
    phrase = phrase.strip(" ,'\"")
    if not phrase:
        return ()
    found, at = [], 0
    for part in _joint(phrase, book):
        at = max(at, phrase.find(part, at))
        if mention := _one(part, start + at, book, memory):
            found.append(mention)
    return tuple(found)


def _joint(phrase: str, book: NameBook) -> list[str]:
    """Several speakers joined by "and", each with a head of its own; else the phrase whole."""
    pieces = [p for p in _AND.split(phrase) if p]
    if len(pieces) == 2 and _BODY_OF_TWO.search(pieces[0]) and pieces[1][:1].isupper():
        return [phrase]
    if len(pieces) > 1 and all(_has_head(p, book) for p in pieces):
        return pieces
    return [phrase]


def _has_head(piece: str, book: NameBook) -> bool:
    """True for a piece that could speak alone: "Japan", "officials", "Ann Lee", "Lee" if known."""
    words = piece.split()
    last = words[-1].removesuffix("'s")
    if last.lower() in lexicon.SPEAKING_NOUNS:
        return True
    if name := country_names().get(_DETERMINER.sub("", piece)):
        return name.form in ("name", "capital")
    is_name = last[:1].isupper() and last not in country_names()
    return is_name and (len(words) > 1 or last in book.full_names or last.isupper())


def _one(part: str, start: int, book: NameBook, memory: Memory) -> SpeakerMention | None:
    part = part.strip(" ,")
    if not part or part.lower().split()[0] in lexicon.CALENDAR | _NOBODY:
        return None
    place = (start, start + len(part))
    if part.lower() in lexicon.PRONOUNS:
        return _pronoun(part, place, book, memory)
    return (
        _reports(part, place)
        or _behind_carrier(part, place, book, memory)
        or _named_before(part, place, memory)
        or _country(part, *place)
        or _person(part, *place, book)
        or _office_holder(part, *place, book)
        or _body(part, *place, book)
        or _described(part, place)
    )


def _pronoun(
    part: str, place: tuple[int, int], book: NameBook, memory: Memory
) -> SpeakerMention | None:
    low = part.lower()
    if low in lexicon.PRONOUNS_PERSON:
        if memory.person:
            return _office(memory.person, part, "", *place, book)
        return SpeakerMention(_SOMEBODY, part, SpeakerKind.GROUP, *place)
    if low in lexicon.PRONOUNS_GROUP and memory.body:
        return SpeakerMention(memory.body, part, _body_kind(memory.body), *place)
    return None


def _reports(part: str, place: tuple[int, int]) -> SpeakerMention | None:
    if not _REPORTS.match(part.lower()):
        return None
    return SpeakerMention("reports", part, SpeakerKind.REPORTS, *place)


def _behind_carrier(
    part: str, place: tuple[int, int], book: NameBook, memory: Memory
) -> SpeakerMention | None:
    """ "A statement from the ministry": whose statement it is."""
    match = _CARRIER.match(part)
    if not match:
        return None
    return _one(match["owner"], place[0] + match.start("owner"), book, memory)


def _named_before(part: str, place: tuple[int, int], memory: Memory) -> SpeakerMention | None:
    """ "The ministry", "the officials": who was named so before."""
    match = _DEFINITE.match(re.sub(r"\b[A-Z.]+-based ", "", part))
    if not match:
        return None
    name = memory.meant_by(match[1])
    if not name and _DESCRIBES_BODY.match(match[1]) and _may_describe(match[1], memory.body):
        name = memory.body
    if not name:
        return None
    return SpeakerMention(name, part, _body_kind(name), *place, affiliation=_side(name))


def _may_describe(description: str, name: str) -> bool:
    """False where the nouns of a name say that it is something else: no ministry is "the charity", and no
    Red Cross "the shipping company"."""
    head, nouns = description.split()[-1], set(nouns_of(name))
    if head in _BUSINESSES:
        return nouns <= _BUSINESSES
    return head not in _PRIVATE or not nouns & lexicon.STATE_NOUNS


def _described(part: str, place: tuple[int, int]) -> SpeakerMention | None:
    """Anybody else who is said to have spoken: "a young shopkeeper"."""
    name = _DETERMINER.sub("", part)
    return SpeakerMention(name, part, SpeakerKind.GROUP, *place, affiliation=_side(name))


def _country(part: str, start: int, end: int) -> SpeakerMention | None:
    bare = _DETERMINER.sub("", part)
    name = country_names().get(bare) or country_names().get(part)
    if name is None or name.form not in ("name", "capital"):
        return None
    return SpeakerMention(bare, part, SpeakerKind.COUNTRY, start, end, affiliation=name.country)


def _person(part: str, start: int, end: int, book: NameBook) -> SpeakerMention | None:
    words = part.replace(",", " ").split()
    run: list[str] = []
    for word in reversed(words):
        bare = word.removesuffix("'s")
        if bare.lower() in _INSIDE_BODIES and run:
            return None
        low = bare.lower().strip(".")
        if not bare[:1].isupper() or low in lexicon.TITLES | lexicon.CALENDAR:
            break
        if run and low in lexicon.OFFICE_NOUNS | lexicon.PERSON_NOUNS:
            break
        if (
            bare.lower()
            in lexicon.BODY_NOUNS | lexicon.MEDIA_NOUNS | lexicon.GROUP_NOUNS | lexicon.OFFICE_NOUNS
        ):
            return None
        run.insert(0, bare)
    name = " ".join(run)
    if not run or country_mentions(name, 0, len(name)):
        return None
    is_known = run[-1] in book.full_names
    has_title = len(run) < len(words)
    if len(run) == 1 and not is_known and not has_title:
        if name in book.acronyms:
            return SpeakerMention(book.acronyms[name], part, SpeakerKind.ORGANISATION, start, end)
        kind = SpeakerKind.ORGANISATION if name.isupper() else SpeakerKind.PERSON
        return SpeakerMention(name, part, kind, start, end)
    if len(run) > 1 and not is_known and not person_name(name):
        return None
    full = book.full(name)
    title = _DETERMINER.sub("", " ".join(words[: len(words) - len(run)])).strip()
    return _office(full, part, title, start, end, book)


def _office_holder(part: str, start: int, end: int, book: NameBook) -> SpeakerMention | None:
    """ "The envoy", "Russia's ambassador in Pyongyang": the person the article names for it."""
    words = [w.removesuffix("'s").lower() for w in part.split()]
    if words[0] in ("a", "an", "another", "one", "some"):
        return None
    head = next(
        (
            w
            for i, w in enumerate(words)
            if w in lexicon.OFFICE_NOUNS
            and (i + 1 == len(words) or words[i + 1] in ("to", "of", "in", "for", "at"))
        ),
        "",
    )
    if not head:
        return None
    holder = book.in_office(head)
    if not holder:
        return None
    return _office(holder, part, _DETERMINER.sub("", part), start, end, book)


def _office(
    name: str, part: str, title: str, start: int, end: int, book: NameBook
) -> SpeakerMention:
    """A person with the office the mention or the article gives, and the side it speaks for."""
    known = re.sub(r"\s+", " ", _DETERMINER.sub("", book.roles.get(name, "")))
    role = title if _side(title) or not known else known
    return SpeakerMention(
        name, part, SpeakerKind.PERSON, start, end, role=role, affiliation=_side(role)
    )


def _body(part: str, start: int, end: int, book: NameBook) -> SpeakerMention | None:
    bare = _DETERMINER.sub("", part)
    if "intelligence" in bare.lower():
        bare = _TRAILING.sub("", bare)
    words = bare.split()
    lowered = [w.lower().removesuffix("'s").strip(".,") for w in words]
    known = lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | lexicon.OFFICE_NOUNS | lexicon.MEDIA_NOUNS
    if not any(w in known for w in lowered) and not words[0][:1].isupper():
        return None
    if bare in book.acronyms:
        bare = book.acronyms[bare]
    kind = _body_kind(bare)
    return SpeakerMention(
        bare, part, kind, start, end, affiliation=_side(bare), members=_members(bare, kind)
    )


def _body_kind(name: str) -> SpeakerKind:
    words = [w.lower().removesuffix("'s").strip(".,") for w in name.split()]
    head = next(
        (
            w
            for i, w in enumerate(words)
            if i + 1 < len(words)
            and words[i + 1] in ("of", "in", "for", "at", "on", "with", "from", "among")
        ),
        words[-1],
    )
    if head in lexicon.GROUP_NOUNS:
        is_service = head in ("agencies", "intelligence") and "'s" in name
        return SpeakerKind.ORGANISATION if is_service else SpeakerKind.GROUP
    is_somebody = head in lexicon.OFFICE_NOUNS | lexicon.PERSON_NOUNS
    if is_somebody or words[0] in ("a", "an", "another", "one", "some"):
        return SpeakerKind.GROUP
    if words[-1] in lexicon.MEDIA_NOUNS and words[-1] not in (
        "agency",
        "monitor",
        "observer",
        "press",
    ):
        return SpeakerKind.MEDIUM
    if "news" in words or "press" in words:
        return SpeakerKind.MEDIUM
    return SpeakerKind.ORGANISATION


def _members(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """ "Nordic, Kenyan and Chilean intelligence agencies" has three members."""
    mentions = country_mentions(name, 0, len(name))
    adjectives = [m for m in mentions if m.form == "adjective"]
    if len(adjectives) < 2 or kind is not SpeakerKind.GROUP:
        return ()
    noun = name[adjectives[-1].end :].strip()
    return tuple(f"{name[m.start : m.end]} {noun}" for m in adjectives)


def _side(text: str) -> str:
    mentions = country_mentions(text, 0, len(text))
    return mentions[0].country if mentions else ""
