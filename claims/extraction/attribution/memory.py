"""Whom pronouns and short descriptions stand for, while an article is read on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.extraction.attribution import lexicon
from claims.extraction.types import SpeakerKind, SpeakerMention


@dataclass(slots=True)
class Memory:
    """The last person and the last body named, and who was described by which noun."""

    person: str = ""
    body: str = ""
    described: dict[str, str] = field(default_factory=dict)

    def note(self, speakers: tuple[SpeakerMention, ...]) -> None:
        """Remember who has just spoken."""
        for speaker in speakers:
            if speaker.kind is SpeakerKind.PERSON:
                self.person = speaker.name
            elif speaker.kind is not SpeakerKind.REPORTS:
                self.body = speaker.name
                self.note_words(speaker.name)

    def note_words(self, name: str) -> None:
        """Remember by which nouns a body or a group may be named again."""
        is_named = any(word[:1].isupper() for word in name.split()[:-1])
        for word in nouns_of(name):
            if is_named or word not in self.described:
                self.described[word] = name

    def meant_by(self, description: str) -> str:
        """The name that "the ministry", "the officials" or "the U.S. official" stands for; empty
        when nobody was described so."""
        words = nouns_of(description)
        return self.described.get(words[-1], "") if words else ""


def nouns_of(name: str) -> list[str]:
    """The nouns of a name that can speak, in lower case."""
    words = re.findall(r"[a-z]+", name.lower().replace("'s", ""))
    return [w for w in words if w in lexicon.SPEAKING_NOUNS]
