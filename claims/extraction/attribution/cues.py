"""Reporting cues in one sentence, each with who speaks and on which side its statement stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.noun_phrases import is_adverb, is_quote, is_time, phrase_after
from claims.extraction.attribution.position import (
    closes_statement,
    continuation,
    opens_statement,
    statement_follows,
)
from claims.extraction.attribution.quoting import HIDDEN
from claims.extraction.attribution.stances import TRIGGERS, is_participle, stances_in
from claims.extraction.attribution.subjects import (
    Subject,
    before_auxiliaries,
    begins_clause,
    clause_subject,
    is_carrier,
    is_document,
    is_speaking_noun,
    subject_before,
    subject_of_subordinate,
)
from claims.extraction.tokens import Token, tokenise
from claims.extraction.types import Stance
from claims.extraction.words import word_set

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
_WORD = re.compile(rf"[a-z]+|[:{HIDDEN}]")
# More cues than this in one sentence are no prose; they are not looked for.
MOST_CUES = 10
_PASSIVE = frozenset(["was", "were", "been", "being", "be", "is", "are"])
# "claimed responsibility" tells nothing that happened.
_NO_STATEMENTS = frozenset(["responsibility", "credit", "up", "off", "out"])
_BELIEF = frozenset(["believe", "believes"])
_PARTICIPLES = word_set("attribution", "participles")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting cue. `speaker` is the stretch that names who speaks; None for "reportedly".

    The cue's own words begin at `at`; with its subject it is `first:last`. The statement stands
    before it if `before`, and goes on from the offset `resumes`, if there is one.
    """

    text: str
    at: int
    first: int
    last: int
    speaker: tuple[int, int] | None
    before: bool
    resumes: int | None
    rule: str
    stance: Stance = Stance.ASSERTS


@dataclass(frozen=True, slots=True)
class _Clause:
    """One sentence, its quotations hidden, while its cues are looked for."""

    view: str
    hidden: str
    tokens: list[Token]
    starts: list[int]
    start: int
    end: int

    def index(self, offset: int) -> int:
        """The index of the first token at or after an offset."""
        return bisect_left(self.starts, offset)

    def span(self, indexes: tuple[int, int]) -> tuple[int, int]:
        """Token indexes as offsets."""
        return self.tokens[indexes[0]].start, self.tokens[indexes[1] - 1].end


_Rule = Callable[[_Clause], Iterator[Cue]]


def find_cues(view: str, hidden: str, start: int, end: int) -> list[Cue]:
    """The cues of a sentence, in order of place; in `hidden` quotations are hidden."""
    words = frozenset(_WORD.findall(hidden[start:end].lower()))
    rules = [rule for rule, triggers in _RULES if not triggers.isdisjoint(words)]
    found: list[Cue] = []
    if rules:
        tokens = tokenise(hidden, start, end)
        found = _by_rules(
            _Clause(view, hidden, tokens, [t.start for t in tokens], start, end), rules
        )
    if HIDDEN in words and "ing " in view[start:end]:
        found += _stances_in_quotations(view, hidden, start, end)
    return sorted(found, key=lambda c: c.first)


def _by_rules(clause: _Clause, rules: list[_Rule]) -> list[Cue]:
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
    """ "Kirby said the U.S. believes": what one tells of another's belief is still one's own."""
    return cue.text.lower() in _BELIEF and any(c.at < cue.at for c in found)


def _headline(clause: _Clause) -> Iterator[Cue]:
    """ "Envoy: clinics took in hundreds"."""
    match = _COLON.match(clause.hidden, clause.start, min(clause.end, clause.start + 60))
    if not match:
        return
    last = clause.index(match.end(1)) - 1
    if last >= 0 and is_speaking_noun(clause.tokens[last]) and not is_document(clause.tokens[last]):
        span = (clause.start, match.end(1))
        yield Cue(":", span[1], span[0], span[1] + 1, span, False, match.end(), "headline")


def _stances(clause: _Clause) -> Iterator[Cue]:
    """ "cast doubt on", "denied", "declined to comment"."""
    found = islice(stances_in(clause.view, clause.start, clause.end), MOST_CUES)
    for match, stance in found:
        index = clause.index(match.start())
        if clause.hidden[match.start()] in (" ", HIDDEN):
            continue
        if is_participle(match):
            yield _stance(match, stance)
        elif not _is_passive(clause.tokens, index) and (
            subject := subject_before(clause.tokens, index)
        ):
            first = clause.tokens[subject.first].start
            cue = _stance(match, stance)
            yield replace(cue, first=first, speaker=clause.span(subject.name))


