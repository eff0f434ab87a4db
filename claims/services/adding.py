"""Editors add what reading did not find."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.catalogue import default_catalogue
from claims.extraction.selection import (
    Selection,
    SelectionError,
    find_words,
    said_at,
    select,
)
from claims.models import PERSON, Assertion, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.correcting import identified, set_fields
from claims.services.editorial import record
from claims.services.journal import Journal
from claims.services.reading import document_of
from claims.services.rehoming import find_claim
from claims.services.reviewing import in_short, lock_article
from claims.services.speakers import MOVING_SPEAKERS
from claims.services.statement_fields import Changes, FieldError, FigureGiven, row_fields
from claims.services.voices import MOST_VOICES, Voice, attribute, trace
from sources.models import Article
from sources.services.locks import share_for_transaction

State = Assertion.ReviewState


def selected(article: Article, words: str, occurrence: int | None = None) -> Selection:
    """What words of an article a person chose, completed to sentences. Raises FieldError."""
    try:
        start, end = find_words(article.text, words, occurrence=occurrence)
        return select(document_of(article), start, end)
    except SelectionError as error:
        raise FieldError("words", str(error)) from error


def selected_at(article: Article, start: int, end: int) -> Selection:
    """The same by offsets in code points. Raises FieldError."""
    try:
        return select(document_of(article), start, end)
    except SelectionError as error:
        raise FieldError("span", str(error)) from error


def proposed_figure(article: Article, selection: Selection, claim_type: str = "") -> FigureGiven:
    """The figure that reading finds in the words a person chose; empty when there is none."""
    quantity = selection.quantity
    if quantity is None:
        return {}
    known = default_catalogue().types.get(claim_type)
    return {
        "text": article.text[quantity.start : quantity.end],
        "quantifier": quantity.figure.quantifier.value,
        "low": quantity.figure.low,
        "high": quantity.figure.high,
        "unit": quantity.currency or (known.unit if known else ""),
    }


def proposed_voices(article: Article, selection: Selection) -> tuple[Voice, ...]:
    """Who says the words a person chose, as reading finds it; empty for the outlet's own voice."""
    frame = said_at(document_of(article), selection)
    if frame is None:
        return ()
    return tuple(
        Voice(one.name, one.kind.value, frame.cue, frame.quote.value, frame.via)
        for one in frame.speakers[:MOST_VOICES]
    )


@transaction.atomic
def add_statement(
    *, article: Article, selection: Selection, changes: Changes, by: By
) -> EditorialChange:
    """Add a statement that a person found in an article, traced and linked like those that were read.

    Its figure is proposed from the chosen words where `changes` do not speak of one. Raises
    ChangeRefusedError (FieldError for one field).
    """
    share_for_transaction(MOVING_SPEAKERS)
    article = lock_article(article.pk)
    fields = _fields(article, selection, changes)
    journal = Journal()
    row = _row(article, fields)
    row.article = article
    set_fields(journal, row, fields)
    spoken = identified(row, changes.get("voices", ()))
    attribute(journal, row, spoken)
    trace(journal, row, spoken)
    # Withdrawn until now, so that taking it back leaves no statement in force.
    in_force = {"is_withdrawn": False, "review_state": State.ACCEPTED.value}
    set_fields(journal, row, in_force)
    find_claim(journal, row)
    return record(
        EditorialChange.Kind.ADD,
        by=by,
        journal=journal,
        summary=f"Added by hand: {in_short(row)}",
        claim=row.claim,
        assertion=row,
    )


def _fields(article: Article, selection: Selection, changes: Changes) -> dict[str, Any]:
    if "type" not in changes:
        raise FieldError("type", "Say what is claimed.")
    span = (selection.start, selection.end)
    said: Changes = {"figure": proposed_figure(article, selection, changes["type"]), **changes}
    said["span"] = span
    if (figure := said["figure"]) and not figure.get("unit"):
        known = default_catalogue().types.get(changes["type"])
        said["figure"] = {**figure, "unit": known.unit if known else ""}
    defaults: dict[str, Any] = {
        "who": "", "roles": {}, "place": "", "event_first": None, "event_last": None, "event_text": "",
        "stance": Assertion.Stance.ASSERTS.value, "modality": Assertion.Modality.ACTUAL.value,
    }  # fmt: skip
    return {
        **defaults,
        **row_fields(article, said, span),
        "anchor_start": selection.anchor_start,
        "anchor_end": selection.anchor_end,
        "confidence": 1.0,
        "verification_note": "",
        "reasons": ["added by hand"],
        "extractor": PERSON,
        "extractor_version": "1",
        "extractor_prompt": "",
        "read_as": [],
    }


def _row(article: Article, fields: dict[str, Any]) -> Assertion:
    """The row to write into: a withdrawn one at this place, or a new one, withdrawn as yet."""
    place = {
        "type": fields["type"],
        "span_start": fields["span_start"],
        "anchor_start": fields["anchor_start"],
        "stance": fields["stance"],
    }
    known = Assertion.objects.select_for_update(of=("self",)).filter(article=article, **place)
    if (row := known.first()) is None:
        return Assertion.objects.create(article=article, is_withdrawn=True, **fields)
    if row.is_withdrawn:
        return row
    raise ChangeRefusedError(
        f"The article has such a statement at this place already: {row.public_id} ({row.review_state})."
    )
