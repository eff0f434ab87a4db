"""Who says what in an article: frames of attribution, one sentence after the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.attributions import Attributions
from claims.extraction.attribution.carrying import carried_on
from claims.extraction.attribution.content import Stretches, contents
from claims.extraction.attribution.cue import Cue
from claims.extraction.attribution.cues import find_cues
from claims.extraction.attribution.media import media_named, through_media
from claims.extraction.attribution.memory import Memory
from claims.extraction.attribution.names import NameBook, name_book
from claims.extraction.attribution.noun_phrases import phrase_after
from claims.extraction.attribution.quoting import Quotations, hide, quotations
from claims.extraction.attribution.speakers import read_speakers
from claims.extraction.countries import country_mentions
from claims.extraction.tokens import tokenise
from claims.extraction.types import Frame, QuoteKind, Sentence, SpeakerKind, SpeakerMention

_REPORTS = "reports"
_SUBORDINATE = re.compile(r"(?:But |And )?(?:[Aa]s|[Ww]hen|[Aa]fter|[Ww]hile|[Bb]ecause) ")
_ASKS = re.compile(r"(?:Asked|Pressed|Responding|In|On|At|After|When|As|While|With|For) ")


@dataclass(slots=True)
class _Article:
    """What every sentence of one article is read with, and what was read so far."""

    view: str
    hidden: str
    quoted: Quotations
    book: NameBook
    memory: Memory = field(default_factory=Memory)
    masks: list[tuple[int, int]] = field(default_factory=list)


def attribute(view: str, sentences: list[Sentence]) -> Attributions:
    """Read the frames of an article; `view` is its matching view."""
    quoted = quotations(view, sentences)
    article = _Article(view, hide(view, quoted), quoted, name_book(view, sentences))
    spoken = [_frames_of(article, sentence) for sentence in sentences]
    frames = through_media([frame for found in spoken for frame in found])
    frames += carried_on(article.hidden, sentences, spoken, quoted)
    return Attributions.of(frames, article.masks, sentences)


def _frames_of(article: _Article, sentence: Sentence) -> list[Frame]:
    cues = find_cues(article.view, article.hidden, sentence.start, sentence.end)
    media = media_named(article.view, sentence.start, sentence.end) if cues else ()
    stretches = contents(article.hidden, sentence, cues, article.quoted)
    frames: list[Frame] = []
    for cue, content in zip(cues, stretches, strict=True):
        if speakers := _speakers(article, sentence, cue, frames):
            frames.append(_frame(cue, content, speakers, media))
            article.memory.note(speakers)
            if cue.speaker:
                article.masks.append((cue.first, cue.last))
    if not frames:
        _note_subject(article, sentence)
    _note_bodies(article, sentence)
    return frames


def _frame(
    cue: Cue,
    content: Stretches,
    speakers: tuple[SpeakerMention, ...],
    media: tuple[str, ...],
) -> Frame:
    is_named = not any(s.kind is SpeakerKind.REPORTS for s in speakers)
    via = [m for m in media if all(m not in s.name for s in speakers)] if is_named else []
    return Frame(
        speakers=speakers,
        content=content,
        cue=cue.text,
        quote=QuoteKind.INDIRECT,
        stance=cue.stance,
        via=tuple(via),
        rule=cue.rule,
    )


def _speakers(
    article: _Article, sentence: Sentence, cue: Cue, frames: list[Frame]
) -> tuple[SpeakerMention, ...]:
    if cue.speaker is None:
        if cue.rule == "reportedly":
            return (SpeakerMention(_REPORTS, cue.text, SpeakerKind.REPORTS, cue.first, cue.last),)
        # "…, calling into question …": whoever speaks in this sentence.
        return frames[-1].speakers if frames else ()
    start, end = cue.speaker
    phrase = article.view[start:end]
    if not frames:
        _note_antecedent(article, Sentence(sentence.start, start, sentence.paragraph), phrase)
    if phrase.startswith("its "):
        owner = _owner(article.hidden, sentence.start, start)
        phrase = f"{owner}'s {phrase[4:]}" if owner else phrase
    return read_speakers(phrase, start, article.book, article.memory)


def _note_antecedent(article: _Article, before: Sentence, phrase: str) -> None:
    """Whom a pronoun may stand for that is named in its own sentence, before it."""
    if phrase.lower() in lexicon.PRONOUNS_PERSON:
        _note_subject(article, before)
    elif phrase.lower() == "they" and (
        match := _SUBORDINATE.match(article.hidden, before.start, before.end)
    ):
        tokens = tokenise(article.hidden, match.end(), before.end)
        if (name := phrase_after(tokens, 0, verb_behind=True)) and tokens[name[1] - 1].low != "it":
            words = article.view[tokens[0].start : tokens[name[1] - 1].end]
            article.memory.body = re.sub(r"^[Tt]he ", "", words)


def _owner(hidden: str, start: int, end: int) -> str:
    """Whose "its" in the same sentence is: the country it names first."""
    named = [m for m in country_mentions(hidden, start, end) if m.form in ("name", "capital")]
    return hidden[named[0].start : named[0].end] if named else ""


def _note_bodies(article: _Article, sentence: Sentence) -> None:
    """Which bodies a sentence names in full: what "the ministry" may stand for later."""
    bodies = article.book.bodies
    first = bisect_left(bodies, (sentence.start, ""))
    for _, name in bodies[first : bisect_left(bodies, (sentence.end, ""))]:
        article.memory.note_words(name)


def _note_subject(article: _Article, sentence: Sentence) -> None:
    """Whom the sentence is about: the first person it names, but for an introduction."""
    if _ASKS.match(article.hidden, sentence.start):
        return
    places = article.book.places
    at = bisect_left(places, (sentence.start, ""))
    while at < len(places) and places[at][0] < sentence.end:
        if article.hidden[places[at][0]] != " ":
            article.memory.person = places[at][1]
            return
        at += 1
