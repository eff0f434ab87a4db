"""Filters of the claims list in words: the same in the list, in what is saved of it and in its feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_filters import DateFilter, IsoDateTimeFilter

from claims.filters import ClaimFilter, type_choices
from claims.filters.facets import YesNoFacet
from claims.services.facets.naming import in_words

# Of these the value says what it is about.
_SPEAK_FOR_THEMSELVES = ("status", "type", "outlet", "speaker", "origin", "place", "topic", "q")
_YES_NO = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


def label_of(name: str) -> str:
    """What a filter is about; the name of one that there is no more."""
    one = ClaimFilter.base_filters.get(name)
    return str(one.label) if one is not None else name.replace("_", " ")


def value_in_words(name: str, value: str, rows: Mapping[str, Any]) -> str:
    """A value of an address as people read it. `rows` are those that addresses name, by public id."""
    if value in rows:
        return in_words(rows[value])
    one = ClaimFilter.base_filters.get(name)
    if isinstance(one, YesNoFacet):
        return _YES_NO.get(value.lower(), value)
    if isinstance(one, DateFilter | IsoDateTimeFilter):
        return _time_in_words(value)
    if name == "type":
        return dict(type_choices()).get(value, value)
    choices = dict(one.extra.get("choices") or ()) if one is not None else {}
    return str(choices.get(value, value))


def filter_in_words(name: str, label: str, text: str) -> str:
    """The value, with what it is about where that does not go without saying."""
    return text if name in _SPEAK_FOR_THEMSELVES else f"{label}: {text}"


def _time_in_words(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _moment_in_words(value)
    return f"{day.day} {day:%b %Y}"


def _moment_in_words(value: str) -> str:
    try:
        moment: datetime | None = parse_datetime(value)
    except ValueError:
        moment = None
    if moment is None:
        return value
    here = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{here.day} {here:%b %Y %H:%M}"
