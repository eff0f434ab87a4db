"""`extract`: a document in, assertions with exact places out. Linear in the text.

The stages, in order: sentences → attribution → numbers → phrases → shape → patterns → parties,
place, date, speakers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from claims.catalogue import Catalogue, default_catalogue
from claims.catalogue.things import Things
from claims.extraction.attribution import Attributions, attribute
from claims.extraction.clues import candidates, clues_of
from claims.extraction.countries import CountryMention, country_mentions
from claims.extraction.dates import dates_in, nearest_date
from claims.extraction.echoes import echoes
from claims.extraction.matching import Match, matches
from claims.extraction.phrase import Phrase
from claims.extraction.phrases import phrases
from claims.extraction.places import PlaceMention, nearest_place, places_in
from claims.extraction.quantities import Quantity, quantities
from claims.extraction.roles import roles
from claims.extraction.sentences import split
from claims.extraction.shape import shapes
from claims.extraction.single import Victim, figure_of, victims
from claims.extraction.tokens import tokenise
from claims.extraction.types import (
    DateRange,
    Document,
    ExtractedAssertion,
    Frame,
    Modality,
    QuoteKind,
    Sentence,
    Stance,
)
from claims.extraction.verification import verification_note
from claims.extraction.versions import package_digest
from claims.extraction.view import matching_view

NAME = "rules"
VERSION = "1"
# A sentence longer than this is a list or a table; it is read in pieces of this many characters.
LONGEST_SENTENCE = 2_000
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every sentence of one document is read with."""

    document: Document
    view: str
    sentences: tuple[Sentence, ...]
    catalogue: Catalogue
    said: Attributions


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence says around its facts; countries and places outside speakers' names."""

    sentence: Sentence
    countries: list[CountryMention]
    places: list[PlaceMention]
    dates: list[tuple[int, DateRange]]
    note: str


def extractor_version(catalogue: Catalogue) -> str:
    """Changes when the rules or the catalogue do, so that articles can be read again."""
    code = package_digest("claims.extraction", "claims.catalogue")
    return f"{VERSION}+{code}.{catalogue.version}"


def extract(document: Document, catalogue: Catalogue | None = None) -> list[ExtractedAssertion]:
    """The assertions of a document, in order of place; `text[start:end]` is each one's sentence."""
    reading = reading_of(document, catalogue or default_catalogue())
    sentences = list(reading.sentences)
    found: list[ExtractedAssertion] = []
    for sentence in sentences:
        found += _of_sentence(reading, sentence)
    found += _single_victims(reading, found)
    found += echoes(document.text, reading.view, sentences, reading.said, found)
    return sorted(found, key=lambda a: (a.start, a.anchor_start, a.type))


def reading_of(document: Document, catalogue: Catalogue) -> Reading:
    """Go through a document once: its readable sentences, and who says what in them."""
    view = matching_view(document.text)
    pieces = (piece for s in split(document) for piece in _pieces(s))
    # A piece without a word, as of a ruled line, says nothing and is not worth its tokens.
    sentences = [piece for piece in pieces if _HAS_WORD.search(view, piece.start, piece.end)]
    return Reading(document, view, tuple(sentences), catalogue, attribute(view, sentences))


def _pieces(sentence: Sentence) -> list[Sentence]:
    return [
        Sentence(start, min(sentence.end, start + LONGEST_SENTENCE), sentence.paragraph)
        for start in range(sentence.start, sentence.end, LONGEST_SENTENCE)
    ]


def _of_sentence(reading: Reading, sentence: Sentence) -> list[ExtractedAssertion]:
    facts = facts_in(reading, sentence, phrases_in(reading, sentence))
    if not facts:
        return []
    around = around_of(reading, sentence)
    return [assertion_of(reading, around, fact) for fact in facts]


def phrases_in(reading: Reading, sentence: Sentence) -> list[Phrase]:
    """What a sentence names that can be counted, outside speakers' names; figures included."""
    view, (start, end) = reading.view, (sentence.start, sentence.end)
    masks = _masks(reading, sentence)
    tokens = tokenise(view, start, end)
    numbers = [q for q in quantities(view, start, end) if not _inside(q.start, masks)]
    found = phrases(view, tokens, numbers, reading.catalogue.things)
    return [p for p in found if p.quantity or not _inside(p.start, masks)]


def facts_in(reading: Reading, sentence: Sentence, found: list[Phrase]) -> list[Match]:
    """The facts that the catalogue's patterns find among the phrases of a sentence."""
    view, (start, end) = reading.view, (sentence.start, sentence.end)
    words = view[start:end].lower()
    types = candidates(reading.catalogue, clues_of(words, found), words)
    if not types:
        return []
    countries = country_mentions(view, start, end)
    return matches(shapes(view, start, end, found, countries), types, reading.catalogue.things)


def around_of(reading: Reading, sentence: Sentence) -> Around:
    """Countries, places, dates and the outlet's own caveat in a sentence."""
    view, (start, end) = reading.view, (sentence.start, sentence.end)
    masks = _masks(reading, sentence)
    return Around(
        sentence,
        [c for c in country_mentions(view, start, end) if not _inside(c.start, masks)],
        places_in(view, start, end, masks),
        dates_in(view, start, end, reading.document.published_on),
        verification_note(view, sentence, _following(reading, sentence)),
    )


def _following(reading: Reading, sentence: Sentence) -> tuple[Sentence, ...]:
    at = bisect_right(reading.sentences, sentence.start, key=lambda s: s.start)
    return reading.sentences[at : at + 2]


