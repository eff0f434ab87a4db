"""Who says what in an article: frames of attribution, one sentence after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.extraction.attribution.cues import Cue, find_cues
from claims.extraction.attribution.media import media_named
from claims.extraction.attribution.names import NameBook, name_book
from claims.extraction.attribution.quoting import hide, quotations
from claims.extraction.attribution.speakers import read_speakers
from claims.extraction.tokens import tokenise
from claims.extraction.types import Frame, QuoteKind, Sentence, SpeakerKind, SpeakerMention, Stance

_BOUNDARY = re.compile(r"(?:, (?:while|whereas|but)|;| while| whereas) ", re.I)
_REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Attributions:
    """The frames of an article, and the stretches that name speakers (for no party is read there)."""

    frames: tuple[Frame, ...]
    masks: tuple[tuple[int, int], ...]

    def frame_for(self, start: int, end: int) -> Frame | None:
        """The frame whose content holds the stretch: one with a stance first, then the narrowest;
        a named speaker before "reportedly"."""
        holding = [
            (frame, b - a)
            for frame in self.frames
            for a, b in frame.content
            if a <= start and end <= b
        ]
        if not holding:
            return None
        return min(holding, key=lambda h: (_is_reports(h[0]), h[0].stance is Stance.ASSERTS, h[1]))[
            0
        ]


@dataclass(slots=True)
class _State:
    """Whom pronouns stand for, while reading on."""

    person: str = ""
    body: str = ""
    speakers: tuple[SpeakerMention, ...] = ()
    via: tuple[str, ...] = ()
    paragraph: int = -2


def attribute(view: str, sentences: list[Sentence]) -> Attributions:
    """Read the frames of an article; `view` is its matching view."""
    book = name_book(view, sentences)
    quoted = quotations(view, sentences)
    hidden = hide(view, quoted)
    state = _State()
    frames: list[Frame] = []
    masks: list[tuple[int, int]] = []
    for sentence in sentences:
        new = _frames_of(view, hidden, sentence, quoted, book, state, masks)
        if not new and (floating := _floating(view, sentence, quoted, state)):
            new = [floating]
        frames += new
    return Attributions(tuple(_through_media(frames)), tuple(masks))


def _frames_of(
    view: str,
    hidden: str,
    sentence: Sentence,
    quoted: list[tuple[int, int]],
    book: NameBook,
    state: _State,
    masks: list[tuple[int, int]],
) -> list[Frame]:
    tokens = tokenise(hidden, sentence.start, sentence.end)
    cues = find_cues(view, hidden, tokens, sentence.start, sentence.end)
    frames: list[Frame] = []
    for position, cue in enumerate(cues):
        speakers = _speakers(view, cue, book, state, frames)
        if not speakers:
            continue
        if cue.speaker:
            masks.append((cue.first, cue.last))
        named = not any(s.kind is SpeakerKind.REPORTS for s in speakers)
        via = media_named(view, sentence.start, sentence.end) if named else ()
        via = tuple(v for v in via if all(v not in s.name for s in speakers))
        content = _content(hidden, sentence, cue, cues[position + 1 :], quoted)
        frames.append(
            Frame(
                speakers=speakers,
                content=content,
                cue=cue.text,
                quote=QuoteKind.INDIRECT,
                stance=cue.stance,
                via=via,
                rule=cue.rule,
            )
        )
        _remember(state, speakers, via, sentence.paragraph)
    return frames


def _speakers(
    view: str, cue: Cue, book: NameBook, state: _State, frames: list[Frame]
) -> tuple[SpeakerMention, ...]:
    if cue.speaker is None:
        if cue.rule == "reportedly":
            mention = SpeakerMention(_REPORTS, cue.text, SpeakerKind.REPORTS, cue.start, cue.end)
            return (mention,)
        # "…, calling into question …": whoever speaks in this sentence.
        return frames[-1].speakers if frames else ()
    start, end = cue.speaker
    return read_speakers(view[start:end], start, book, state.person, state.body)


def _content(
    hidden: str, sentence: Sentence, cue: Cue, later: list[Cue], quoted: list[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    if cue.before:
        start = sentence.start
        if cue.rule == "according to":
            boundaries = [m.end() for m in _BOUNDARY.finditer(hidden, sentence.start, cue.start)]
            start = boundaries[-1] if boundaries else start
        spans.append((start, cue.first))
    if cue.after:
        end = sentence.end
        for other in later:
            lead = hidden[cue.last : other.first]
            if (
                other.speaker
                and not other.before
                and re.search(r"\b(?:while|but|and|whereas)\s*$|;\s*$", lead.rstrip())
            ):
                end = min(end, other.first)
        spans.append((cue.last, end))
    return tuple(_whole_quotations(spans, quoted))


def _whole_quotations(
    spans: list[tuple[int, int]], quoted: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A cue beside a quotation covers all of it, also in the sentences before and after."""
    found = []
    for start, end in spans:
        for a, b in quoted:
            if a < end and start < b:
                start, end = min(start, a), max(end, b)
        found.append((start, end))
    return found


def _floating(
    view: str, sentence: Sentence, quoted: list[tuple[int, int]], state: _State
) -> Frame | None:
    """A quotation nobody is named for goes on where the last speaker left off."""
    if not state.speakers or sentence.paragraph - state.paragraph > 1:
        return None
    covering = [(a, b) for a, b in quoted if a <= sentence.end and sentence.start <= b]
    if not any(b - a > 25 for a, b in covering):
        return None
    state.paragraph = sentence.paragraph
    return Frame(
        speakers=state.speakers,
        content=((sentence.start, sentence.end),),
        cue="",
        quote=QuoteKind.DIRECT,
        via=state.via,
        rule="quotation goes on",
    )


def _remember(
    state: _State, speakers: tuple[SpeakerMention, ...], via: tuple[str, ...], paragraph: int
) -> None:
    if any(s.kind is SpeakerKind.REPORTS for s in speakers):
        return
    state.speakers, state.via, state.paragraph = speakers, via, paragraph
    for speaker in speakers:
        if speaker.kind is SpeakerKind.PERSON:
            state.person = speaker.name
        else:
            state.body = speaker.name


def _through_media(frames: list[Frame]) -> list[Frame]:
    """A medium that reports what another frame attributes is the way, not the speaker."""
    found = []
    for frame in frames:
        media = frame.speakers[0] if len(frame.speakers) == 1 else None
        if media and media.kind is SpeakerKind.MEDIUM:
            inner = next(
                (f for f in frames if f is not frame and _shares(f, frame) and not _is_reports(f)
                 and f.speakers[0].kind is not SpeakerKind.MEDIUM),
                None,
            )  # fmt: skip
            if inner is not None:
                found.append(replace(frame, speakers=inner.speakers, via=(*inner.via, media.name)))
                continue
        found.append(frame)
    return found


def _shares(inner: Frame, outer: Frame) -> bool:
    return any(a < d and c < b for a, b in inner.content for c, d in outer.content)


def _is_reports(frame: Frame) -> bool:
    return all(s.kind is SpeakerKind.REPORTS for s in frame.speakers)
