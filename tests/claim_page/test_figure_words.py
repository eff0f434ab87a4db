"""Figures with what they count, as a sentence has them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figure_words import figure_words, stands_for
from claims.figures import Figure, Quantifier


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("12,000", "people", "12,000 people"),
        ("About 4,000", "people", "about 4,000 people"),
        ("thousands", "containers", "thousands of containers"),
        ("Hundreds", "people", "hundreds of people"),
        ("tens of thousands", "people", "tens of thousands of people"),
        ("a handful", "trucks", "a handful of trucks"),
        ("Some 1.5 million", "people", "some 1.5 million people"),
        ("Five", "people", "five people"),
        ("A dozen", "people", "a dozen people"),
        ("One", "people", "one person"),
        ("at least 1", "trucks", "at least 1 truck"),
        ("0–1", "people", "0–1 people"),
        ("one", "ferries", "one ferry"),
        ("Twenty-one", "people", "twenty-one people"),
        ("40", "tons", "40 tons"),
        ("12,000 people", "people", "12,000 people"),
        ("four", "items", "four"),
        ("11", "", "11"),
        ("", "people", ""),
    ],
)
def test_a_figure_is_said_with_what_it_counts(text, unit, said):
    assert figure_words(text, unit) == said


@given(st.text(max_size=30), st.sampled_from(["", "people", "tons", "items"]))
def test_only_the_first_letter_and_the_spaces_of_a_text_are_touched(text, unit):
    plain = " ".join(text.split())
    assert figure_words(text, unit).lower().startswith(plain.lower())


@pytest.mark.parametrize(
    ("text", "quantifier", "low", "high", "meant"),
    [
        ("at least 10,000", "at_least", 10000, None, ""),
        ("At least 27", "at_least", 27, None, ""),
        ("More than 2,000", "at_least", 2000, None, "at least 2,000"),
        ("12,000", "exact", 12000, 12000, ""),
        ("Twelve", "exact", 12, 12, "12"),
        ("about 200", "approximately", 200, 200, "190–210"),
        ("dozens", "vague", 24, None, "24–99"),
        ("up to 40", "at_most", None, 40, ""),
        ("between 10 and 20", "between", 10, 20, "10–20"),
        ("no", "exact", 0, 0, "0"),
    ],
)
def test_what_a_figure_is_counted_as_is_said_once(text, quantifier, low, high, meant):
    bounds = [None if n is None else Decimal(n) for n in (low, high)]
    assert stands_for(Figure(text, Quantifier(quantifier), *bounds), 0.05) == meant
