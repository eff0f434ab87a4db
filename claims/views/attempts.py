"""Doing what a form asks for; showing both sides when somebody else was faster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import BoundField, Form, ModelChoiceField, ModelMultipleChoiceField
from django.forms.fields import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Assertion, Claim
from claims.services.acting import By, ConflictError
from claims.services.conflicts import meanwhile, seen
from claims.views.acting import REFUSED, by_of

Result = TypeVar("Result")
# These are not what somebody typed.
_CARRIED = ("csrfmiddlewaretoken", "version", "seen")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is asked for: `what` in words, on which `row`, with which form; `again` shows the form once
    more with its mistakes."""

    what: str
    row: Claim | Assertion
    form: Form
    again: Callable[[int], HttpResponse]


def carried(row: Claim | Assertion) -> dict[str, Any]:
    """What a form on a row carries along: its version, and what its reader sees."""
    return {"version": row.version, "seen": seen(row)}


def attempt(
    request: HttpRequest,
    asked: Attempt,
    work: Callable[[By], Result],
    done: Callable[[Result], HttpResponse],
) -> HttpResponse:
    """Check the form, do the work, answer. Nothing that was typed is lost: a mistake or a refusal shows
    the form again (422), a change by somebody else shows both (409)."""
    form = asked.form
    if not form.is_valid():
        return asked.again(422)
    said = form.cleaned_data
    try:
        result = work(by_of(request, said.get("reason", ""), said["version"]))
    except ConflictError as error:
        return conflict_page(request, asked, error)
    except REFUSED as error:
        form.add_error(None, str(error))
        return asked.again(422)
    return done(result)


def conflict_page(request: HttpRequest, asked: Attempt, error: ConflictError) -> HttpResponse:
    """What one person typed beside what others did meanwhile; one click applies it all the same."""
    row = type(asked.row)._default_manager.get(pk=asked.row.pk)
    context = {
        "row": row,
        "what": asked.what,
        "kind": "claim" if isinstance(row, Claim) else "statement",
        "error": error,
        "typed": _typed(asked.form),
        "meanwhile": meanwhile(row, asked.form.cleaned_data.get("seen", "")),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _CARRIED
            for value in values
        ],
        "carried": carried(row),
        "back": row.get_absolute_url(),
    }
    return render(request, "claims/conflict.html", context, status=409)


def _typed(form: Form) -> list[tuple[str, str]]:
    """What was filled in, in words."""
    found = [(str(field.label), _in_words(field, form)) for field in form.visible_fields()]
    return [(label, words) for label, words in found if words]


def _in_words(field: BoundField, form: Form) -> str:
    value = form.cleaned_data.get(field.name)
    if isinstance(field.field, ModelMultipleChoiceField):
        return "; ".join(getattr(one, "excerpt", str(one)) for one in value or ())
    if isinstance(field.field, ChoiceField) and not isinstance(field.field, ModelChoiceField):
        return getattr(value, "label", str(value or ""))
    return str(getattr(value, "excerpt", value) or "")
