"""Arithmetic on stretches of days."""

from __future__ import annotations

from claims.linking.types import Days

# A time told to a week or better is the time of one event; a longer one may be a period.
_ONE_EVENT = 7


def days_apart(ours: Days, theirs: Days) -> int:
    """Days between two stretches; 0 when they overlap."""
    return max(0, (max(ours.first, theirs.first) - min(ours.last, theirs.last)).days)


def is_precise(days: Days) -> bool:
    """True when it is told to a week or better when something happened."""
    return (days.last - days.first).days <= _ONE_EVENT


def is_period(days: Days) -> bool:
    """True for a stretch as long as a season: what is counted over it is no single event."""
    return (days.last - days.first).days > 60
