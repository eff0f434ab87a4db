"""Harder figures and dropped attributions, as pure rules."""

from datetime import timedelta

import pytest
from hypothesis import given

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


def form(number: int, given_figure, *, origin: int = 1, day: int = 0, bare: bool = False) -> Form:
    who = "" if bare else "Kenyan officials"
    first_on = TODAY + timedelta(days=day)
    return Form(number, origin, bare, given_figure, first_on, 100 + number, who)


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
