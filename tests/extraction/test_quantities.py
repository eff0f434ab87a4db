"""Numbers as news writes them: the figures of claims."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.quantities import general_quantities, quantities
from claims.extraction.view import matching_view
from tests.extraction.spelling import spelt


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
        ("62 400 people", "62 400", "exact", 62400, 62400),
        ("1,50,000 people", "1,50,000", "exact", 150000, 150000),
        ("2.000.000 people", "2.000.000", "exact", 2000000, 2000000),
        ("1.5 million people", "1.5 million", "exact", 1500000, 1500000),
        ("2.5m people", "2.5m", "exact", 2500000, 2500000),
        ("10k people", "10k", "exact", 10000, 10000),
        ("3 lakh people", "3 lakh", "exact", 300000, 300000),
        ("1½ million people", "1½ million", "exact", 1500000, 1500000),
        ("displaced15,000people", "15,000", "exact", 15000, 15000),
        ("forty-one people", "forty-one", "exact", 41, 41),
        ("twelve hundred men", "twelve hundred", "exact", 1200, 1200),
        ("one hundred and twenty men", "one hundred and twenty", "exact", 120, 120),
        (
            "one hundred and twenty-three thousand men",
            "one hundred and twenty-three thousand",
            "exact",
            123000,
            123000,
        ),
        ("two and a half thousand", "two and a half thousand", "exact", 2500, 2500),
        ("a million and a half men", "a million and a half", "exact", 1500000, 1500000),
        ("half a million people", "half a million", "exact", 500000, 500000),
        ("a quarter of a million men", "a quarter of a million", "exact", 250000, 250000),
        ("half a dozen men", "half a dozen", "exact", 6, 6),
        ("a dozen men", "a dozen", "exact", 12, 12),
        ("about 12,000 soldiers", "about 12,000", "approximately", 12000, 12000),
        ("some 300 men", "some 300", "approximately", 300, 300),
        ("nearly two dozen people", "nearly two dozen", "approximately", 24, 24),
        ("an estimated 300 dead", "an estimated 300", "approximately", 300, 300),
        ("200 or so men", "200 or so", "approximately", 200, 200),
        ("40-odd men", "40-odd", "approximately", 40, 40),
        ("at least 23 people", "at least 23", "at_least", 23, None),
        ("at the very least 20 men", "at the very least 20", "at_least", 20, None),
        ("at least about 20 men", "at least about 20", "at_least", 20, None),
        ("well over 100 men", "well over 100", "at_least", 100, None),
        ("north of 500 men", "north of 500", "at_least", 500, None),
        ("as few as 20 men", "as few as 20", "at_least", 20, None),
        ("minimum 100 men", "minimum 100", "at_least", 100, None),
        ("more than 2000 soldiers", "more than 2000", "at_least", 2000, None),
        ("200 or more people", "200 or more", "at_least", 200, None),
        ("100-plus wounded", "100-plus", "at_least", 100, None),
        ("upwards of 90 men", "upwards of 90", "at_least", 90, None),
        ("a toll that exceeded 300", "300", "at_least", 300, None),
        ("up to 40 men", "up to 40", "at_most", None, 40),
        ("as many as 40 men", "as many as 40", "at_most", None, 40),
        ("fewer than 10 men", "fewer than 10", "at_most", None, 10),
        ("no more than 10 men", "no more than 10", "at_most", None, 10),
        ("between 10 and 12 men", "between 10 and 12", "between", 10, 12),
        ("from 10 to 12 men", "from 10 to 12", "between", 10, 12),
        ("3,000 to 4,000 men", "3,000 to 4,000", "between", 3000, 4000),
        ("10–12,000 men", "10–12,000", "between", 10000, 12000),
        ("2 to 3 million men", "2 to 3 million", "between", 2000000, 3000000),
        ("five or six hundred men", "five or six hundred", "between", 500, 600),
        (
            "between one hundred and fifty and two hundred men",
            "between one hundred and fifty and two hundred",
            "between",
            150,
            200,
        ),
        (
            "between one hundred and five hundred",
            "between one hundred and five hundred",
            "between",
            100,
            500,
        ),
        ("several men", "several", "vague", 3, None),
        ("a few men", "a few", "vague", 3, None),
        ("dozens of men", "dozens", "vague", 24, None),
        ("scores of men", "scores", "vague", 40, None),
        ("several dozen men", "several dozen", "vague", 36, None),
        ("a couple of hundred men", "a couple of hundred", "vague", 200, None),
        ("several hundred men", "several hundred", "vague", 300, None),
        ("many hundreds of men", "many hundreds", "vague", 200, None),
        ("thousands upon thousands of men", "thousands upon thousands", "vague", 2000, None),
        ("tens of thousands of men", "tens of thousands", "vague", 20000, None),
        ("hundreds of thousands of men", "hundreds of thousands", "vague", 200000, None),
        ("‘Hundreds’ of men", "Hundreds", "vague", 200, None),
        ("a dozen or so men", "a dozen or so", "vague", 12, None),
        ("dozens more were hurt", "dozens more", "vague", 24, None),
        ("another 1,000 men", "another 1,000", "exact", 1000, 1000),
        ("27 more were hurt", "27 more", "exact", 27, 27),
        ("all but three of the 20 sailors", "all but three of the 20", "exact", 17, 17),
        ("300 families", "300", "exact", 300, 300),
        ("half of the 111,000 people", "111,000", "exact", 111000, 111000),
    ],
)
def test_a_number_is_read_with_its_quantifier_and_bounds(text, figure, quantifier, low, high):
    assert read(text) == [(figure, quantifier, low, high)]


@pytest.mark.parametrize(
    ("text", "figure", "currency", "low"),
    [
        ("$1.5bn in aid", "$1.5bn", "$", 1500000000),
        ("US$5 million in aid", "US$5 million", "US$", 5000000),
        ("$US160 million in aid", "$US160 million", "$US", 160000000),
        ("EUR 300 in aid", "EUR 300", "EUR", 300),
        ("5 million euros in aid", "5 million", "euros", 5000000),
    ],
)
def test_money_is_read_with_its_currency(text, figure, currency, low):
    view = matching_view(text)
    ((found),) = quantities(view, 0, len(view))
    assert (text[found.start : found.end], found.currency) == (figure, currency)
    assert found.figure.low == low


@pytest.mark.parametrize(
    "text",
    [
        "the 75th anniversary",
        "Feb. 12, 2025",
        "on 12 February",
        "on 13 and 14 November",
        "between 1 January and 10 March",
        "in 2019 and 2020",
        "between 2014 and 2017",
        "the 2014-15 season",
        "published on 2026-03-05",
        "in the 1990s",
        "at 8:44 in the morning",
        "at about 5 p.m. on Monday",
        "at 10.45pm",
        "a 41-year-old man",
        "Anna Smith, 45, said",
        "women aged 25 to 54",
        "children ages four, six and 13",
        "children under 10 were hurt",
        "a rise of 12 percent",
        "20 to 25% of the men",
        "a third of the soldiers",
        "three-quarters of them",
        "one in five people",
        "nine out of 10 voters",
        "20 per household",
        "all but three were killed",
        "an S-300 and a KN-23",
        "a 5G network and a 4x4",
        "Highway 12",
        "a Boeing 747 crashed",
        "Resolution 2270 was passed",
        "the ministers of the Group of Seven",
        "a dozen-strong crowd",
        "the new iPhone 11 has been sold",
        "No. 2 on the list",
        "a four-digit number",
        "the 9/11 attacks",
        "they won 2-0 and lost 4 to 1",
        "test scores fell",
        "five months",
        "a 155 mm gun",
        "a .45 pistol",
        "a 7.8-magnitude quake",
        "a magnitude 7.8 quake",
        "call (212) 555-0100 or 1-800-555-0199",
        "they called 911 at once",
        "a home in the 3500 block of a street",
        "the house at 363 East 12th Street",
        "no one was there, and one by one they left",
    ],
)
def test_what_is_no_count_is_left_out(text):
    assert read(text) == []


def test_a_change_is_two_figures_and_a_range_is_one():
    assert [low for _, _, low, _ in read("The toll rose from 10 to 12.")] == [10, 12]
    assert [low for _, _, low, _ in read("The toll rose by 40 to 419.")] == [40, 419]
    assert read("They sent from 10 to 12 men.") == [("from 10 to 12", "between", 10, 12)]


def test_each_number_of_a_list_keeps_its_own_quantifier():
    assert read("about 11,000 troops and 200 guns, up to 30 of them old") == [
        ("about 11,000", "approximately", 11000, 11000),
        ("200", "exact", 200, 200),
        ("up to 30", "at_most", None, 30),
    ]
    assert read("It injured 20, at least three of them badly.") == [
        ("20", "exact", 20, 20),
        ("at least three", "at_least", 3, None),
    ]


def test_capital_letters_of_a_headline_make_no_name_of_a_number():
    assert [low for _, _, low, _ in read("Bomb Near Market Kills 23 In Capital")] == [23]


def test_a_table_of_numbers_is_not_read_as_prose():
    assert read("12 40 7 " * 200) == []


@given(st.integers(min_value=0, max_value=10**9))
def test_any_number_written_with_separators_is_read_back(number):
    ((_, quantifier, low, high),) = read(f"exactly {number:,} soldiers")
    assert (quantifier, low, high) == ("exact", Decimal(number), Decimal(number))


@given(st.integers(min_value=10_000, max_value=10**9))
def test_any_number_written_with_spaces_or_magnitude_is_read_back(number):
    assert [low for _, _, low, _ in read(f"exactly {number:,} men".replace(",", " "))] == [number]
    assert [low for _, _, low, _ in read(f"{Decimal(number) / 10**6:f} million men")] == [number]


@given(st.integers(min_value=0, max_value=10**12), st.booleans(), st.booleans())
def test_any_number_written_in_words_is_read_back(number, with_and, with_hyphen):
    words = spelt(number, with_and=with_and, with_hyphen=with_hyphen)
    assert read(f"exactly {words} soldiers") == [(f"exactly {words}", "exact", number, number)]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_any_range_is_read_back(low, width):
    assert read(f"between {low:,} and {low + width:,} men")[0][2:] == (low, low + width)


_PIECES = st.sampled_from(
    [
        "1",
        "10",
        "2019",
        "1,000",
        "1.5",
        "3rd",
        "½",
        ".",
        ",",
        "-",
        "–",
        "/",
        ":",
        "(",
        ")",
        "'",
        "’",
        "%",
        "$",
        "US$",
        "EUR",
        "€",
        "k",
        "m",
        "bn",
        "about",
        "some",
        "at",
        "least",
        "more",
        "than",
        "up",
        "to",
        "or",
        "no",
        "so",
        "between",
        "and",
        "from",
        "to",
        "by",
        "one",
        "two",
        "twenty",
        "forty",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "dozens",
        "hundreds",
        "scores",
        "of",
        "a",
        "an",
        "the",
        "half",
        "third",
        "quarter",
        "few",
        "several",
        "couple",
        "all",
        "but",
        "in",
        "out",
        "another",
        "per",
        "cent",
        "percent",
        "day",
        "years",
        "old",
        "March",
        "May",
        "people",
        "Street",
        "Group",
        "Boeing",
        "call",
        "911",
        "aged",
        "ages",
        "man",
        "minus",
        "plus",
        "odd",
        "sixfold",
        "A.D.",
        "p.m.",
    ]
)


@given(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8"), max_size=300),
        st.lists(_PIECES, max_size=40).map(" ".join),
        st.lists(_PIECES, max_size=40).map("".join),
    )
)
def test_quantities_lie_in_the_text_in_order_and_without_overlap(text):
    view = matching_view(text)
    assert len(view) == len(text)
    for reader in (quantities, general_quantities):
        end = 0
        for found in reader(view, 0, len(view)):
            assert end <= found.start < found.end <= len(text)
            end = found.end
    for found in quantities(view, 0, len(view)):
        assert view[found.start : found.end] == found.figure.text
