"""One name in several transliterations: what differs by the rules of romanising is folded away."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order: longer letter groups first. Each row is a choice that systems of romanisation make
# differently for one sound.
_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"shch|stsch|schtsch", "sc"),
        (r"tsch|tch", "ch"),
        (r"sch(?=[aeiou]|$)", "sh"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"zh|dj|dzh", "j"),
        (r"tz|ts|cz", "c"),
        (r"c(?=[eiy])", "c"),
        (r"ck|q", "k"),
        (r"c(?=[aourlkn]|$)", "k"),
        (r"x", "ks"),
        (r"ou|oo|eo(?=[nkm])", "u"),
        (r"(?<=[aeiou])y(?=[aeou])", "i"),
        (r"(?:iy|ij|yi|yy|ii|ey|ei|ay)$", "i"),
        (r"(?:ii|yy|iy|yi|ij|y|j(?=[^aeiou]|$))", "i"),
        (r"ie(?=[^aeiou]|$)", "e"),
        (r"ee", "i"),
        (r"aa", "a"),
        (r"w", "v"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        (r"(?<=[^aeiou])er$", "r"),
        (r"(.)\1+", r"\1"),
    )
)
_SOUNDS = str.maketrans({"g": "k", "c": "s", "z": "s", "j": "s", "v": "f"})
_VOWELS = re.compile(r"[aeiou]")


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A plain lower-case word with the choices of romanisation taken out.

    "zelensky", "zelenskiy" and "zelenskyy" are one; so are "matsegora" and "macegora".
    """
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word, by kind of sound: coarser, for finding candidates only."""
    fold = folded(word).translate(_SOUNDS)
    bare = _VOWELS.sub("", fold).replace("h", "")
    return re.sub(r"(.)\1+", r"\1", bare) or fold[:1]
