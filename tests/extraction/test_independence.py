"""Counting independent origins."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.independence import EXACT_UP_TO, Source, Voice, independent_sources, tie


def voice(name: str, *countries: str, members: tuple[str, ...] = ()) -> Voice:
    return Voice(name, name, frozenset(countries), frozenset(members))


def source(number: int, *voices: Voice, known: bool = True, outlet: str = "") -> Source:
    return Source(number, f"origin {number}", known, voices, outlet)


def test_ten_reports_of_one_speaker_are_one_origin():
    envoy = voice("envoy")
    assert independent_sources([source(n, envoy) for n in range(10)]).count == 1


def test_joint_speakers_share_fate_with_each_of_them():
    both = source(1, voice("kyiv", "Ukraine"), voice("west", "the West"))
    group = source(2, voice("agencies", "the West", "South Korea", "Ukraine"))
    seoul = source(3, voice("seoul", "South Korea"))
    counted = independent_sources([both, group, seoul])
    assert counted.counted == (1, 3)
    assert "the West" in counted.left_out[2] or "Ukraine" in counted.left_out[2]


def test_a_group_is_not_independent_of_its_member():
    group = source(1, voice("agencies", members=("nis",)))
    assert "includes" in tie(group, source(2, voice("nis")))


def test_western_intelligence_may_include_american_officials():
    west = source(1, voice("western intelligence", "the West"))
    assert "may include" in tie(west, source(2, voice("officials", "United States")))


def test_an_unknown_origin_adds_nothing():
    counted = independent_sources([source(1, voice("a")), source(2, known=False)])
    assert counted.count == 1
    assert counted.left_out[2] == "its origin is unknown"


def test_two_outlets_of_their_own_voice_are_independent_and_one_outlet_twice_is_not():
    assert independent_sources([source(1, outlet="1"), source(2, outlet="2")]).count == 2
    assert independent_sources([source(1, outlet="1"), source(2, outlet="1")]).count == 1


def test_above_the_limit_the_count_is_a_lower_bound_and_says_so():
    many = [source(n, voice(f"v{n}")) for n in range(EXACT_UP_TO + 1)]
    counted = independent_sources(many)
    assert (counted.count, counted.is_exact) == (EXACT_UP_TO + 1, False)


sources = st.lists(
    st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=3, unique=True), max_size=8
).map(lambda names: [source(i, *map(voice, group)) for i, group in enumerate(names)])


@given(sources)
def test_the_count_is_the_largest_set_without_ties(given_sources):
    def is_free(some) -> bool:
        return not any(tie(a, b) for a, b in combinations(some, 2))

    largest = max(
        size
        for size in range(len(given_sources) + 1)
        if any(is_free(some) for some in combinations(given_sources, size))
    )
    counted = independent_sources(given_sources)
    assert counted.count == largest
    assert set(counted.counted) | set(counted.left_out) == {s.id for s in given_sources}
