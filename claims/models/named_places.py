"""The places a claim names, as one list that an index serves."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value
from django.db.models.fields.json import KeyTextTransform

_TEXT = TextField()


class TextArray(Func):
    """Values as one text[]."""

    template = "ARRAY[%(expressions)s]::text[]"


def named_places() -> Any:
    """The place of a claim, the country that stands behind it ("Vladivostok, Russia"), and its parties.

    Standing questions ("troops sent to Russia") have no place of their own: their parties say where.
    """
    within = Func(F("place"), Value(", "), Value(2), function="split_part", output_field=_TEXT)
    parties = [KeyTextTransform(role, "roles") for role in ("actor", "group", "target")]
    return TextArray(F("place"), within, *parties, output_field=ArrayField(_TEXT))
