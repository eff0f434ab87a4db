"""The rules for page furniture, read once from `data/furniture.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sources.parsing.blocks import Block
from sources.parsing.types import ZoneKind

_FILE = Path(__file__).parent / "data" / "furniture.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A block whose words match a pattern, and that is no longer than `longest`, is of `kind`."""

    name: str
    kind: ZoneKind
    longest: int
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def matches(self, plain: str) -> bool:
        """Whether the rule says that a block with these plain words is furniture."""
        if len(plain) > self.longest:
            return False
        return any(pattern.search(plain) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that may set aside what follows it.

    `share` of the prose has to be behind it; the text goes on at `resumes` paragraphs in a row
    (never, if 0), which, with `outside_voice`, do not speak to the reader. What follows is `after`.
    """

    rule: Rule
    after: ZoneKind
    share: float
    resumes: int
    outside_voice: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules, in the order in which they are asked."""

    lines: tuple[Rule, ...]
    headings: tuple[Heading, ...]

    def line(self, block: Block) -> Rule | None:
        """The first rule by which this block alone is furniture."""
        return _line(block.plain)

    def heading(self, block: Block) -> Heading | None:
        """The first rule by which this block may set aside what follows it."""
        return _heading(block.plain)


@cache
def furniture() -> Furniture:
    """The rules of the file."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Furniture(
        lines=tuple(_rule(entry) for entry in data["line"]),
        headings=tuple(
            Heading(
                rule=_rule(entry),
                after=ZoneKind(entry.get("after", entry["kind"])),
                share=entry["share"],
                resumes=entry["resumes"],
                outside_voice=entry.get("outside_voice", False),
            )
            for entry in data["heading"]
        ),
    )


# Pages repeat their furniture, and each block is asked about more than once.
@lru_cache(maxsize=2048)
def _line(plain: str) -> Rule | None:
    return next((rule for rule in furniture().lines if rule.matches(plain)), None)


@lru_cache(maxsize=2048)
def _heading(plain: str) -> Heading | None:
    return next((one for one in furniture().headings if one.rule.matches(plain)), None)


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        name=entry["name"],
        kind=ZoneKind(entry["kind"]),
        longest=entry["longest"],
        patterns=tuple(re.compile(pattern, re.I) for pattern in entry["patterns"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )
