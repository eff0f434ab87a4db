"""Why a file cannot be read."""

from __future__ import annotations


class ParseError(Exception):
    """A file that gives no article. `code` is for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
