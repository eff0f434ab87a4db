"""Finding, in one sentence's shape, the facts that the catalogue's patterns describe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.catalogue import ClaimType, FigureRule
from claims.catalogue.loading import BARE, COUNTED, COUNTRY
from claims.catalogue.things import MONEY, PEOPLE, Things
from claims.catalogue.types import Pattern
from claims.extraction.clues import Candidates
from claims.extraction.phrase import Phrase
from claims.extraction.shape import Shape, Shapes
from claims.extraction.types import Modality

_RATE = re.compile(r"^,? (?:a|an|per|every|each) (?:day|week|month|year|hour|night|minute)\b")
# What is only imagined, wanted, asked for or talked about.
_UNREAL = re.compile(
    r"\b(?:could|would|might|can|cannot|can't|couldn't|wouldn't|if|unless|whether|threat\w*|risks?|vow\w* to|how many|"
    r"potentially|any|wants?|wanted|urg(?:es?|ed|ing)|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing)? (?:for|\S+ to)|"
    r"convinc\w+|persuad\w+|possib(?:ility|ly)|prospects?|discuss\w*|consider\w*|propos\w+|seek(?:s|ing)? to|"
    r"sought to|hop(?:es?|ed|ing)|refus\w+ to|not to|to not|negotiat\w+|demand\w*|request\w*|offer(?:s|ed|ing)? to|"
    r"needs? to|capable of|able to|ability to|interested in|intent(?:ion)? (?:to|of)|try(?:ing)? to|tried to|"
    r"attempt(?:s|ed|ing)? to|warn(?:s|ed|ing)? (?:of|against)|ready to|willing(?:ness)? to|likely to)(?: \S+){0,8}$|\b(?:could|would|might)\b.*\b(?:and|but|or)$"
)
_PLANNED = re.compile(
    r"\b(?:will|plan\w* to|plans? for|is to|are to|set to|expected to|prepar\w+ to|intend\w* to|"
    r"agreed to|agreement to|deal to|promis\w+ to|pledg\w+ to|about to|due to be|going to)(?: \S+){0,4}$|"
    r"\b(?:said|says|announced|pledged|promised|confirmed|told|added|declared)(?: \S+){1,10} would(?: \S+){0,4}$"
)
_WILL_BE = re.compile(r"\b(?:will|would|is to|are to|was to|were to|expected to|due to|set to) ")
_COULD_BE = re.compile(r"\b(?:could|should|can) (?!have\b)")
_FEARED = re.compile(
    r"\b(?:feared|presumed|fears? (?:that|of)|may|might|could have|believed dead)\b"
)
# Words that make what follows a fact of another kind, or one of its own.
_VERBS = (
    r"(?:\w+(?:ed|ing)|were|was|have|has|had|are|is|be|left|leaves?|hurt|wounds?|injures?|kills?|dead|died|"
    r"missing|displaces?|arrests?|detains?|fled|sent|sends?|took|takes?|held|holds?)\b"
)
_LIST = re.compile(
    rf"(?:, and|, as well as|,? including|,| and| or| plus| as well as)(?: (?!{_VERBS})[\w-]+){{0,2}} ?"
    rf"(?P<next>[{COUNTED}{BARE}])"
)
# "Nine sailors drowned, including two divers": a part of those counted before.
_PART = re.compile(
    rf"(?: (?:in|at|on|near|by|from)(?: (?!{_VERBS})[\w{COUNTRY}'-]+){{1,6}})?"
    rf"(?:,? (?:including|among (?:them|whom)|of (?:whom|them|which)|as well as)(?: (?!{_VERBS})[\w-]+){{0,2}} ?|"
    rf",? (?={COUNTED} of (?:whom|them|which|those)\b))(?P<next>{COUNTED})"
)
# "Thirty died in Peru, nine in Chile and four in Bolivia": the verb is not said again.
_GAPPED = re.compile(
    rf"(?: (?:in|at|on|near|by|from|inside|across)(?: (?!{_VERBS})[\w{COUNTRY}'.-]+){{1,8}})?"
    rf"(?:, and|, while|,|;| and)(?: another)? ?(?P<next>{COUNTED})"
    rf"(?= (?:others? )?(?:in|at|near|from|inside|elsewhere|across)\b)"
)
# "Two policemen and 15 civilians were killed": those named before the matched phrase, when nothing but
# the beginning of a clause stands before them.
_BEGINS_CLAUSE = re.compile(r"(?:^|[,;:] |\b(?:that|said|says|and|but|least|about|some) )$")
_LEADS_ON = re.compile(
    rf"(?: (?:from|of|in)(?: (?!{_VERBS})[\w{COUNTRY}'-]+){{1,4}})?(?:,|,? and) (?:(?!{_VERBS})[\w-]+ )?"
)
_OWN_VERB = re.compile(
    r"(?: [a-z]+){0,2}? (?:were|was|have|has|had|are|is|wounded|injured|hurt|killed|dead|died|missing)\b"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A fact of `type` in a sentence. `phrase` is what is counted, None where nothing is.

    `start:end` is the matched stretch of the text. `is_part` tells a part of those counted before it
    ("nine dead, including two divers").
    """

    type: ClaimType
    pattern: Pattern
    phrase: Phrase | None
    start: int
    end: int
    modality: Modality
    denies: bool = False
    is_part: bool = False


