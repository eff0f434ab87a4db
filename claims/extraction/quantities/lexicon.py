"""The words of `data/quantities.toml` in the shapes the grammar looks them up in."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.words import phrase_list, word_list, word_set
from claims.figures import Quantifier

Qualifiers = dict[str, tuple[tuple[tuple[str, ...], Quantifier], ...]]


def _set(key: str) -> frozenset[str]:
    return word_set("quantities", key)


def _qualifiers(side: str) -> Qualifiers:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Quantifier]]] = {}
    for kind in Quantifier:
        if (side, kind) in _SIDES:
            for words in phrase_list("quantities", f"{side}_{kind.value}"):
                found.setdefault(words[0], []).append((words, kind))
    return {
        first: tuple(sorted(phrases, key=lambda p: -len(p[0]))) for first, phrases in found.items()
    }


_SIDES = {
    ("before", Quantifier.AT_LEAST),
    ("before", Quantifier.AT_MOST),
    ("before", Quantifier.APPROXIMATELY),
    ("before", Quantifier.EXACT),
    ("after", Quantifier.AT_LEAST),
    ("after", Quantifier.AT_MOST),
    ("after", Quantifier.APPROXIMATELY),
}

BEFORE = _qualifiers("before")
AFTER = _qualifiers("after")

ONES = {word: n for n, word in enumerate(word_list("quantities", "zero_to_nineteen"))}
TENS = {word: 10 * n for n, word in enumerate(word_list("quantities", "tens"), start=2)}
# Magnitudes that a number word may be followed by, largest first where they nest.
SCALES = {
    "trillion": Decimal(10**12), "billion": Decimal(10**9), "million": Decimal(10**6),
    "crore": Decimal(10**7), "lakh": Decimal(10**5), "thousand": Decimal(1000),
    "hundred": Decimal(100), "dozen": Decimal(12),
}  # fmt: skip
# Magnitudes in letters, which stand behind numerals only.
LETTER_SCALES = {
    "k": Decimal(1000), "m": Decimal(10**6), "mn": Decimal(10**6), "bn": Decimal(10**9),
    "tn": Decimal(10**12), "b": Decimal(10**9),
}  # fmt: skip
# The published floor of each vague plural, and the unit it counts in.
VAGUE = {
    "tens": (20, 10), "dozens": (24, 12), "scores": (40, 20), "hundreds": (200, 100),
    "thousands": (2000, 1000), "millions": (2 * 10**6, 10**6), "billions": (2 * 10**9, 10**9),
    "trillions": (2 * 10**12, 10**12),
}  # fmt: skip
# "Several", "a few" and "a handful" are at least this many, of people as of hundreds.
SEVERAL = 3
PARTS = {
    part: int(n)
    for part, n in zip(
        word_list("quantities", "parts"), word_list("quantities", "parts_of"), strict=True
    )
}
VULGAR = {
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3, "⅛": Decimal("0.125"),
}  # fmt: skip

MONTHS = _set("months")
NAMING = _set("naming")
NAMING_CAPITALISED = _set("naming_capitalised")
AGED = _set("aged")
MEASURES = _set("measures")
MEASURES_BEFORE = _set("measures_before")
MEASURE_LEADS = _set("measure_leads")
GOODS_UNITS = _set("goods_units")
TOUCHING = _set("touching")
PERCENT = _set("percent")
COUNTABLE = _set("countable")
TIMES_OF_DAY = _set("times_of_day")
FUNCTION_WORDS = _set("function_words")
PLURAL_VERBS = _set("plural_verbs")
EXCEEDING_VERBS = _set("exceeding_verbs")
MOVES = _set("moves")
STREETS = _set("streets")
BLOCKS = _set("blocks")
CALLING = _set("calling")
CALLED = _set("called")
PERSONS = _set("persons")
RESULTS = _set("results")
CURRENCIES = _set("currencies")
CURRENCY_LETTERS = _set("currency_letters")
CURRENCY_CODES = _set("currency_codes")
MONEY_WORDS = _set("money_words")
TIME_UNITS = frozenset(["day", "week", "month", "year", "hour", "minute", "second", "night"])
