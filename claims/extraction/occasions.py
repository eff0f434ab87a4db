"""On which occasion somebody said something: the interview an article names, and the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from claims.extraction.attribution.media import media_named
from claims.extraction.dates import dates_in
from claims.extraction.view import matching_view

_OCCASION = re.compile(
    r"\b(?:interview|remarks?|comments?|statement|report|column|briefing|press conference|speech|"
    r"podcast|testimony)\b"
)
# What was published, aired or given on a day: "in an interview with Example News, published on 9 May".
_ISSUED = re.compile(
    r"\b(?:published|aired|broadcast|released|issued|given|gave|posted|carried|printed|held|delivered|made)\b"
)
_END = re.compile(r"[.!?][\"']?(?= +[A-Z\"'])|\n")
_HE = re.compile(r"\b(?:he|she|they|his|her|their|it|its)\b", re.I)
# How far before the sentence a name may stand that its pronoun is for.
_BEFORE = 300
_INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_QUOTED = re.compile(r'"([^"]+)(?:"|$)')
FEWEST_QUOTED_WORDS = 8
# Two translations of one quote score above this (0..100, token set ratio), other quotes below.
SAME_QUOTE = 68


@dataclass(frozen=True, slots=True)
class NamedOccasion:
    """What a sentence tells: through which medium, or on which day, something was said; `before` is
    what leads up to the sentence."""

    medium: str
    day: date | None
    sentence: str
    before: str

    def is_of(self, name: str) -> bool:
        """True when the sentence is about the speaker: by name, or by a pronoun for the last one named
        before it."""
        word = name.split()[-1] if name else ""
        if not word:
            return False
        if re.search(rf"\b{re.escape(word)}\b", self.sentence):
            return True
        return bool(_HE.search(self.sentence)) and word in self.before


def occasions_named(text: str, published: date | None) -> tuple[NamedOccasion, ...]:
    """The occasions that an article names, in order."""
    if not _OCCASION.search(text):
        return ()
    view = matching_view(text)
    found = []
    for start, end in _sentences(text, view):
        if not _OCCASION.search(view, start, end):
            continue
        media = media_named(view, start, end)
        day = _day(view, start, end, published)
        if media or day:
            before = view[max(0, start - _BEFORE) : start]
            found.append(NamedOccasion(media[0] if media else "", day, view[start:end], before))
    return tuple(found)


def _sentences(text: str, view: str) -> Iterable[tuple[int, int]]:
    """Rough sentences: a line end, which the view has as a space, ends one too."""
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        at = start
        for match in _END.finditer(view, start, stop):
            yield at, match.end()
            at = match.end()
        if at < stop:
            yield at, stop
        start = stop + 1


def _day(view: str, start: int, end: int, published: date | None) -> date | None:
    """The one day on which what the sentence names was published or given."""
    for issued in _ISSUED.finditer(view, start, end):
        for at, when in dates_in(view, issued.end(), end, published):
            between = view[issued.end() : at]
            is_near = len(between) <= 80 and not re.search(r"[;:]|\bthat\b", between)
            is_past = published is None or when.first <= published
            if is_near and is_past and when.first == when.last:
                return when.first
    return None


def quotes_in(excerpt: str) -> tuple[str, ...]:
    """The words quoted in a sentence, plain: each of at least `FEWEST_QUOTED_WORDS`."""
    view = matching_view(excerpt)
    found = (plain_quote(match[1]) for match in _QUOTED.finditer(view))
    return tuple(q for q in found if len(q.split()) >= FEWEST_QUOTED_WORDS)


def plain_quote(words: str) -> str:
    """Lower-case words of a quote, without what an editor put in brackets."""
    return " ".join(re.findall(r"\w+", _INSERTED.sub(" ", words).casefold()))


def same_quote(first: str, second: str) -> bool:
    """True when two plain quotes are one in two translations."""
    return fuzz.token_set_ratio(first, second) >= SAME_QUOTE
