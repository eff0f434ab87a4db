"""One person killed or hurt, in an article that is about it: "a 17-year-old boy was shot and killed".

"A man" is no figure in general, as it is said of many people in passing. It is one when the headline or
first words of an article tell of somebody's harm and no number of victims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claims.extraction.types import ExtractedAssertion, Sentence, Stance
from claims.extraction.words import choice, word_list
from claims.figures import Figure, Quantifier

HARM = ("killed", "wounded", "casualties")
# So many sentences tell what an article is about, the first ones whether it is about harm.
_HEAD, _LEAD = 15, 3
# How far from what happened, in characters, the one is named to whom it did.
_NEAR, _NAMED = 170, 60
_UNREAL = re.compile(
    r"\b(?:if|could|might|would|may|threatened|tried|wanted|nearly|almost)\b[^.]{0,30}$", re.I
)
_AGE = r"(?:\w+-(?:and-a-half-)?|\d+[- ])(?:year|month|week|day)s?[- ]old"
# What may stand between somebody and what happened to them: ages, clauses between commas, "was".
_BETWEEN = re.compile(
    r"(?:,? \(?\d{1,3}\)?(?=,)|, (?!(?:and|but|who)\b)[^.;]{2,70}(?=,)|,? (?:who|whom|that)\b|,? (?:of|from|in|inside|at) [^,.;]{2,45},?)*,?"
    r"(?: (?:was|were|is|has|had|have|been|being|be|got|later|also|apparently|allegedly|accidentally|unintentionally|"
    r"reportedly|then|both|critically|seriously|severely|badly|either|and|remains?|listed|found|left|taken to [^.;]{2,40}))* ?",
    re.I,
)
_ADVERBS = re.compile(
    r"(?: (?:and|then|accidentally|allegedly|apparently|unintentionally|fatally|early|late|last|this|yesterday|tonight|to|death|"
    r"of|\w+day|week|month|morning|afternoon|evening|night))* ",
    re.I,
)
# What may belong to the words for somebody, before the noun.
_LEAD_WORDS = re.compile(
    r"(?:\b(?:an?|the|his|her|their|another|one|[\w-]+'s) )?"
    r"(?:\b(?!(?:of|in|and|was|by|to|the|an?|his|her|their|that|who|for|with|from|said|shot|killed)\b)[\w.-]+ ){0,3}$",
    re.I,
)
_SELF = re.compile(r" (?:and killed |to )?(?:himself|herself|themselves)\b")
_IS_DEATH = re.compile(r"(?: \w+)?(?:,? and)? (?:killed|to death|dead)\b", re.I)


@dataclass(frozen=True, slots=True)
class Victim:
    """One person at `start:end` of the text to whom `type` happened."""

    type: str
    start: int
    end: int


def victims(
    view: str, title: str, sentences: list[Sentence], found: Iterable[ExtractedAssertion]
) -> Iterator[tuple[Sentence, Victim]]:
    """The first person killed and the first one hurt that the head of an article tells of."""
    head = sentences[:_HEAD]
    told = f"{title}\n" + " ".join(view[s.start : s.end] for s in head[:_LEAD])
    if not head or not _cue("about").search(told):
        return
    end = head[-1].end
    if any(a.type in HARM and a.stance is Stance.ASSERTS and a.start < end for a in found):
        return
    for type_key in ("killed", "wounded"):
        for sentence in head:
            if victim := _victim(view, sentence, type_key):
                yield sentence, victim
                break


def figure_of(words: str) -> Figure:
    """One person, in the words of the text."""
    return Figure(words[:200], Quantifier.EXACT, Decimal(1), Decimal(1), "people")


def _victim(view: str, sentence: Sentence, type_key: str) -> Victim | None:
    """The one that the sentence says was killed, or hurt and not killed."""
    is_death = type_key == "killed"
    suffered, done, noun = (
        ("killed", "kills", "deaths") if is_death else ("wounded", "wounds", "injuries")
    )
    stop = sentence.end
    for lists, find in (((suffered,), _before), ((done, noun), _behind)):
        for cue in _cue(*lists).finditer(view, sentence.start, stop):
            if not is_death and _is_of_death(view, cue, stop):
                continue
            if _UNREAL.search(view, max(sentence.start, cue.start() - 60), cue.start()):
                continue
            if span := find(view, sentence, cue):
                return Victim(type_key, *span)
    return None


def _is_of_death(view: str, cue: re.Match[str], stop: int) -> bool:
    """True for "shot" in "fatally shot" and in "shot to death"."""
    fatally = (
        view[max(0, cue.start() - 9) : cue.start()].lower().endswith(("fatally ", "mortally "))
    )
    return fatally or _IS_DEATH.match(view, cue.end(), stop) is not None


def _before(view: str, sentence: Sentence, cue: re.Match[str]) -> tuple[int, int] | None:
    """Who stands before "was killed"; the nearest one that nothing else is said of."""
    start = max(sentence.start, cue.start() - _NEAR)
    for person in reversed(_persons(view, start, cue.start())[-4:]):
        if _BETWEEN.fullmatch(view, person[1], cue.start()):
            return person
    return None


def _behind(view: str, sentence: Sentence, cue: re.Match[str]) -> tuple[int, int] | None:
    """Who stands behind "killed" or "the death of"; with "killed himself", who stands before it."""
    if _SELF.match(view, cue.end(), sentence.end):
        return _before(view, sentence, cue)
    gap = _ADVERBS.match(view, cue.end(), sentence.end)
    if gap is None:
        return None
    named = _persons(view, gap.end(), min(sentence.end, gap.end() + _NAMED))
    return named[0] if named and named[0][0] <= gap.end() + 1 else None


@cache
def _cue(*lists: str) -> re.Pattern[str]:
    words = "|".join(choice("single", name) for name in lists)
    return re.compile(rf"\b(?:{words})(?!\w)", re.I)


def _persons(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """Everybody that a stretch names by noun, by age, or by name and age."""
    found = []
    for match in _person().finditer(view, start, end):
        lead = _LEAD_WORDS.search(view, max(start, match.start() - 60), match.start())
        found.append((lead.start() if lead and not match["name"] else match.start(), match.end()))
    return found


@cache
def _person() -> re.Pattern[str]:
    nouns = "|".join(word_list("single", "nouns"))
    name = r"\b[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?=,? (?:who is |age )?\(?\d{1,3}\b)"
    return re.compile(rf"(?P<name>{name})|\b(?i:{nouns})\b|\b(?i:{_AGE})\b(?! \w+ (?i:{nouns})\b)")
