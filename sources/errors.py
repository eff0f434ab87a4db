"""Why a file cannot go on through the pipeline."""

from __future__ import annotations


class StepError(Exception):
    """A step that cannot be done for a file. `code` is for programs, the message for people.

    The file then waits in state `failed` with the message, and can be retried; what earlier steps
    stored stays.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
