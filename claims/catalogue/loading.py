"""Reading the catalogue's TOML files, and refusing what would not work, by name."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims.catalogue.things import MONEY, PEOPLE, Things, things_of
from claims.catalogue.triggers import triggers
from claims.catalogue.types import ClaimType, Example, FigureRule, Grammar, Pattern

TYPES = Path(__file__).parent / "types"
_PROJECT_TYPES = tuple(sorted(TYPES.glob("*.toml")))
THINGS = Path(__file__).parent / "things.toml"
LEAST_EXAMPLES, LEAST_COUNTER_EXAMPLES = 3, 2

# Marks that stand for phrases in a sentence's shape; OTHER is a number of something no type counts.
COUNTED, BARE, COUNTRY, OTHER = "\ue000", "\ue001", "\ue002", "\ue003"
WORD = rf"[\w'/&$%.{COUNTRY}{OTHER}-]+"
_AUXILIARIES = (
    "who|that|which|were|was|are|is|have|has|had|been|being|be|now|already|still|all|both|later|since|just|then|"
    "confirmed|may|might|will|would|should|can|said to|believed|thought|feared|known|expected|to|could|left|"
    "reported|remain|remained|remains|registered as|listed as|also|pre-emptively|not"
)
_ARTICLE = "(?:(?:the|an?|its|their|his|her|our|these|those|another|all) )?"
_ADVERBS = (
    "also|already|now|still|later|just|about|then|have|has|had|almost certainly|of|all|as|the|a|in total|each|"
    "overnight|up|some|nearby|more|any"
)
# ", saying …" begins what is no longer the verb's; ", including …" goes on with it.
_NEW_CLAUSE = r"(?!including\b)\w+ing\b"
_MACROS = {
    "{n}": f"(?P<thing>{COUNTED})",
    "{u}": f"(?P<thing>{BARE})",
    "{x}": f"(?P<thing>[{COUNTED}{BARE}])",
    "{aux}": rf"(?: (?:{_AUXILIARIES}|\w+ly))*",
    "{adv}": rf"(?: (?:{_ADVERBS}|\w+ly))*",
    "{near}": f"(?: {WORD}){{0,3}}",
    "{far}": rf"(?:(?:, (?!{_NEW_CLAUSE})| )(?:{WORD}|{BARE})(?:,(?= (?:including|and|or|as)))?){{0,9}}?(?:,? including)?",
}
_NAMED_BARE = re.compile(r"\{u:([^}]+)\}")
_KNOWN = {
    "key", "label", "title", "counts", "counts_with_figure", "counts_if", "bare_if", "elliptic", "figure", "unit", "key_roles",
    "group_from", "actor_from", "event_bound", "may_be_planned", "overrides", "only_if", "unless", "without",
    "patterns", "examples", "counter_examples",
}  # fmt: skip


_KNOWN_IN_PATTERN = {
    "text", "frame", "head", "with", "without", "only_if", "unless", "needs", "denies",
}  # fmt: skip


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; the message names the file, the type and the field."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All claim types by key, in order, and the nouns they count.

    `version` changes with every change of the files.
    """

    types: Mapping[str, ClaimType]
    things: Things
    version: str

    def __getitem__(self, key: str) -> ClaimType:
        return self.types[key]


@cache
def _catalogue_of(paths: tuple[Path, ...]) -> Catalogue:
    return load_catalogue(paths)


_own_types: list[Path] = []


def use_own_types(folder: Path | None) -> None:
    """Let every reading of this process know the types in a folder's `*.toml` beside the project's.

    None takes them back. Raises CatalogueError when the folder or one of its types cannot be used;
    then nothing changes.
    """
    if folder is not None and not folder.is_dir():
        raise CatalogueError(f"There is no folder {folder} with claim types")
    paths = sorted(folder.glob("*.toml")) if folder else []
    _catalogue_of((*_PROJECT_TYPES, *paths))
    _own_types[:] = paths


def default_catalogue() -> Catalogue:
    """The project's claim types, and those of the installation's own folder."""
    return _catalogue_of((*_PROJECT_TYPES, *_own_types))


def load_catalogue(paths: Iterable[Path]) -> Catalogue:
    """The types of TOML files. A file may add nouns of its own in tables as of `things.toml`.

    Raises CatalogueError for the first thing that is wrong.
    """
    types: dict[str, ClaimType] = {}
    digest = hashlib.sha256()
    files = {}
    for path in (THINGS, *paths):
        data = path.read_bytes()
        digest.update(data)
        try:
            files[path] = tomllib.loads(data.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path.name} cannot be read: {error}") from error
    things = things_of(files.values())
    del files[THINGS]
    for path, content in files.items():
        if not content.get("type"):
            raise CatalogueError(f"{path.name}: no [[type]] table")
        for table in content["type"]:
            entry = _type(table, path.name, things)
            if entry.key in types:
                raise CatalogueError(f"{path.name}: the type {entry.key} exists already")
            types[entry.key] = entry
    return Catalogue(types, things, digest.hexdigest()[:12])


