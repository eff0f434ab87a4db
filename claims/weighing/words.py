"""Numbers and lists as people say them."""

from __future__ import annotations

from collections.abc import Sequence

# A sentence names at most so many; the rest is a number.
NAMED = 6


def counted_words(number: int, word: str, plural: str = "") -> str:
    """ "1 report", "3 reports"."""
    return f"{number:,} {word if number == 1 else plural or f'{word}s'}"


def named(items: Sequence[str]) -> str:
    """ "A, B and C"; of many the first few and how many more there are."""
    shown = list(items[:NAMED])
    if more := len(items) - len(shown):
        shown.append(f"{more:,} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def percent(share: float) -> str:
    """A share as people read it: "5 %", "2.5 %"."""
    return f"{round(share * 100, 2):g} %"


def in_reports(who: str, reports: int) -> str:
    """Somebody, and how many reports repeat what they said when there are several: "A (3 reports)"."""
    return f"{who} ({counted_words(reports, 'report')})" if reports > 1 else who
