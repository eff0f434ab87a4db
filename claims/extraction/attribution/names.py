"""The people and bodies of one article: who "Hoffman", "the envoy" and "the ministry" are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.attribution import lexicon
from claims.extraction.countries import country_names
from claims.extraction.types import Sentence

_RUN = re.compile(
    r"\b[A-Z][\w'-]*[a-z][\w'-]*(?:(?: [A-Z]\.)? (?:al-|bin |de |van |von |der )?[A-Z][\w'-]*[a-z][\w'-]*){1,4}"
)
_CAPITAL = re.compile(r"\b[A-Z][\w'-]+")
_BODY = re.compile(
    r"\b[A-Z][\w.-]*(?:'s)?(?: [A-Z][\w-]*(?:'s)?){0,4}(?: (?:own|main|military|foreign|defen[cs]e|interior|health|spy|intelligence|"
    r"human|rights|water|emergency)){0,2} (?:[Mm]inistry|[Ss]ervice|[Aa]gency|[Ee]mbassy|[Ii]nstitute|[Cc]ommission|[Cc]ouncil|"
    r"[Dd]epartment|[Aa]uthority|[Uu]niversity|[Cc]ommittee|[Hh]ospital|[Cc]ompany)\b"
)
_THE = re.compile(r"^[Tt]he ")
_TITLE = re.compile(
    r"^(?:(?:"
    + "|".join(sorted(map(re.escape, lexicon.TITLES), key=len, reverse=True))
    + r")(?![\w-])\.? )+",
    re.I,
)
_ACRONYM = re.compile(r"\b((?:[A-Z][\w'-]+ (?:for |of |the |and |on )*){2,6})\(([A-Z]{2,7})\)")
_OFFICE = "(?:" + "|".join(sorted(lexicon.OFFICE_NOUNS)) + ")"
_OF_WHERE = r"(?: (?:to|of|in|for|at) (?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})?"
# "Kenya's ambassador to Chad, Jane Doe", "Ambassador Jane Doe".
_BEFORE_NAME = re.compile(
    rf"((?:[A-Z][\w'.-]*|[a-z][a-z'-]*)(?: (?:[A-Z][\w'.-]*|[a-z][a-z'-]*)){{0,4}}? )?"
    rf"\b((?i:{_OFFICE}){_OF_WHERE}),? ?$"
)
# "Jane Doe, the Kenyan ambassador to Chad,".
_AFTER_NAME = re.compile(
    rf"(?:'s)?, (?:the |a |an )?((?:[\w'.-]+ ){{0,6}}?(?i:{_OFFICE})(?![\w]){_OF_WHERE})"
)


@dataclass(slots=True)
class NameBook:
    """Full names by last name, persons by office, the words of each person's office as the article
    gives them first ("kenya's ambassador to chad"), bodies by acronym. `bodies` and `places` are where bodies and
    persons are named, in order."""

    full_names: dict[str, str] = field(default_factory=dict)
    offices: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)

    def full(self, name: str) -> str:
        """The fullest form of a person's name that the article uses."""
        last = name.split()[-1].removesuffix("'s")
        known = self.full_names.get(last, "")
        return (
            known
            if len(known) > len(name) and name.split()[0] in (last, known.split()[0])
            else name
        )

    def in_office(self, office: str) -> str:
        """The one person the article introduces with this office; empty when none or several."""
        persons = Counter(self.offices.get(office, ()))
        return persons.most_common(1)[0][0] if persons else ""


def name_book(view: str, sentences: Sequence[Sentence]) -> NameBook:
    """Read the names of an article once; headlines, where every word is capital, tell none."""
    book = NameBook()
    counts: Counter[str] = Counter()
    for sentence in sentences:
        if _is_headline(view[sentence.start : sentence.end]):
            continue
        for match in _RUN.finditer(view, sentence.start, sentence.end):
            name = person_name(match[0])
            if name:
                counts[name] += 1
                _note_office(book, view, match, name)
    for name, _count in sorted(counts.items(), key=lambda item: (item[1], len(item[0]))):
        book.full_names[name.split()[-1].removesuffix("'s")] = name
    _note_bodies(book, view, sentences)
    book.places = _places(view, sentences, book)
    for match in _ACRONYM.finditer(view):
        full = match[1].strip()
        initials = "".join(word[0] for word in full.split() if word[0].isupper())
        if initials == match[2]:
            book.acronyms[match[2]] = full
    return book


def _note_bodies(book: NameBook, view: str, sentences: Sequence[Sentence]) -> None:
    """ "Kenya's water ministry": what "the ministry" will stand for."""
    for sentence in sentences:
        for match in _BODY.finditer(view, sentence.start, sentence.end):
            book.bodies.append((match.start(), _THE.sub("", match[0])))


def _places(view: str, sentences: Sequence[Sentence], book: NameBook) -> list[tuple[int, str]]:
    return [
        (match.start(), book.full_names[match[0].removesuffix("'s")])
        for sentence in sentences
        for match in _CAPITAL.finditer(view, sentence.start, sentence.end)
        if match[0].removesuffix("'s") in book.full_names
    ]


def _is_headline(text: str) -> bool:
    words = [w for w in text.split() if len(w) > 3]
    return len(words) > 3 and sum(w[:1].isupper() for w in words) > 0.7 * len(words)


def person_name(run: str) -> str:
    """A capitalised run without its titles, if two or three words of a name are left."""
    bare = _TITLE.sub("", run).removesuffix("'s")
    words = bare.split()
    if not 2 <= len(words) <= 4:
        return ""
    lowered = [w.lower().removesuffix("'s") for w in words]
    if lowered[0] in lexicon.LEAD_INS or set(lowered) & (
        lexicon.CALENDAR | lexicon.BODY_NOUNS | lexicon.MEDIA_NOUNS
    ):
        return ""
    if lowered[-1] in lexicon.PLACE_NOUNS:
        return ""
    if any(n in country_names() for n in (bare, words[0], words[-1], " ".join(words[:2]))):
        return ""
    if lowered[-1] in lexicon.OFFICE_NOUNS or words[0].endswith("'s"):
        return ""
    return bare


def _note_office(book: NameBook, view: str, match: re.Match[str], name: str) -> None:
    start = match.start() + match[0].find(name)
    stretch = re.split(r"[.;:\"]", view[max(0, start - 60) : start])[-1]
    roles = []
    if _names_office(stretch) and (before := _BEFORE_NAME.search(stretch)):
        roles.append(f"{_owner(before[1] or '')}{before[2]}")
    if after := _AFTER_NAME.match(view, start + len(name)):
        roles.append(after[1])
    for role in roles:
        book.roles.setdefault(name, role.strip())
        words = {w.lower() for w in re.findall(r"[A-Za-z]+", role)}
        for row in lexicon.OFFICES:
            if row & words:
                for synonym in row:
                    book.offices.setdefault(synonym, []).append(name)


def _names_office(stretch: str) -> bool:
    return not lexicon.OFFICE_NOUNS.isdisjoint(re.findall(r"[a-z]+", stretch.lower()))


def _owner(words: str) -> str:
    """Of the words before an office, those that say whose it is: "Russia's", "the Russian"."""
    kept: list[str] = []
    for word in reversed(words.split()):
        is_owner = word[0].isupper() and word.lower() not in lexicon.LEAD_INS
        if not is_owner and word.lower() not in lexicon.TITLES:
            break
        kept.insert(0, word)
    return " ".join([*kept, ""])