def _type(table: dict[str, Any], where: str, things: Things) -> ClaimType:
    key = table.get("key") or "(without a key)"
    where = f"{where}, type {key}"
    if unknown := set(table) - _KNOWN:
        raise CatalogueError(f"{where}: unknown fields {', '.join(sorted(unknown))}")
    classes = {name for names in things.nouns.values() for name in names} | {PEOPLE}
    counts_if = table.get("counts_if", {})
    named = {*table.get("counts", ()), *table.get("counts_with_figure", ()), *counts_if} - {MONEY}
    if unknown := named - classes:
        raise CatalogueError(
            f"{where}: counts {', '.join(sorted(unknown))}, which no noun belongs to"
        )
    examples = tuple(
        Example(e["text"], e.get("figure", ""), e.get("roles", {}))
        for e in table.get("examples", ())
    )
    counter_examples = tuple(table.get("counter_examples", ()))
    if len(examples) < LEAST_EXAMPLES or len(counter_examples) < LEAST_COUNTER_EXAMPLES:
        raise CatalogueError(
            f"{where}: needs {LEAST_EXAMPLES} examples and {LEAST_COUNTER_EXAMPLES} counter_examples"
        )
    try:
        return ClaimType(
            key=key,
            label=table["label"],
            title=table["title"],
            counts=frozenset(table["counts"]),
            counts_with_figure=frozenset(table.get("counts_with_figure", ())),
            counts_if={name: _required(regex, where) for name, regex in counts_if.items()},
            bare_if=_regex(table.get("bare_if"), where),
            elliptic=table.get("elliptic", False),
            figure=(figure := FigureRule(table.get("figure", "required"))),
            may_be_planned=table.get("may_be_planned", figure is not FigureRule.REQUIRED),
            unit=table["unit"],
            key_roles=tuple(table.get("key_roles", ())),
            group_from=tuple(table.get("group_from", ("phrase",))),
            actor_from=tuple(table.get("actor_from", ("subject",))),
            event_bound=table.get("event_bound", True),
            overrides=frozenset(table.get("overrides", ())),
            only_if=_regex(table.get("only_if"), where),
            unless=_regex(table.get("unless"), where),
            without=_regex(table.get("without"), where),
            patterns=tuple(_pattern(p, where, figure) for p in table["patterns"]),
            examples=examples,
            counter_examples=counter_examples,
        )
    except KeyError as error:
        raise CatalogueError(f"{where}: the field {error} is missing") from error
    except ValueError as error:
        raise CatalogueError(f"{where}: {error}") from error


def _pattern(table: dict[str, Any], where: str, figure: FigureRule) -> Pattern:
    if unknown := set(table) - _KNOWN_IN_PATTERN:
        raise CatalogueError(f"{where}: unknown fields {', '.join(sorted(unknown))} in a pattern")
    source = table["text"]
    needs_figure = table.get("needs") == "figure"
    denies = table.get("denies", False)
    needs_every = needs_figure or (figure is FigureRule.REQUIRED and not denies)
    named = _NAMED_BARE.search(source)
    return Pattern(
        source=source,
        regex=compile_pattern(source, where),
        grammar=Grammar(table.get("frame", "active")),
        head=_regex(f"^(?:{table['head']})$" if "head" in table else None, where),
        bare=_regex(named[1] if named else None, where),
        with_words=_regex(table.get("with"), where),
        without=_regex(table.get("without"), where),
        only_if=_regex(table.get("only_if"), where),
        unless=_regex(table.get("unless"), where),
        needs_figure=needs_figure,
        denies=denies,
        uses_bare="{u" in source or "{x}" in source,
        needs_counted="{n}" in source or ("{x}" in source and needs_every),
        is_phrase_alone=source in ("{n}", "{u}", "{x}"),
        skips_insertions="{aux}" in source,
        triggers=triggers(source),
    )


def compile_pattern(source: str, where: str) -> re.Pattern[str]:
    """A pattern over a sentence's shape: lower case, one space between words, phrases as marks.

    `{n}` a counted phrase, `{u}` a bare one, `{x}` either, `{u:dead|victims}` a second, bare phrase with
    one of these nouns, `{aux}` auxiliaries (and whatever is inserted before them), `{adv}` adverbs, `{near}` up
    to three words, `{far}` up to ten; everything else is a regular expression.
    """
    text = source.replace("\\ue000", COUNTED).replace("\\ue001", BARE).replace("\\ue002", COUNTRY)
    text = _NAMED_BARE.sub(f"(?P<bare>{BARE})", text)
    # A macro that may be empty brings its own space.
    text = re.sub(r" (?=\{(?:aux|adv|near|far)\})", "", text)
    # Inside a pattern a phrase may have its article: "delivery of (the) weapons".
    text = re.sub(r"(?<=[ )])(\{[nux]\})", rf"{_ARTICLE}\1", text)
    for macro, regex in _MACROS.items():
        text = text.replace(macro, regex)
    if left := re.search(r"\{[a-z]+\}", text):
        raise CatalogueError(f"{where}: {left[0]} is no known mark in {source!r}")
    head = "" if source.startswith("{") else r"(?<![\w-])"
    return _compiled(head + text, where, source)


def _regex(source: str | None, where: str) -> re.Pattern[str] | None:
    return _required(source, where) if source else None


def _required(source: str, where: str) -> re.Pattern[str]:
    return _compiled(source.replace("\\ue002", COUNTRY), where, source)


def _compiled(text: str, where: str, source: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.I)
    except re.error as error:
        raise CatalogueError(f"{where}: {source!r} is no regular expression: {error}") from error
