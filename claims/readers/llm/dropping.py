"""Why a proposed statement is not taken."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What a statement fails by; in logs and counts."""

    MALFORMED = "not in the form asked for"
    UNKNOWN_TYPE = "a type the catalogue does not have"
    UNKNOWN_WORD = "a stance or modality that does not exist"
    NOT_YET = "its type does not count what is planned"
    NOT_IN_TEXT = "its evidence is not in the text"
    NOT_READ = "its evidence lies in no sentence that is read"
    FURNITURE = "its evidence is page furniture"
    FIGURE_NEEDED = "its type needs a figure"
    FIGURE_NOT_THERE = "its figure is not in the evidence"
    FIGURE_IS_NO_COUNT = "its figure counts nothing (a date, an age, a rate, a sum)"
    FIGURE_UNCLEAR = "several figures stand there, and none is the one given"
    SPEAKER_NOT_FOUND = "a speaker who is not in the article"
    REPEATED = "found already at the same place"


class DroppedError(Exception):
    """A statement that cannot be grounded."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
