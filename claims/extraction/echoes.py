"""Doubts, denials and silence about a fact told elsewhere in the article.

"Analysts cast doubt on the envoy's remarks" speaks about a fact without telling it again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claims.extraction.attribution import Attributions, lexicon
from claims.extraction.types import ExtractedAssertion, Frame, QuoteKind, Sentence, Stance

_REFERENCE = re.compile(
    r"\b(?:claims?|remarks?|reports?|allegations?|accusations?|statements?|comments?|assertions?|"
    r"figures?|account|charges?|suggestions?|for comment|to comment|deployment|accounts?)\b",
    re.I,
)


def echoes(
    text: str,
    view: str,
    sentences: list[Sentence],
    said: Attributions,
    found: list[ExtractedAssertion],
) -> list[ExtractedAssertion]:
    """For every frame that doubts, denies or declines without a fact of its own: the fact it is about."""
    new: list[ExtractedAssertion] = []
    for frame in said.frames:
        if frame.stance is Stance.ASSERTS:
            continue
        sentence = _sentence_of(frame, sentences)
        if sentence is None or any(
            a.start == sentence.start and a.stance is frame.stance for a in [*found, *new]
        ):
            continue
        content = " ".join(view[a:b] for a, b in frame.content)
        if frame.stance is not Stance.NO_COMMENT and not _REFERENCE.search(content):
            continue
        subject = _subject(view[sentence.start : sentence.end], sentence, found, frame)
        if subject is not None:
            new.append(_echo(text, view, sentence, frame, subject))
    return new


def _sentence_of(frame: Frame, sentences: list[Sentence]) -> Sentence | None:
    at = frame.content[-1][0] if frame.content else -1
    return next((s for s in sentences if s.start <= at <= s.end), None)


def _subject(
    words: str, sentence: Sentence, found: list[ExtractedAssertion], frame: Frame
) -> ExtractedAssertion | None:
    """The fact that is meant: the first one of a speaker named in the sentence, else the nearest
    before it."""
    told = [a for a in found if a.start < sentence.start and a.stance is Stance.ASSERTS]
    own = {s.name for s in frame.speakers}
    for assertion in told:
        for speaker in assertion.speakers:
            last_name = speaker.name.split()[-1]
            offices = set(re.findall(r"[a-z]+", speaker.role.lower())) & lexicon.OFFICE_NOUNS
            names = "|".join(map(re.escape, [last_name, *sorted(_synonyms(offices))]))
            if speaker.name not in own and re.search(rf"\b(?:{names})\b", words):
                return assertion
    near = [a for a in told if sentence.start - a.end < 600]
    return near[-1] if near else None


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
