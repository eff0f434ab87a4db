"""Countries, their people and their capitals: `data/countries.tsv`, general knowledge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CountryName:
    """A way to name a country. `form` is `name`, `adjective`, `people` or `capital`."""

    country: str
    form: str


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at `start:end`."""

    start: int
    end: int
    country: str
    form: str


# Blocs that act and speak like a country in the news.
_BLOCS = {
    "Western": CountryName("the West", "adjective"),
    "Westerners": CountryName("the West", "people"),
    "European": CountryName("Europe", "adjective"),
    "Europeans": CountryName("Europe", "people"),
    "Arab": CountryName("Arab states", "adjective"),
    "African": CountryName("Africa", "adjective"),
    "Africans": CountryName("Africa", "people"),
    "Hamas": CountryName("Hamas", "name"),
    "Hezbollah": CountryName("Hezbollah", "name"),
    "Kurdish": CountryName("the Kurds", "adjective"),
    "Gaza": CountryName("Palestine", "capital"),
    "Gazans": CountryName("Palestine", "people"),
    "Rohingya": CountryName("the Rohingya", "adjective"),
    "NATO": CountryName("NATO", "name"),
}


@cache
def country_names() -> dict[str, CountryName]:
    """Every name, adjective, people and capital, as written, to what it stands for."""
    found = dict(_BLOCS)
    table = files("claims.extraction").joinpath("data/countries.tsv").read_text("utf-8")
    for line in table.splitlines():
        names, adjectives, people, capitals = line.split("\t")
        country = names.split("|")[0]
        for form, column in (
            ("capital", capitals),
            ("people", people),
            ("adjective", adjectives),
            ("name", names),
        ):
            for word in filter(None, column.split("|")):
                found[word] = CountryName(country, form)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(country_names(), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?=[A-Z]|the )(?:" + "|".join(map(re.escape, names)) + r")(?![\w])"
    )


def country_mentions(view: str, start: int, end: int) -> list[CountryMention]:
    """The countries named in `view[start:end]`, in order; of overlapping names the longest."""
    names = country_names()
    return [
        CountryMention(m.start(), m.end(), names[m[0]].country, names[m[0]].form)
        for m in _pattern().finditer(view, start, end)
    ]


def country_of(phrase: str) -> str:
    """The country a phrase names or whose adjective it holds first; empty when none."""
    mentions = country_mentions(phrase, 0, len(phrase))
    return mentions[0].country if mentions else ""
