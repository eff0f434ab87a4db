"""Values of facets in words, and values by words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q

from claims.filters import ClaimFilter, type_choices
from claims.filters.facets import HeldFacet
from claims.models import ClaimFacet, Origin, Speaker
from sources.models import Outlet

# So many outlets, speakers or origins are looked at by a part of their name.
MOST_FOUND = 5_000
# Shown in the order of their choices, not by number of claims.
ORDERED = ("status", "computed", "decided", "origins", "review")
_YES_NO = {"true": "Yes", "false": "No"}
_MODELS: dict[str, tuple[type[Model], str]] = {
    "outlet": (Outlet, "name"),
    "speaker": (Speaker, "name"),
    "origin": (Origin, "label"),
}


def chosen_keys(narrowed: ClaimFilter) -> dict[str, list[str]]:
    """Of each facet that is set the chosen values, as counting has them: ids for rows."""
    found = {}
    for name, value in narrowed.chosen.items():
        facet = narrowed.facets[name]
        is_held = isinstance(facet, HeldFacet)
        found[name] = [str(n) for n in facet.numbers(value)] if is_held else facet.chosen(value)
    return found


def keys_called(name: str, text: str) -> list[str]:
    """The ids of outlets, speakers or origins with this text in their name, at most so many."""
    model, field = _MODELS[name]
    called = Q(**{f"{field}__icontains": text})
    if model is Speaker:
        called |= Q(pk__in=Speaker.objects.called(text).values("pk"))
    rows = model._default_manager.filter(called).order_by("pk").values_list("pk", flat=True)
    return [str(pk) for pk in rows[:MOST_FOUND]]


def in_words(row: Any) -> str:
    """A row as people know it; an origin with its day, since the same people speak on many."""
    day = row.dated_on if isinstance(row, Origin) else None
    return f"{row} ({day.day} {day:%b %Y})" if day else str(row)


def named(
    narrowed: ClaimFilter, keys: Mapping[str, Collection[str]]
) -> dict[str, dict[str, tuple[str, str]]]:
    """Of each facet the values that are known, each as it stands in an address and in words; in the
    order in which they are shown. At most one query for each facet of rows."""
    return {name: dict(_named(narrowed, name, values)) for name, values in keys.items()}


def _named(
    narrowed: ClaimFilter, name: str, keys: Collection[str]
) -> Iterable[tuple[str, tuple[str, str]]]:
    if name in _MODELS:
        model, field = _MODELS[name]
        shown = ["public_id", field, *(["dated_on"] if model is Origin else [])]
        rows: dict[int, Any] = model._default_manager.only(*shown).in_bulk([int(k) for k in keys])
        known = ((key, rows.get(int(key))) for key in keys)
        return [(key, (row.public_id, in_words(row))) for key, row in known if row]
    if name == "review":
        states = {str(n): state for n, state in ClaimFacet.REVIEW_STATES.items()}
        return [(key, (s.value, str(s.label))) for key, s in states.items() if key in keys]
    labels = _labels(narrowed, name)
    ordered = sorted(keys, key=list(labels).index) if name in ORDERED else keys
    return [(key, (key, labels.get(key, key))) for key in ordered]


def _labels(narrowed: ClaimFilter, name: str) -> dict[str, str]:
    if name == "type":
        return dict(type_choices())
    choices = narrowed.filters[name].extra.get("choices")
    return {key: str(label) for key, label in choices} if choices else _YES_NO
