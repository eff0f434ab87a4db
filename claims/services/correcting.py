"""Editors correct what was read wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from claims.models import Assertion, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.doubts import refuse_doubtful, with_usual_unit
from claims.services.editorial import record
from claims.services.journal import Journal
from claims.services.rehoming import find_claim, leave_claim
from claims.services.reviewing import in_short, locked_statement
from claims.services.speakers import MOVING_SPEAKERS
from claims.services.statement_fields import Changes, FieldError, row_fields
from claims.services.voices import Attributed, Voice, VoiceError, attribute, identify, trace
from sources.services.locks import share_for_transaction

# By these a statement is known when its article is read again.
_KNOWN_BY = ("type", "span_start", "anchor_start", "stance")
# With another of these it answers another question.
_ASKED_BY = ("type", "roles")


@transaction.atomic
def correct(*, assertion: Assertion, changes: Changes, by: By) -> EditorialChange:
    """Say what the article states instead. Reading and linking again leave it as it is.

    A statement of another type, or with other parties, leaves the claim the machine put it in and is
    linked anew. Raises ChangeRefusedError (FieldError for one field), ConflictError.
    """
    # Whoever moves speakers waits for this, or is waited for before any row is locked.
    share_for_transaction(MOVING_SPEAKERS)
    row = locked_statement(assertion, by)
    journal = Journal()
    left = row.claim
    said = _with_rest(row, changes)
    fields = _with_anchor(row, row_fields(row.article, said, (row.span_start, row.span_end)))
    fields = with_usual_unit(fields, row)
    refuse_doubtful(row.article, fields, changes.get("sure", ()), row)
    _refuse_twin(row, fields)
    is_other = set_fields(journal, row, fields)
    if "voices" in changes:
        spoken = identified(row, changes["voices"])
        if attribute(journal, row, spoken):
            trace(journal, row, spoken)
            is_other = True
    if not is_other:
        raise ChangeRefusedError("Nothing is different; accept the statement if it is right.")
    _remember_place(journal, assertion=row, steps=journal.steps)
    journal.set(
        "assertion", [row.pk], "review_state", row.review_state, Assertion.ReviewState.CORRECTED
    )
    if _changed(journal, _ASKED_BY) and leave_claim(journal, row):
        find_claim(journal, row)
    return record(
        EditorialChange.Kind.CORRECT,
        by=by,
        journal=journal,
        summary=f"Corrected: {in_short(row)}",
        claim=row.claim or left,
        assertion=row,
    )


def identified(row: Assertion, voices: Any) -> list[Attributed]:
    """The speakers a person named. Raises FieldError."""
    said: list[Voice] = list(voices)
    try:
        return identify(row.article, said)
    except VoiceError as error:
        raise FieldError("voices", str(error)) from error


def set_fields(journal: Journal, row: Assertion, fields: Mapping[str, Any]) -> bool:
    """Set fields of a row, in the database and here; True when one was different."""
    changed = {name: new for name, new in fields.items() if getattr(row, name) != new}
    journal.set_together("assertion", row.pk, {n: (getattr(row, n), v) for n, v in changed.items()})
    for name, new in changed.items():
        setattr(row, name, new)
    return bool(changed)


def _with_rest(row: Assertion, changes: Changes) -> Changes:
    """A change of one end of the time leaves the other, and a figure without a unit counts on."""
    said: Changes = {**changes}
    if "event_first" in changes or "event_last" in changes:
        said = {"event_first": row.event_first, "event_last": row.event_last, **changes}
    if (figure := said.get("figure")) and "unit" not in figure:
        said["figure"] = {**figure, "unit": row.figure_unit}
    return said


def _with_anchor(row: Assertion, fields: dict[str, Any]) -> dict[str, Any]:
    """The anchor lies inside the statement: on its figure, where the old one no longer does."""
    start, end = fields.get("span_start", row.span_start), fields.get("span_end", row.span_end)
    figure = (
        fields.get("figure_start", row.figure_start),
        fields.get("figure_end", row.figure_end),
    )
    is_out = figure[0] is not None and not (start <= figure[0] and figure[1] <= end)
    if is_out:
        raise FieldError("figure", "The figure lies outside the statement.")
    if start <= row.anchor_start and row.anchor_end <= end:
        return fields
    anchor = figure if figure[0] is not None else (start, end)
    return fields | {"anchor_start": anchor[0], "anchor_end": anchor[1]}


def _refuse_twin(row: Assertion, fields: Mapping[str, Any]) -> None:
    place = {name: fields.get(name, getattr(row, name)) for name in _KNOWN_BY}
    twin = Assertion.objects.filter(article=row.article_id, **place).exclude(pk=row.pk).first()
    if twin is None:
        return
    raise ChangeRefusedError(
        f"The article has such a statement at this place already: {twin.public_id}"
        + (" (withdrawn; add it by hand instead)." if twin.is_withdrawn else ".")
    )


def _remember_place(journal: Journal, *, assertion: Assertion, steps: list[dict[str, Any]]) -> None:
    """Keep as what the machine read a statement, the first time that is changed."""
    if assertion.read_as or assertion.is_added or not _changed(journal, _KNOWN_BY):
        return
    before = {s["field"]: s["old"] for s in steps if s["do"] == "set" and s["what"] == "assertion"}
    place = [before.get(name, getattr(assertion, name)) for name in _KNOWN_BY]
    journal.set("assertion", [assertion.pk], "read_as", [], place)


def _changed(journal: Journal, fields: tuple[str, ...]) -> bool:
    return any(
        step["do"] == "set" and step["what"] == "assertion" and step["field"] in fields
        for step in journal.steps
    )
