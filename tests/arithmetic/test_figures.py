"""Arithmetic on reported figures."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import (
    VAGUE_WORDS,
    Dated,
    Figure,
    Interval,
    Quantifier,
    Relation,
    compare,
    compare_dated,
    interval,
)
from tests.arithmetic.worlds import TERMS, TODAY, dated_figures, figure, figures, numbers

TOLERANCE = 0.05


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


@pytest.mark.parametrize(("words", "floor", "end"), VAGUE_WORDS)
def test_vague_words_go_from_their_floor_to_the_end_that_is_published(words, floor, end):
    found = interval(figure("vague", floor, None), TOLERANCE)
    assert (found.low, found.high) == (floor, end)


@given(numbers)
def test_any_other_vague_floor_ends_below_the_next_power_of_ten(floor):
    found = interval(Figure("n", Quantifier.VAGUE, floor, None), TOLERANCE)
    assert found.high is not None
    assert floor <= found.high < 10 ** len(str(floor))


@given(figures(), figures())
def test_comparing_is_symmetric(a, b):
    assert compare(a, b, TOLERANCE) == compare(b, a, TOLERANCE)


@given(dated_figures(), dated_figures())
def test_comparing_with_days_is_symmetric(a, b):
    assert compare_dated(a, b, TERMS) == compare_dated(b, a, TERMS)


@given(figures())
def test_a_figure_equals_itself_and_shares_all_with_itself(a):
    found = compare(a, a, TOLERANCE)
    assert (found.relation, found.overlap) == (Relation.EQUAL, 1)


@given(figures(), figures())
def test_equal_figures_overlap_wholly(a, b):
    found = compare(a, b, TOLERANCE)
    if found.relation is Relation.EQUAL:
        assert found.overlap == 1


def middle_of(a: Interval, b: Interval) -> Decimal:
    """A number that lies in both, if any does."""
    return max(a.low, b.low)


@given(figures(), figures())
def test_figures_are_disjoint_exactly_when_no_number_is_in_both(a, b):
    first, second = interval(a, TOLERANCE), interval(b, TOLERANCE)
    number = middle_of(first, second)
    is_in_both = all(
        i.low <= number and (i.high is None or number <= i.high) for i in (first, second)
    )
    assert first.meets(second) == second.meets(first) == is_in_both
    assert (compare(a, b, TOLERANCE).relation is Relation.DISJOINT) == (not is_in_both)


@given(figures(), figures())
def test_an_overlap_is_a_share_and_only_figures_that_meet_have_one(a, b):
    found = compare(a, b, TOLERANCE)
    assert (found.overlap is None) == (found.relation is Relation.DISJOINT)
    assert found.overlap is None or 0 <= found.overlap <= 1


@given(figures(), figures(), st.floats(0, 0.5), st.floats(0, 0.5))
def test_what_agrees_within_a_tolerance_agrees_within_a_larger_one(a, b, one, other):
    small, large = sorted((one, other))
    if compare(a, b, small).is_agreement:
        assert compare(a, b, large).is_agreement


@given(figures(), st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_larger_tolerance_never_narrows_a_figure(a, one, other):
    small, large = sorted((one, other))
    assert interval(a, large).holds(interval(a, small))


@given(figures(), figures())
def test_an_interval_that_holds_another_meets_it(a, b):
    first, second = interval(a, TOLERANCE), interval(b, TOLERANCE)
    if first.holds(second):
        assert first.meets(second)
    if first.holds(second) and second.holds(first):
        assert first == second


def test_figures_of_different_units_are_incomparable():
    a = Figure("3", Quantifier.EXACT, Decimal(3), Decimal(3), "people")
    b = Figure("3", Quantifier.EXACT, Decimal(3), Decimal(3), "items")
    found = compare(a, b, TOLERANCE)
    assert (found.relation, found.why) == (
        Relation.INCOMPARABLE,
        "they count in different units: items and people",
    )


@given(figures(), figures(), st.integers(61, 5000))
def test_figures_dated_too_far_apart_are_a_series_whatever_they_say(a, b, days):
    found = compare_dated(Dated(a, TODAY), Dated(b, TODAY + timedelta(days=days)), TERMS)
    assert found.relation is Relation.INCOMPARABLE
    assert found.why == f"a series: {days} days apart"


@given(figures(), figures(), st.integers(0, 60))
def test_figures_of_one_moment_are_compared_as_if_they_had_no_day(a, b, days):
    plain = compare(a, b, TERMS.tolerance)
    assert compare_dated(Dated(a, TODAY), Dated(b, TODAY + timedelta(days=days)), TERMS) == plain
    assert compare_dated(Dated(a, TODAY), Dated(b), TERMS) == plain


def test_two_about_figures_agree_within_the_tolerance_and_not_without():
    a, b = figure("approximately", 11000, 11000), figure("approximately", 12000, 12000)
    assert compare(a, b, 0.05).relation is Relation.CONSISTENT
    assert compare(a, b, 0.01).relation is Relation.DISJOINT


def test_a_figure_without_bounds_or_with_crossed_bounds_is_refused():
    with pytest.raises(ValueError, match="at least one bound"):
        figure("exact", None, None)
    with pytest.raises(ValueError, match="out of order"):
        figure("between", 9, 3)
