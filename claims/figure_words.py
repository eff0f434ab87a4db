"""Figures in words, as sentences and tables of pages write them."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.figures import Figure, interval, range_text

# "thousands of people", but "4,000 people".
_OF = frozenset(
    [
        "tens",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
        "couple",
        "handful",
        "number",
        "majority",
        "half",
        "quarter",
        "third",
    ]
)
_ONE = frozenset({"1", "one", "single", "another"})
_SINGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}
# Of things of no kind in particular; what they are stands in the title.
_NO_UNIT = "items"
_CAPITAL = re.compile(r"[A-Z][a-z]*(?=[\s-]|$)")


@lru_cache(4096)
def figure_words(text: str, unit: str = "") -> str:
    """A figure with what it counts, as it stands within a sentence: "about 4,000 people", "thousands of
    containers", "five people", "one person". Empty without a figure."""
    text = " ".join(text.split())
    if first := _CAPITAL.match(text):
        text = first[0].lower() + text[first.end() :]
    if not text or not unit or unit == _NO_UNIT or text.endswith(f" {unit}"):
        return text
    last = text.split()[-1].lower()
    if last in _OF:
        return f"{text} of {unit}"
    return f"{text} {singular(unit) if last in _ONE or text in ('a', 'an') else unit}"


def stands_for(figure: Figure, tolerance: float) -> str:
    """The numbers a figure is counted as; empty where its words say the same: "dozens" is "24–99", "about
    200" is "190–210" and "at least 300" is just that."""
    meant = interval(figure, tolerance)
    found = range_text(meant.low if meant.low or not meant.high else None, meant.high)
    return "" if found == figure_words(figure.text) else found


def singular(unit: str) -> str:
    """One of what a unit counts: "person", "container"."""
    if unit in _SINGULAR or " " in unit:
        return _SINGULAR.get(unit, unit)
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit
