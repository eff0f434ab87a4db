"""Arithmetic on reported figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import Figure, Quantifier, Relation, compare, headline, interval

TOLERANCE = 0.05
numbers = st.integers(min_value=1, max_value=10**7).map(Decimal)


@st.composite
def figures(draw) -> Figure:
    quantifier = draw(st.sampled_from(list(Quantifier)))
    low, high = sorted((draw(numbers), draw(numbers)))
    match quantifier:
        case Quantifier.EXACT | Quantifier.APPROXIMATELY:
            return Figure("n", quantifier, low, low)
        case Quantifier.AT_LEAST | Quantifier.VAGUE:
            return Figure("n", quantifier, low, None)
        case Quantifier.AT_MOST:
            return Figure("n", quantifier, None, high)
    return Figure("n", quantifier, low, high)


def figure(quantifier: str, low: int | None, high: int | None) -> Figure:
    bounds = [None if n is None else Decimal(n) for n in (low, high)]
    return Figure("n", Quantifier(quantifier), *bounds)


@pytest.mark.parametrize(
    ("given_figure", "low", "high"),
    [
        (figure("exact", 7, 7), 7, 7),
        (figure("approximately", 12000, 12000), 11400, 12600),
        (figure("at_least", 10, None), 10, None),
        (figure("at_most", None, 40), 0, 40),
        (figure("between", 3, 5), 3, 5),
        (figure("vague", 24, None), 24, 99),
        (figure("vague", 200, None), 200, 999),
        (figure("vague", 2000, None), 2000, 9999),
    ],
)
def test_a_figure_stands_for_an_interval(given_figure, low, high):
    found = interval(given_figure, TOLERANCE)
    assert (found.low, found.high) == (low, high)


@given(figures(), figures())
def test_comparing_is_symmetric(a, b):
    assert compare(a, b, TOLERANCE) == compare(b, a, TOLERANCE)


@given(figures())
def test_a_figure_equals_itself(a):
    assert compare(a, a, TOLERANCE).relation is Relation.EQUAL


@given(figures(), figures())
def test_figures_are_disjoint_exactly_when_no_number_is_in_both(a, b):
    first, second = interval(a, TOLERANCE), interval(b, TOLERANCE)
    relation = compare(a, b, TOLERANCE).relation
    assert (relation is Relation.DISJOINT) == (not first.meets(second))


@given(figures(), figures())
def test_an_overlap_is_a_share(a, b):
    overlap = compare(a, b, TOLERANCE).overlap
    assert overlap is None or 0 <= overlap <= 1


def test_figures_of_different_units_are_incomparable():
    a = Figure("3", Quantifier.EXACT, Decimal(3), Decimal(3), "people")
    b = Figure("3", Quantifier.EXACT, Decimal(3), Decimal(3), "items")
    assert compare(a, b, TOLERANCE).relation is Relation.INCOMPARABLE


def test_two_about_figures_agree_within_the_tolerance_and_not_without():
    a, b = figure("approximately", 11000, 11000), figure("approximately", 12000, 12000)
    assert compare(a, b, 0.05).relation is Relation.CONSISTENT
    assert compare(a, b, 0.01).relation is Relation.DISJOINT


def test_the_headline_of_one_figure_is_that_figure():
    top = headline([figure("vague", 200, None)], TOLERANCE)
    assert top is not None
    assert (top.quantifier, top.low, top.agree) == (Quantifier.VAGUE, 200, None)


def test_the_headline_of_several_is_the_range_over_them():
    several = [figure("approximately", 12000, 12000), figure("at_least", 10000, None)]
    top = headline(several, TOLERANCE)
    assert top is not None
    assert (top.text, top.agree) == ("10,000–12,000", True)


def test_figures_that_exclude_each_other_do_not_agree():
    top = headline([figure("exact", 10, 10), figure("exact", 90, 90)], TOLERANCE)
    assert top is not None
    assert top.agree is False


@given(st.lists(figures(), min_size=1, max_size=6))
def test_a_headline_holds_every_number_stated(several):
    top = headline(several, TOLERANCE)
    assert top is not None
    for one in several:
        for number in (one.low, one.high):
            if number is not None:
                assert top.low is None or top.low <= number
                assert top.high is None or number <= top.high


def test_a_figure_without_bounds_or_with_crossed_bounds_is_refused():
    with pytest.raises(ValueError, match="at least one bound"):
        figure("exact", None, None)
    with pytest.raises(ValueError, match="out of order"):
        figure("between", 9, 3)
