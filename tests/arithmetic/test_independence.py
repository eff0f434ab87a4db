"""Counting independent origins."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.independence import (
    EXACT_UP_TO,
    Publisher,
    Source,
    Voice,
    contained,
    independent_sources,
    tie,
    ties_among,
)
from tests.arithmetic.worlds import own_voice, source, source_lists, voice


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
    assert counted.because[2] == 1


def test_a_group_is_not_independent_of_its_member():
    group = source(1, voice("agencies", members=("nis",)))
    assert "includes" in tie(group, source(2, voice("nis")))


def test_groups_with_a_member_in_common_are_not_independent():
    one, other = voice("one", members=("nis", "x")), voice("other", members=("nis", "y"))
    assert "member in common" in tie(source(1, one), source(2, other))


def test_a_group_contains_what_the_groups_within_it_contain():
    direct = {"allies": ["agencies", "kyiv"], "agencies": ["nis"], "nis": ["seoul desk"]}
    assert contained(direct, "allies") == {"agencies", "kyiv", "nis", "seoul desk"}


def test_groups_that_contain_each_other_come_to_an_end_and_contain_not_themselves():
    assert contained({"a": ["b"], "b": ["c"], "c": ["a"]}, "a") == {"b", "c"}


groups = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")))


@given(groups)
def test_containment_is_transitive(direct):
    for outer in direct:
        inside = contained(direct, outer)
        for middle in inside:
            assert contained(direct, middle) - {outer} <= inside


def test_western_intelligence_may_include_american_officials():
    west = source(1, voice("western intelligence", "the West"))
    assert "may include" in tie(west, source(2, voice("officials", "United States")))


def test_speakers_who_may_be_one_count_as_one_until_an_editor_says():
    doubtful = source(2, voice("A. Lee", may_be=("Ann Lee",)))
    assert "an editor has to say" in tie(source(1, voice("Ann Lee")), doubtful)


def test_an_unknown_origin_adds_nothing():
    counted = independent_sources([source(1, voice("a")), source(2, known=False)])
    assert counted.count == 1
    assert counted.left_out[2] == "its origin is unknown"


def test_two_outlets_of_their_own_voice_are_independent_and_one_outlet_twice_is_not():
    assert independent_sources([own_voice(1, "One"), own_voice(2, "Two")]).count == 2
    assert independent_sources([own_voice(1, "One"), own_voice(2, "One")]).count == 1


def test_outlets_of_one_house_may_share_text_and_count_once():
    counted = independent_sources(
        [own_voice(1, "One", "Dell Group"), own_voice(2, "Two", "dell group ")]
    )
    assert counted.count == 1
    assert counted.left_out[2].startswith("One and Two belong to Dell Group and may share text")


def test_an_outlet_is_not_independent_of_those_who_quote_it():
    medium = Voice("9", "The Lorne Mail", publisher=Publisher("5", "Lorne Mail"))
    quoted = Source(2, "The Lorne Mail", True, (medium,))
    mail = Source(1, "Lorne Mail itself", True, (), Publisher("5", "Lorne Mail"))
    assert tie(mail, quoted) == "both are Lorne Mail’s own words"


def chain(length: int) -> list[Source]:
    """Sources of which each shares a speaker with the next."""
    return [source(n, voice(f"v{n}"), voice(f"v{n + 1}")) for n in range(length)]


def test_among_many_tied_sources_the_count_is_a_lower_bound_and_says_so():
    counted = independent_sources(chain(EXACT_UP_TO + 1))
    assert not counted.is_exact
    assert counted.count <= (EXACT_UP_TO + 2) // 2
    assert independent_sources(chain(EXACT_UP_TO)).is_exact


def test_sources_without_ties_are_counted_exactly_however_many():
    counted = independent_sources([source(n, voice(f"v{n}")) for n in range(150)])
    assert (counted.count, counted.is_exact) == (150, True)


def largest(sources: list[Source]) -> int:
    """By trying every subset."""
    known = [s for s in sources if s.is_known]
    return max(
        size
        for size in range(len(known) + 1)
        if any(
            not any(tie(a, b) for a, b in combinations(some, 2))
            for some in combinations(known, size)
        )
    )


@given(source_lists())
def test_a_tie_is_one_from_both_sides(sources):
    for a, b in combinations(sources, 2):
        assert bool(tie(a, b)) == bool(tie(b, a))


@given(source_lists())
def test_the_count_is_the_largest_set_without_ties(sources):
    counted = independent_sources(sources)
    by_id = {s.id: s for s in sources}
    assert counted.count == largest(sources)
    assert not any(tie(by_id[a], by_id[b]) for a, b in combinations(counted.counted, 2))
    assert set(counted.counted) | set(counted.left_out) == by_id.keys()


@given(source_lists(), source_lists(most=1))
def test_another_origin_never_lowers_the_count(sources, more):
    more = [Source(99, s.label, s.is_known, s.voices, s.publisher) for s in more]
    assert independent_sources([*sources, *more]).count >= independent_sources(sources).count


@given(source_lists())
def test_without_one_that_was_left_out_the_count_is_the_same(sources):
    counted = independent_sources(sources)
    for left in counted.left_out:
        assert independent_sources([s for s in sources if s.id != left]).count == counted.count


@given(source_lists())
def test_a_second_occasion_of_the_same_speakers_and_an_unknown_one_raise_nothing(sources):
    again = [Source(99, s.label, s.is_known, s.voices, s.publisher) for s in sources[:1]]
    count = independent_sources(sources).count
    assert independent_sources([*sources, *again, source(98, known=False)]).count == count


@given(source_lists())
def test_ties_computed_once_serve_for_every_part(sources):
    ties = ties_among(sources)
    for place in range(len(sources)):
        part = sources[:place] + sources[place + 1 :]
        assert independent_sources(part, ties) == independent_sources(part)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60))
def test_a_lower_bound_is_a_set_without_ties(pairs):
    voices = {n: {f"own {n}"} for n in range(26)}
    for a, b in pairs:
        shared = f"{min(a, b)}-{max(a, b)}"
        voices[a].add(shared)
        voices[b].add(shared)
    sources = [source(n, *map(voice, sorted(names))) for n, names in voices.items()]
    counted = independent_sources(sources)
    assert not any(tie(sources[a], sources[b]) for a, b in combinations(counted.counted, 2))
    assert counted.count >= 1


@given(source_lists(most=12))
def test_no_tie_between_any_two_sources_is_missed(sources):
    known = [s for s in sources if s.is_known]
    tied = {(a.id, b.id) for a in known for b in known if a is not b and tie(a, b)}
    assert {(a, b) for a, found in ties_among(sources).items() for b in found} == tied
