"""Doubts, denials and silence about a fact told elsewhere in the article.

"Analysts cast doubt on the envoy's remarks" speaks about a fact without telling it again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from claims.extraction.attribution import Attributions, lexicon
from claims.extraction.attribution.stances import DISMISSAL, REFERENCE
from claims.extraction.types import ExtractedAssertion, Frame, QuoteKind, Sentence, Stance

# How far before an echo, in characters, the fact may stand that it is about.
_REACH = {Stance.NO_COMMENT: 2_500, Stance.DENIES: 900, Stance.DOUBTS: 900}
# As much of a long quotation is looked at.
_LONGEST = 400
_UNREAL = re.compile(r"\b(?:unclear|unknown|whether|if) (?:if |whether )?\w", re.I)
_ABOUT_WORDS = re.compile(
    rf"{REFERENCE.pattern}|\b(?:for comment|to comment|deployment|them|it|that)\b", re.I
)


@dataclass(slots=True)
class _Told:
    """The facts that were asserted, in order of place, and the first one of every speaker by last
    name and by the words of the speaker's office."""

    facts: list[ExtractedAssertion]
    starts: list[int] = field(default_factory=list)
    by_name: dict[str, list[ExtractedAssertion]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [fact.start for fact in self.facts]
        for fact in self.facts:
            for speaker in fact.speakers:
                offices = set(re.findall(r"[a-z]+", speaker.role.lower())) & lexicon.OFFICE_NOUNS
                for word in {speaker.name.split()[-1], *_synonyms(offices)}:
                    self.by_name.setdefault(word, []).append(fact)

    def before(self, offset: int) -> ExtractedAssertion | None:
        """The last fact that begins before an offset."""
        at = bisect_left(self.starts, offset)
        return self.facts[at - 1] if at else None

    def of_somebody_in(
        self, words: str, before: int, own: frozenset[str]
    ) -> ExtractedAssertion | None:
        """The first fact of a speaker whom the words name; not one of those who speak themselves."""
        named = [
            self.by_name[word][0]
            for word in re.findall(r"[^\W\d_]+", words)
            if word in self.by_name
        ]
        told = [
            fact
            for fact in named
            if fact.start < before and not any(s.name in own for s in fact.speakers)
        ]
        return min(told, key=lambda fact: fact.start) if told else None


def echoes(
    text: str,
    view: str,
    sentences: list[Sentence],
    said: Attributions,
    found: list[ExtractedAssertion],
) -> list[ExtractedAssertion]:
    """For every frame that doubts, denies or declines without a fact of its own: the fact it is about."""
    told = _Told([fact for fact in found if fact.stance is Stance.ASSERTS])
    starts = [s.start for s in sentences]
    known = {(fact.start, fact.stance) for fact in found}
    with_facts = {fact.start for fact in found}
    new: list[ExtractedAssertion] = []
    for frame, place in _reactions(view, said, starts, with_facts):
        sentence = sentences[place]
        if (sentence.start, frame.stance) in known:
            continue
        subject = _subject(view[sentence.start : sentence.end], sentence, told, frame)
        if subject is not None:
            known.add((sentence.start, frame.stance))
            new.append(_echo(text, view, sentence, frame, subject))
    return new


def _reactions(
    view: str, said: Attributions, starts: list[int], with_facts: set[int]
) -> Iterator[tuple[Frame, int]]:
    """The frames that react to somebody's words, each with the index of its sentence."""
    for frame in said.frames:
        if not frame.content:
            continue
        at = frame.content[-1][0]
        place = bisect_right(starts, at) - 1
        if place < 0:
            continue
        if frame.stance is Stance.ASSERTS:
            frame = _as_denial(view, frame, starts[place] in with_facts)
        if frame.stance is Stance.ASSERTS or _UNREAL.search(view, starts[place], at):
            continue
        if frame.stance is Stance.NO_COMMENT or _is_about_words(view, frame):
            yield frame, place


def _is_about_words(view: str, frame: Frame) -> bool:
    """True when the cue, or what it covers, speaks of somebody's words."""
    stretches = [frame.cue, *(view[a : min(b, a + _LONGEST)] for a, b in frame.content)]
    return any(_ABOUT_WORDS.search(stretch) for stretch in stretches)


def _as_denial(view: str, frame: Frame, has_facts: bool) -> Frame:
    """ "said the claims were fabricated" denies, if it tells no fact of its own."""
    a, b = frame.content[0]
    b = min(b, a + _LONGEST)
    if has_facts or not (DISMISSAL.search(view, a, b) and REFERENCE.search(view, a, b)):
        return frame
    return replace(frame, stance=Stance.DENIES)


def _subject(
    words: str, sentence: Sentence, told: _Told, frame: Frame
) -> ExtractedAssertion | None:
    """The fact that is meant: the first one of a speaker named in the sentence, else the nearest
    before it."""
    own = frozenset(s.name for s in frame.speakers)
    named = told.of_somebody_in(words, sentence.start, own)
    if named is not None:
        return named
    near = told.before(sentence.start)
    if near is None or sentence.start - near.end > _REACH[frame.stance]:
        return None
    return near


def _synonyms(offices: set[str]) -> set[str]:
    return {word for row in lexicon.OFFICES if row & offices for word in row}


def _echo(
    text: str, view: str, sentence: Sentence, frame: Frame, subject: ExtractedAssertion
) -> ExtractedAssertion:
    cue = view.find(frame.cue, sentence.start, sentence.end)
    start = cue if cue >= 0 else sentence.start
    return replace(
        subject,
        excerpt=text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        figure=None,
        figure_start=None,
        figure_end=None,
        anchor_start=start,
        anchor_end=min(sentence.end, start + max(1, len(frame.cue))),
        event_date=None,
        speakers=frame.speakers,
        via=frame.via,
        quote=QuoteKind.INDIRECT,
        cue=frame.cue,
        stance=frame.stance,
        verification_note="",
        confidence=0.6,
        reasons=(
            f"speaks about a fact told before it ({subject.type} at {subject.start})",
            f"speaker by rule: {frame.rule}",
        ),
    )
