"""Statements that go on in a sentence which names nobody: quotations, and plain continuations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.attribution.quoting import Quotations
from claims.extraction.types import Frame, QuoteKind, Sentence, SpeakerKind, Stance

# A shorter quotation that is less than half of its sentence is words picked out, no statement.
_STATEMENT = 25
# How far behind a sentence its speaker may be named.
_AHEAD = 3
_NUMBER = r"(?:\d[\d,]*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Thirty|Forty|Fifty|Sixty|Dozens|Hundreds)\b"
_COUNTS_ON = re.compile(rf"(?:Of (?:those|these|them)\b|They\b|Those\b|These\b|Others\b|{_NUMBER})")
# "The soldiers then moved on", not "The car remained there".
_REFERS_BACK = re.compile(
    rf"(?:The (?:[\w.]+ ){{0,2}}?(?!(?:was|is|has|remains|continues|lies|its|this)\b)[a-z]{{3,}}s\b|{_COUNTS_ON.pattern})"
)
_CONTINUES = re.compile(
    r"\b(?:also|still|then|remain(?:s|ed|ing)?|others|the rest|of (?:those|them|these))\b", re.I
)
# Where in a sentence a word that continues the one before it has to stand.
_EARLY = 90


@dataclass(frozen=True, slots=True)
class _Story:
    """The sentences of an article, and the frames that each one's own cues gave."""

    hidden: str
    sentences: list[Sentence]
    spoken: list[list[Frame]]
    quoted: Quotations
    claimed: frozenset[int]


def carried_on(
    hidden: str, sentences: list[Sentence], spoken: list[list[Frame]], quoted: Quotations
) -> list[Frame]:
    """Frames for the quotations that no cue covers, and for sentences that plainly carry on from
    the statement before them."""
    story = _Story(hidden, sentences, spoken, quoted, _claimed(spoken, quoted))
    found: list[Frame] = []
    last: Frame | None = None
    told = paragraph = -2
    for index, sentence in enumerate(sentences):
        if named := [f for f in spoken[index] if _can_go_on(f)]:
            last, told, paragraph = named[-1], index, sentence.paragraph
        elif spoken[index]:
            continue
        elif _is_quotation(story, index):
            source = _source_of_quotation(story, index, last, paragraph)
            if source is not None:
                found.append(_goes_on(source, sentence, QuoteKind.DIRECT, "quotation goes on"))
                if source is last:
                    told, paragraph = index, sentence.paragraph
        elif last is not None and told == index - 1 and _continues(story, index, last):
            found.append(_goes_on(last, sentence, QuoteKind.INDIRECT, "plainly carries on"))
            told = index
    return found


def _claimed(spoken: list[list[Frame]], quoted: Quotations) -> frozenset[int]:
    return frozenset(
        index
        for frames in spoken
        for frame in frames
        for start, end in frame.content
        for index in quoted.touching(start, end)
    )


def _can_go_on(frame: Frame) -> bool:
    return all(s.kind is not SpeakerKind.REPORTS for s in frame.speakers)


def _is_quotation(story: _Story, index: int) -> bool:
    """True for a sentence that is, or begins with, a quotation nobody was named for."""
    sentence = story.sentences[index]
    touched = story.quoted.touching(sentence.start, sentence.end)
    if not touched or touched[0] in story.claimed:
        return False
    start, end = story.quoted.spans[touched[0]]
    length = min(end, sentence.end) - start
    is_most = 2 * length > sentence.end - sentence.start
    return start <= sentence.start + 2 and (end - start > _STATEMENT or is_most)


def _source_of_quotation(
    story: _Story, index: int, last: Frame | None, paragraph: int
) -> Frame | None:
    """Who spoke last in the paragraph; else who is named behind; else who spoke in the one before."""
    here = story.sentences[index].paragraph
    if paragraph == here:
        return last
    later = _spoken_later(story, index)
    if later is not None and story.sentences[later[0]].paragraph == here:
        return later[1]
    return last if here - paragraph <= 1 else None


def _spoken_later(story: _Story, index: int) -> tuple[int, Frame] | None:
    """The sentence, a few on, whose own cue names a speaker next."""
    for later in range(index + 1, min(len(story.sentences), index + 1 + _AHEAD)):
        if named := [f for f in story.spoken[later] if _can_go_on(f)]:
            return later, named[0]
    return None


def _continues(story: _Story, index: int, last: Frame) -> bool:
    """True for a sentence that counts on, or refers back, and says so; or that counts on between
    two statements of one speaker."""
    sentence, before = story.sentences[index], story.sentences[index - 1]
    if last.stance is not Stance.ASSERTS or sentence.paragraph - before.paragraph > 1:
        return False
    early = min(sentence.end, sentence.start + _EARLY)
    if _REFERS_BACK.match(story.hidden, sentence.start) and _CONTINUES.search(
        story.hidden, sentence.start, early
    ):
        return True
    if not _COUNTS_ON.match(story.hidden, sentence.start):
        return False
    later = _spoken_later(story, index)
    return later is not None and _names(later[1]) == _names(last)


def _names(frame: Frame) -> list[str]:
    return [s.name for s in frame.speakers]


def _goes_on(source: Frame, sentence: Sentence, quote: QuoteKind, rule: str) -> Frame:
    return Frame(
        speakers=source.speakers,
        content=((sentence.start, sentence.end),),
        cue="",
        quote=quote,
        via=source.via,
        rule=rule,
    )
