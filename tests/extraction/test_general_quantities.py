"""The figure reader's general mode: every amount of a text."""

import pytest

from claims.extraction.quantities import Kind, general_quantities
from claims.extraction.view import matching_view


def read(text: str):
    view = matching_view(text)
    return [
        (float(a.low), float(a.high), a.change.value, a.kind, a.unit)
        for a in general_quantities(view, 0, len(view))
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "change", "kind", "unit"),
    [
        ("about 35 miles", 35, 35, "~", Kind.MEASURE, "miles"),
        ("at 800 miles per hour", 800, 800, "=", Kind.MEASURE, "miles per hour"),
        ("a 6.1-inch display", 6.1, 6.1, "=", Kind.MEASURE, "inch"),
        ("a 640bhp engine", 640, 640, "=", Kind.MEASURE, "bhp"),
        ("450 sq ft", 450, 450, "=", Kind.MEASURE, "sq ft"),
        ("-5 yards", -5, -5, "=", Kind.MEASURE, "yards"),
        ("minus-130 degrees", -130, -130, "=", Kind.MEASURE, "degrees"),
        ("a 0-to-60-mph time", 0, 60, "=", Kind.MEASURE, "mph"),
        ("more than 60 per cent", 60, 60, ">", Kind.PERCENT, "%"),
        ("between 5% and 6%", 5, 6, "=", Kind.PERCENT, "%"),
        ("one per cent to 1.5 per cent", 1, 1.5, "=", Kind.PERCENT, "%"),
        ("under $10 per gram", 10, 10, "<", Kind.MONEY, "$ per gram"),
        ("$10 to $15 billion", 10e9, 15e9, "=", Kind.MONEY, "$"),
        ("$800,000 to $1.3 million", 800e3, 1.3e6, "=", Kind.MONEY, "$"),
        ("US $7.2 billion", 7.2e9, 7.2e9, "=", Kind.MONEY, "US$"),
        ("92 million yuan", 92e6, 92e6, "=", Kind.MONEY, "yuan"),
        ("1,100 housing properties", 1100, 1100, "=", Kind.COUNT, "housing properties"),
        ("20 per week", 20, 20, "=", Kind.RATE, "per week"),
        ("more than sixfold", 6, 6, ">", Kind.MULTIPLE, ""),
        ("One fourth of the people", 0.25, 0.25, "=", Kind.FRACTION, ""),
        ("nearly half of them", 0.5, 0.5, "~", Kind.FRACTION, ""),
        ("nine out of 10", 0.9, 0.9, "=", Kind.FRACTION, ""),
        ("a 9-2 lead", 9, 2, "=", Kind.SCORE, ""),
        ("hundreds of miles", 100, 1000, "=", Kind.COUNT, ""),
        ("rose from 13.5 to 14 mm", 13.5, 14, "=", Kind.MEASURE, "mm"),
        ("fell from 208 pounds to 193", 208, 193, "=", Kind.COUNT, ""),
    ],
)
def test_an_amount_is_read_with_change_kind_and_unit(text, low, high, change, kind, unit):
    assert read(text) == [(low, high, change, kind, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "in March 2018",
        "on July 4, 2016",
        "at 2:55 p.m.",
        "the 22nd amendment",
        "a new iPhone 11 for all",
        "a six-speed gearbox",
        "several others",
        "women aged 25 to 54",
    ],
)
def test_dates_names_ranks_and_words_without_magnitude_are_no_amounts(text):
    assert read(text) == []
