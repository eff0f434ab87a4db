"""From what a model proposes to an assertion that stands on the text.

The place comes from the quotation, the figure from our own reading of the words, parties, place and
date from the rules where they find them; the model adds what it can quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice

from claims.catalogue import ClaimType, Grammar
from claims.extraction.attribution.names import name_book
from claims.extraction.countries import country_of
from claims.extraction.matching import Match
from claims.extraction.phrase import Phrase
from claims.extraction.reader import (
    Around,
    Reading,
    around_of,
    assertion_of,
    facts_in,
    phrases_in,
)
from claims.extraction.types import (
    DateRange,
    ExtractedAssertion,
    Modality,
    Sentence,
    Stance,
)
from claims.readers.base import LONGEST_PLACE, LONGEST_WHO
from claims.readers.llm.answers import Statement
from claims.readers.llm.dropping import DroppedError, Reason
from claims.readers.llm.figures import Counted, counted
from claims.readers.llm.grounding import Grounding, How, Passage
from claims.readers.llm.voices import Voices

# A quotation that stands in more places than these says nothing about its place.
MOST_PLACES = 20
Key = tuple[str, int, int, Stance]


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement at its place, with what the rules see there; `rule` None = they do not find it."""

    evidence: Grounding
    sentence: Sentence
    counted: Counted
    rule: Match | None
    around: Around


class Grounds:
    """One article, as statements about it are held against it."""

    def __init__(self, reading: Reading) -> None:
        text = reading.document.text
        self._reading = reading
        readable = [Passage(text, start, end) for start, end in _runs(reading.sentences)]
        book = name_book(reading.view, reading.sentences)
        self._voices = Voices(reading, readable, book)
        self._furniture = [
            Passage(text, z.start, z.end) for z in reading.document.zones if z.kind.is_furniture
        ]
        # Many statements stand in one sentence.
        self._phrases = cache(partial(phrases_in, reading))
        self._around = cache(partial(around_of, reading))
        self._facts = cache(lambda sentence: facts_in(reading, sentence, self._phrases(sentence)))

    def assertion(
        self, statement: Statement, passages: Sequence[Passage], taken: AbstractSet[Key]
    ) -> ExtractedAssertion:
        """The assertion at the first place of the evidence that bears it out and is not taken.

        `passages` are those the model was shown. Raises DroppedError.
        """
        claim_type = self._reading.catalogue.types.get(statement.type)
        if claim_type is None:
            raise DroppedError(Reason.UNKNOWN_TYPE)
        if statement.stance not in set(Stance) or statement.modality not in set(Modality):
            raise DroppedError(Reason.UNKNOWN_WORD)
        if statement.modality == Modality.PLANNED and not claim_type.may_be_planned:
            raise DroppedError(Reason.NOT_YET)
        dropped = DroppedError(self._why_nowhere(statement.evidence))
        for evidence in islice(_places(statement.evidence, passages), MOST_PLACES):
            try:
                one = self._at(evidence, statement, claim_type)
            except DroppedError as error:
                dropped = error
                continue
            if key_of(one) not in taken:
                return one
            dropped = DroppedError(Reason.REPEATED)
        raise dropped

    def _why_nowhere(self, evidence: str) -> Reason:
        is_furniture = any(_places(evidence, self._furniture))
        return Reason.FURNITURE if is_furniture else Reason.NOT_IN_TEXT

    def _at(
        self, evidence: Grounding, statement: Statement, claim_type: ClaimType
    ) -> ExtractedAssertion:
        found = self._found(evidence, statement, claim_type)
        pattern = replace(claim_type.patterns[0], grammar=Grammar.PHRASE, denies=False)
        phrase, sentence = found.counted.phrase, found.sentence
        start = phrase.start if phrase else max(evidence.start, sentence.start)
        end = phrase.end if phrase else min(evidence.end, sentence.end)
        fact = found.rule or Match(claim_type, pattern, phrase, start, end, Modality.ACTUAL)
        return self._told(assertion_of(self._reading, found.around, fact), statement, found)

    def _found(self, evidence: Grounding, statement: Statement, claim_type: ClaimType) -> _Found:
        reading = self._reading
        sentences = [
            s for s in reading.sentences if s.start < evidence.end and evidence.start < s.end
        ]
        if not sentences:
            raise DroppedError(Reason.NOT_READ)
        phrases = [p for s in sentences for p in self._phrases(s)]
        what = counted(statement, claim_type, phrases, reading.document.text, evidence)
        sentence = next((s for s in sentences if what.phrase in self._phrases(s)), sentences[0])
        facts = self._facts(sentence)
        rule = next((f for f in facts if _is_same(f, claim_type, what.phrase, evidence)), None)
        return _Found(evidence, sentence, what, rule, self._around(sentence))

    def _told(
        self, base: ExtractedAssertion, statement: Statement, found: _Found
    ) -> ExtractedAssertion:
        """What the rules make of the place, with what the model can quote besides."""
        text = self._reading.document.text
        passage = Passage(text, found.sentence.start, found.sentence.end)
        frame = self._reading.said.frame_for(base.anchor_start, base.anchor_end)
        speakers = self._voices.speakers(statement.speakers, passage, frame)
        agrees = frame is not None and {s.name for s in speakers} == {
            s.name for s in frame.speakers
        }
        via = frame.via if frame and agrees and frame.via else self._voices.media(statement.via)
        return replace(
            base,
            who=base.who or _quoted(statement.who, [passage], LONGEST_WHO),
            roles=self._roles(base, statement, found),
            place=_quoted(statement.place, self._voices.passages, LONGEST_PLACE) or base.place,
            event_date=_date(statement.date, passage, found.around) or base.event_date,
            speakers=speakers,
            via=via,
            cue=base.cue if agrees else "",
            stance=Stance(statement.stance),
            modality=Modality(statement.modality),
            confidence=_confidence(base, found),
            reasons=_reasons(found, has_speakers=bool(speakers), agrees=agrees),
        )

    def _roles(
        self, base: ExtractedAssertion, statement: Statement, found: _Found
    ) -> dict[str, str]:
        """The rules' parties, and the countries the model quotes for those they leave open."""
        claim_type = self._reading.catalogue[base.type]
        ours = dict(base.roles)
        if found.rule is None:
            # Without a pattern only the phrase itself tells a party: whose people it counts.
            phrase = found.counted.phrase
            kept = ("group", "item") if phrase and phrase.country else ("item",)
            ours = {name: ours[name] for name in kept if name in ours}
        proposed = {"group": statement.group, "actor": statement.actor, "target": statement.target}
        theirs = {
            name: country_of(_quoted(words, self._voices.passages, LONGEST_PLACE))
            for name, words in proposed.items()
            if name in claim_type.key_roles or f"{{{name}" in claim_type.title
        }
        return {**{name: country for name, country in theirs.items() if country}, **ours}


