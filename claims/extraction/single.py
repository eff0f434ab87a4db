"""One person killed or hurt, in an article that is about it: "a 31-year-old ferryman was shot and killed".

"A man" is no figure in general, as it is said of many people in passing. It is one when the headline or
first words of an article tell of somebody's harm and no number of victims comes before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    r"(?:,? \(?\d{1,3}\)?(?=,)|, (?!(?:and|but|who)\b)[^.;]{2,70}(?=,)|,? (?:who|whom|that)\b|,? (?:of|from|in|inside|at) [^,.;]{2,45},?"
    r"|,? (?:who )?(?:(?:was|had|been|\w+ly) )*(?:shot|injured|wounded|hurt|struck|hit|stabbed|burned)\b[^.;]{2,60}?(?= (?:and|has|had|was|later|died|dies)\b)"
    r"|,? \w+ing [^,.;]{2,50}(?= (?:has|had|was|is|died|dies)\b))*,?"
    r"(?: (?:was|were|is|has|had|have|been|being|be|got|later|also|apparently|allegedly|accidentally|unintentionally|"
    r"reportedly|then|both|just|now|himself|herself|critically|seriously|severely|badly|either|and|remains?|listed|found|left|taken to [^.;]{2,40}))* ?",
    re.I,
)
_ADVERBS = re.compile(
    r"(?: (?:and|then|accidentally|allegedly|apparently|unintentionally|fatally|early|late|last|this|yesterday|tonight|to|death|"
    r"of|involving|\w+day|week|month|morning|afternoon|evening|night))* ",
    re.I,
)
# What may belong to the words for somebody, before the noun.
_LEAD_WORDS = re.compile(
    r"(?:\b(?:an?|the|his|her|their|another|one|[\w-]+'s) )?"
    r"(?:\b(?!(?:of|in|and|was|by|to|the|an?|his|her|their|that|who|for|with|from|said|shot|killed|after|as|when|while|how|on|at|inside|during|outside|near|"
    r"before|since|it|he|she|says?|rules?|ruled|hopes?|investigat\w+|identif\w+|questions?|appeared|charged|killing|hitting|striking)\b)[\w.-]+ ){0,3}$",
    re.I,
)
_SELF = re.compile(r" (?:and killed |to )?(?:himself|herself|themselves)\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|been|being|gets?|got|is)\b")
# Behind a verb of harm it shows that somebody does it: "shot his brothers".
_OBJECT = re.compile(
    r" (?:his|her|their|the|an?|another|two|three|four|five)\b(?! \w*(?:day|time))"
)
# So much of a headline has capitals that names do not stand out in it.
_SMALL_WORDS, _WORDS = re.compile(r"\b[a-z]{3,}"), re.compile(r"\b[^\W\d_]{3,}")
# The death of whom a word belongs to: "the girl's shooting death".
_POSSESSIVE = re.compile(r"'s?(?: [\w-]+){0,3} $")
_NAME = r"\b(?:[A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3})"
_SAYS = re.compile(r"\b(?:that|say|says|said|told|yelled|believe\w*)\b")
# Words that leave no doubt to whom it happened.
_DIES = re.compile(r"di(?:ed|es|ing)|dead|succumbed|passed|takes|took|lost", re.I)
_IS_DEATH = re.compile(r"(?: \w+)?(?:,? and|,)? (?:killed|to death|dead)\b", re.I)


_Find = Callable[[str, Sentence, re.Match[str], re.Pattern[str]], tuple[int, int] | None]


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
    numbers = [a for a in found if a.type in HARM and a.stance is Stance.ASSERTS]
    lead = head[:_LEAD][-1].end
    for type_key in ("killed", "wounded"):
        # How many were hurt leaves room for one who died, but not the other way round.
        stop = min(
            (a.start for a in numbers if type_key == "wounded" or a.type != "wounded"),
            default=head[-1].end,
        )
        if stop >= lead and (told_of := _first(view, head, type_key, stop)):
            yield told_of


def _first(
    view: str, head: list[Sentence], type_key: str, stop: int
) -> tuple[Sentence, Victim] | None:
    """The first one in sentences before `stop`; whom a noun or an age tells of goes before bare names."""
    told = [sentence for sentence in head if sentence.start < stop]
    for persons in (_person(), _named()):
        for sentence in told:
            if persons is _named() and _is_headline(view, sentence):
                continue
            if victim := _victim(view, sentence, type_key, persons):
                return sentence, victim
    return None


def figure_of(words: str) -> Figure:
    """One person, in the words of the text."""
    return Figure(words[:200], Quantifier.EXACT, Decimal(1), Decimal(1), "people")


def _victim(
    view: str, sentence: Sentence, type_key: str, persons: re.Pattern[str]
) -> Victim | None:
    """The one that the sentence says was killed, or hurt and not killed."""
    is_death = type_key == "killed"
    ways: list[tuple[tuple[str, ...], _Find]] = [
        (("killed",) if is_death else ("wounded",), _before),
        (("kills", "deaths") if is_death else ("wounds", "injuries"), _behind),
    ]
    if is_death:
        ways.append((("deaths",), _owner))
    for lists, find in ways:
        for cue in _cue(*lists).finditer(view, sentence.start, sentence.end):
            if not is_death and _is_of_death(view, cue, sentence.end):
                continue
            if _UNREAL.search(view, max(sentence.start, cue.start() - 60), cue.start()):
                continue
            if span := find(view, sentence, cue, persons):
                return Victim(type_key, *span)
    return None


def _is_headline(view: str, sentence: Sentence) -> bool:
    """True for a sentence in headline form: most of its words have capitals."""
    words = len(_WORDS.findall(view, sentence.start, sentence.end))
    return len(_SMALL_WORDS.findall(view, sentence.start, sentence.end)) < words / 3


def _is_of_death(view: str, cue: re.Match[str], stop: int) -> bool:
    """True for "shot" in "fatally shot" and in "shot to death"."""
    fatally = (
        view[max(0, cue.start() - 9) : cue.start()].lower().endswith(("fatally ", "mortally "))
    )
    return fatally or _IS_DEATH.match(view, cue.end(), stop) is not None


def _before(
    view: str, sentence: Sentence, cue: re.Match[str], persons: re.Pattern[str]
) -> tuple[int, int] | None:
    """Who stands before "was killed", unless they are who did it."""
    person = _nearest(view, sentence, cue, persons)
    if person is None or _DIES.match(cue[0]) or _PASSIVE.search(view, person[1], cue.start()):
        return person
    return None if persons is _named() or _does(view, cue, sentence.end) else person


def _nearest(
    view: str, sentence: Sentence, cue: re.Match[str], persons: re.Pattern[str]
) -> tuple[int, int] | None:
    """The nearest one before what happened that nothing else is said of."""
    start = max(sentence.start, cue.start() - _NEAR)
    for person in reversed(_persons(view, start, cue.start(), persons)[-4:]):
        if _BETWEEN.fullmatch(view, person[1], cue.start()):
            return person
    return None


def _does(view: str, cue: re.Match[str], stop: int) -> bool:
    """True when who stands before "shot" did it: somebody stands behind it."""
    is_done = _OBJECT.match(view, cue.end(), stop) is not None
    return is_done or _follows(view, cue.end(), stop, _person()) is not None


def _behind(
    view: str, sentence: Sentence, cue: re.Match[str], persons: re.Pattern[str]
) -> tuple[int, int] | None:
    """Who stands behind "killed" or "the death of"; with "killed himself", who does so."""
    if not _SELF.match(view, cue.end(), sentence.end):
        return _follows(view, cue.end(), sentence.end, persons)
    if found := _nearest(view, sentence, cue, persons):
        return found
    start = max(sentence.start, cue.start() - _NEAR)
    subjects = _persons(view, start, cue.start(), persons)
    is_told = _SAYS.search(view, start, cue.start()) is not None
    return subjects[0] if subjects and not is_told else None


def _owner(
    view: str, sentence: Sentence, cue: re.Match[str], persons: re.Pattern[str]
) -> tuple[int, int] | None:
    """Whose death it is: "the girl's death"."""
    start = max(sentence.start, cue.start() - _NAMED)
    for person in reversed(_persons(view, start, cue.start(), persons)):
        if _POSSESSIVE.fullmatch(view, person[1], cue.start()):
            return person
    return None


def _follows(view: str, start: int, stop: int, persons: re.Pattern[str]) -> tuple[int, int] | None:
    """Who stands right behind `start`, adverbs aside."""
    gap = _ADVERBS.match(view, start, stop)
    if gap is None:
        return None
    named = _persons(view, gap.end(), min(stop, gap.end() + _NAMED), persons)
    return named[0] if named and named[0][0] <= gap.end() + 1 else None


@cache
def _cue(*lists: str) -> re.Pattern[str]:
    words = "|".join(choice("single", name) for name in lists)
    return re.compile(rf"\b(?:{words})(?!\w)", re.I)


def _persons(view: str, start: int, end: int, persons: re.Pattern[str]) -> list[tuple[int, int]]:
    """Everybody that a stretch names by noun, by age, or by name and age; or by name or pronoun alone."""
    found = []
    for match in persons.finditer(view, start, end):
        lead = _LEAD_WORDS.search(view, max(start, match.start() - 60), match.start())
        is_led = lead is not None and persons is _person() and not match["name"]
        found.append((lead.start() if lead and is_led else match.start(), match.end()))
    return found


@cache
def _person() -> re.Pattern[str]:
    nouns = "|".join(word_list("single", "nouns"))
    aged = rf"{_NAME}(?=,? (?:who is |age )?\(?\d{{1,3}}\b)"
    age = rf"\b(?i:{_AGE})\b(?! \w+ (?i:{nouns})\b)"
    # In a headline any word has a capital, so that it would look like a name behind an age.
    return re.compile(
        rf"(?P<name>{aged})|\b(?:{nouns}) {_NAME}|\b(?i:{nouns})\b|\b{_AGE} {_NAME}|{age}"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{_NAME}|\b[Ss]?[Hh]e\b")
