"""What a reader is, how it fails, and what is asked of everything it gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from claims.catalogue import Catalogue
from claims.extraction import Document, ExtractedAssertion
from sources.errors import StepError

# As long as the columns that keep them.
LONGEST_NAME, LONGEST_VERSION, LONGEST_PROMPT = 50, 80, 64
LONGEST_WHO, LONGEST_PLACE = 300, 200


@runtime_checkable
class Reader(Protocol):
    """Takes assertions out of a text; `name`, `version` and `prompt` are stored with each of them.

    `version` changes with everything that may change the answers. `prompt` tells one prompt from
    another (a hash of its text); it is empty for a reader without one.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def prompt(self) -> str: ...

    def extract(self, document: Document) -> list[ExtractedAssertion]:
        """The assertions of a document, each with its exact place in `document.text`.

        Nothing is read from zones that are page furniture. Raises ReaderError when the document
        cannot be read now; then what is known of the article stays as it is.
        """
        ...


class ReaderError(StepError):
    """An article that a reader could not read. The file fails with the reason, and can be retried."""


class ReaderSettingsError(ReaderError):
    """The reader that the settings name cannot be used; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__("reader_settings", f"{message} {hint}")
        self.problem = message
        self.hint = hint


def check(
    found: Sequence[ExtractedAssertion], document: Document, catalogue: Catalogue, reader: Reader
) -> None:
    """Hold a reader to its contract. Raises ReaderError for the first assertion that breaks it."""
    for one in found:
        if problem := _problem(one, document.text, catalogue):
            raise ReaderError(
                "reader_broke_contract",
                f"The reader {reader.name} {reader.version} gave a {one.type} at "
                f"{one.start}:{one.end} {problem}. Nothing was stored.",
            )


def _problem(one: ExtractedAssertion, text: str, catalogue: Catalogue) -> str:
    if one.type not in catalogue.types:
        return "whose type the catalogue does not have"
    if not 0 <= one.start < one.end <= len(text) or text[one.start : one.end] != one.excerpt:
        return "whose excerpt is not what stands there"
    if not one.start <= one.anchor_start < one.anchor_end <= one.end:
        return f"whose anchor {one.anchor_start}:{one.anchor_end} lies outside it"
    if one.figure and (
        one.figure_start is None
        or one.figure_end is None
        or text[one.figure_start : one.figure_end] != one.figure.text
    ):
        return f"whose figure {one.figure.text!r} is not what stands at its place"
    if one.event_date and one.event_date.first > one.event_date.last:
        return "whose date ends before it begins"
    if len(one.who) > LONGEST_WHO or len(one.place) > LONGEST_PLACE:
        return "whose who or place is longer than a name"
    return ""