def _stances_in_quotations(view: str, hidden: str, start: int, end: int) -> list[Cue]:
    """ "…, calling into question …" may stand inside a quotation: whoever speaks doubts."""
    return [
        _stance(match, stance)
        for match, stance in stances_in(view, start, end)
        if is_participle(match) and hidden[match.start()] in (" ", HIDDEN)
    ]


def _stance(match: re.Match[str], stance: Stance) -> Cue:
    at, end = match.span()
    return Cue(match[0], at, at, end, None, False, end, "stance", stance)


def _according(clause: _Clause) -> Iterator[Cue]:
    """ "according to the ministry", in front of the statement or behind it; "citing officials"."""
    for pattern, rule in ((_ACCORDING, "according to"), (_CITING, "citing")):
        for match in islice(pattern.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
            speaker = phrase_after(clause.tokens, clause.index(match.end()))
            if speaker is None:
                continue
            leads = _is_introduced(clause, clause.index(match.start()), speaker[1])
            first, span = match.start(), clause.span(speaker)
            yield Cue(match[0], first, first, span[1], span, not leads, span[1], rule)


def _is_introduced(clause: _Clause, index: int, after: int) -> bool:
    """True for "[But] according to X, …": at most a conjunction before, a comma behind."""
    followed = after < len(clause.tokens) and clause.tokens[after].text == ","
    return index == 0 or (index == 1 and followed)


def _by(clause: _Clause) -> Iterator[Cue]:
    """ "figures released by the ministry", "a charge denied by Moscow"."""
    for pattern, stance in ((_BY, Stance.ASSERTS), (_DENIED_BY, Stance.DENIES)):
        for match in islice(pattern.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
            speaker = phrase_after(clause.tokens, clause.index(match.end()))
            if speaker:
                span = clause.span(speaker)
                yield Cue(
                    match[0],
                    match.start(),
                    match.start(),
                    span[1],
                    span,
                    True,
                    span[1],
                    "said by",
                    stance,
                )


def _claim_of(clause: _Clause) -> Iterator[Cue]:
    """ "Kyiv's claim that …"."""
    for match in islice(_CLAIM_OF.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
        owner = subject_before(clause.tokens, clause.index(match.start() + 1))
        if owner:
            span = (clause.tokens[owner.first].start, match.start())
            yield Cue(
                match[0][2:].strip(),
                match.start() + 2,
                span[0],
                match.end(),
                span,
                False,
                match.end(),
                "claim of",
            )


def _reportedly(clause: _Clause) -> Iterator[Cue]:
    for match in islice(_REPORTEDLY.finditer(clause.hidden, clause.start, clause.end), MOST_CUES):
        yield Cue(
            match[0],
            match.start(),
            match.start(),
            match.end(),
            None,
            True,
            match.end(),
            "reportedly",
        )


def _verbs(clause: _Clause) -> Iterator[Cue]:
    last: Cue | None = None
    verbs = (i for i, token in enumerate(clause.tokens) if token.low in lexicon.SAYING)
    for index in islice(verbs, MOST_CUES):
        for rule in _VERB_RULES:
            cue = rule(clause, index, last)
            if cue:
                last = cue
                yield cue
                break


def _fronted(clause: _Clause, index: int, _last: Cue | None) -> Cue | None:
    """ "Said Lee: …" at the head of a sentence."""
    tokens = clause.tokens
    speaker = phrase_after(tokens, 1) if index == 0 else None
    if speaker is None or speaker[1] >= len(tokens) or tokens[speaker[1]].text not in (":", ","):
        return None
    span = clause.span(speaker)
    return Cue(
        tokens[0].text, tokens[0].start, tokens[0].start, span[1], span, False, span[1], "said X:"
    )


def _inverted(clause: _Clause, index: int, _last: Cue | None) -> Cue | None:
    """ "…," said Lee."""
    tokens = clause.tokens
    if not closes_statement(tokens, index) or tokens[index].low.endswith("ing"):
        return None
    speaker = phrase_after(tokens, index + 1)
    if speaker is None or not _ends_there(tokens, speaker[1]):
        return None
    if not is_quote(tokens[index - 1]):
        outer = subject_before(tokens, index)
        if outer and begins_clause(tokens, outer.first) and outer.first < index - 1:
            return None
    span = clause.span(speaker)
    return Cue(
        tokens[index].text,
        tokens[index].start,
        tokens[index].start,
        span[1],
        span,
        True,
        continuation(tokens, speaker[1]),
        "said X",
    )


def _ends_there(tokens: list[Token], at: int) -> bool:
    """True when the phrase that ends at `at` is followed by no verb it could be the subject of."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    return (
        token.text in (".", ",", ";", ":", "-", "(", "?", "!")
        or is_quote(token)
        or is_time(token)
        or is_adverb(token)
        or token.low
        in (
            "in",
            "on",
            "at",
            "of",
            "for",
            "who",
            "after",
            "during",
            "from",
            "to",
            "when",
            "as",
            "while",
        )
    )


def _subject_first(clause: _Clause, index: int, last: Cue | None) -> Cue | None:
    """ "Lee said …" and "…, Lee said"."""
    tokens, token = clause.tokens, clause.tokens[index]
    is_weak = token.low in lexicon.WEAK
    if _is_passive(tokens, index):
        return None
    if token.low in _PARTICIPLES and closes_statement(tokens, index):
        return None
    if index + 1 < len(tokens) and tokens[index + 1].low in _NO_STATEMENTS:
        return None
    if token.low in lexicon.STRICT and not opens_statement(tokens, index + 1):
        return None
    subject = subject_before(tokens, index, open_words=not is_weak)
    if subject is None or (token.low.endswith("ing") and token.low not in _PARTICIPLES):
        return None
    words = tokens[subject.name[0] : subject.name[1]]
    if token.low in lexicon.SHOWING and not any(is_carrier(t) for t in words):
        return None
    if token.low in _PARTICIPLES and is_carrier(words[-1]) and words[0].low in ("a", "an", "the"):
        # "Lee released a statement saying": the statement is not who speaks.
        return _shared_subject(clause, index, last)
    return _placed(clause, index, subject, subject.first, is_weak=is_weak)


def _is_passive(tokens: list[Token], index: int) -> bool:
    previous = tokens[index - 1].low if index else ""
    return previous in _PASSIVE and not tokens[index].low.endswith("ing")


def _shared_subject(clause: _Clause, index: int, last: Cue | None) -> Cue | None:
    """ "Lee mocked the idea, saying …", "… and said …": the subject stands further in front."""
    tokens, token = clause.tokens, clause.tokens[index]
    bare = before_auxiliaries(tokens, index)
    before = tokens[bare - 1] if bare else None
    is_joined = before is not None and before.low in ("and", "but", "then", "also", "later")
    is_participle = token.low in _PARTICIPLES
    if before is None or not (is_joined or is_participle):
        return None
    nearer = subject_of_subordinate(tokens, index) if is_participle else None
    if nearer is not None and (last is None or tokens[nearer.first].start > last.at):
        return _with_speaker(clause, index, clause.span(nearer.name))
    if last is not None and last.speaker is not None:
        return _with_speaker(clause, index, last.speaker)
    subject = clause_subject(tokens, index)
    return _with_speaker(clause, index, clause.span(subject.name)) if subject else None


def _with_speaker(clause: _Clause, index: int, speaker: tuple[int, int]) -> Cue:
    token = clause.tokens[index]
    return Cue(
        token.text, token.start, token.start, token.end, speaker, False, token.end, "shared subject"
    )


def _placed(
    clause: _Clause, index: int, subject: Subject, first: int, *, is_weak: bool
) -> Cue | None:
    """The cue with the sides on which its statement stands."""
    tokens, token = clause.tokens, clause.tokens[index]
    behind = closes_statement(tokens, first)
    is_told = token.low in ("told", "tells", "tell")
    follows = statement_follows(tokens, index + 1, is_told=is_told, is_weak=is_weak)
    if is_weak and not follows and not behind:
        return None
    quoted = first > 0 and (
        is_quote(tokens[first - 1])
        or (tokens[first - 1].text == "," and first > 1 and is_quote(tokens[first - 2]))
    )
    before = quoted or (behind and not follows)
    resumes = continuation(tokens, index + 1) if before else token.end
    if quoted and follows:
        resumes = token.end
    return Cue(
        token.text,
        token.start,
        tokens[first].start,
        token.end,
        clause.span(subject.name),
        before,
        resumes,
        "X said, behind" if before else "X said, before",
    )


_VERB_RULES: tuple[Callable[[_Clause, int, Cue | None], Cue | None], ...] = (
    _fronted,
    _inverted,
    _subject_first,
    _shared_subject,
)

# Each rule with the words one of which it needs.
_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (_stances, TRIGGERS),
    (_headline, frozenset([":"])),
    (_according, frozenset(["according", "as", "per", "citing", "quoting", "which"])),
    (_by, frozenset(["by"])),
    (_claim_of, frozenset(["that"])),
    (_reportedly, frozenset(["reportedly", "is", "are", "was", "were"])),
    (_verbs, lexicon.SAYING),
)