def key_of(one: ExtractedAssertion) -> Key:
    """What tells an assertion of an article from its others."""
    return (one.type, one.start, one.anchor_start, one.stance)


def _runs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The longest stretches of sentences that no page furniture interrupts."""
    found: list[tuple[int, int]] = []
    paragraph = -1
    for sentence in sentences:
        start = found.pop()[0] if found and sentence.paragraph - paragraph <= 1 else sentence.start
        found.append((start, sentence.end))
        paragraph = sentence.paragraph
    return found


def _places(quotation: str, passages: Sequence[Passage]) -> Iterator[Grounding]:
    for passage in passages:
        yield from passage.find(quotation)


def _is_same(
    fact: Match, claim_type: ClaimType, phrase: Phrase | None, evidence: Grounding
) -> bool:
    if fact.type is not claim_type or fact.denies:
        return False
    if phrase is not None:
        return fact.phrase is not None and fact.phrase.start == phrase.start
    has_figure = fact.phrase is not None and fact.phrase.quantity is not None
    return not has_figure and fact.start < evidence.end and evidence.start < fact.end


def _quoted(words: str | None, passages: Sequence[Passage], most: int) -> str:
    """The words as they stand in the text; empty when they do not."""
    place = next(_places(words, passages), None) if words else None
    if place is None:
        return ""
    return " ".join(passages[0].text[place.start : place.end].split())[:most]


def _date(words: str | None, passage: Passage, around: Around) -> DateRange | None:
    for place in passage.find(words or ""):
        for offset, named in around.dates:
            if place.start <= offset < place.end or offset <= place.start < offset + len(
                named.text
            ):
                return named
    return None


def _confidence(base: ExtractedAssertion, found: _Found) -> float:
    confidence = base.confidence
    if found.rule is None:
        confidence *= 0.9
    if found.evidence.how is How.ELIDED:
        confidence *= 0.9
    return round(confidence, 3)


def _reasons(found: _Found, *, has_speakers: bool, agrees: bool) -> tuple[str, ...]:
    rule = f"pattern: {found.rule.pattern.source}" if found.rule else "no rule finds it"
    reasons = [f"quoted by the model, found {found.evidence.how}", rule]
    if found.counted.note:
        reasons.append(found.counted.note)
    if not has_speakers:
        reasons.append("no speaker named")
    else:
        reasons.append(
            "speaker by model and rules" if agrees else "speaker by model, found in the text"
        )
    return tuple(reasons)
