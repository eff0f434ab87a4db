"""Claim types as data: what is counted, in which phrasings, and what makes two claims the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FigureRule(StrEnum):
    """Whether a statement of the type needs a figure."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class Grammar(StrEnum):
    """How the parties stand around the pattern, for finding who does what to whom.

    `active`: the doer before it, the receiver after "to". `received`: the receiver before it, the
    giver after "from". `passive`: the doer after "by". `intercepted`: the doer of the attack is not
    the subject. `suffered`: those counted are the subject's. `phrase`: no counted noun, the pattern itself carries the fact.
    """

    ACTIVE = "active"
    RECEIVED = "received"
    PASSIVE = "passive"
    INTERCEPTED = "intercepted"
    SUFFERED = "suffered"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrasing. `source` is the text in the catalogue, `regex` runs over a sentence's shape.

    The optional conditions look at the phrase's words (`with_words`, `without`), its head noun
    (`head`) and the whole sentence (`only_if`, `unless`); `bare` at the noun of a second phrase, which
    the pattern names without counting it ("the victims included {n}"). `triggers` are beginnings of
    words of which a sentence needs one, see `claims.catalogue.triggers`; with `needs_counted` it needs a
    phrase with a figure, with `uses_bare` any phrase.
    """

    source: str
    regex: re.Pattern[str]
    grammar: Grammar
    head: re.Pattern[str] | None
    bare: re.Pattern[str] | None
    with_words: re.Pattern[str] | None
    without: re.Pattern[str] | None
    only_if: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    needs_figure: bool
    denies: bool
    uses_bare: bool
    needs_counted: bool
    is_phrase_alone: bool
    skips_insertions: bool
    triggers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what has to be read from it; `figure` empty = without a figure."""

    text: str
    figure: str
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClaimType:
    """An entry of the catalogue.

    `counts` are classes of things (see `things.toml`; "people" stands for all of its people),
    `counts_with_figure` those that are meant only when a figure stands with them, `counts_if` those (and
    "money") that are meant only in a sentence that says so; `bare_if` is what a sentence has to hold for
    a statement without a figure.
    `key_roles` are the parties that make two statements answer the same question; with
    `event_bound`, place and date do so as well. With `may_be_planned`, what is firmly planned counts. `overrides` names the types that give way to this one
    on the same phrase.
    """

    key: str
    label: str
    title: str
    counts: frozenset[str]
    counts_with_figure: frozenset[str]
    counts_if: Mapping[str, re.Pattern[str]]
    bare_if: re.Pattern[str] | None
    elliptic: bool
    figure: FigureRule
    may_be_planned: bool
    unit: str
    key_roles: tuple[str, ...]
    group_from: tuple[str, ...]
    actor_from: tuple[str, ...]
    event_bound: bool
    overrides: frozenset[str]
    only_if: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    without: re.Pattern[str] | None
    patterns: tuple[Pattern, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]
