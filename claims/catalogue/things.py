"""The nouns of `things.toml`: which words name people, and which name goods, by class."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PEOPLE = "people"
_CLASS_TABLES = (PEOPLE, "goods")


@dataclass(frozen=True, slots=True)
class Things:
    """Classes by noun (lower case), the names of all classes of people, and items by noun."""

    nouns: dict[str, frozenset[str]]
    people: frozenset[str]
    items: dict[str, str]

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes of a noun; empty for any other word."""
        return self.nouns.get(word, frozenset())

    def item_of(self, words: list[str]) -> str:
        """What the last known word of a phrase is called in titles; empty when none is known."""
        return next((self.items[word] for word in reversed(words) if word in self.items), "")


@cache
def load_things() -> Things:
    """The project's own table."""
    text = files("claims.catalogue").joinpath("things.toml").read_text("utf-8")
    table = tomllib.loads(text)
    found: dict[str, set[str]] = {}
    for name_of_table in _CLASS_TABLES:
        for name, words in table[name_of_table].items():
            is_pairs = name.startswith("pairs_")
            for word in words.split("|") if is_pairs else words.split():
                found.setdefault(word.strip(), set()).add(name.removeprefix("pairs_"))
    nouns = {word: frozenset(names) for word, names in found.items()}
    items = {word: item for item, words in table["items"].items() for word in words.split()}
    return Things(nouns, frozenset(table[PEOPLE]), items)
