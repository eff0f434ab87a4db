"""The words without which a pattern cannot match, so that most sentences need not be searched.

Of "{n}{aux} (killed|slain)" these are "killed" and "slain". They are compared by their first
letters, for a pattern may go on within the word ("casualt(y|ies)").
"""

from __future__ import annotations

import re

PREFIX = 4
_SHORTEST = 2
_WORD = re.compile(r"[a-z]+")
# One item of a pattern as the catalogue writes it.
_ITEM = re.compile(
    r"(?P<mark>\{[a-z]+(?::[^}]*)?\})|(?P<escape>\\.)|(?P<set>\[[^\]]*\])|(?P<look>\(\?<?[!=])|"
    r"(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<or>\|)|(?P<repeat>[?*+]\??|\{\d*,?\d*\}\??)|(?P<letter>.)"
)
_MAY_BE_MISSING = re.compile(r"[?*]|\{0?,|\{0\}")
_Items = list[tuple[str, str]]
_NONE: frozenset[str] = frozenset()


def prefixes(text: str) -> frozenset[str]:
    """The first letters, two to four of them, of the words of a text in lower case."""
    return frozenset(
        word[:length]
        for word in set(_WORD.findall(text))
        for length in range(_SHORTEST, PREFIX + 1)
        if length <= len(word)
    )


def triggers(source: str) -> frozenset[str]:
    """First letters of which a text needs one for the pattern to match; empty if it needs none."""
    items = [(match.lastgroup or "", match[0]) for match in _ITEM.finditer(source.lower())]
    needed, _ = _alternatives(items, 0, is_start=True)
    return needed


def _alternatives(items: _Items, at: int, *, is_start: bool) -> tuple[frozenset[str], int]:
    """What a group's branches from `at` on need, and the index behind its closing bracket."""
    needs: list[frozenset[str]] = []
    while True:
        need, at = _branch(items, at, is_start=is_start)
        needs.append(need)
        at += 1
        if at > len(items) or items[at - 1][0] == "close":
            return (_NONE.union(*needs) if all(needs) else _NONE), at


def _branch(items: _Items, at: int, *, is_start: bool) -> tuple[frozenset[str], int]:
    """What one branch needs, and the index of the bar or bracket that ends it."""
    best, word = _NONE, ""
    while at < len(items) and items[at][0] not in ("or", "close"):
        kind, text = items[at]
        if (
            kind == "letter"
            and text.isalpha()
            and (word or is_start)
            and not _is_optional(items, at + 1)
        ):
            word, is_start, at = word + text, False, at + 1
            continue
        best, word = _better(best, word), ""
        at += 1
        if kind in ("open", "look"):
            need, at = _alternatives(items, at, is_start=is_start)
            if kind == "open" and not _is_optional(items, at):
                best = _sharper(best, need)
        if kind != "repeat":
            is_start = kind == "letter" and text in " -"
    return _better(best, word), at


def _better(best: frozenset[str], word: str) -> frozenset[str]:
    return _sharper(best, frozenset([word[:PREFIX]])) if len(word) >= _SHORTEST else best


def _sharper(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The need that fewer texts fulfil: longer beginnings, then fewer of them."""
    if not one or not other:
        return one or other
    return min(one, other, key=lambda need: (-min(map(len, need)), len(need)))


def _is_optional(items: _Items, at: int) -> bool:
    return (
        at < len(items) and items[at][0] == "repeat" and bool(_MAY_BE_MISSING.match(items[at][1]))
    )
