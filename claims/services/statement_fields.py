"""What a person says about a statement, checked, as the fields of its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from claims.catalogue import default_catalogue
from claims.extraction.countries import country_names
from claims.extraction.figure_words import FigureMismatchError, worded
from claims.extraction.selection import SelectionError, figure_at, find_words
from claims.figures import LARGEST, Figure, Quantifier, range_text
from claims.models import Assertion
from claims.services.acting import ChangeRefusedError
from claims.services.voices import Voice
from sources.models import Article

# The parties of a statement, by role, as people are asked for them.
PARTIES = {
    "group": "Whose they are",
    "actor": "Who does it",
    "target": "To whom, or where to",
    "item": "What is given or sent",
}
LONGEST_PARTY = 200


class FieldError(ChangeRefusedError):
    """What was said about one field makes no sense; `field` is its name in `Changes`."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class FigureGiven(TypedDict, total=False):
    """A figure in the words of the statement. Without a quantifier it is read from its words; without
    a unit it counts what its type counts."""

    text: str
    quantifier: str
    low: Decimal | None
    high: Decimal | None
    unit: str


class Changes(TypedDict, total=False):
    """What a person says about a statement; what is left out stays as it is. `span` are offsets in
    code points, `figure` None = it states none, `voices` empty = the outlet's own voice, `sure` names
    the doubts (see `doubts.Doubt`) that a person answers with yes."""

    type: str
    span: tuple[int, int]
    figure: FigureGiven | None
    who: str
    roles: Mapping[str, str]
    place: str
    event_first: date | None
    event_last: date | None
    event_text: str
    stance: str
    modality: str
    voices: Sequence[Voice]
    sure: Collection[str]


def row_fields(article: Article, changes: Changes, span: tuple[int, int]) -> dict[str, Any]:
    """The values of a row's fields that follow from what a person says; `span` is where the statement
    stands when they do not say. Raises FieldError."""
    found: dict[str, Any] = {}
    if "span" in changes:
        span = changes["span"]
        if not 0 <= span[0] < span[1] <= len(article.text):
            raise FieldError("span", f"Offsets go from 0 to {len(article.text)}.")
        found |= {
            "span_start": span[0],
            "span_end": span[1],
            "excerpt": article.text[span[0] : span[1]],
        }
    for name, choices in (
        ("type", default_catalogue().types),
        ("stance", set(Assertion.Stance.values)),
        ("modality", set(Assertion.Modality.values)),
    ):
        if name in changes:
            if changes[name] not in choices:  # type: ignore[literal-required]
                raise FieldError(name, f"One of: {', '.join(sorted(choices))}.")
            found[name] = changes[name]  # type: ignore[literal-required]
    if "figure" in changes:
        found |= figure_fields(article, changes["figure"], span)
    for name, longest in (("who", 300), ("place", 200), ("event_text", 200)):
        if name in changes:
            found[name] = _words(name, changes[name], longest)  # type: ignore[literal-required]
    if "roles" in changes:
        found["roles"] = _parties(changes["roles"])
    return found | _days(changes)


def figure_fields(
    article: Article, figure: FigureGiven | None, span: tuple[int, int]
) -> dict[str, Any]:
    """The figure fields of a row. The figure's words have to stand in the statement."""
    if figure is None or not figure.get("text", "").strip():
        if figure and (figure.get("quantifier") or figure.get("low") or figure.get("high")):
            raise FieldError("figure", "Give the figure in the words of the statement.")
        return {
            "figure_text": "", "figure_quantifier": "", "figure_low": None, "figure_high": None,
            "figure_unit": "", "figure_start": None, "figure_end": None,
        }  # fmt: skip
    try:
        start, end = find_words(article.text[span[0] : span[1]], figure["text"], occurrence=1)
    except SelectionError:
        raise FieldError(
            "figure", "The figure does not stand in the statement in these words."
        ) from None
    start, end = span[0] + start, span[0] + end
    if end - start > 200:
        raise FieldError("figure", "A figure has at most 200 characters.")
    meant = _meant(article.text, start, end, figure)
    return {
        "figure_text": meant.text[:200],
        "figure_quantifier": meant.quantifier.value,
        "figure_low": meant.low,
        "figure_high": meant.high,
        "figure_unit": _words("figure", figure.get("unit", ""), 50),
        "figure_start": start,
        "figure_end": end,
    }


