"""Reporting cues in one sentence, each with who speaks and which stretches it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.quoting import HIDDEN
from claims.extraction.attribution.subjects import is_speaking_noun, object_after, subject_before
from claims.extraction.tokens import Token
from claims.extraction.types import Stance

_ACCORDING = re.compile(r"\b(?:according to|citing|as reported by|as told by|per)\b", re.I)
_BY = re.compile(
    r"\b(?:revealed|disclosed|reported|announced|confirmed|claimed|denied|published|released|issued|"
    r"provided|made|cited|obtained|seen|verified) by\b", re.I
)  # fmt: skip
_STANCES = re.compile(
    r"\b(?:"
    + "|".join(re.escape(c) for c, _ in sorted(lexicon.STANCE_CUES, key=lambda c: -len(c[0])))
    + r")\b",
    re.I,
)
_STANCE_OF = dict(lexicon.STANCE_CUES)
_PASSIVE = frozenset(["was", "were", "been", "being", "be", "is", "are"])
_COLON = re.compile(r"([A-Z][\w' -]{2,40}): (?=\w)")
_REPORTEDLY = re.compile(r"\breportedly\b", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting cue. `speaker` is the stretch that names who speaks; empty for "reportedly".

    `before` and `after` tell which side of the sentence it covers; `clause_start` is where its own
    clause begins.
    """

    text: str
    start: int
    end: int
    speaker: tuple[int, int] | None
    before: bool
    after: bool
    rule: str
    stance: Stance = Stance.ASSERTS

    @property
    def first(self) -> int:
        return min(self.start, self.speaker[0]) if self.speaker else self.start

    @property
    def last(self) -> int:
        return max(self.end, self.speaker[1]) if self.speaker else self.end


def find_cues(view: str, hidden: str, tokens: list[Token], start: int, end: int) -> list[Cue]:
    """The cues of a sentence, in order of place; in `hidden` quotations are hidden."""
    found = _stances(hidden, tokens, start, end)
    found += _headline(hidden, tokens, start, end)
    found += [c for c in _stances(view, tokens, start, end) if c.speaker is None and c not in found]
    taken = [(c.start, c.end) for c in found]
    found += _according(hidden, tokens, start, end)
    taken += [(c.start, c.end) for c in found]
    for index, token in enumerate(tokens):
        # "Kirby said the U.S. believes": what the speaker tells of others' beliefs is still the speaker's.
        if token.low in ("believe", "believes") and found:
            continue
        if token.low not in lexicon.SAYING or any(a <= token.start < b for a, b in taken):
            continue
        cue = _verb(hidden, tokens, index, start, end)
        if cue and not any(c.speaker == cue.speaker for c in found):
            found.append(cue)
    for match in _REPORTEDLY.finditer(hidden, start, end):
        found.append(Cue(match[0], match.start(), match.end(), None, True, True, "reportedly"))
    return sorted(found, key=lambda c: c.first)


def _headline(hidden: str, tokens: list[Token], start: int, end: int) -> list[Cue]:
    """ "Envoy: clinics took in hundreds"."""
    match = _COLON.match(hidden[start : min(end, start + 60)])
    if not match:
        return []
    span = (start, start + match.end(1))
    last = next((t for t in reversed(tokens) if t.end <= span[1]), None)
    if last is None or not is_speaking_noun(last.low):
        return []
    return [Cue(":", span[1], span[1] + 1, span, False, True, "headline")]


def _index_at(tokens: list[Token], offset: int) -> int:
    return next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))


def _span(tokens: list[Token], indexes: tuple[int, int]) -> tuple[int, int]:
    return tokens[indexes[0]].start, tokens[indexes[1] - 1].end


