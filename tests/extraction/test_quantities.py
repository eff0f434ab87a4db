"""Numbers as news writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.quantities import quantities
from claims.extraction.view import matching_view


def read(text: str):
    view = matching_view(text)
    return [
        (text[q.start : q.end], q.figure.quantifier.value, q.figure.low, q.figure.high)
        for q in quantities(view, 0, len(view))
    ]


@pytest.mark.parametrize(
    ("text", "figure", "quantifier", "low", "high"),
    [
        ("62,400 people", "62,400", "exact", 62400, 62400),
        ("forty-one people", "forty-one", "exact", 41, 41),
        ("one hundred and twenty men", "one hundred and twenty", "exact", 120, 120),
        ("1.5 million people", "1.5 million", "exact", 1500000, 1500000),
        ("two and a half thousand", "two and a half thousand", "exact", 2500, 2500),
        ("10k people", "10k", "exact", 10000, 10000),
        ("half a million people", "half a million", "exact", 500000, 500000),
        ("about 12,000 soldiers", "about 12,000", "approximately", 12000, 12000),
        ("nearly two dozen people", "nearly two dozen", "approximately", 24, 24),
        ("an estimated 300 dead", "an estimated 300", "approximately", 300, 300),
        ("at least 23 people", "at least 23", "at_least", 23, None),
        ("200 or more people", "200 or more", "at_least", 200, None),
        ("100-plus wounded", "100-plus", "at_least", 100, None),
        ("upwards of 90 men", "upwards of 90", "at_least", 90, None),
        ("up to 40 men", "up to 40", "at_most", None, 40),
        ("as many as 40 men", "as many as 40", "at_most", None, 40),
        ("fewer than 10 men", "fewer than 10", "at_most", None, 10),
        ("between 10 and 12 men", "between 10 and 12", "between", 10, 12),
        ("3,000 to 4,000 men", "3,000 to 4,000", "between", 3000, 4000),
        ("10–12,000 men", "10–12,000", "between", 10000, 12000),
        ("dozens of men", "dozens", "vague", 24, None),
        ("several hundred men", "several hundred", "vague", 300, None),
        ("tens of thousands of men", "tens of thousands", "vague", 20000, None),
        ("‘Hundreds’ of men", "Hundreds", "vague", 200, None),
        ("a dozen or so men", "a dozen or so", "vague", 12, None),
        ("another 1,000 men", "another 1,000", "exact", 1000, 1000),
        ("27 more were hurt", "27 more", "exact", 27, 27),
    ],
)
def test_a_number_is_read_with_its_quantifier_and_bounds(text, figure, quantifier, low, high):
    assert read(text) == [(figure, quantifier, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "the 75th anniversary",
        "Feb. 12, 2025",
        "on 12 February",
        "at 8:44 in the morning",
        "a 41-year-old man",
        "a rise of 12 percent",
        "an S-300 and a KN-23",
        "Highway 12",
        "No. 2 on the list",
        "in 2019",
        "the 9/11 attacks",
        "five months",
        "a 155 mm gun",
        "a 7.8-magnitude quake",
    ],
)
def test_what_is_no_count_is_left_out(text):
    assert read(text) == []


@given(st.integers(min_value=0, max_value=10**9))
def test_any_number_written_with_separators_is_read_back(number):
    ((_, quantifier, low, high),) = read(f"exactly {number:,} soldiers")
    assert (quantifier, low, high) == ("exact", Decimal(number), Decimal(number))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_quantities_lie_in_the_text_in_order_and_without_overlap(text):
    view = matching_view(text)
    assert len(view) == len(text)
    end = 0
    for found in quantities(view, 0, len(view)):
        assert end <= found.start < found.end <= len(text)
        end = found.end
