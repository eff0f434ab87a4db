"""The speakers of a statement: named in the article, or not taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.memory import Memory
from claims.extraction.attribution.names import NameBook, person_name
from claims.extraction.attribution.speakers import read_speakers
from claims.extraction.reader import Reading
from claims.extraction.types import Frame, SpeakerKind, SpeakerMention
from claims.readers.llm.dropping import DroppedError, Reason
from claims.readers.llm.grounding import Grounding, Passage, same

_REPORTS = frozenset(["reports", "reportedly", "report"])
_REPORT_WORD = re.compile(r"\b(?:reports?|reportedly|reported)\b", re.I)
# What is longer quotes a sentence, and names nobody.
_LONGEST_NAME = 120
_PRONOUNS = lexicon.PRONOUNS_PERSON | lexicon.PRONOUNS_GROUP


@dataclass(frozen=True, slots=True)
class Voices:
    """Who may speak in an article: its readable passages, its names, and what our rules found."""

    reading: Reading
    passages: Sequence[Passage]
    book: NameBook

    def speakers(
        self, names: Sequence[str], sentence: Passage, frame: Frame | None
    ) -> tuple[SpeakerMention, ...]:
        """The speakers of these names for a statement in a sentence, each once.

        The outlet's own name stands for its own voice. Raises DroppedError for a name that is not in
        the article.
        """
        found: dict[str, SpeakerMention] = {}
        for name in filter(None, map(str.strip, names)):
            if same(name, self.reading.document.outlet):
                continue
            for mention in self._named(name, sentence, frame):
                found.setdefault(mention.name, mention)
        return tuple(found.values())

    def media(self, names: Sequence[str]) -> tuple[str, ...]:
        """The media of these names that the article names."""
        places = (self._place(name) for name in names)
        text = self.reading.document.text
        return tuple(dict.fromkeys(text[p.start : p.end] for p in places if p))

    def _named(
        self, name: str, sentence: Passage, frame: Frame | None
    ) -> tuple[SpeakerMention, ...]:
        if name.lower() in _REPORTS:
            return (_reports(sentence),)
        if name.lower() in _PRONOUNS:
            if frame is None:
                raise DroppedError(Reason.SPEAKER_NOT_FOUND)
            return frame.speakers
        return (self._known(name, frame) or self._new(name),)

    def _known(self, name: str, frame: Frame | None) -> SpeakerMention | None:
        """The speaker that our rules know by this name, of the statement's own frame first."""
        full = self.book.full(name)
        for one in (*([frame] if frame else []), *self.reading.said.frames):
            for mention in one.speakers:
                if any(same(name, known) for known in (mention.name, mention.mention)) or same(
                    full, mention.name
                ):
                    return mention
        return None

    def _new(self, name: str) -> SpeakerMention:
        place = self._place(name) or self._last_name(name)
        if place is None or len(name) > _LONGEST_NAME:
            raise DroppedError(Reason.SPEAKER_NOT_FOUND)
        words = self.reading.view[place.start : place.end]
        read = read_speakers(words, place.start, self.book, Memory())
        if read:
            return read[0]
        written = re.sub(r"\s+", " ", self.reading.document.text[place.start : place.end])
        kind = SpeakerKind.ORGANISATION if written[:1].isupper() else SpeakerKind.GROUP
        return SpeakerMention(written, written, kind, place.start, place.end)

    def _last_name(self, name: str) -> Grounding | None:
        """A person the article calls by the last name only, and the model by more than that."""
        last = name.split()[-1]
        is_person = person_name(name) == name and self.book.full(last) == last
        return self._place(last) if is_person else None

    def _place(self, name: str) -> Grounding | None:
        return next((g for p in self.passages for g in p.find(name)), None)


def _reports(sentence: Passage) -> SpeakerMention:
    word = _REPORT_WORD.search(sentence.text, sentence.start, sentence.end)
    if word is None:
        raise DroppedError(Reason.SPEAKER_NOT_FOUND)
    return SpeakerMention("reports", word[0], SpeakerKind.REPORTS, word.start(), word.end())
