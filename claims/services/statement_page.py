"""What the page of a statement shows: its fields as a form holds them, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims.models import Assertion, EditorialChange
from claims.models.assertion import EDITORIAL_FIELDS
from claims.services.differences import Difference, differences, in_words, label_of
from claims.services.doubts import units_of
from claims.services.review_claims import Words, compared_words
from claims.services.statement_fields import PARTIES

SHOWN = 100
_UNTOLD = frozenset({"claim", "span_start", "span_end"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a statement. `change` is the act of an editor; None for the machine."""

    at: datetime
    who: str
    what: str
    why: str
    differences: tuple[Difference, ...]
    change: EditorialChange | None = None


def history_of(statement: Assertion) -> list[Event]:
    """What editors did and what reading changed, newest first."""
    acts = list(
        statement.changes.select_related("by", "undoes", "undone_by").order_by("-id")[:SHOWN]
    )
    events = [
        Event(c.created_at, str(c.by), c.summary, c.reason, tuple(differences(c)), c) for c in acts
    ]
    events += _by_machine(statement, acts)
    first = f"{'added by hand' if statement.is_added else 'read'} from the text"
    told = f"{first} by {statement.extractor} {statement.extractor_version}"
    if not statement.is_added:
        events.append(Event(statement.created_at, "claimbase", told, "", ()))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _by_machine(statement: Assertion, acts: list[EditorialChange]) -> list[Event]:
    """The changes that no act of an editor tells of."""
    said = [(difference.field, difference.after) for act in acts for difference in differences(act)]
    # pghistory adds the relation; each row is what the statement was before a change.
    rows: list[Any] = list(statement.events.order_by("-pgh_id")[:SHOWN])  # type: ignore[attr-defined]
    events = []
    after: Any = statement
    for row in rows:
        found = tuple(d for d in _between(row, after) if (d.field, d.after) not in said)
        if found:
            events.append(Event(row.pgh_created_at, "claimbase", "read or linked again", "", found))
        after = row
    return events


def _between(before: Any, after: Any) -> list[Difference]:
    fields = [name for name in EDITORIAL_FIELDS if name not in _UNTOLD]
    names = ["origin_id" if name == "origin" else name for name in fields]
    return [
        Difference(label_of(name), in_words(old), in_words(new))
        for name in names
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]


@dataclass(frozen=True, slots=True)
class SideFact:
    """A fact of two statements in words, each as stretches of which those of one side are marked."""

    label: str
    first: tuple[Words, ...]
    second: tuple[Words, ...]
    is_different: bool


def side_by_side(first: Assertion, second: Assertion) -> tuple[SideFact, ...]:
    """Two statements fact by fact, with the words that only one of them has."""
    ours, theirs = _facts(first), _facts(second)
    return tuple(
        SideFact(label, *compared_words(ours[label], theirs[label]), ours[label] != theirs[label])
        for label in ours
        if ours[label] or theirs[label]
    )


def _facts(row: Assertion) -> dict[str, str]:
    published = row.article.published_on
    days = [f"{day.day} {day:%b %Y}" for day in (row.event_first, row.event_last) if day]
    said = (f"{a.speaker}{f', {a.verb.lower()}' if a.verb else ''}" for a in row.attributions.all())
    return {
        "Outlet": str(row.article.outlet or "unknown"),
        "Reported": f"{published.day} {published:%b %Y}" if published else "undated",
        "Statement": row.excerpt,
        "Figure": f"{row.figure_text} {row.figure_unit}".strip() or "none",
        "Said by": "; ".join(said) or "the outlet’s own voice",
        "What the speaker does": row.get_stance_display(),
        "Place": row.place,
        "When": " – ".join(dict.fromkeys(days)),
        "Origin": str(row.origin or ""),
    }


def form_values(statement: Assertion) -> dict[str, Any]:
    """A statement as the form to correct it holds it."""
    attributions = list(statement.attributions.select_related("speaker"))
    first = attributions[0] if attributions else None
    return {
        name: getattr(statement, name)
        for name in (
            "type", "excerpt", "figure_quantifier", "figure_unit", "who", "place", "event_first", "event_last", "event_text", "stance",
            "modality", "version",
        )
    } | {
        "units": units_of(statement.type, statement.claim),
        "figure_text": figure_words(statement),
        "figure_low": _without_empty_decimals(statement.figure_low),
        "figure_high": _without_empty_decimals(statement.figure_high),
        **{party: statement.roles.get(party, "") for party in PARTIES},
        "speakers": "\n".join(a.speaker.name for a in attributions),
        "verb": first.verb if first else "",
        "quote": first.quote if first else "indirect",
        "via": ", ".join(first.via) if first else "",
    }  # fmt: skip


def figure_words(statement: Assertion) -> str:
    """The words of the article that state the figure; a person may have said how they are meant."""
    start, end = statement.figure_start, statement.figure_end
    if start is None or end is None:
        return statement.figure_text
    if not (statement.span_start <= start and end <= statement.span_end):
        return statement.figure_text
    return statement.excerpt[start - statement.span_start : end - statement.span_start]


def _without_empty_decimals(number: Decimal | None) -> Decimal | None:
    whole = number is not None and number == number.to_integral_value()
    return number.to_integral_value() if number is not None and whole else number
