"""A claim as the bounded sum of its statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TypeVar

from claims.linking.types import Days, Statement

# Of each list a profile keeps so many; of places, days and quotes the first in order, of figures,
# articles and origins the newest.
_KEPT = 12
_STORY_TERMS = 64
_SETTING_TERMS = 32

N = TypeVar("N", int, float)


def absorb(profile: Statement, statement: Statement) -> Statement:
    """The profile of a claim that held `profile` and now holds `statement` too."""
    return Statement(
        type=profile.type,
        roles={**statement.roles, **profile.roles},
        kinds=_most(_summed(profile.kinds, statement.kinds), _KEPT),
        ages=tuple(dict.fromkeys((*profile.ages, *statement.ages)))[:_KEPT],
        who=profile.who or statement.who,
        places=_first(profile.places, statement.places),
        within=_first(profile.within, statement.within),
        countries=_first(profile.countries, statement.countries),
        days=tuple(sorted({*profile.days, *statement.days}))[:_KEPT],
        reported=_span(profile.reported, statement.reported),
        figures=(*profile.figures, *statement.figures)[-_KEPT:],
        story=_most(_summed(profile.story, statement.story), _STORY_TERMS),
        setting=_most(_summed(profile.setting, statement.setting), _SETTING_TERMS),
        prominence=max(profile.prominence, statement.prominence),
        quotes=_first(profile.quotes, statement.quotes),
        articles=frozenset(sorted(profile.articles | statement.articles)[-_KEPT:]),
        origins=frozenset(sorted(profile.origins | statement.origins)[-_KEPT:]),
        size=profile.size + statement.size,
    )


def profile_of(statements: Iterable[Statement]) -> Statement:
    """The profile of a claim that holds these statements, in this order; at least one."""
    return reduce(absorb, statements)


def _first(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *new)))[:_KEPT]


def _summed(known: Mapping[str, N], new: Mapping[str, N]) -> dict[str, N]:
    found = dict(known)
    for name, value in new.items():
        found[name] = found[name] + value if name in found else value
    return found


def _most(values: Mapping[str, N], number: int) -> dict[str, N]:
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:number])


def _span(known: Days | None, new: Days | None) -> Days | None:
    if known is None or new is None:
        return known or new
    return Days(min(known.first, new.first), max(known.last, new.last))
