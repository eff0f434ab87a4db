"""Reporting verbs: "Lee said …", "…, said Lee", "…, saying …". Indexes are of tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.cue import MOST_CUES, Clause, Cue
from claims.extraction.attribution.kinds import is_carrier, is_quote
from claims.extraction.attribution.noun_phrases import phrase_after, phrase_before
from claims.extraction.attribution.position import (
    closes_statement,
    continuation,
    ends_subject,
    opens_statement,
    statement_follows,
)
from claims.extraction.attribution.subjects import (
    Subject,
    before_auxiliaries,
    begins_clause,
    clause_subject,
    subject_before,
    subject_of_subordinate,
)
from claims.extraction.tokens import Token
from claims.extraction.words import word_set

_PASSIVE = frozenset(["was", "were", "been", "being", "be", "is", "are"])
_NOUN_FOLLOWS = frozenset(["a", "an", "the", "of", "for", "united"])
_QUOTING = frozenset(["quoted", "quotes", "quoting", "cited", "cites"])
_JOINING = frozenset(["and", "but", "then", "also", "later"])
_TOLD = frozenset(["told", "tells", "tell", "telling"])
# "claimed responsibility", "showed up": what follows is no statement.
_NO_STATEMENTS = frozenset(["responsibility", "credit", "up", "off", "out"])
_PARTICIPLES = word_set("attribution", "participles")


def verb_cues(clause: Clause) -> Iterator[Cue]:
    """The cue of every reporting verb, by the first rule that fits it."""
    last: Cue | None = None
    tokens = clause.tokens
    verbs = (i for i, t in enumerate(tokens) if t.low in lexicon.SAYING and not _is_noun(tokens, i))
    for index in islice(verbs, MOST_CUES):
        for rule in _RULES:
            if cue := rule(clause, index, last):
                last = cue
                yield cue
                break


def is_passive(tokens: list[Token], index: int) -> bool:
    """True for the verb of "was told", "were denied"."""
    previous = tokens[index - 1].low if index else ""
    return previous in _PASSIVE and not tokens[index].low.endswith("ing")


def _is_noun(tokens: list[Token], index: int) -> bool:
    """ "for a report of a fire", "the United States": what looks like a verb is none."""
    before = tokens[index - 1].low if index else ""
    return before in _NOUN_FOLLOWS and not tokens[index].low.endswith("ing")


def _fronted(clause: Clause, index: int, _last: Cue | None) -> Cue | None:
    """ "Said Lee: …" at the head of a sentence."""
    tokens = clause.tokens
    name = phrase_after(tokens, 1) if index == 0 else None
    if name is None or name[1] >= len(tokens) or tokens[name[1]].text not in (":", ","):
        return None
    speaker, at = clause.span(name), tokens[0].start
    return Cue(tokens[0].text, at, at, speaker[1], speaker, False, speaker[1], "said X: …")


def _inverted(clause: Clause, index: int, _last: Cue | None) -> Cue | None:
    """ "…," said Lee."""
    tokens, token = clause.tokens, clause.tokens[index]
    if not closes_statement(tokens, index) or token.low.endswith("ing"):
        return None
    name = phrase_after(tokens, index + 1)
    if name is None or not ends_subject(tokens, name[1]):
        return None
    if not is_quote(tokens[index - 1]) and _has_subject_in_front(tokens, index):
        return None
    speaker = clause.span(name)
    resumes = continuation(tokens, name[1])
    return Cue(
        token.text, token.start, token.start, speaker[1], speaker, True, resumes, "…, said X"
    )


def _has_subject_in_front(tokens: list[Token], index: int) -> bool:
    """ "Lee, a doctor, said …": what ends at the comma is an apposition, not a statement."""
    outer = subject_before(tokens, index)
    return outer is not None and begins_clause(tokens, outer.first) and outer.first < index - 1


def _quoted_as(clause: Clause, index: int, _last: Cue | None) -> Cue | None:
    """ "The paper quoted an officer as saying …": the officer speaks, the paper is the way."""
    tokens, token = clause.tokens, clause.tokens[index]
    if not token.low.endswith("ing") or index == 0 or tokens[index - 1].low != "as":
        return None
    name = phrase_before(tokens, index - 1)
    if name is None or name[0] == 0 or tokens[name[0] - 1].low not in _QUOTING:
        return None
    return replace(_sharing(clause, index, clause.span(name)), rule="citing")


def _subject_first(clause: Clause, index: int, last: Cue | None) -> Cue | None:
    """ "Lee said …" and "…, Lee said"."""
    tokens, token = clause.tokens, clause.tokens[index]
    is_weak = token.low in lexicon.WEAK
    if is_passive(tokens, index) or _tells_nothing(tokens, index):
        return None
    subject = subject_before(tokens, index, open_words=not is_weak)
    if subject is None:
        return None
    words = tokens[subject.name[0] : subject.name[1]]
    if token.low in lexicon.SHOWING and not any(is_carrier(t) for t in words):
        return None
    if token.low in _PARTICIPLES and is_carrier(words[-1]) and words[0].low in ("a", "an", "the"):
        # "Lee released a statement saying": the statement is not who speaks.
        return _shared_subject(clause, index, last)
    return _placed(clause, index, subject, is_weak=is_weak)


def _tells_nothing(tokens: list[Token], index: int) -> bool:
    """True for a verb that, as it stands, introduces no statement of a subject in front of it."""
    low = tokens[index].low
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if low.endswith("ing"):
        return low not in _PARTICIPLES or closes_statement(tokens, index)
    if low in lexicon.STRICT and not opens_statement(tokens, index + 1):
        return True
    return following in _NO_STATEMENTS


def _shared_subject(clause: Clause, index: int, last: Cue | None) -> Cue | None:
    """ "Lee mocked the idea, saying …", "… and said …": the subject stands further in front."""
    tokens, token = clause.tokens, clause.tokens[index]
    bare = before_auxiliaries(tokens, index)
    is_joined = bare > 0 and tokens[bare - 1].low in _JOINING
    is_participle = token.low in _PARTICIPLES
    if bare == 0 or not (is_joined or is_participle):
        return None
    nearer = subject_of_subordinate(tokens, index) if is_participle else None
    if nearer is not None and (last is None or tokens[nearer.first].start > last.at):
        return _sharing(clause, index, clause.span(nearer.name))
    if last is not None and last.speaker is not None:
        return _sharing(clause, index, last.speaker)
    subject = clause_subject(tokens, index)
    return _sharing(clause, index, clause.span(subject.name)) if subject else None


def _sharing(clause: Clause, index: int, speaker: tuple[int, int]) -> Cue:
    token = clause.tokens[index]
    at, end = token.start, token.end
    return Cue(token.text, at, at, end, speaker, False, end, "shared subject")


def _placed(clause: Clause, index: int, subject: Subject, *, is_weak: bool) -> Cue | None:
    """The cue with the sides on which its statement stands."""
    tokens, token = clause.tokens, clause.tokens[index]
    is_behind = closes_statement(tokens, subject.first)
    is_told = token.low in _TOLD
    follows = statement_follows(tokens, index + 1, is_told=is_told, is_weak=is_weak)
    if is_weak and not follows and not is_behind:
        return None
    is_quoted = _follows_quotation(tokens, subject.first)
    before = is_quoted or (is_behind and not follows)
    resumes: int | None = token.end
    if before and not follows:
        resumes = continuation(tokens, index + 1)
    first, speaker = tokens[subject.first].start, clause.span(subject.name)
    rule = "…, X said" if before else "X said …"
    return Cue(token.text, token.start, first, token.end, speaker, before, resumes, rule)


def _follows_quotation(tokens: list[Token], first: int) -> bool:
    """True when a quotation ends, with or without a comma behind it, before the token `first`."""
    if first == 0:
        return False
    at = first - 2 if tokens[first - 1].text == "," and first > 1 else first - 1
    return is_quote(tokens[at])


_RULES: tuple[Callable[[Clause, int, Cue | None], Cue | None], ...] = (
    _fronted,
    _quoted_as,
    _inverted,
    _subject_first,
    _shared_subject,
)
