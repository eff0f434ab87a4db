"""Verbs that do more than assert: they doubt, deny or decline to comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.types import Stance

_STATEMENTS = (
    r"(?:claims?|reports?|remarks?|allegations?|accusations?|statements?|comments?|assertions?|"
    r"suggestions?|figures?|numbers?|toll|estimates?|accounts?|charges?|findings?|rumou?rs?|"
    r"speculation|data|involvement|responsibility|wrongdoing)\b"
)
_WORTHLESS = (
    r"(?:baseless|false|fabricat(?:ed|ions?)|groundless|unfounded|untrue|fake|lies?|nonsense|"
    r"propaganda|disinformation|misleading|unreliable|fiction|rumou?rs)\b"
)
_WORTH = r"(?:accuracy|credibility|veracity|reliability|authenticity|validity|plausibility|methodology)\b"
# Up to so many characters on, in the same clause.
_SOON = r"(?=[^.;:]{0,70}?\b"
_NOT = r"(?:did|does|do|has|have|had)(?: not|n't) (?:\w+ly |yet )?"

_NO_COMMENT = (
    r"(?:declin|refus)(?:ed|es|ing) (?:\w+ )?(?:to (?:comment|discuss|answer|elaborate|say)|comment)",
    r"(?:would not|wouldn't) (?:\w+ly )?(?:comment|discuss)",
    _NOT + r"(?:comment(?:ed)?|elaborated?)",
    _NOT + r"(?:repl(?:y|ied)|respond(?:ed)?|return(?:ed)?|answer(?:ed)?)"
    r"(?=(?: \w+){0,5} (?:requests?|questions?|calls?|messages?|emails?|inquiries|queries|comments?|"
    r"claims?|reports?|allegations?|accusations?|charges?|remarks?)\b|[.,])",
    r"(?:was|were|is) (?:not|un)(?: immediately)? ?available (?:for comment|to comment)",
    r"(?:was|were) not immediately available",
    r"could not (?:immediately )?be reached",
    r"(?:had|has|have|made|offered|gave) no (?:\w+ )?(?:comment|response|reaction|reply|answer)",
)
_DOUBTS = (
    r"cast(?:s|ing)? (?:\w+ )?doubts? (?:on|over|upon)",
    r"express(?:ed|es|ing) (?:\w+ )?(?:doubts?|sc?kepticism|scepticism)",
    r"rais(?:ed|es|ing) (?:\w+ )?(?:doubts|questions) (?:about|over)",
    r"question(?:ed|s|ing)? (?:whether|if|how)",
    rf"question(?:ed|s|ing)?(?=[^.,;:]{{0,40}}?\b(?:{_STATEMENTS}|{_WORTH}))",
    r"call(?:ed|s|ing)? (?:\w+ ){0,4}?into (?:question|doubt)",
    r"doubt(?:ed|s)? (?:that|whether|if|the)",
    r"(?:is|are|was|were|remain(?:s|ed)?) (?:\w+ly )?s[ck]eptical",
    r"disput(?:ed|es|ing) whether",
)
_DENIES = (
    r"(?:denied|denies|deny|denying)(?! (?:him|them|entry|access|bail|permission|visas?|treatment|bond|asylum)\b)"
    r"(?! (?:a|the|his|her|their) (?:\w+ )?(?:visa|motion|appeal|request|bid|petition|bail|bond)\b)",
    rf"(?:reject|dismiss|disput)(?:ed|e|s|es|ing)?(?! (?:the |all |those )?charges?\b)"
    rf"{_SOON}(?:{_STATEMENTS}|{_WORTHLESS}))",
    r"(?:refut|contradict|debunk)(?:ed|es|s|ing)",
    rf"(?:call|brand|describ|denounc|label)(?:l?ed|s|es|l?ing) {_SOON}{_WORTHLESS})",
)
# What makes out of somebody's saying so a denial: "said the claims were fabricated".
DISMISSAL = re.compile(
    rf"\b(?:is|are|was|were|as|been) (?:\w+ly |all |just )?(?:not true|{_WORTHLESS})", re.I
)
# What an echo has to speak about: somebody's words.
REFERENCE = re.compile(rf"\b{_STATEMENTS}", re.I)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(f"(?:{p})" for p in patterns) + r")\b", re.I)


_PATTERNS = (
    (Stance.NO_COMMENT, _any_of(_NO_COMMENT)),
    (Stance.DOUBTS, _any_of(_DOUBTS)),
    (Stance.DENIES, _any_of(_DENIES)),
)
# One of these words stands in every cue.
TRIGGERS = frozenset(
    [
        "comment",
        "comments",
        "elaborate",
        "elaborated",
        "discuss",
        "answer",
        "answered",
        "say",
        "available",
        "reached",
        "respond",
        "responded",
        "reply",
        "replied",
        "returned",
        "return",
        "reaction",
        "response",
        "cast",
        "casts",
        "casting",
        "doubt",
        "doubts",
        "doubted",
        "express",
        "expressed",
        "expresses",
        "expressing",
        "raised",
        "raises",
        "raising",
        "question",
        "questions",
        "questioned",
        "questioning",
        "into",
        "skeptical",
        "sceptical",
        "dispute",
        "disputed",
        "disputes",
        "disputing",
        "denied",
        "denies",
        "deny",
        "denying",
        "reject",
        "rejected",
        "rejects",
        "rejecting",
        "dismiss",
        "dismissed",
        "dismisses",
        "dismissing",
        "refuted",
        "refutes",
        "refuting",
        "contradicted",
        "contradicts",
        "contradicting",
        "debunked",
        "debunks",
        "calls",
        "called",
        "calling",
        "branded",
        "brands",
        "branding",
        "described",
        "describes",
        "describing",
        "denounced",
        "denounces",
        "denouncing",
        "labelled",
        "labeled",
    ]
)


def stances_in(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Stance]]:
    """The doubting, denying and declining verbs of `text[start:end]`."""
    for stance, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            yield match, stance


def is_participle(match: re.Match[str]) -> bool:
    """True for "calling into question": it has no subject of its own."""
    return match[0].split()[0].lower().endswith("ing")
