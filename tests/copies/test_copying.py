"""Copies of a text, without a database."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sources.copying import (
    CopyKind,
    Match,
    Member,
    copied_text,
    kind_of_copy,
    likeness,
    roots_of,
    sketch_keys,
)
from sources.copying.source import CREDITED
from sources.copying.words import CopiedText
from sources.parsing.types import Zone, ZoneKind
from tests.copies.texts import paragraphs, sentences

LEAST = 0.5


def text_of(lines: list[str]) -> CopiedText:
    body = paragraphs(lines)
    return copied_text(body, [Zone(0, len(body), ZoneKind.BODY, "text")])


def kind(copy: list[str], source: list[str]) -> CopyKind | None:
    alike = likeness(text_of(copy), text_of(source), LEAST)
    return alike and kind_of_copy(alike.of_first, alike.of_second, new_lead=alike.new_lead)


def test_what_was_done_to_a_copy_is_told_apart():
    source = sentences(1, 18)
    other = sentences(2, 18)
    assert kind(source, source) is CopyKind.SAME
    assert kind(source[:7], source) is CopyKind.SHORTENED
    assert kind([*source, *other[:8]], source) is CopyKind.EXTENDED
    assert kind([*other[:4], *source[4:]], source) is CopyKind.NEW_LEAD
    assert kind([s if n % 4 else other[n] for n, s in enumerate(source)], source) is CopyKind.EDITED
    assert kind(other, source) is None


def test_reports_that_quote_the_same_statement_are_no_copies():
    quoted = sentences(3, 4)
    assert kind([*sentences(4, 8), *quoted], [*quoted, *sentences(5, 8)]) is None


def test_a_copy_cut_to_its_first_paragraphs_shares_a_key_with_the_whole():
    source = sentences(6, 40)
    assert set(sketch_keys(text_of(source))) & set(sketch_keys(text_of(source[:6])))
    assert not set(sketch_keys(text_of(source))) & set(sketch_keys(text_of(sentences(7, 40))))


def test_short_items_are_copies_only_if_they_are_the_same():
    first = "Kenya has sent 300 soldiers to Haiti, officials said."
    second = "Kenya has sent 310 soldiers to Haiti, officials said."
    assert kind([first], [first]) is CopyKind.SAME
    assert kind([first], [second]) is None


def test_page_furniture_does_not_count():
    body = paragraphs(sentences(8, 10))
    around = f"{body}\n\nSubscribe to us"
    zones = [
        Zone(0, len(body), ZoneKind.BODY, "text"),
        Zone(len(body) + 2, len(around), ZoneKind.APPEAL, "appeal"),
    ]
    assert copied_text(around, zones) == text_of(sentences(8, 10))


def member(
    pk: int, outlet: int | None = None, *, day: int | None = None, credits: int | None = None
):
    return Member(pk, outlet or pk, credits, date(2025, 3, day) if day else None, f"{pk:03}")


def pairs(*ids: int) -> list[Match]:
    return [Match(a, b) for a, b in itertools.combinations(ids, 2)]


def test_the_earliest_published_is_the_source():
    roots = roots_of([member(1, day=4), member(2, day=2), member(3)], pairs(1, 2, 3))
    assert {pk: root.article for pk, root in roots.items()} == {1: 2, 2: None, 3: 2}
    assert {root.outlet for root in roots.values()} == {2}
    assert roots[2].because == "published first"


def test_the_credited_one_is_the_source_though_it_is_later():
    roots = roots_of([member(1, day=1, credits=2), member(2, day=3)], pairs(1, 2))
    assert (roots[1].article, roots[1].outlet, roots[1].because) == (2, 2, CREDITED)


def test_of_two_credited_ones_that_which_credits_nobody_is_the_source():
    members = [member(1, day=3, credits=2), member(2, day=1, credits=3), member(3, day=2)]
    roots = roots_of(members, pairs(1, 2, 3))
    assert {pk: root.article for pk, root in roots.items()} == {1: 3, 2: 3, 3: None}


def test_a_credited_outlet_without_an_article_is_where_the_text_came_from():
    members = [member(1, day=1), member(2, day=2, credits=9), member(3, day=3, credits=9)]
    roots = roots_of(members, pairs(1, 2, 3))
    assert {root.outlet for root in roots.values()} == {9}
    assert roots[3].article == 1


def test_a_text_made_of_two_others_does_not_make_copies_of_them():
    members = [member(1, day=1), member(2, day=1), member(3, day=2)]
    roots = roots_of(members, [Match(1, 3), Match(2, 3)])
    assert (roots[1].article, roots[2].article) == (None, None)
    assert roots[3].article in (1, 2)


def test_an_article_without_copies_has_nothing_to_tell():
    assert roots_of([member(1, day=1)], [])[1].outlet is None


@st.composite
def copies(draw: st.DrawFn) -> tuple[list[Member], list[Match]]:
    count = draw(st.integers(1, 7))
    outlets = st.integers(1, 4)
    members = [
        Member(
            pk,
            draw(st.none() | outlets),
            draw(st.none() | outlets),
            draw(st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 5))),
            f"{draw(st.integers(0, 2**30)):012}{pk}",
        )
        for pk in range(count)
    ]
    drawn = draw(st.lists(st.sampled_from(pairs(*range(count)) or [None])))
    return members, [match for match in dict.fromkeys(drawn) if match]


@given(copies(), st.randoms())
def test_roots_do_not_depend_on_any_order_and_are_never_chained(made, chance):
    members, matches = made
    roots = roots_of(members, matches)
    for root in roots.values():
        assert root.article is None or roots[root.article].article is None
        assert root.article is None or roots[root.article].outlet == root.outlet
    for again in (members, matches):
        chance.shuffle(again)
    assert roots_of(members, [Match(m.second, m.first) for m in matches]) == roots
