"""Harder figures and dropped attributions, as pure rules."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import interval
from claims.weighing.flags import FlagKind, Form, flagged, is_hardened
from tests.arithmetic.worlds import TERMS, TODAY, about, exact, figure, figures

UP_TO = figure("at_most", None, 12000, "up to 12,000")
HUNDREDS = figure("vague", 200, None, "hundreds")


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        (exact(12000), UP_TO, True),
        (about(500), HUNDREDS, True),
        (exact(500), HUNDREDS, True),
        (exact(300), about(300), True),
        (exact(10500), figure("between", 10000, 12000), True),
        (figure("between", 300, 500), HUNDREDS, True),
        (exact(10000), figure("at_least", 10000, None), True),
        (about(300), exact(300), False),
        (HUNDREDS, about(500), False),
        (exact(300), exact(300), False),
        (exact(5000), HUNDREDS, False),
        (exact(13000), UP_TO, False),
    ],
)
def test_a_figure_is_hardened_when_it_is_surer_than_what_it_repeats(later, earlier, expected):
    assert is_hardened(later, earlier, TERMS.tolerance) is expected


@given(figures(), figures())
def test_only_one_of_two_figures_can_be_the_hardened_one(a, b):
    assert not (is_hardened(a, b, 0.05) and is_hardened(b, a, 0.05))
    if is_hardened(a, b, 0.05):
        assert interval(b, 0.05).holds(interval(a, 0.05))


def form(
    number: int,
    given_figure,
    *,
    origin: int = 1,
    day: int | None = 0,
    bare: bool = False,
    text: int | None = None,
) -> Form:
    who = "" if bare else "Kenyan officials"
    first_on = None if day is None else TODAY + timedelta(days=day)
    first, text = 100 + number, 200 + number if text is None else text
    return Form(number, origin, bare, given_figure, first_on, first, who, text)


def found(*forms: Form) -> list[tuple[FlagKind, int, int]]:
    return [(f.kind, f.form.id, f.beside.id) for f in flagged(forms, TERMS)]


def test_of_one_origin_the_harder_report_is_flagged_beside_the_softest():
    forms = (
        form(1, UP_TO),
        form(2, figure("between", 11000, 12000), day=1),
        form(3, exact(12000), day=2),
    )
    assert (FlagKind.HARDENED, 3, 1) in found(*forms)


def test_reports_of_two_origins_do_not_harden_each_other():
    assert found(form(1, UP_TO, origin=1), form(2, exact(12000), origin=2)) == []


def test_a_figure_of_another_time_is_news_and_not_hardened():
    assert found(form(1, UP_TO), form(2, exact(12000), day=90)) == []


def test_the_same_figure_in_an_outlets_own_words_drops_who_said_it():
    forms = (form(1, about(300)), form(2, about(300), origin=2, day=1, bare=True))
    assert found(*forms) == [(FlagKind.ATTRIBUTION_DROPPED, 2, 1)]


def test_who_drops_the_speaker_and_hardens_the_figure_is_flagged_for_both():
    forms = (form(1, about(300)), form(2, exact(300), origin=2, day=1, bare=True))
    assert set(found(*forms)) == {
        (FlagKind.ATTRIBUTION_DROPPED, 2, 1), (FlagKind.HARDENED, 2, 1),
    }  # fmt: skip


def test_another_figure_in_an_outlets_own_words_is_its_own():
    assert found(form(1, exact(300)), form(2, exact(900), origin=2, bare=True)) == []


def test_outlets_that_say_the_same_in_their_own_words_drop_nobody():
    assert found(form(1, exact(300), bare=True), form(2, exact(300), origin=2, bare=True)) == []


DOZENS = figure("vague", 24, None, "dozens")


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("softer_on", "text", "is_flagged"),
    [(-1, 1, True), (-1, 2, True), (0, 2, True), (0, 1, False), (1, 1, False), (1, 2, False), (None, 2, False)],
)  # fmt: skip
def test_a_report_is_held_against_what_came_before_it_only(softer_on, text, is_flagged, bare):
    """On the same day two versions of one text (1) are told apart by nobody."""
    forms = (form(1, DOZENS, day=softer_on, text=text), form(2, exact(27), text=1, bare=bare))
    assert bool(found(*forms)) is is_flagged


forms_drawn = st.lists(
    st.builds(
        form,
        st.integers(1, 50),
        figures(),
        origin=st.integers(1, 2),
        day=st.none() | st.integers(0, 5),
        bare=st.booleans(),
        text=st.integers(1, 3),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(forms_drawn)
def test_no_flag_points_to_a_later_report_nor_to_a_version_of_the_same_day(forms):
    for one in flagged(forms, TERMS):
        assert one.beside.first_on <= one.form.first_on
        assert one.beside.first_on < one.form.first_on or one.beside.text != one.form.text
