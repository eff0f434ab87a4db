"""Facets: OR inside, AND across, and what is chosen in one does not narrow its own values."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.filters import ClaimFilter
from claims.models import Claim
from claims.services.facets import FacetCounts, Window, count_facets
from tests.listing.worlds import World, make_world

pytestmark = pytest.mark.django_db
NAMES = (
    "status", "computed", "decided", "type", "place", "origins", "challenged", "needs_review",
    "outlet", "speaker", "origin", "review",
)  # fmt: skip
SINGLE = ("challenged", "needs_review")
ALL = Window(most=500)


@pytest.fixture(params=(1, 2, 3))
def world(request, db) -> World:
    return make_world(request.param)


def narrowed_by(chosen: dict[str, set[str]], **more: str) -> ClaimFilter:
    pairs = [(name, value) for name, values in chosen.items() for value in sorted(values)]
    query = urlencode([*pairs, *more.items()])
    found = ClaimFilter(QueryDict(query), queryset=Claim.objects.listed())
    assert found.is_valid(), found.errors
    return found


def as_numbers(counts: FacetCounts, name: str) -> dict[str, int]:
    return {v.value: v.count for v in counts.facets[name].values if v.count}


def choices(world: World) -> st.SearchStrategy[dict[str, set[str]]]:
    """Some facets, with one or several of the values that occur."""
    known = {
        name: sorted({value for has in world.values.values() for value in has[name]})
        for name in NAMES
    }
    one = {
        name: st.sets(st.sampled_from(values), min_size=1, max_size=1 if name in SINGLE else 3)
        for name, values in known.items()
        if values
    }
    return st.fixed_dictionaries({}, optional=one)


def test_every_count_is_what_counting_claim_by_claim_gives(world):
    @settings(max_examples=40)
    @given(choices(world))
    def check(chosen: dict[str, set[str]]) -> None:
        narrowed = narrowed_by(chosen)
        counts = count_facets(narrowed, window=ALL)
        for name in NAMES:
            assert as_numbers(counts, name) == world.counts(chosen, name), name
        listed = world.listed(chosen)
        assert set(narrowed.qs.values_list("pk", flat=True)) == listed
        assert (counts.total, counts.is_exact, counts.counted) == (len(listed), True, None)

    check()


def test_a_count_is_the_length_of_the_list_that_choosing_it_gives(world):
    chosen = {"status": {"disputed", "single_source"}}
    counts = count_facets(narrowed_by(chosen), window=ALL)
    for name in ("type", "outlet", "origins", "review", "needs_review"):
        for value in counts.facets[name].values:
            listed = narrowed_by({**chosen, name: {value.value}}).qs.count()
            assert listed == value.count, (name, value)


def test_what_is_chosen_is_given_though_nothing_has_it(world):
    chosen = {"status": {"discounted"}, "place": {"Nowhere"}}
    counts = count_facets(narrowed_by(chosen))
    for name, label in (("status", "Discounted"), ("place", "Nowhere")):
        (given_value,) = [v for v in counts.facets[name].values if v.is_chosen]
        assert (given_value.label, given_value.count) == (label, 0)
    assert counts.total == 0


def test_long_facets_give_the_most_frequent_values_and_those_chosen(world):
    every = world.counts({}, "speaker")
    rarest = min(every, key=lambda value: (every[value], value))
    counts = count_facets(narrowed_by({"speaker": {rarest}}), window=Window(most=2))
    facet = counts.facets["speaker"]
    assert facet.value_count == len(every)
    shown = [v.count for v in facet.values if v.value != rarest]
    assert shown == sorted(every.values(), reverse=True)[: len(shown)]
    assert [v.value for v in facet.values if v.is_chosen] == [rarest]
    assert facet.left == len(every) - len(facet.values)


def test_other_filters_narrow_every_facet(world):
    counts = count_facets(narrowed_by({}, q="Claim", min_origins="5"), window=ALL)
    assert as_numbers(counts, "origins") == {"5": counts.total}


def test_beyond_the_limit_the_newest_are_counted_and_it_says_so(world, settings):
    settings.FACETS_COUNTED, settings.CLAIMS_COUNTED = 10, 20
    counts = count_facets(narrowed_by({}))
    assert counts.counted == 10
    assert sum(as_numbers(counts, "status").values()) == 10
    assert (counts.total, counts.is_exact, counts.total_text) == (20, False, "20+")


def test_a_search_that_means_nothing_gives_nothing(world):
    counts = count_facets(narrowed_by({}, q="!!"))
    assert counts.total == 0


def test_it_is_one_query_and_one_for_each_sort_of_row(world, django_assert_num_queries):
    narrowed = narrowed_by({"status": {"disputed"}, "type": {"killed"}, "review": {"draft"}})
    with django_assert_num_queries(4):
        count_facets(narrowed)
