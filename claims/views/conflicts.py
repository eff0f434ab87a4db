"""Two people changed one thing: both sides, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from claims.review_forms import CorrectForm


@dataclass(frozen=True, slots=True)
class Side:
    """A field that one of two changed: as both saw it, as you typed it, as it is now. `field` is what
    the form holds; `is_both` when both changed it, each to something else."""

    field: BoundField
    seen: str
    yours: str
    theirs: str
    is_yours: bool
    is_theirs: bool

    @property
    def is_both(self) -> bool:
        return self.is_yours and self.is_theirs


def merged_form(form: CorrectForm, now: Mapping[str, Any]) -> CorrectForm:
    """The form ready for the version that is now: what you changed as you typed it, all else as it is."""
    current = CorrectForm(initial=dict(now))
    # Whoever was sure was so of what they saw.
    data = {name: form.typed(name) for name in form.fields if name != "sure"}
    for name in form.compared:
        theirs = current.seen(name)
        data[f"initial-{name}"] = theirs
        if name not in form.changed:
            data[name] = theirs
    data["version"] = str(now["version"])
    merged = CorrectForm(data, initial=dict(now))
    merged.is_valid()
    return merged


def compared(form: CorrectForm, merged: CorrectForm, now: Mapping[str, Any]) -> list[Side]:
    """The fields that you or the other person changed."""
    current = CorrectForm(initial=dict(now))
    sides = []
    for name in form.compared:
        seen, yours, theirs = form.seen(name), form.typed(name), current.seen(name)
        if yours == seen == theirs:
            continue
        sides.append(
            Side(
                field=merged[name],
                seen=form.shown(name, seen),
                yours=form.shown(name, yours),
                theirs=form.shown(name, theirs),
                is_yours=yours != seen,
                is_theirs=theirs != seen,
            )
        )
    return sides
