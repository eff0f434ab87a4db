"""What can be named in a topic: finding the place or the speaker somebody means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.lookups import Overlap
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, Value

from claims.extraction.countries import country_names
from claims.models import Claim, Speaker
from claims.models.named_places import named_places

# Suggestions beside the fields come from so many of the newest claims and speakers.
SUGGESTED_FROM = 500
# Of speakers whose names fit so many are shown to choose from.
SHOWN_CANDIDATES = 10
_SEARCHED = 200
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class PlaceMeant:
    """A place as claims write it. `doubt` warns when no claim names it yet, and says what may have been
    meant instead."""

    name: str
    doubt: str = ""


def place_meant(text: str) -> PlaceMeant:
    """The place that somebody means: one that claims name, a country, or else what was typed, with a
    warning."""
    wanted = " ".join(text.split())[:200]
    if _is_named(wanted):
        return PlaceMeant(wanted)
    folded = wanted.casefold()
    known = _countries().get(folded)
    if known is not None:
        return PlaceMeant(known)
    query = SearchQuery(wanted, config="english", search_type="plain")
    near = _places(Q(search=query), _SEARCHED)
    for place in near:
        if place.casefold() == folded:
            return PlaceMeant(place)
    return PlaceMeant(wanted, _doubt(wanted, near))


def _doubt(wanted: str, near: Iterable[str]) -> str:
    choice = {p.casefold(): p for p in [*suggested_places(), *near, *_countries().values()]}
    close = difflib.get_close_matches(wanted.casefold(), choice, n=_CLOSE, cutoff=0.7)
    meant = ", ".join(f"“{choice[one]}”" for one in close)
    hint = f" Did you mean {meant}?" if meant else ""
    return f"No claim names the place “{wanted}” yet; it waits for one.{hint}"


def suggested_places() -> list[str]:
    """Places that the newest claims name, in alphabetical order."""
    return _places(Q(), SUGGESTED_FROM)


def speakers_meant(text: str) -> list[Speaker]:
    """The speakers that an id, a name or words of a name may stand for: one when it is clear, several to
    choose from, none when nobody is called so. Whose name it is exactly comes alone."""
    wanted = " ".join(text.split())
    listed = Speaker.objects.listed().defer("search")
    if wanted.startswith("spk_"):
        named = Speaker.objects.select_related("merged_into").filter(public_id=wanted).first()
        return [named.survivor] if named else []
    found = list(listed.called(wanted).order_by("name", "pk")[: SHOWN_CANDIDATES * 5])
    exact = [one for one in found if one.name.casefold() == wanted.casefold()]
    return exact if len(exact) == 1 else found[:SHOWN_CANDIDATES]


def suggested_speakers() -> list[str]:
    """The names of the newest speakers, in alphabetical order."""
    listed = Speaker.objects.listed().exclude(kind=Speaker.Kind.REPORTS)
    return sorted(set(listed.order_by("-pk").values_list("name", flat=True)[:SUGGESTED_FROM]))


def _is_named(place: str) -> bool:
    given = named_places()
    asked = Value([place], output_field=given.output_field)
    return bool(place) and Claim.objects.filter(Q(Overlap(given, asked))).exists()


def _places(condition: Q, most: int) -> list[str]:
    rows = Claim.objects.filter(condition).order_by("-pk").annotate(named=named_places())
    return sorted(set(_flat(rows.values_list("named", flat=True)[:most])))


def _flat(lists: Iterable[list[str | None]]) -> Iterable[str]:
    return (place for named in lists for place in named if place)


def _countries() -> dict[str, str]:
    """What a country is called, by its name without capitals."""
    return {
        name.casefold(): known.country
        for name, known in country_names().items()
        if known.form == "name"
    }
