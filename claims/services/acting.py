"""Who acts, why, and on which version of what they saw; and how acting can fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something, why, and which version of it they looked at, if known."""

    user: User
    reason: str = ""
    version: int | None = None


class ChangeRefusedError(ValueError):
    """What was asked for makes no sense; the message says why."""


class ConflictError(Exception):
    """The row changed after the caller read it.

    `version` is the current one, `since` what happened after the version they saw, newest first:
    both sides can be shown, and nothing that was typed is lost.
    """

    def __init__(self, what: str, *, seen: int, version: int, since: Iterable[Any] = ()) -> None:
        self.seen, self.version, self.since = seen, version, tuple(since)
        super().__init__(
            f"The {what} changed after you read it (now version {version}, you saw {seen}). "
            "Look at it again, then decide."
        )


class UndoBlockedError(Exception):
    """Later changes build on this one. `blocked_by` are those to undo first, newest first."""

    def __init__(self, blocked_by: Sequence[Any]) -> None:
        self.blocked_by = tuple(blocked_by)
        names = "; ".join(str(change) for change in blocked_by)
        super().__init__(f"Later changes build on this one, undo them first: {names}.")
