"""Who is who: pairs that are one speaker, a question to editors, or two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.types import SpeakerKind as K
from claims.extraction.types import SpeakerMention
from claims.identity import (
    Identity,
    Thresholds,
    Verdict,
    blocks_of,
    blocks_to_search,
    score,
    speaker_key,
    story_of,
)

RULES = Thresholds(same=0.85, suggest=0.6)
SAME, SUGGEST, DIFFERENT = Verdict.SAME, Verdict.SUGGEST, Verdict.DIFFERENT


def person(name: str, country: str = "", role: str = "", story: str = "") -> Identity:
    return Identity(K.PERSON, (name,), country, role, story=frozenset(story.split()))


def body(name: str, country: str = "", kind: K = K.ORGANISATION, story: tuple[str, ...] = ()):
    return Identity(kind, (name,), country, story=frozenset(story))


def group(name: str, country: str = "", members: tuple[str, ...] = ()) -> Identity:
    return Identity(K.GROUP, (name,), country, members=members)


STORY = "Lorne Harbour Kestrel Bridge Mayor"
PAIRS = [
    # Persons: transliteration, titles, order.
    (person("Volodymyr Zelensky"), person("Volodymyr Zelenskiy"), SAME),
    (person("Volodymyr Zelensky"), person("Volodymyr Zelenskyy"), SAME),
    (person("Volodymyr Zelensky", "Ukraine"), person("Vladimir Zelenskii", "Ukraine"), SAME),
    (person("Alexander Matsegora"), person("Aleksandr Macegora"), SAME),
    (person("Yoon Suk-yeol"), person("Yoon Suk Yeol"), SAME),
    (person("Bashar al-Assad"), person("Bashar el-Assad"), SAME),
    (person("Bashar al-Assad"), person("President Bashar Assad"), SAME),
    (person("Gen. Jane Doe"), person("Jane Doe"), SAME),
    (person("Vitali Klitschko"), person("Vitaliy Klychko"), SAME),
    (person("Youssef Osman", "Kenya", "envoy"), person("Yusef Usman", "Kenya", "envoy"), SUGGEST),
    (person("Recep Tayyip Erdogan"), person("Tayyip Erdoğan"), SAME),
    (person("John F. Kerry"), person("John Kerry"), SAME),
    # Persons: two people.
    (person("John Smith"), person("Joan Smith"), DIFFERENT),
    (person("Kim Jong-un", "North Korea"), person("Kim Yo-jong", "North Korea"), DIFFERENT),
    (person("Kim Jong Un", "North Korea"), person("Kim Jong Il", "North Korea"), DIFFERENT),
    (person("Daniel Smith", "Canada"), person("Danielle Smith", "Canada"), DIFFERENT),
    (person("Pavel Ivanov", "Russia"), person("Pavla Ivanova", "Russia"), DIFFERENT),
    (person("Mohammed Abbas", "Jordan"), person("Mahmoud Abbas", "Jordan"), DIFFERENT),
    (person("Jane Doe", "Kenya"), person("Jane Doe", "Haiti"), SUGGEST),
    # Last names alone.
    (person("Lavrov", "Russia", "Foreign Minister"), person("Sergei Lavrov", "Russia", "Russian foreign minister"), SAME),
    (person("Lavrov", "Russia"), person("Sergei Lavrov", "Russia"), SUGGEST),
    (person("Hoffman"), person("Elise Hoffman"), DIFFERENT),
    (person("Hoffman", story=STORY), person("Elise Hoffman", story=STORY), SAME),
    (person("Smith", "Kenya"), person("Anne Smith", "Haiti"), DIFFERENT),
    (person("Kim", "South Korea", "defence minister"), person("Kim Min-seok", "South Korea", "Unification Minister"), DIFFERENT),
    (person("Kim", "South Korea"), person("Kim", "North Korea"), DIFFERENT),
    (person("Hoffman"), person("Hoffman"), DIFFERENT),
    (person("Hoffman", "Kenya", "envoy"), person("Hoffman", "Kenya", "envoy"), SAME),
    # Bodies: order, spelling, whose they are.
    (body("South Korean Defense Ministry"), body("South Korea's Ministry of National Defence"), SAME),
    (body("the U.S. State Department"), body("American State Department"), SAME),
    (body("the Pentagon"), body("US Department of Defense"), SAME),
    (body("Russian Foreign Ministry"), body("Ministry of Foreign Affairs of Russia"), SAME),
    (body("Russian Foreign Ministry"), body("Ukraine's Foreign Ministry"), DIFFERENT),
    (body("Ministry of Defense"), body("Russia's Ministry of Defense"), DIFFERENT),
    (body("Defence Ministry"), body("Health Ministry"), DIFFERENT),
    (body("Kenyan police"), body("police"), DIFFERENT),
    (body("Kyiv police"), body("Ukrainian police"), DIFFERENT),
    (body("Northern Command", "Kenya"), body("Southern Command", "Kenya"), DIFFERENT),
    (body("Israeli army"), body("Israeli air force"), DIFFERENT),
    # Acronyms.
    (body("NIS", "South Korea"), body("South Korea's National Intelligence Service"), SAME),
    (body("NIS"), body("National Intelligence Service"), SAME),
    (body("NIS"), body("South Korea's National Intelligence Service"), SUGGEST),
    (body("NIS", story=("South Korea",)), body("South Korea's National Intelligence Service"), SAME),
    (body("NIS", "Kenya"), body("South Korea's National Intelligence Service"), DIFFERENT),
    (body("ISW"), body("Institute for the Study of War"), SAME),
    (body("SOHR"), body("Syrian Observatory for Human Rights"), SUGGEST),
    (body("the UN"), body("United Nations"), SAME),
    (body("MOD"), body("Ministry of Defence"), DIFFERENT),
    (body("MOD", "Kenya"), body("Kenya's Ministry of Defence"), SAME),
    # Described and named.
    (body("South Korea's intelligence service"), body("South Korea's National Intelligence Service"), SUGGEST),
    (body("South Korea's intelligence service"), group("South Korean intelligence agencies"), SAME),
    (body("South Korea's intelligence service"), group("Ukrainian intelligence agencies"), DIFFERENT),
    # Media.
    (body("The New York Times", kind=K.MEDIUM), body("New York Times newspaper", kind=K.MEDIUM), SAME),
    (body("Rossiyskaya Gazeta", kind=K.MEDIUM), body("Rossiiskaya Gazeta", kind=K.MEDIUM), SAME),
    (body("Britain's Guardian newspaper", kind=K.MEDIUM), body("Nigeria's Guardian", kind=K.MEDIUM), DIFFERENT),
    # Unnamed people, and never with a body.
    (group("U.S. officials"), group("Kenyan officials"), DIFFERENT),
    (group("officials"), group("Kenyan officials"), DIFFERENT),
    (group("a U.S. official"), group("U.S. officials"), DIFFERENT),
    (group("a spokesman for the Ministry of Defense"), body("Ministry of Defense"), DIFFERENT),
    (group("Kenyan defence officials"), body("Kenyan Defence Ministry"), DIFFERENT),
    (group("Western, Kenyan and Indian intelligence", members=("Kenyan intelligence",)), body("Kenyan intelligence service"), DIFFERENT),
    (Identity(K.COUNTRY, ("Kenya",), "Kenya"), body("Kenyan government"), DIFFERENT),
    (Identity(K.COUNTRY, ("Seoul",), "South Korea"), Identity(K.COUNTRY, ("South Korea",), "South Korea"), SAME),
    (person("Jordan"), Identity(K.COUNTRY, ("Jordan",), "Jordan"), DIFFERENT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "verdict"), PAIRS, ids=lambda x: x.names[0] if isinstance(x, Identity) else x.value
)
def test_pairs_of_speakers(a, b, verdict):
    match = score(a, b)
    assert RULES.verdict([match.score]) is verdict, match
    assert match.reasons


@pytest.mark.parametrize(
    ("a", "b"), [(a, b) for a, b, v in PAIRS if v is not DIFFERENT and a.kind is not K.COUNTRY]
)
def test_what_may_be_one_is_found_by_its_keys(a, b):
    assert blocks_to_search(a) & blocks_of(b)
    assert blocks_to_search(b) & blocks_of(a)


names = st.one_of(
    st.text(max_size=30),
    st.sampled_from([n for a, b, _ in PAIRS for n in (*a.names, *b.names)]),
)
identities = st.builds(
    Identity,
    kind=st.sampled_from(K),
    names=st.lists(names, min_size=1, max_size=3).map(tuple),
    country=st.sampled_from(["", "Kenya", "South Korea", "Russia"]),
    role=st.sampled_from(["", "envoy", "Foreign Minister", "Kenyan foreign minister"]),
    members=st.sampled_from([(), ("Kenyan intelligence",)]),
    story=st.frozensets(st.sampled_from(["Kenya", "South Korea", *STORY.split()])),
)


@given(identities, identities)
def test_a_score_is_the_same_in_both_orders_and_between_0_and_1(a, b):
    match = score(a, b)
    assert 0 <= match.score <= 1
    assert (score(b, a).score, score(b, a).reasons) == (match.score, match.reasons)


@given(identities)
def test_keys_are_made_of_any_name(one):
    assert all(blocks_of(one)) or not blocks_of(one)
    assert speaker_key(SpeakerMention(one.names[0], "", one.kind, 0, 0, members=one.members))


def key(name: str, kind: K = K.ORGANISATION, **more) -> str:
    return speaker_key(SpeakerMention(name, name, kind, 0, 0, **more))


@pytest.mark.parametrize(
    ("names", "kind", "normal"),
    [
        (("Mr. Jane Doe’s", "Gen Jane Doe", "jane doe"), K.PERSON, "person:jane doe"),
        (("the U.S. officials", "American officials", "unnamed US officials"), K.GROUP, "group:united states|officials"),
        (("South Korean Defense Ministry", "South Korea's Ministry of Defence"), K.ORGANISATION, "body:south korea|defense ministry"),
        (("the Institute for the Study of War",), K.ORGANISATION, "body:|institute study war"),
    ],
)  # fmt: skip
def test_names_in_normal_form(names, kind, normal):
    assert {key(name, kind) for name in names} == {normal}


def test_groups_are_known_by_their_members_in_any_order():
    ours = key("x intelligence", K.GROUP, members=("Kenyan intelligence", "Indian intelligence"))
    theirs = key("x intelligence", K.GROUP, members=("Indian intelligence", "Kenyan intelligence"))
    assert ours == theirs


def test_a_second_candidate_as_good_makes_it_a_question():
    assert RULES.verdict([0.95, 0.9]) is SUGGEST
    assert RULES.verdict([0.95, 0.7]) is SAME
    assert RULES.verdict([]) is DIFFERENT


def test_a_story_is_its_countries_and_names():
    story = story_of("Flood in Lorne", "The mayor of Lorne met Kestrel. Kenyan soldiers came.")
    assert {"Lorne", "Kenya", "Kestrel"} <= story