def matches(sentence: Shapes, types: Candidates, things: Things) -> list[Match]:
    """The facts of a sentence, one per type and phrase, in order of place; `types` are those that it
    may state, each with the patterns to search for."""
    found: list[Match] = []
    for claim_type, patterns in types:
        found += _of_type(sentence, claim_type, patterns, things)
    found = _without_overridden(found)
    return sorted(found, key=lambda m: (m.start, m.type.key))


def _of_type(
    sentence: Shapes, claim_type: ClaimType, patterns: tuple[Pattern, ...], things: Things
) -> list[Match]:
    found: dict[int, Match] = {}
    for pattern in patterns:
        if pattern.only_if and not pattern.only_if.search(sentence.words):
            continue
        if pattern.unless and pattern.unless.search(sentence.words):
            continue
        for shape in sentence.for_pattern(pattern):
            for raw in pattern.regex.finditer(shape.text):
                for match in _from(raw, shape, claim_type, pattern, things):
                    place = match.phrase.start if match.phrase else match.start
                    found.setdefault(place, match)
    return _figured_first(list(found.values()), claim_type)


def _from(
    raw: re.Match[str], shape: Shape, claim_type: ClaimType, pattern: Pattern, things: Things
) -> Iterator[Match]:
    modality = _modality(shape.text, raw, claim_type)
    if modality is None:
        return
    if not _bare_fits(raw, shape, pattern):
        return
    start, end = shape.offsets[raw.start()], shape.offset_after(raw.end())
    if "thing" not in raw.re.groupindex:
        yield Match(claim_type, pattern, None, start, end, modality, pattern.denies)
        return
    index = raw.start("thing")
    phrase = shape.phrases[index]
    whole = Match(
        claim_type, pattern, phrase, start, max(end, phrase.end), modality, pattern.denies
    )
    is_fact = _is_of_type(shape, index, claim_type, pattern, things)
    if is_fact:
        yield whole
    # "Sent 12 lorries, 40 nurses and 200 tents": one of a list may be of the type, the first not.
    if pattern.is_phrase_alone:
        return  # each of a list matches by itself
    shape, index, last = shape.in_whole(index, raw.end())
    others = _with_it(shape, index, last, claim_type) if is_fact else _listed(shape, index, last)
    for other, part in others:
        if _is_of_type(shape, other, claim_type, pattern, things, is_part=part and is_fact):
            phrase = shape.phrases[other]
            yield replace(whole, phrase=phrase, end=phrase.end, is_part=part and is_fact)


def _bare_fits(raw: re.Match[str], shape: Shape, pattern: Pattern) -> bool:
    if pattern.bare is None:
        return True
    head = shape.phrases[raw.start("bare")].head
    return bool(pattern.bare.fullmatch(head))


def _with_it(
    shape: Shape, index: int, end: int, claim_type: ClaimType
) -> Iterator[tuple[int, bool]]:
    """The phrases that share the matched one's verb, each with whether it is a part of it.

    `index` is the matched phrase's mark, `end` where the match ends.
    """
    yield from _listed(shape, index, end)
    if end > index + 1:
        yield from ((other, False) for other in _listed_before(shape, index))
    parts = list(_chain(_PART, shape, index + 1)) or list(_chain(_PART, shape, end))
    for other, _ in parts:
        yield other, True
        yield from ((more, True) for more, _ in _chain(_LIST, shape, other + 1))
    if claim_type.elliptic:
        yield from ((other, False) for other, _ in _chain(_GAPPED, shape, end))


