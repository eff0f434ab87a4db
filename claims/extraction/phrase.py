"""A noun phrase that names what can be counted."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at `start:end`. `quantity` is None for a bare one ("the wounded soldiers").

    `classes` are the classes of things its head belongs to. They are empty when the head is left out
    ("killed 23 and injured 146"; then `is_elliptic`) and when it is none that is known.
    """

    start: int
    end: int
    quantity: Quantity | None
    classes: frozenset[str]
    head: str
    modifiers: str
    country: str
    is_elliptic: bool = False
