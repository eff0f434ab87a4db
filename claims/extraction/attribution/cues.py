"""Reporting cues in one sentence, each with who speaks and on which side its statement stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.cue import MOST_CUES, Clause, Cue
from claims.extraction.attribution.kinds import (
    bare,
    is_capital,
    is_document,
    is_known_noun,
    is_speaking_noun,
)
from claims.extraction.attribution.noun_phrases import phrase_after
from claims.extraction.attribution.quoting import HIDDEN
from claims.extraction.attribution.stances import TRIGGERS, is_participle, stances_in
from claims.extraction.attribution.subjects import subject_before
from claims.extraction.attribution.verbs import is_passive, verb_cues
from claims.extraction.tokens import Token
from claims.extraction.types import Stance

_ACCORDING = re.compile(r"\b(?:according to|as reported by|as told by|per)\b", re.I)
_CITING = re.compile(r"\b(?:citing|quoting|which (?:cited|cites|quoted))\b", re.I)
_BY = re.compile(
    r"\b(?:revealed|disclosed|reported|announced|confirmed|claimed|published|released|issued|"
    r"provided|made|cited|obtained|seen|verified) by\b", re.I
)  # fmt: skip
_DENIED_BY = re.compile(r"\b(?:denied|rejected|dismissed|disputed) by\b", re.I)
_CLAIM_OF = re.compile(
    r"'s? (?:own |latest |recent |official )?(?:claims?|announcements?|statements?|assessments?|"
    r"admissions?|assertions?|allegations?|estimates?|warnings?|remarks?|disclosures?) that\b"
)
_REPORTEDLY = re.compile(
    r"\breportedly\b|\b(?:is|are|was|were) (?:widely |also )?(?:reported|said|rumou?red) to\b", re.I
)
_COLON = re.compile(r"([A-Z][A-Za-z.' -]{2,40}): (?=\S)")
_SIGN_OFF = re.compile(r" - ([A-Z][A-Za-z.']*(?: [A-Za-z.']+){0,4})$")
_FROM = re.compile(
    r"\bin (?:a|an|its|the) (?:\w+ ){0,2}(?:statement|report|announcement|letter|message|post|release) "
    r"(?:from|by|of|issued by|released by)\b",
    re.I,
)
_WORD = re.compile(rf"[a-z]+|[-:{HIDDEN}]")
_BELIEF = frozenset(["believe", "believes"])

_INTRODUCED = ((_ACCORDING, "according to"), (_CITING, "citing"), (_FROM, "statement from"))

_Rule = Callable[[Clause], Iterator[Cue]]


def find_cues(view: str, hidden: str, start: int, end: int) -> list[Cue]:
    """The cues of a sentence, in order of place; in `hidden` quotations are hidden."""
    words = frozenset(_WORD.findall(hidden[start:end].lower()))
    rules = [rule for rule, triggers in _RULES if not triggers.isdisjoint(words)]
    found: list[Cue] = []
    if rules:
        found = _by_rules(Clause.of(view, hidden, start, end), rules)
    if HIDDEN in words and "ing " in view[start:end]:
        found += _stances_in_quotations(view, hidden, start, end)
    return sorted(found, key=lambda c: c.first)


def _by_rules(clause: Clause, rules: list[_Rule]) -> list[Cue]:
    """The cues each rule finds; a word belongs to the first rule that takes it."""
    found: list[Cue] = []
    taken: set[int] = set()
    for rule in rules:
        for cue in rule(clause):
            if cue.at not in taken and not _repeats(cue, found):
                found.append(cue)
                taken.update(range(cue.at, cue.at + len(cue.text)))
    return found


def _repeats(cue: Cue, found: list[Cue]) -> bool:
    """ "The envoy said Chad believes": what one tells of another's belief is still one's own."""
    return cue.text.lower() in _BELIEF and any(c.at < cue.at for c in found)


def _headline(clause: Clause) -> Iterator[Cue]:
    """ "Envoy: clinics took in hundreds"."""
    match = _COLON.match(clause.hidden, clause.start, min(clause.end, clause.start + 60))
    if not match:
        return
    last = clause.index(match.end(1)) - 1
    if last >= 0 and is_speaking_noun(clause.tokens[last]) and not is_document(clause.tokens[last]):
        start, end = clause.start, match.end(1)
        yield Cue(":", end, start, end + 1, (start, end), False, match.end(), "headline")


def _sign_off(clause: Clause) -> Iterator[Cue]:
    """ "Twelve killed in blast - Interior Ministry", at the end of a headline."""
    match = _SIGN_OFF.search(clause.hidden, max(clause.start, clause.end - 60), clause.end)
    if not match:
        return
    first, last = clause.index(match.start(1)), clause.tokens[-1]
    is_outlet = any(bare(t) in lexicon.MEDIA_NOUNS for t in clause.tokens[first:])
    if is_speaking_noun(last) and not is_outlet:
        at, speaker = match.start(), match.span(1)
        yield Cue("-", at, at, speaker[1], speaker, True, None, "signed")


def _stances(clause: Clause) -> Iterator[Cue]:
    """ "cast doubt on", "denied", "declined to comment"."""
    for match, stance in islice(stances_in(clause.view, clause.start, clause.end), MOST_CUES):
        if _is_quoted(clause.hidden, match.start()):
            continue
        cue, index = _stance(match, stance), clause.index(match.start())
        if is_participle(match):
            yield cue
        elif not is_passive(clause.tokens, index) and (
            subject := subject_before(clause.tokens, index)
        ):
            first = clause.tokens[subject.first].start
            yield replace(cue, first=first, speaker=clause.span(subject.name))


def _stances_in_quotations(view: str, hidden: str, start: int, end: int) -> list[Cue]:
    """ "…, calling into question …" may stand inside a quotation: whoever speaks doubts."""
    return [
        _stance(match, stance)
        for match, stance in stances_in(view, start, end)
        if is_participle(match) and _is_quoted(hidden, match.start())
    ]


def _is_quoted(hidden: str, at: int) -> bool:
    """True for the place of a letter inside a quotation."""
    return hidden[at] in (" ", HIDDEN)


def _stance(match: re.Match[str], stance: Stance) -> Cue:
    at, end = match.span()
    return Cue(match[0], at, at, end, None, False, end, "stance", stance)


def _according(clause: Clause) -> Iterator[Cue]:
    """ "according to the ministry", in front of the statement or behind it; "citing officials"."""
    for pattern, rule in _INTRODUCED:
        for match in islice(pattern.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
            name = phrase_after(clause.tokens, clause.index(match.end()))
            if name is None or (rule == "citing" and not _can_speak(clause.tokens, name)):
                continue
            leads = _is_introduced(clause, clause.index(match.start()), name[1])
            at, speaker = match.start(), clause.span(name)
            yield Cue(match[0], at, at, speaker[1], speaker, not leads, speaker[1], rule)


def _can_speak(tokens: list[Token], phrase: tuple[int, int]) -> bool:
    """False for "citing an ongoing investigation"."""
    return any(is_capital(t) or is_known_noun(t) for t in tokens[phrase[0] : phrase[1]])


def _is_introduced(clause: Clause, index: int, after: int) -> bool:
    """True for "[But] according to X, …": at most a conjunction before, a comma behind."""
    is_followed = after < len(clause.tokens) and clause.tokens[after].text == ","
    return index == 0 or (index == 1 and is_followed)


def _by(clause: Clause) -> Iterator[Cue]:
    """ "figures released by the ministry", "a charge denied by Moscow"."""
    for pattern, stance in ((_BY, Stance.ASSERTS), (_DENIED_BY, Stance.DENIES)):
        for match in islice(pattern.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
            if name := phrase_after(clause.tokens, clause.index(match.end())):
                at, speaker = match.start(), clause.span(name)
                end = speaker[1]
                yield Cue(match[0], at, at, end, speaker, True, end, "said by", stance)


def _claim_of(clause: Clause) -> Iterator[Cue]:
    """ "Kyiv's claim that …"."""
    for match in islice(_CLAIM_OF.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
        if owner := subject_before(clause.tokens, clause.index(match.start() + 1)):
            first, end = clause.tokens[owner.first].start, match.end()
            claim = match[0].lstrip("'s ")
            speaker = (first, match.start())
            yield Cue(claim, end - len(claim), first, end, speaker, False, end, "claim of")


def _reportedly(clause: Clause) -> Iterator[Cue]:
    for match in islice(_REPORTEDLY.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
        at, end = match.span()
        yield Cue(match[0], at, at, end, None, True, end, "reportedly")


# Each rule with the words one of which it needs.
_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (_stances, TRIGGERS),
    (_headline, frozenset([":"])),
    (_sign_off, frozenset(["-"])),
    (_according, frozenset(["according", "as", "per", "citing", "quoting", "which", "from", "by"])),
    (_by, frozenset(["by"])),
    (_claim_of, frozenset(["that"])),
    (_reportedly, frozenset(["reportedly", "is", "are", "was", "were"])),
    (verb_cues, lexicon.SAYING),
)
