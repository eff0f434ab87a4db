"""Statements that go on in a sentence which names nobody: quotations, and plain continuations."""

from __future__ import annotations

from claims.extraction.attribution.quoting import Quotations
from claims.extraction.types import Frame, QuoteKind, Sentence, SpeakerKind

# Shorter quotations are words picked out, not statements.
_STATEMENT = 25


def carried_on(
    view: str,
    hidden: str,
    sentences: list[Sentence],
    spoken: list[list[Frame]],
    quoted: Quotations,
) -> list[Frame]:
    """Frames for the quotations that no cue covers, by the speaker who spoke last before them, or
    the first behind them in the same paragraph."""
    claimed = _claimed(spoken, quoted)
    found: list[Frame] = []
    last: Frame | None = None
    paragraph = -2
    for index, sentence in enumerate(sentences):
        named = [f for f in spoken[index] if _can_go_on(f)]
        if named:
            last, paragraph = named[-1], sentence.paragraph
            continue
        if spoken[index] or not _is_quotation(hidden, sentence, quoted, claimed):
            continue
        source = last if paragraph == sentence.paragraph else None
        source = source or _spoken_later(sentences, spoken, index)
        if source is None and sentence.paragraph - paragraph <= 1:
            source = last
        if source is None:
            continue
        if paragraph != sentence.paragraph and source is last:
            paragraph = sentence.paragraph
        found.append(_goes_on(source, sentence))
    return found


def _claimed(spoken: list[list[Frame]], quoted: Quotations) -> set[int]:
    return {
        index
        for frames in spoken
        for frame in frames
        for start, end in frame.content
        for index in quoted.touching(start, end)
    }


def _can_go_on(frame: Frame) -> bool:
    return all(s.kind is not SpeakerKind.REPORTS for s in frame.speakers)


def _is_quotation(hidden: str, sentence: Sentence, quoted: Quotations, claimed: set[int]) -> bool:
    """True for a sentence that is, or begins with, a quotation nobody was named for."""
    touched = quoted.touching(sentence.start, sentence.end)
    if not touched or touched[0] in claimed:
        return False
    start, end = quoted.spans[touched[0]]
    return start <= sentence.start + 2 and end - start > _STATEMENT


def _spoken_later(sentences: list[Sentence], spoken: list[list[Frame]], index: int) -> Frame | None:
    """The next speaker of the same paragraph, a few sentences on."""
    for later in range(index + 1, min(len(sentences), index + 4)):
        if sentences[later].paragraph != sentences[index].paragraph:
            return None
        if spoken[later]:
            return next((f for f in spoken[later] if _can_go_on(f)), None)
    return None


def _goes_on(source: Frame, sentence: Sentence) -> Frame:
    return Frame(
        speakers=source.speakers,
        content=((sentence.start, sentence.end),),
        cue="",
        quote=QuoteKind.DIRECT,
        via=source.via,
        rule="quotation goes on",
    )