def _meant(text: str, start: int, end: int, figure: FigureGiven) -> Figure:
    """The figure with the text it is shown in. Words that can be read say how it is meant; what is said
    besides has to fit them."""
    said, low, high = figure.get("quantifier", ""), figure.get("low"), figure.get("high")
    words, quantity = text[start:end], figure_at(text, start, end)
    read = quantity.figure if quantity else None
    if not said and low is None and high is None and read is not None:
        return replace(read, text=words)
    if not said and read is None:
        raise FieldError(
            "figure",
            "The figure cannot be read from its words: say how it is meant, and its bounds.",
        )
    kind = Quantifier(said) if said in set(Quantifier) else read.quantifier if read else None
    if kind is None or (said and said != kind):
        raise FieldError("figure", f"Say how the figure is meant: {', '.join(Quantifier)}.")
    for number in (low, high):
        if number is not None and not (number.is_finite() and 0 <= number < LARGEST):
            raise FieldError("figure", f"A figure lies between 0 and {LARGEST:,}.")
    if low is None and high is None and read is not None:
        low, high = _read_as(kind, read)
    meant = Figure(words, kind, *_bounds(kind, low, high))
    try:
        return worded(words, read, meant)
    except FigureMismatchError as error:
        raise FieldError("figure", str(error)) from error


def _read_as(kind: Quantifier, read: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The numbers of words that were read, as the bounds of a figure of another kind."""
    ends = [number for number in (read.low, read.high) if number is not None]
    match kind:
        case Quantifier.AT_MOST:
            return None, ends[-1]
        case Quantifier.AT_LEAST | Quantifier.VAGUE:
            return ends[0], None
    return read.low, read.high


def _bounds(
    quantifier: Quantifier, low: Decimal | None, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a figure as they are stored for its quantifier."""
    match quantifier:
        case Quantifier.AT_LEAST if low is not None and high is None:
            return low, None
        case Quantifier.AT_MOST if high is not None and low is None:
            return None, high
        case Quantifier.VAGUE if low is not None and high is None:
            return low, None
        case Quantifier.BETWEEN if low is not None and high is not None and low <= high:
            return low, high
        case Quantifier.EXACT | Quantifier.APPROXIMATELY:
            one = low if low is not None else high
            if one is not None and high in (None, one):
                return one, one
    wanted = {
        Quantifier.AT_LEAST: "the least number alone",
        Quantifier.AT_MOST: "the most number alone",
        Quantifier.VAGUE: "the least number its words stand for, alone",
        Quantifier.BETWEEN: "both numbers, the lower one first",
    }.get(quantifier, "one number")
    given = range_text(low, high) or "none"
    raise FieldError("figure", f"“{quantifier}” takes {wanted} (given: {given}).")


def _parties(given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for role, value in given.items():
        if role not in (*PARTIES, "part"):
            raise FieldError("roles", f"There is no party {role!r}: {', '.join(PARTIES)}.")
        if name := _words("roles", value, LONGEST_PARTY):
            known = country_names().get(name)
            found[role] = known.country if known else name
    return found


def _days(changes: Changes) -> dict[str, Any]:
    """The days of the event; one alone is the whole of it."""
    if "event_first" not in changes and "event_last" not in changes:
        return {}
    first, last = changes.get("event_first"), changes.get("event_last")
    first, last = first or last, last or first
    if first and last and first > last:
        raise FieldError("event_last", "The last day lies before the first.")
    return {"event_first": first, "event_last": last}


def _words(field: str, value: str, longest: int) -> str:
    value = " ".join(value.split())
    if len(value) > longest:
        raise FieldError(field, f"At most {longest} characters.")
    return value
