"""What forms on statements say, as the services take it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from claims.extraction.selection import SelectionError, figure_at, find_words
from claims.models import Assertion, Attribution
from claims.services.statement_fields import PARTIES, Changes, FieldError, FigureGiven
from claims.services.voices import Voice

_MEANT = ("figure_quantifier", "figure_low", "figure_high")
_FIGURE = ("figure_text", "figure_unit", *_MEANT)
_VOICES = ("speakers", "verb", "quote", "via")
_DAYS = ("event_first", "event_last", "event_text")


def changes_of(
    data: Mapping[str, Any], changed: Collection[str], statement: Assertion | None = None
) -> Changes:
    """What the `changed` fields of a form say; of a new statement, without `statement`. Raises FieldError."""
    found: Changes = {}
    for name in ("type", "who", "place", "stance", "modality"):
        if name in changed:
            found[name] = data[name]
    if data.get("sure"):
        found["sure"] = data["sure"]
    if "excerpt" in changed and statement is not None:
        found["span"] = _span(statement, data["excerpt"])
    if any(name in changed for name in _FIGURE):
        found["figure"] = _figure(data, changed)
    if any(name in changed for name in PARTIES):
        kept = {} if statement is None else statement.roles
        found["roles"] = {**kept, **{party: data[party] for party in PARTIES}}
    if any(name in changed for name in _DAYS):
        found |= {name: data[name] for name in _DAYS}  # type: ignore[typeddict-item]
    if any(name in changed for name in _VOICES):
        found["voices"] = _voices(data, changed, statement)
    return found


def _span(statement: Assertion, words: str) -> tuple[int, int]:
    try:
        return find_words(statement.article.text, words, near=statement.span_start)
    except SelectionError as error:
        raise FieldError("span", str(error)) from error


def _figure(data: Mapping[str, Any], changed: Collection[str]) -> FigureGiven | None:
    text = data["figure_text"]
    if not text and not any(data[name] for name in _MEANT):
        return None
    figure: FigureGiven = {"text": text, "unit": data["figure_unit"]}
    is_readable = bool(text) and figure_at(text, 0, len(text)) is not None
    # Where only the words are others, it is they that say how the figure is meant.
    if is_readable and "figure_text" in changed and not any(name in changed for name in _MEANT):
        return figure
    # Of another kind, or as its words say: the bounds nobody touched were those of the kind before.
    is_other_kind = "figure_quantifier" in changed and not {"figure_low", "figure_high"} & set(
        changed
    )
    figure["quantifier"] = data["figure_quantifier"]
    if not (is_readable and is_other_kind):
        figure["low"], figure["high"] = data["figure_low"], data["figure_high"]
    return figure


def _voices(
    data: Mapping[str, Any], changed: Collection[str], statement: Assertion | None
) -> list[Voice]:
    known = list(statement.attributions.select_related("speaker")) if statement else []
    via = tuple(filter(None, (medium.strip() for medium in data["via"].split(","))))
    found = []
    for line in filter(None, map(str.strip, data["speakers"].splitlines())):
        there = next((a for a in known if line.casefold() in _names(a)), None)
        voice = Voice(
            there.speaker.public_id if there else line,
            data["speaker_kind"],
            data["verb"] if there is None or "verb" in changed else there.verb,
            data["quote"] if there is None or "quote" in changed else there.quote,
            via if there is None or "via" in changed else tuple(there.via),
        )
        found.append(voice)
    return found


def _names(row: Attribution) -> set[str]:
    return {row.speaker.name.casefold(), row.mention.casefold(), row.speaker.public_id.casefold()}
