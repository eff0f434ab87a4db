"""The word lists of `data/*.toml`: general vocabulary, kept beside the rules that use it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists(name: str) -> dict[str, str]:
    return tomllib.loads(
        files("claims.extraction").joinpath(f"data/{name}.toml").read_text("utf-8")
    )


def word_set(name: str, key: str) -> frozenset[str]:
    """The words of one list; raises KeyError for a list that `data/{name}.toml` does not have."""
    return frozenset(_lists(name)[key].split())


def phrase_list(name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of one list, which commas part, as words; raises KeyError like `word_set`."""
    return tuple(tuple(phrase.split()) for phrase in _lists(name)[key].split(","))


def word_list(name: str, key: str) -> tuple[str, ...]:
    """The words of one list in their order; raises KeyError like `word_set`."""
    return tuple(_lists(name)[key].split())


def choice(name: str, key: str) -> str:
    """The lines of a list as the alternatives of a regular expression; raises KeyError like `word_set`."""
    return "|".join(line.strip() for line in _lists(name)[key].splitlines())
