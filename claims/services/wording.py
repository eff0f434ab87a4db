"""Two wordings beside each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
# A number with its separators is one word: "10,000" and "10,500" differ as a whole.
_WORDS = re.compile(r"\d[\d.,]*\d|\w+|\s+|[^\w\s]")
# Longer texts are compared by their first so many words; the rest counts as one.
_MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that both wordings have (`same`), or only the first (`removed`) or the second
    (`added`)."""

    kind: Kind
    text: str


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """What leads from one wording to the other. The stretches that are not `added` are `before`, those
    that are not `removed` are `after`."""
    old, new = _words(before), _words(after)
    found: list[Stretch] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Stretch("same", "".join(old[i:j])))
            continue
        if i < j:
            found.append(Stretch("removed", "".join(old[i:j])))
        if k < m:
            found.append(Stretch("added", "".join(new[k:m])))
    return tuple(found)


def without(stretches: Sequence[Stretch], kind: Kind) -> tuple[Stretch, ...]:
    """One side of a comparison: without what only the other has."""
    return tuple(one for one in stretches if one.kind != kind)


def _words(text: str) -> list[str]:
    words = _WORDS.findall(text)
    rest = "".join(words[_MOST_WORDS:])
    return words[:_MOST_WORDS] + ([rest] if rest else [])