def _masks(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    return list(reading.said.masks_in(sentence.start, sentence.end))


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= offset < b for a, b in spans)


def assertion_of(reading: Reading, around: Around, fact: Match) -> ExtractedAssertion:
    """The assertion that a fact of a sentence makes, with its parties, place, date and speakers."""
    sentence = around.sentence
    view, text = reading.view, reading.document.text
    phrase = fact.phrase
    anchor = (phrase.start, phrase.end) if phrase else (fact.start, fact.end)
    quantity = phrase.quantity if phrase and not fact.denies else None
    figure = None
    if phrase and quantity:
        figure = replace(
            quantity.figure,
            text=text[quantity.start : quantity.end],
            unit=_unit(phrase, quantity, fact, reading.catalogue.things),
        )
    frame = reading.said.frame_for(*anchor)
    parties = roles(view, fact, around.countries, reading.catalogue.things)
    return ExtractedAssertion(
        type=fact.type.key,
        excerpt=text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        figure=figure,
        figure_start=quantity.start if quantity else None,
        figure_end=quantity.end if quantity else None,
        anchor_start=anchor[0],
        anchor_end=anchor[1],
        who=_who(text, fact),
        roles=parties,
        place=nearest_place(around.places, anchor[1]),
        event_date=nearest_date(around.dates, anchor[1]),
        speakers=frame.speakers if frame else (),
        via=frame.via if frame else (),
        quote=_quote_kind(view, sentence, anchor, frame),
        cue=frame.cue if frame else "",
        stance=_stance(fact, frame),
        modality=fact.modality,
        verification_note=around.note,
        confidence=_confidence(fact),
        reasons=_reasons(fact, frame),
    )


def _single_victims(reading: Reading, found: list[ExtractedAssertion]) -> list[ExtractedAssertion]:
    """What the head of an article says of one person who came to harm."""
    told = victims(reading.view, reading.document.title, list(reading.sentences), found)
    types = reading.catalogue.types
    return [_of_victim(reading, s, victim) for s, victim in told if victim.type in types]


def _of_victim(reading: Reading, sentence: Sentence, victim: Victim) -> ExtractedAssertion:
    text, around = reading.document.text, around_of(reading, sentence)
    words = text[victim.start : victim.end]
    frame = reading.said.frame_for(victim.start, victim.end)
    return ExtractedAssertion(
        type=victim.type,
        excerpt=text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        figure=figure_of(words),
        figure_start=victim.start,
        figure_end=victim.end,
        anchor_start=victim.start,
        anchor_end=victim.end,
        who=re.sub(r"^(?:(?:an?|the|another|one) |s?he$)", "", words, flags=re.I)[:300],
        roles={},
        place=nearest_place(around.places, victim.end),
        event_date=nearest_date(around.dates, victim.end),
        speakers=frame.speakers if frame else (),
        via=frame.via if frame else (),
        quote=_quote_kind(reading.view, sentence, (victim.start, victim.end), frame),
        cue=frame.cue if frame else "",
        stance=frame.stance if frame else Stance.ASSERTS,
        verification_note=around.note,
        confidence=0.8,
        reasons=(
            "one person, in an article about it",
            f"speaker by rule: {frame.rule}" if frame else "no speaker named",
        ),
    )


def _unit(phrase: Phrase, quantity: Quantity, fact: Match, things: Things) -> str:
    """What the figure is a number of: a currency, "tons", "families", or what the type counts."""
    words = f"{phrase.modifiers} {phrase.head}".lower().split()
    return quantity.currency or things.unit_of(words) or fact.type.unit


def _who(text: str, fact: Match) -> str:
    phrase = fact.phrase
    if phrase is None or not phrase.head:
        return ""
    is_led = phrase.quantity is not None and phrase.quantity.start < phrase.end
    start = phrase.quantity.end if phrase.quantity and is_led else phrase.start
    who = re.sub(r"^[\s‘’“”'\"]*(?:of|more|other|the)\s+", "", text[start : phrase.end])
    return re.sub(r"\s+", " ", who).strip(" ‘’“”'\"")[:300]


def _quote_kind(
    view: str, sentence: Sentence, anchor: tuple[int, int], frame: Frame | None
) -> QuoteKind:
    before = view[sentence.start : anchor[0]].count('"')
    inside = before % 2 == 1
    return (
        QuoteKind.DIRECT
        if inside or (frame and frame.quote is QuoteKind.DIRECT)
        else QuoteKind.INDIRECT
    )


def _stance(fact: Match, frame: Frame | None) -> Stance:
    if fact.denies:
        return Stance.DENIES
    return frame.stance if frame else Stance.ASSERTS


def _confidence(fact: Match) -> float:
    """A product of named penalties; the reasons tell which applied."""
    confidence = 1.0
    if fact.phrase is None or not fact.phrase.quantity:
        confidence *= 0.8
    elif fact.phrase.is_elliptic:
        confidence *= 0.9
    if fact.modality is not Modality.ACTUAL:
        confidence *= 0.8
    return round(confidence, 3)


def _reasons(fact: Match, frame: Frame | None) -> tuple[str, ...]:
    reasons = [f"pattern: {fact.pattern.source}"]
    if fact.phrase is not None and fact.phrase.is_elliptic:
        reasons.append("the noun counted is left out in the text")
    if fact.modality is not Modality.ACTUAL:
        reasons.append(f"said to be {fact.modality.value}")
    if fact.is_part:
        reasons.append("a part of those counted before it")
    reasons.append(f"speaker by rule: {frame.rule}" if frame else "no speaker named")
    return tuple(reasons)
