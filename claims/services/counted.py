"""What a phrase counts: which sort of people."""

from __future__ import annotations

import re
from collections.abc import Collection

from claims.catalogue import default_catalogue
from claims.extraction.countries import country_of

# Classes of which all members are one sort, whatever word is used.
SORTS = ("child", "soldier", "prisoner", "refugee", "worker")
# Sorts within a sort; "child/orphan" is narrower than "child".
_WITHIN = {
    "orphan": "child",
    "general": "soldier",
    "colonel": "soldier",
    "officer": "soldier",
    "peacekeeper": "soldier",
    "mercenary": "soldier",
}
# Words for people in general, or for what became of them.
_ANYBODY = frozenset(
    [
        "person",
        "people",
        "man",
        "woman",
        "civilian",
        "victim",
        "other",
        "body",
        "dead",
        "death",
        "casualty",
        "fatality",
        "injury",
        "wounded",
        "injured",
        "life",
        "human",
        "soul",
        "individual",
        "citizen",
        "national",
        "resident",
        "survivor",
        "patient",
        "adult",
    ]
)


def kind_of(who: str, counts: Collection[str] = ()) -> str:
    """The particular sort of people a phrase counts; empty for people in general and for things.

    `counts` are the classes that the claim's type counts; they decide what a word of several means.
    """
    phrase = re.split(r" (?:of|from|in|who|with)\b", who)[0]
    words = re.findall(r"[^\W\d_]+", phrase.lower())
    if not words or country_of(phrase.split()[-1]):
        return ""
    head = words[-2] if len(words) > 1 and words[-1] in ("member", "members") else words[-1]
    one, things = _singular(head), default_catalogue().things
    classes = things.classes_of(head)
    if not classes & things.people and head == words[-1]:
        return ""
    of_type = [name for name in SORTS if name in classes and name in counts]
    named = next((name for name in (*of_type, *SORTS) if name in classes), "")
    if one in _WITHIN and (named or _WITHIN[one] in counts):
        return f"{_WITHIN[one]}/{one}"
    if named:
        return named
    if "foreign" in words:
        return "foreigner"
    return "" if one in _ANYBODY else one


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("men"):
        return f"{word[:-3]}man"
    return word.removesuffix("s")
