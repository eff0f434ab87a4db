"""The default reader: the project's own rules, deterministic and explainable."""

from __future__ import annotations

from dataclasses import dataclass

from claims.catalogue import Catalogue
from claims.extraction import Document, ExtractedAssertion, extract, extractor_version
from claims.extraction.reader import NAME


@dataclass(frozen=True, slots=True)
class RulesReader:
    """Reads with the patterns of a catalogue; asks nobody."""

    catalogue: Catalogue
    name: str = NAME
    prompt: str = ""

    @property
    def version(self) -> str:
        return extractor_version(self.catalogue)

    def extract(self, document: Document) -> list[ExtractedAssertion]:
        return extract(document, self.catalogue)
