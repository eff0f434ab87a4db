"""Why a file cannot be read."""

from __future__ import annotations

from sources.errors import StepError


class ParseError(StepError):
    """A file that gives no article."""
