"""What can be counted: which words name people, and which name goods, by class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PEOPLE = "people"
# What a sum with a currency is of; it has no nouns.
MONEY = "money"
EVENTS = "events"
CLASS_TABLES = (PEOPLE, EVENTS, "goods")


@dataclass(frozen=True, slots=True)
class Things:
    """Classes by noun (lower case), the names of all classes of people and of events, items by noun,
    and the unit of nouns that count several at once ("families")."""

    nouns: dict[str, frozenset[str]]
    people: frozenset[str]
    events: frozenset[str]
    last_of_pairs: frozenset[str]
    items: dict[str, str]
    units: dict[str, str]

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes of a noun; empty for any other word."""
        return self.nouns.get(word, frozenset())

    def may_name(self, word: str) -> bool:
        """False for a word that is no noun, nor the last one of a pair."""
        return word in self.nouns or word in self.last_of_pairs

    def item_of(self, words: list[str]) -> str:
        """What the last known word of a phrase is called in titles; empty when none is known."""
        return next((self.items[word] for word in reversed(words) if word in self.items), "")

    def unit_of(self, words: list[str]) -> str:
        """The unit of the first word of a phrase that has one; empty when none has."""
        return next((self.units[word] for word in words if word in self.units), "")


def things_of(tables: Iterable[Mapping[str, Any]]) -> Things:
    """One table of nouns from the `people`, `goods` and `items` tables of several files."""
    found: dict[str, set[str]] = {}
    people: set[str] = set()
    events: set[str] = set()
    items: dict[str, str] = {}
    units: dict[str, str] = {}
    for table in tables:
        people |= _classes_in(table, PEOPLE)
        events |= _classes_in(table, EVENTS)
        items |= _by_word(table.get("items", {}))
        units |= _by_word(table.get("units", {}))
        for name_of_table in CLASS_TABLES:
            for name, words in table.get(name_of_table, {}).items():
                is_pairs = name.startswith("pairs_")
                for word in words.split("|") if is_pairs else words.split():
                    found.setdefault(word.strip(), set()).add(name.removeprefix("pairs_"))
    nouns = {word: frozenset(names) for word, names in found.items()}
    last = frozenset(word.split()[-1] for word in nouns if " " in word)
    return Things(nouns, frozenset(people), frozenset(events), last, items, units)


def _classes_in(table: Mapping[str, Any], name: str) -> set[str]:
    return {key.removeprefix("pairs_") for key in table.get(name, ())}


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}
