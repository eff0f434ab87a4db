"""What is different between two revisions of claims, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from claims.figure_words import figure_words
from claims.services.claim_revisions import NUMBERS, Revision
from claims.services.wording import Stretch, word_changes


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that differs: its name, both values in words, and what leads from one to the other."""

    name: str
    before: str
    after: str
    words: tuple[Stretch, ...]


def revision_differences(first: Revision, second: Revision) -> list[Changed]:
    """What the second has different from the first, the most telling first."""
    before, after = dict(_values(first)), dict(_values(second))
    names = list(dict.fromkeys([*after, *before]))
    return [
        Changed(name, old, new, _marked(old, new))
        for name in names
        if (old := before.get(name, "not asked")) != (new := after.get(name, "not asked"))
    ]


def _marked(old: str, new: str) -> tuple[Stretch, ...]:
    """Words marked one by one where the two are alike; else one value after the other."""
    changes = word_changes(old, new)
    kept = sum(len(one.text) for one in changes if one.kind == "same")
    if 2 * kept >= min(len(old), len(new)):
        return changes
    return (Stretch("removed", old), Stretch("added", new))


def _values(one: Revision) -> Iterator[tuple[str, str]]:
    yield "Title", one.title
    yield "Computed status", one.computed_label
    yield "Decision", one.decided_label
    yield "Needs re-review", one.needs_review_because or "no"
    yield "Figure", figure_words(one.figure, one.figure_unit) or "none"
    agree = {True: "none excludes another", False: "they exclude each other", None: "not compared"}
    yield "Figures compared", agree[one.figures_agree]
    for label in NUMBERS.values():
        yield label[:1].upper() + label[1:], f"{one.numbers[label]:,}"
    yield "Place", one.place or "none"
    yield "When it was", _days(one.event_first, one.event_last)
    yield "Reported", _days(one.first_reported_on, one.last_reported_on)
    yield "Merged into", f"{one.merged_into}" if one.merged_into else "no other claim"
    for rule in one.rules:
        met = "met" if rule.get("met") else "not met"
        yield (
            f"Rule “{str(rule.get('rule', '')).replace('_', ' ')}”",
            f"{met}: {rule.get('text', '')}",
        )


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "unknown"
    ends = [f"{day.day} {day:%b %Y}" for day in (first, last)]
    return ends[0] if first == last else " – ".join(ends)
