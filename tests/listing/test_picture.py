"""The picture of figures side by side."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.weighing import picture

NUMBERS = st.floats(0, 1e12, allow_nan=False)


@st.composite
def figures(draw: Any) -> dict[str, Any]:
    low = draw(NUMBERS)
    high = draw(st.none() | NUMBERS.filter(lambda n: n >= low) | st.just(low))
    return {"label": "Somebody", "text": str(low), "low": low, "high": high}


@given(st.lists(figures(), min_size=2, max_size=8))
def test_every_mark_is_inside_and_in_the_order_of_the_numbers(drawn):
    found = picture(drawn)
    assert found is not None
    for mark in found.marks:
        assert 0 <= mark.x <= mark.end <= found.width
        assert 0 < mark.y < found.axis
    begins = [mark.x for mark in found.marks if not mark.is_point]
    lows = [one["low"] for one, m in zip(drawn, found.marks, strict=False) if not m.is_point]
    ranked = sorted(zip(lows, begins, strict=True))
    assert [x for _, x in ranked] == sorted(x for _, x in ranked)


def test_what_has_no_end_runs_further_than_all_others():
    found = picture(
        [
            {"label": "A", "text": "at least 300", "low": 300.0, "high": None},
            {"label": "B", "text": "200 to 400", "low": 200.0, "high": 400.0},
        ]
    )
    assert found is not None
    open_ended, ranged = found.marks
    assert open_ended.is_open
    assert not ranged.is_open
    assert open_ended.end > ranged.end
    assert open_ended.x > ranged.x
    assert (
        found.title
        == "Figures, a line for each independent origin. A: at least 300; B: 200 to 400."
    )


def test_figures_that_are_all_one_stand_in_the_middle():
    same = {"label": "A", "text": "300", "low": 300.0, "high": 300.0}
    found = picture([same, same])
    assert found is not None
    assert [(mark.x, mark.is_point) for mark in found.marks] == [(found.width / 2, True)] * 2


def test_one_figure_needs_no_picture():
    assert picture([]) is None
    assert picture([{"label": "A", "text": "300", "low": 300.0, "high": None}]) is None
