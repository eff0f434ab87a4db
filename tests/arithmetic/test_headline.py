"""The figure a claim is known by."""

from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import Dated, Quantifier, Relation, compare_dated
from claims.weighing import headline
from tests.arithmetic.worlds import TERMS, TODAY, about, dated_figures, exact, figure


def top_of(*figures, days=None):
    """The headline over figures of today, or of so many days after today."""
    days = days or [0] * len(figures)
    dated = [Dated(f, TODAY + timedelta(days=n)) for f, n in zip(figures, days, strict=True)]
    top = headline(dated, TERMS)
    assert top is not None
    return top


def test_without_figures_there_is_no_headline():
    assert headline([], TERMS) is None


def test_the_headline_of_one_figure_is_that_figure():
    top = top_of(figure("vague", 200, None))
    assert (top.quantifier, top.low, top.agree) == (Quantifier.VAGUE, 200, None)


def test_the_headline_of_several_is_the_range_over_them():
    top = top_of(figure("approximately", 12000, 12000), figure("at_least", 10000, None))
    assert (top.text, top.agree) == ("10,000–12,000", True)


def test_several_at_least_figures_have_no_end():
    top = top_of(figure("at_least", 300, None), figure("at_least", 200, None))
    assert (top.text, top.high, top.quantifier) == ("at least 200", None, Quantifier.AT_LEAST)


def test_figures_that_exclude_each_other_do_not_agree():
    assert top_of(exact(10), exact(90)).agree is False


def test_a_figure_of_an_earlier_time_is_no_part_of_the_range():
    top = top_of(exact(3000), exact(12000), days=[0, 100])
    assert (top.text, top.agree, top.over) == ("12,000", None, (1,))


def test_a_vague_figure_sets_no_end_beside_one_that_is_not_vague():
    top = top_of(about(4000), figure("vague", 2000, None, "thousands"))
    assert (top.text, top.low, top.high, top.agree) == ("about 4,000", 4000, 4000, True)
    assert (top.over, top.bounds) == ((0, 1), (0,))


def test_of_vague_figures_only_the_words_are_the_range():
    top = top_of(figure("vague", 2000, None, "thousands"), figure("vague", 200, None, "hundreds"))
    assert (top.text, top.low, top.high) == ("hundreds to thousands", 200, 9999)


@pytest.mark.parametrize(
    ("several", "is_within"),
    [
        ((about(11000), about(12000)), False),
        ((about(11000), about(11500)), True),
        ((exact(100), about(105)), True),
        ((exact(100), about(106)), False),
        ((exact(100), figure("at_least", 100, None)), False),
        ((about(4000), figure("vague", 2000, None)), False),
    ],
)
def test_figures_are_within_the_tolerance_only_when_they_differ_by_no_more(several, is_within):
    assert top_of(*several).is_within(TERMS.tolerance) is is_within


@given(st.lists(dated_figures(), min_size=2, max_size=6))
def test_no_two_figures_of_a_headline_that_is_within_the_tolerance_differ_by_more(several):
    top = headline(several, TERMS)
    assert top is not None
    given_figures = [several[place].figure for place in top.over]
    if top.is_within(TERMS.tolerance):
        numbers = [f.low for f in given_figures if f.low is not None and f.low == f.high]
        assert len(numbers) == len(given_figures)
        assert all(
            b - a <= a * Decimal(str(TERMS.tolerance)) for a in numbers for b in numbers if a <= b
        )


@given(st.lists(dated_figures(), min_size=1, max_size=6))
def test_the_ends_of_a_headline_are_numbers_that_somebody_reported(several):
    top = headline(several, TERMS)
    assert top is not None
    over = [several[place].figure for place in top.over]
    if any(f.quantifier is not Quantifier.VAGUE for f in over):
        over = [f for f in over if f.quantifier is not Quantifier.VAGUE]
        reported = {n for f in over for n in (f.low, f.high)}
        assert {top.low, top.high} <= reported | {None}


@given(st.lists(dated_figures(), min_size=1, max_size=6))
def test_a_headline_holds_every_number_of_the_figures_that_bound_it(several):
    top = headline(several, TERMS)
    assert top is not None
    assert set(top.bounds) <= set(top.over)
    for one in (several[place].figure for place in top.bounds):
        for number in (one.low, one.high):
            if number is not None:
                assert top.low is None or top.low <= number
                assert top.high is None or number <= top.high


@given(st.lists(dated_figures(), min_size=1, max_size=6))
def test_a_headline_is_over_the_newest_figure_and_all_that_can_be_compared_with_it(several):
    top = headline(several, TERMS)
    assert top is not None
    days = [d.as_of for d in several if d.as_of]
    newest = [n for n, d in enumerate(several) if d.as_of == max(days, default=None)]
    assert set(newest) & set(top.over)
    left = [d for n, d in enumerate(several) if n not in top.over]
    assert all(
        any(compare_dated(d, several[n], TERMS).relation is Relation.INCOMPARABLE for n in top.over)
        for d in left
    )


@given(st.lists(dated_figures(), min_size=2, max_size=6))
def test_figures_agree_exactly_when_each_two_of_them_do(several):
    top = headline(several, TERMS)
    assert top is not None
    current = [several[place] for place in top.over]
    relations = {compare_dated(a, b, TERMS).relation for a, b in combinations(current, 2)}
    assert Relation.INCOMPARABLE not in relations
    assert top.agree is (None if len(current) < 2 else Relation.DISJOINT not in relations)


@given(st.lists(dated_figures(), min_size=2, max_size=6), st.randoms())
def test_the_order_of_the_figures_changes_neither_range_nor_agreement(several, random):
    # Undated figures have no newest among them, the first given stands for them.
    several = [Dated(d.figure, d.as_of or TODAY) for d in several]
    shuffled = random.sample(several, len(several))
    one, other = headline(several, TERMS), headline(shuffled, TERMS)
    assert one is not None
    assert other is not None
    assert (one.low, one.high, one.agree) == (other.low, other.high, other.agree)
