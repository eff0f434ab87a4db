"""A figure that a person means fits the words it stands in, and is shown in words that say it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.catalogue import default_catalogue
from claims.extraction.figure_units import is_known_unit, known_units, usual_unit
from claims.extraction.figure_words import FigureMismatchError, meaning, numbers_in, worded
from claims.extraction.selection import figure_at
from claims.figures import Figure, Quantifier

KINDS = [kind for kind in Quantifier if kind is not Quantifier.VAGUE]


def read(words: str) -> Figure | None:
    quantity = figure_at(words, 0, len(words))
    return quantity.figure if quantity else None


def meant(kind: Quantifier, low: int, high: int) -> Figure:
    ends = {
        Quantifier.AT_LEAST: (Decimal(low), None),
        Quantifier.AT_MOST: (None, Decimal(high)),
        Quantifier.BETWEEN: (Decimal(low), Decimal(high)),
    }.get(kind, (Decimal(low), Decimal(low)))
    return Figure("", kind, *ends)


def told(figure: Figure) -> tuple:
    return figure.quantifier, figure.low, figure.high


numbers = st.integers(1, 1890) | st.integers(2101, 10**9)


@given(st.sampled_from(KINDS), numbers, numbers, st.sampled_from(KINDS), numbers, numbers)
def test_what_is_shown_says_what_is_meant_or_it_is_refused(
    kind, low, high, said, said_low, said_high
):
    words = meaning(meant(kind, *sorted((low, high))))
    wanted = meant(said, *sorted((said_low, said_high)))
    assume(wanted.low != wanted.high or said is not Quantifier.BETWEEN)
    try:
        shown = worded(words, read(words), wanted)
    except FigureMismatchError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert f"“{words}”" in refused
        assert meaning(wanted) in refused
        return
    assert told(shown) == told(wanted)
    again = read(shown.text)
    assume(again is not None)
    assert told(again) == told(wanted)


@given(st.sampled_from(KINDS), st.sampled_from(KINDS), numbers)
def test_another_kind_of_the_same_number_is_shown_as_what_it_is(kind, said, number):
    words = meaning(meant(kind, number, number + 1))
    ends = {Quantifier.AT_MOST: number + 1}.get(kind, number)
    assume(Quantifier.BETWEEN not in (kind, said))
    shown = worded(words, read(words), meant(said, ends, ends))
    assert told(shown) == told(meant(said, ends, ends))
    if said != kind:
        assert shown.text != words


@pytest.mark.parametrize(
    ("words", "kind", "low", "high", "shown"),
    [
        ("18", "at_least", 18, None, "at least 18"),
        ("no fewer than 18", "at_least", 18, None, "no fewer than 18"),
        ("at least 18", "exact", 18, 18, "18"),
        ("12.000", "exact", 12_000, 12_000, "12,000"),
        ("a boatload", "exact", 29, 29, "a boatload (29)"),
        ("18, perhaps 20", "between", 18, 20, "18–20"),
    ],
)
def test_words_and_meaning_that_fit(words, kind, low, high, shown):
    ends = [None if one is None else Decimal(one) for one in (low, high)]
    assert worded(words, read(words), Figure("", Quantifier(kind), *ends)).text == shown


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [("30", "exact", 29), ("about 30", "approximately", 300), ("18", "vague", 18), ("2024", "exact", 7)],
)  # fmt: skip
def test_numbers_that_the_words_do_not_tell_are_refused_naming_both(words, kind, number):
    ends = (Decimal(number), None if kind == "vague" else Decimal(number))
    with pytest.raises(FigureMismatchError, match=f"“{words}”.* {number}"):
        worded(words, read(words), Figure("", Quantifier(kind), *ends))


def test_numbers_are_found_however_their_digits_are_parted():
    assert {Decimal(12_000)} <= numbers_in("12.000")
    assert numbers_in("1.5") == {Decimal("1.5"), Decimal(1), Decimal(5)}
    assert numbers_in("a crowd") == set()


def test_units_that_mean_the_same_are_one():
    types, things = default_catalogue().types, default_catalogue().things
    killed, food = types["killed"], types["aid_supplied"]
    assert [usual_unit(word, killed, things) for word in ("persons", "Soldiers", "family", "")] == [
        "people", "people", "families", "",
    ]  # fmt: skip
    assert usual_unit("tonnes", food, things) == "tons"
    assert "tons" in known_units(food, things)
    assert is_known_unit("US$", food, things)
    assert not is_known_unit("US$", killed, things)
    assert not is_known_unit("tons", killed, things)
