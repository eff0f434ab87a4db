"""What tells, before a sentence is searched, which patterns may match it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.catalogue import Catalogue, ClaimType, Pattern
from claims.catalogue.triggers import prefixes
from claims.extraction.phrase import Phrase

Candidates = tuple[tuple[ClaimType, tuple[Pattern, ...]], ...]


@dataclass(frozen=True, slots=True)
class Clues:
    """The beginnings of a sentence's words, and whether it names things, with figures or without."""

    prefixes: frozenset[str]
    has_counted: bool
    has_phrase: bool

    def allow(self, pattern: Pattern) -> bool:
        """False where the pattern cannot match."""
        if pattern.needs_counted and not self.has_counted:
            return False
        if pattern.uses_bare and not self.has_phrase:
            return False
        return not pattern.triggers or not self.prefixes.isdisjoint(pattern.triggers)


def clues_of(words: str, phrases: list[Phrase]) -> Clues:
    """The clues of a sentence: its words in lower case, and its phrases."""
    has_counted = any(phrase.quantity for phrase in phrases)
    return Clues(prefixes(words), has_counted, bool(phrases))


def candidates(catalogue: Catalogue, clues: Clues, words: str) -> Candidates:
    """The types that a sentence may state, each with the patterns that may match."""
    found = []
    for claim_type in catalogue.types.values():
        patterns = tuple(pattern for pattern in claim_type.patterns if clues.allow(pattern))
        if not patterns or (claim_type.only_if and not claim_type.only_if.search(words)):
            continue
        if claim_type.unless and claim_type.unless.search(words):
            continue
        found.append((claim_type, patterns))
    return tuple(found)