def _stances(hidden: str, tokens: list[Token], start: int, end: int) -> list[Cue]:
    found = []
    for match in _STANCES.finditer(hidden, start, end):
        text = match[0].lower()
        index = _index_at(tokens, match.start())
        subject = subject_before(tokens, index)
        is_participle = text.split()[0].endswith("ing")
        if subject is None and not is_participle:
            continue
        speaker = _span(tokens, subject) if subject and not is_participle else None
        found.append(
            Cue(
                match[0],
                match.start(),
                match.end(),
                speaker,
                False,
                True,
                "stance verb",
                _STANCE_OF[text],
            )
        )
    return found


def _according(hidden: str, tokens: list[Token], start: int, end: int) -> list[Cue]:
    found = []
    for pattern, rule in ((_ACCORDING, "according to"), (_BY, "said by")):
        for match in pattern.finditer(hidden, start, end):
            indexes = object_after(tokens, _index_at(tokens, match.end()))
            if indexes is None:
                continue
            speaker = _span(tokens, indexes)
            leads = match.start() - start < 4
            found.append(Cue(match[0], match.start(), match.end(), speaker, not leads, True, rule))
    return found


def _verb(hidden: str, tokens: list[Token], index: int, start: int, end: int) -> Cue | None:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    previous = tokens[index - 1] if index else None
    after_text = hidden[token.end : end].lstrip()
    introduces = after_text.startswith((":", '"', ",", "that ", "in a", "on ", HIDDEN, "of "))
    if previous and previous.low in _PASSIVE:
        return None
    is_told = token.low in ("told", "tells", "tell")
    if (
        not is_told
        and previous
        and (previous.text in ('",') or previous.text in (",", '"', HIDDEN))
    ) or (_closes(hidden, token.start, start) and not is_told):
        inverted = object_after(tokens, index + 1) if following else None
        if inverted and _begins_name(tokens[inverted[0]]):
            speaker = _span(tokens, inverted)
            return Cue(
                token.text,
                token.start,
                token.end,
                speaker,
                True,
                _goes_on(hidden, speaker[1], end),
                "said X",
            )
    subject = subject_before(tokens, index)
    if subject is None:
        return None
    speaker = _span(tokens, subject)
    if token.low in lexicon.WEAK and not introduces and not _closes(hidden, speaker[0], start):
        has_clause = re.match(
            r"(?:that|the|a|an|[A-Z][\w.]*|more|at least|about|\d|it|there)\b", after_text
        )
        if not has_clause or token.low.endswith("ing"):
            return None
    if token.low.endswith("ing") and token.low not in ("saying", "adding", "claiming"):
        return None
    is_last = " that " not in after_text[:80] if is_told else _is_last(after_text)
    before = _closes(hidden, speaker[0], start) and speaker[0] - start > 25 and is_last
    if before:
        return Cue(
            token.text,
            token.start,
            token.end,
            speaker,
            True,
            _goes_on(hidden, token.end, end),
            "X said, behind",
        )
    return Cue(token.text, token.start, token.end, speaker, False, True, "X said, before")


def _is_last(after: str) -> bool:
    """True when nothing that could be the content follows a cue."""
    if after.startswith((",", '"', ".", ":", ";", HIDDEN)) or len(after) < 20:
        return True
    return bool(
        re.match(
            r"(?:in|on|at|during|after|to|of|from|via|by|through|late|early|last|this|[A-Z][a-z]+day)\b",
            after,
        )
    )


def _begins_name(token: Token) -> bool:
    return token.text[0].isupper() or token.low in (
        "the", "a", "an", "one", "officials", "police", "authorities", "analysts", "experts", "he", "she",
        "witnesses", "state", "local", "military", "two",
    )  # fmt: skip


def _closes(hidden: str, at: int, start: int) -> bool:
    """True when a comma or a closing quotation mark stands right before `at`."""
    before = hidden[start:at].rstrip()
    return before.endswith((",", '"', ",'", "-", HIDDEN)) and len(before) > 0


def _goes_on(hidden: str, at: int, end: int) -> bool:
    """True when what follows a cue in last position is still said by the same speaker."""
    rest = hidden[at:end].strip()
    return (rest.startswith((",", '"', ":", '. "')) and len(rest) > 3) or '"' in rest
