"""What a text is about, as a bounded set of weighted terms that any two texts can be compared by.

A term weighs more the rarer it is in English at large (a fixed frequency list, so that the weight does not
depend on what was ingested before), as a name or number, and near the beginning of the text.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from wordfreq import get_frequency_dict

STORY_TERMS = 32
SETTING_TERMS = 12
# Characters in which a story tells what it is about; terms there count twice.
_LEAD = 600
# Words with this Zipf frequency (occurrences in a billion words, log 10) or more tell nothing.
_COMMON = 6.5
_RARE = 3.0
_NAME_WEIGHT = 1.5
# Weights of numbers by length: days and ages tell little, years hardly more.
_NUMBERS = {2: 0.5, 3: 1.5, 4: 1.0}
_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*")
_TIMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
    ]
)


def story_of(title: str, text: str, without: str = "") -> dict[str, float]:
    """The terms an article is about; the words of `without`, its outlet's name, say nothing."""
    return _terms((title, text), _LEAD, STORY_TERMS, frozenset(_words(without)))


def setting_of(sentence: str, without: Collection[str] = ()) -> dict[str, float]:
    """The terms a sentence sets a fact in."""
    terms = _terms((sentence,), 0, SETTING_TERMS, frozenset(without))
    return {term: weight for term, weight in terms.items() if not term[0].isdigit()}


def likeness(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """The cosine of two sets of weighted terms, 0..1; 0 when one is empty."""
    small, large = sorted((ours, theirs), key=len)
    common = sum(weight * large[term] for term, weight in small.items() if term in large)
    lengths = _length(ours) * _length(theirs)
    return min(1.0, common / lengths) if lengths else 0.0


def shared_weight(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """How much the terms weigh that both have."""
    return sum(min(weight, theirs[term]) for term, weight in ours.items() if term in theirs)


def shared_terms(ours: Mapping[str, float], theirs: Mapping[str, float], number: int) -> list[str]:
    """The terms that make two stories alike, the weightiest first."""
    common = {term: ours[term] * theirs[term] for term in ours.keys() & theirs.keys()}
    return sorted(common, key=lambda term: (-common[term], term))[:number]


def telling_terms(terms: Mapping[str, float], number: int) -> list[str]:
    """The weightiest terms."""
    return sorted(terms, key=lambda term: (-terms[term], term))[:number]


def _terms(
    texts: Collection[str], lead: int, number: int, without: frozenset[str]
) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    names: dict[str, float] = defaultdict(float)
    for text in texts:
        for match in _WORD.finditer(text):
            term = _plain(match[0])
            if len(term) < (2 if term.isdigit() else 3) or term in without or term in _TIMES:
                continue
            times = 2 if match.start() < lead else 1
            counts[term] += times
            names[term] += times * (not match[0][0].islower())
    found = {
        term: round((1 + math.log(count)) * _weight(term, names[term] >= 0.8 * count), 2)
        for term, count in counts.items()
    }
    return {term: found[term] for term in telling_terms(found, number) if found[term] > 0}


def _weight(term: str, is_name: bool) -> float:
    return _rarity(term) * (_NAME_WEIGHT if is_name else 1.0)


@lru_cache(maxsize=65536)
def _rarity(term: str) -> float:
    if term[0].isdigit():
        return _NUMBERS.get(len(term), 1.0)
    frequency = _frequencies().get(term)
    zipf = max(_RARE, math.log10(frequency) + 9) if frequency else _RARE
    return math.pow(max(0.0, _COMMON - zipf), 2.0)


@cache
def _frequencies() -> dict[str, float]:
    """Shares of English text by word, of the words that are not rare."""
    return get_frequency_dict("en", wordlist="small")


def _words(text: str) -> list[str]:
    return [_plain(match[0]) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return re.sub(r"'s?$", "", word.casefold().replace("’", "'")).rstrip(".,")


def _length(terms: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in terms.values()))
