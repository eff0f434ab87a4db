"""Reading the noun phrase before or after a reporting verb as one or more speakers."""

from __future__ import annotations

import re

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.names import NameBook, person_name
from claims.extraction.countries import country_mentions, country_names
from claims.extraction.types import SpeakerKind, SpeakerMention

_DETERMINER = re.compile(r"^(?:the|its|his|her|their|our)\s+", re.I)
_TRAILING = re.compile(
    r"\s+(?:reports?|estimates?|assessments?|statements?|briefings?|announcements?)$", re.I
)
_INSIDE_BODIES = frozenset(["of", "for", "the", "and", "on", "to", "at"])
# "The monitor", "the group": what is said of a body named just before.
_DESCRIBES_BODY = re.compile(
    r"^(?:[Tt]he|[Tt]hat|[Tt]his) (?:[a-z]+ )*(?:monitor|group|think tank|organi[sz]ation|agency|charity|"
    r"watchdog|institute|company|body|union|ministry|embassy|department|newspaper|outlet|statement|report)$"
)
_AND = re.compile(r"\s*(?:,\s*and|,|\band\b|\bor\b)\s+")
_REPORTS = re.compile(
    r"^(?:(?:some|several|other|recent|multiple|various|unconfirmed|initial|early|the|news|press|media) )*reports?$",
    re.I,
)


def read_speakers(
    phrase: str, start: int, book: NameBook, last_person: str, last_body: str
) -> tuple[SpeakerMention, ...]:
    """The speakers that `phrase`, found at `start`, names; empty when it names none.

    `last_person` and `last_body` are whom "he" and "it" or "they" stand for.
    """
    phrase = phrase.strip(" ,'\"")
    if not phrase:
        return ()
    parts = _joint(phrase)
    found = []
    for part in parts:
        offset = start + max(0, phrase.find(part))
        if mention := _one(part, offset, book, last_person, last_body):
            found.append(mention)
    return tuple(found)


def _joint(phrase: str) -> list[str]:
    """Several speakers joined by "and", each with a head of its own; else the phrase whole."""
    pieces = [p for p in _AND.split(phrase) if p]
    if len(pieces) > 1 and all(_has_head(p) for p in pieces):
        return pieces
    return [phrase]


def _has_head(piece: str) -> bool:
    words = piece.split()
    last = words[-1].lower().removesuffix("'s") if words else ""
    if (
        last
        in lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | lexicon.OFFICE_NOUNS | lexicon.MEDIA_NOUNS
    ):
        return True
    name = country_names().get(_DETERMINER.sub("", piece))
    if name:
        return name.form in ("name", "capital")
    return words[-1][:1].isupper() and words[-1] not in country_names() if words else False


def _one(
    part: str, start: int, book: NameBook, last_person: str, last_body: str
) -> SpeakerMention | None:
    part = part.strip(" ,")
    low = part.lower()
    end = start + len(part)
    if low in lexicon.PRONOUNS_PERSON:
        return _office(last_person, part, "", start, end, book) if last_person else None
    if low in lexicon.PRONOUNS_GROUP:
        if not last_body:
            return None
        return SpeakerMention(last_body, part, _body_kind(last_body), start, end)
    if _REPORTS.match(low):
        return SpeakerMention("reports", part, SpeakerKind.REPORTS, start, end)
    if last_body and _DESCRIBES_BODY.match(re.sub(r"\b[A-Z.]+-based ", "", part)):
        return SpeakerMention(last_body, part, _body_kind(last_body), start, end)
    if low.split()[0] in lexicon.CALENDAR | {
        "i",
        "we",
        "you",
        "who",
        "which",
        "that",
        "this",
        "there",
    }:
        return None
    return (
        _country(part, start, end)
        or _person(part, start, end, book)
        or _office_holder(part, start, end, book)
        or _body(part, start, end, book)
    )


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
        if not bare[:1].isupper() or bare.lower().strip(".") in lexicon.TITLES | lexicon.CALENDAR:
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
    if words[0] in ("a", "an", "another", "one", "some"):
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
    """ "Western, South Korean and Ukrainian intelligence agencies" has three members."""
    mentions = country_mentions(name, 0, len(name))
    adjectives = [m for m in mentions if m.form == "adjective"]
    if len(adjectives) < 2 or kind is not SpeakerKind.GROUP:
        return ()
    noun = name[adjectives[-1].end :].strip()
    return tuple(f"{name[m.start : m.end]} {noun}" for m in adjectives)


def _side(text: str) -> str:
    mentions = country_mentions(text, 0, len(text))
    return mentions[0].country if mentions else ""
