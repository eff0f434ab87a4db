"""Who may be one because both are quoted on the same claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.types import SpeakerKind as K
from claims.identity import Identity, of_one_claim, vaguely_named
from claims.models import Claim, MergeSuggestion
from tests.factories import ingest_article, only_claim
from tests.identity.test_scoring import body, group, person

SUGGEST = 0.6


@pytest.mark.parametrize(
    ("a", "b", "asks"),
    [
        (person("Hale"), person("Ann Hale", role="health minister"), True),
        (person("Hale", role="Mr."), person("Ann Hale", role="health minister"), True),
        (person("Hale"), person("Hale"), True),
        (person("Hale", role="coach"), person("Ann Hale", role="health minister"), False),
        (person("Hale", "Chile"), person("Ann Hale", "Norway"), False),
        (person("Ann Hale"), person("Jo Marsh"), False),
    ],
)
def test_a_last_name_alone_is_asked_about_beside_a_full_name_of_one_claim(a, b, asks):
    assert (of_one_claim(a, b).score >= SUGGEST) is asks
    assert of_one_claim(a, b) == of_one_claim(b, a)


@pytest.mark.parametrize(
    ("vague", "other"),
    [
        (body("health ministry"), body("Health Ministry of Lorne")),
        (body("health ministry"), group("Health Ministry officials")),
        (group("police"), body("Lorne police")),
        (body("coast guard"), body("Norway's coast guard", "Norway")),
    ],
)
def test_a_body_that_only_says_what_it_is_may_be_any_of_that_kind(vague, other):
    assert (1, 2) in set(vaguely_named({1: vague, 2: other}))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (body("health ministry"), body("interior ministry")),
        (body("Lorne police"), body("Kestrel police")),
        (body("Norway's police", "Norway"), body("Chile's police", "Chile")),
        (group("officials"), body("Lorne police")),
        (group("local authorities"), group("local police")),
        (person("Hale"), body("Hale Institute")),
    ],
)
def test_bodies_that_say_which_they_are_stay_apart(a, b):
    assert not set(vaguely_named({1: a, 2: b}))


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "Lorne",
            "Norway's",
            "health",
            "ministry",
            "police",
            "officials",
            "of",
            "local",
            "Red",
            "Cross",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(st.dictionaries(st.integers(0, 9), WORDS, max_size=6))
def test_nobody_is_vaguely_named_beside_themselves(names):
    known = {pk: Identity(K.ORGANISATION, (name,)) for pk, name in names.items()}
    for vague, other in vaguely_named(known):
        assert vague != other
        assert {vague, other} <= set(names)


@pytest.mark.django_db
def test_two_names_of_one_person_on_one_claim_are_asked_about_and_count_once():
    ingest_article(
        "Flood\n\nA flood killed 40 people in Lorne on 3 May 2026, the health minister, Ann Hale, said.",
        outlet="Lorne Post",
        published="2026-05-04",
    )
    ingest_article(
        "Toll\n\nThe flood in Lorne on 3 May 2026 killed 40 people, Mr. Hale said.",
        outlet="Kestrel Herald",
        published="2026-05-05",
    )
    question = MergeSuggestion.objects.get()
    assert {question.first.name, question.second.name} == {"Ann Hale", "Hale"}
    assert "+0.15 Both are quoted on the same claim" in question.reasons
    assert only_claim().independent_count == 1


@pytest.mark.django_db
def test_a_ministry_and_the_ministry_of_that_place_count_once_on_one_claim():
    ingest_article(
        "Flood\n\nA flood killed 40 people in Lorne on 3 May 2026, the health ministry said.",
        outlet="Lorne Post",
        published="2026-05-04",
    )
    ingest_article(
        "Toll\n\nThe flood in Lorne on 3 May 2026 killed 40 people, the Health Ministry of Lorne said.",
        outlet="Kestrel Herald",
        published="2026-05-05",
    )
    claim: Claim = only_claim()
    assert (claim.report_count, claim.independent_count) == (2, 1)
