"""The figure a claim is known by."""

from datetime import timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.figures import Dated, Quantifier, Relation, compare_dated
from claims.weighing import headline
from tests.arithmetic.worlds import TERMS, TODAY, dated_figures, exact, figure


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


@given(st.lists(dated_figures(), min_size=1, max_size=6))
def test_a_headline_holds_every_number_of_the_figures_it_is_over(several):
    top = headline(several, TERMS)
    assert top is not None
    for one in (several[place].figure for place in top.over):
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