def _listed(shape: Shape, index: int, end: int) -> Iterator[tuple[int, bool]]:
    """The phrases listed behind the matched one, where nothing else stands behind it."""
    if end == index + 1:
        yield from ((other, "including" in lead) for other, lead in _chain(_LIST, shape, end))


def _listed_before(shape: Shape, index: int) -> Iterator[int]:
    """The phrases that are subjects of the same verb as the one at `index`, backwards."""
    while (before := shape.text.rfind(COUNTED, max(0, index - 80), index)) >= 0:
        leads_on = _LEADS_ON.fullmatch(shape.text, before + 1, index)
        if not leads_on or not _BEGINS_CLAUSE.search(shape.text[max(0, before - 8) : before]):
            return
        index = before
        yield index


def _chain(link: re.Pattern[str], shape: Shape, at: int) -> Iterator[tuple[int, str]]:
    """Phrases that follow each other by `link`, until one has a verb of its own."""
    while item := link.match(shape.text, at):
        index = item.start("next")
        if _OWN_VERB.match(shape.text, index + 1):
            return
        yield index, item[0]
        at = index + 1


def _is_of_type(
    shape: Shape,
    index: int,
    claim_type: ClaimType,
    pattern: Pattern,
    things: Things,
    *,
    is_part: bool = False,
) -> bool:
    phrase = shape.phrases[index]
    if _RATE.match(shape.text[index + 1 : index + 20]):
        return False
    if is_part and phrase.quantity and claim_type.counts & (things.people | {PEOPLE}):
        return bool(phrase.classes & things.people) or phrase.is_elliptic
    return _fits(phrase, shape, claim_type, pattern, things)


def _fits(
    phrase: Phrase, shape: Shape, claim_type: ClaimType, pattern: Pattern, things: Things
) -> bool:
    if (
        phrase.quantity is None
        and (pattern.needs_figure or claim_type.figure is FigureRule.REQUIRED)
        and not pattern.denies
    ):
        return False
    is_bare = phrase.quantity is None and not pattern.denies
    if is_bare and claim_type.bare_if and not claim_type.bare_if.search(shape.context):
        return False
    classes = phrase.classes
    if phrase.quantity and phrase.quantity.currency and not classes:
        classes = frozenset([MONEY])
    if classes:
        fits = bool(classes & _wanted(phrase, claim_type, things)) or any(
            name in classes and condition.search(shape.context)
            for name, condition in claim_type.counts_if.items()
        )
    else:
        fits = phrase.is_elliptic and claim_type.elliptic and pattern.head is None
    if not fits:
        return False
    words = f"{phrase.modifiers} {phrase.head}".lower()
    if claim_type.without and claim_type.without.search(words):
        return False
    if pattern.head and not pattern.head.search(phrase.head):
        return False
    if pattern.without and pattern.without.search(words):
        return False
    return not (pattern.with_words and not pattern.with_words.search(words))


def _wanted(phrase: Phrase, claim_type: ClaimType, things: Things) -> frozenset[str]:
    wanted = claim_type.counts
    if phrase.quantity is not None:
        wanted |= claim_type.counts_with_figure
    return wanted | things.people if PEOPLE in wanted else wanted


def _modality(text: str, raw: re.Match[str], claim_type: ClaimType) -> Modality | None:
    """Whether it happened, is planned or is feared; None for what is only imagined."""
    before = re.split(r"[;:.]", text[max(0, raw.start() - 80) : raw.start()])[-1].rstrip()
    clause = before.split(",")[-1]
    if _PLANNED.search(clause) or _WILL_BE.search(raw[0]):
        return Modality.PLANNED if claim_type.may_be_planned else None
    if _UNREAL.search(clause) or _COULD_BE.search(raw[0]):
        return None
    return Modality.FEARED if _FEARED.search(clause) or _FEARED.search(raw[0]) else Modality.ACTUAL


def _figured_first(found: list[Match], claim_type: ClaimType) -> list[Match]:
    """Bare mentions give way to figures in the same sentence; of several bare ones the first stays."""
    figured = [m for m in found if m.phrase and m.phrase.quantity]
    others = sorted((m for m in found if m not in figured), key=lambda m: m.start)
    if claim_type.figure is FigureRule.OPTIONAL and figured:
        return figured
    return figured + others[:1]


def _without_overridden(found: list[Match]) -> list[Match]:
    gone = {
        (name, match.phrase.start)
        for match in found
        if match.phrase
        for name in match.type.overrides
    }
    return [m for m in found if not (m.phrase and (m.type.key, m.phrase.start) in gone)]
