"""The chart: its specification by arithmetic, and what is drawn from it."""

import re
from collections import Counter
from decimal import Decimal

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from claims.services.figure_chart import (
    LOG_RATIO,
    MARKS,
    NARROW,
    WIDE,
    is_drawable,
    scale_of,
    specification,
)
from claims.services.figure_drawing import (
    Drawing,
    DrawingError,
    cleaned,
    kept_svg,
    png_of,
    readdressed,
    svg_of,
)
from claims.services.figure_looks import (
    CHALLENGE,
    LOOKS,
    NOT_COUNTED,
    OTHER,
    legend,
    look_of,
    not_drawn,
)
from tests.figures_page.worlds import point, series

SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {"svg", "g", "path", "line", "rect", "text", "tspan", "a", "title", "desc"}


@st.composite
def points(draw, number: int):
    low, high = sorted(draw(st.lists(st.integers(0, 10**7), min_size=2, max_size=2)))
    kind = draw(
        st.sampled_from(["exact", "approximately", "at_least", "at_most", "between", "vague"])
    )
    bounds = {
        "exact": (low, low), "approximately": (low, low), "at_least": (low, None),
        "at_most": (None, high), "between": (low, high), "vague": (low, None),
    }[kind]  # fmt: skip
    return point(
        number, *bounds, kind,
        day=draw(st.none() | st.integers(0, 900)),
        place=draw(st.none() | st.integers(0, 12)),
        unit=draw(st.sampled_from(["people", "people", "ships"])),
        is_challenge=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def many(draw):
    return series(*(draw(points(number)) for number in range(draw(st.integers(2, 12)))))


def marks(spec) -> list[dict]:
    return [v for layer in spec["layer"] for v in layer["data"]["values"]]


@given(many())
@settings(max_examples=150)
def test_every_figure_is_a_mark_or_is_counted_as_not_drawn(found):
    if not is_drawable(found):
        assert len(found.drawn) < 2
        return
    symbols = specification(found)["layer"][-1]["data"]["values"]
    drawn = {v["href"].removeprefix(MARKS) for v in symbols}
    assert drawn == {p.id for p in found.drawn}
    assert len(drawn) + found.undated + found.of_other_units + found.older == found.total


@given(many())
@settings(max_examples=150)
def test_everything_lies_within_the_axes(found):
    if not is_drawable(found):
        return
    spec = specification(found)
    x = spec["layer"][-1]["encoding"]["x"]["scale"]["domain"]
    low, high = spec["layer"][-1]["encoding"]["y"]["scale"]["domain"]
    assert low < high
    for mark in marks(spec):
        assert x[0] <= mark["at"] <= x[1]
        ends = [n for n in (mark["low"], mark["high"], mark["number"]) if n is not None]
        assert all(low <= n <= high for n in ends)


@given(many())
@settings(max_examples=150)
def test_the_bar_of_a_figure_is_what_it_stands_for(found):
    if not is_drawable(found):
        return
    drawn = {m["id"]: m for m in marks(specification(found))}
    for one in found.drawn:
        mark = drawn[one.id]
        assert Decimal(mark["low"]) == pytest.approx(one.low)
        assert mark["is_open"] is (one.high is None)
        if one.high is not None:
            assert mark["high"] == pytest.approx(float(one.high))


def test_each_of_eight_origins_has_its_own_colour_and_shape_and_the_others_share_one():
    found = series(*(point(n, 10 + n, 10 + n, place=n) for n in range(11)))
    looks = [look_of(p) for p in found.drawn]
    assert looks[:8] == list(LOOKS)
    assert len({one.colour for one in LOOKS}) == len({one.path for one in LOOKS}) == 8
    assert looks[8:] == [OTHER] * 3
    labels = [entry.label for entry in legend(found)]
    assert labels == [*(f"origin {n}" for n in range(8)), "3 more independent origins"]


def test_what_does_not_count_is_hollow_and_a_challenge_is_a_cross():
    found = series(
        point(1, 9, 9), point(2, 8, 8, place=None), point(3, 7, 7, place=0, is_challenge=True)
    )
    assert [look_of(p) for p in found.points] == [LOOKS[0], NOT_COUNTED, CHALLENGE]
    assert NOT_COUNTED.is_hollow
    assert CHALLENGE.path not in {one.path for one in LOOKS}
    assert len(legend(found)) == 3


def test_figures_that_differ_by_much_are_on_a_logarithmic_scale_if_none_is_zero():
    wide = [point(1, 10, 10), point(2, 10 * LOG_RATIO, 10 * LOG_RATIO)]
    assert scale_of(wide).is_log
    assert not scale_of([*wide, point(3, None, 40, "at_most")]).is_log
    assert not scale_of([point(1, 10, 10), point(2, 900, 900)]).is_log


def test_figures_far_from_zero_do_not_begin_there():
    assert scale_of([point(1, 11_000, 11_000), point(2, 12_000, 12_000)]).begins_above_zero
    assert not scale_of([point(1, 2_000, 2_000), point(2, 12_000, 12_000)]).begins_above_zero


def test_figures_of_one_day_stand_side_by_side():
    spec = specification(series(*(point(n, 50, 50) for n in range(6))))
    assert len({m["at"] for m in marks(spec)}) == 6


def drawing(found, title: str = "") -> Drawing:
    return Drawing(
        f"{found.digest}{title}",
        lambda: specification(found, title=title),
        "Name <b>",
        "Words & more",
    )


def drawn(found, title: str = "") -> str:
    return readdressed(svg_of(drawing(found, title)), lambda row: f"#{row}")


HOSTILE = "<script>alert(1)</script> \"'&]]>\x0b\u2028 %s {{x}}"


@pytest.fixture
def hostile():
    return series(
        point(1, 10_000, 12_500, "between", outlet=HOSTILE, speaker=HOSTILE, unit=HOSTILE),
        point(2, 9_000, None, "at_least", place=1, day=3, outlet=HOSTILE, unit=HOSTILE),
        point(3, 2_000, None, "vague", place=None, day=4, unit=HOSTILE),
        point(4, None, 14_000, "at_most", day=5, is_challenge=True, unit=HOSTILE),
    )


@pytest.mark.parametrize("title", ["", HOSTILE])
def test_a_drawing_is_harmless_under_the_strict_policy(hostile, title):
    svg = drawn(hostile, title)
    root = etree.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in HARMLESS
        names = {name.rpartition("}")[2] for name in element.attrib}
        assert "style" not in names
        assert not any(name.startswith("on") for name in names)
        for name in names:
            assert "url(" not in str(element.attrib.get(name, ""))
        if "href" in names:
            assert element.tag == f"{SVG}a"
            assert element.get("href") == f"#{element.get('data-row')}"
    assert "<script" not in svg
    assert "vega" not in svg.lower()
    assert root.get("width") is None
    assert root.get("viewBox")


def test_every_mark_is_a_link_with_a_name_and_each_statement_one_stop_for_the_keyboard(hostile):
    links = list(etree.fromstring(drawn(hostile)).iter(f"{SVG}a"))
    stops = Counter(a.get("data-row") for a in links if a.get("tabindex") is None)
    assert stops == {p.id: 1 for p in hostile.points}
    names = [a.findtext(f"{SVG}title") for a in links]
    assert all(name and "figure" in name for name in names)


def test_a_drawing_has_a_name_and_a_description(hostile):
    root = etree.fromstring(drawn(hostile))
    ids = (root.get("aria-labelledby") or "").split()
    texts = {e.get("id"): e.text for e in root if e.get("id")}
    assert [texts[i] for i in ids] == ["Name <b>", "Words & more"]


def test_what_a_renderer_might_add_is_left_out():
    found = cleaned(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        '<style>*{}</style><script>x()</script><image href="https://elsewhere.example/x.png"/>'
        '<g style="fill: red; position: fixed" onclick="x()" class="y"><path d="M0,0" fill="url(#a)"/></g>'
        '<a xlink:href="https://elsewhere.example/"><path d="M1,1"/></a>'
        f'<a xlink:href="{MARKS}asr_1"><path aria-label="A mark" d="M2,2"/></a></svg>',
        name="",
        description="",
    )
    assert not re.search('<script|style|image|onclick|elsewhere|class="y"|url', found)
    assert 'fill="red"' in found
    assert (
        '<a href="/assertions/asr_1/" data-row="asr_1" class="mark"><title>A mark</title>' in found
    )


def test_a_drawing_is_made_once(hostile, monkeypatch):
    assert kept_svg(drawing(hostile)) is None
    first = drawn(hostile)
    assert kept_svg(drawing(hostile)) is not None
    monkeypatch.setattr("vl_convert.vegalite_to_svg", None)
    assert drawn(hostile) == first


def test_a_renderer_that_fails_is_an_error_of_ours():
    broken = Drawing("broken", lambda: {"mark": "nothing"}, "", "")
    with pytest.raises(DrawingError):
        svg_of(broken)
    with pytest.raises(DrawingError):
        png_of(broken)


def test_the_picture_is_a_png(hostile):
    assert png_of(drawing(hostile, "A title")).startswith(b"\x89PNG")


@pytest.fixture(autouse=True)
def _nothing_kept():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def partly_undated():
    return series(
        point(1, 11_000, 11_000),
        point(2, 10_000, None, "at_least", place=1, day=3),
        point(3, 12_000, 12_000, place=2, day=None),
        point(4, 30, 30, place=1, unit="tons"),
    )


@pytest.mark.parametrize("title", ["", "A title"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_what_has_no_place_on_the_chart_is_named_in_the_picture(partly_undated, title, size):
    spec = specification(partly_undated, title=title, size=size)
    svg = cleaned(vl_convert.vegalite_to_svg(spec), name="", description="")
    words = " ".join(" ".join(etree.fromstring(svg).itertext()).split())
    assert "Not drawn: origin 2 figure 3 (undated); origin 1 figure 4 tons (another unit)" in words


def test_the_legend_has_counted_origins_of_which_nothing_is_drawn(partly_undated):
    entries = [(entry.label, entry.look, entry.note) for entry in legend(partly_undated)]
    assert entries == [
        ("origin 0", LOOKS[0], ""),
        ("origin 1", LOOKS[1], ""),
        ("origin 2", LOOKS[2], "not drawn: figure 3, undated"),
    ]
    assert "origin 2 (not drawn: figure 3, undated)" in svg_of(drawing(partly_undated, "A title"))


@given(many())
def test_no_more_than_three_of_them_are_named_and_the_others_counted(found):
    said = not_drawn(found)
    number = len(found.points) - len(found.drawn)
    assert bool(said) is (number > 0)
    assert said.endswith(f"and {number - 3} more") is (number > 3)


def test_the_narrow_chart_fits_a_phone(hostile):
    for found in (hostile, series(*(point(n, 10**n, 10**n, day=n * 9) for n in range(9)))):
        box = etree.fromstring(
            cleaned(
                vl_convert.vegalite_to_svg(specification(found, size=NARROW)),
                name="",
                description="",
            )
        ).get("viewBox")
        assert box
        assert float(box.split()[2]) <= 390 - 2 * 12
