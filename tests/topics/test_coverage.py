"""Which claims belong to a topic: one of each kind it names, and all kinds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.filters import ClaimFilter
from claims.models import Claim, Speaker, Topic
from claims.services.acting import By
from claims.services.speaker_changes import merge_speakers, undo
from claims.services.topic_page import topic_page, with_numbers
from claims.services.topics import claims_in
from tests.editing.worlds import report
from tests.topics.worlds import make_claim, make_speaker, topic

pytestmark = pytest.mark.django_db

TYPES = ("killed", "wounded", "troops_deployed")
PLACES = ("Lorne", "Quillan, Talusa", "Talusa", "")
PARTIES = ({}, {"target": "Talusa"}, {"group": "Lorne", "item": "Quillan"})
NAMES = ("Coast guard", "Ministry of Ferries", "Harbour board")


@pytest.fixture
def world(db) -> list[Claim]:
    """Claims of every sort, quoted from nobody, one or two speakers."""
    speakers = [make_speaker(name) for name in NAMES]
    quoted = ((), (speakers[0],), (speakers[1],), (speakers[0], speakers[2]))
    return [
        make_claim(*quoted[number % 4], type=kind, place=place, roles=roles)
        for number, (kind, place, roles) in enumerate(itertools.product(TYPES, PLACES, PARTIES))
    ]


def naive(claim: Claim, chosen: Topic) -> bool:
    """What the topic says, read off the claim."""
    named = {claim.place, *claim.place.split(", ")[1:2]}
    named |= {claim.roles.get(role) for role in ("actor", "group", "target")}
    quoted = {
        one.speaker.public_id
        for statement in claim.assertions.filter(is_withdrawn=False)
        for one in statement.attributions.all()
    }
    return (
        (not chosen.types or claim.type in chosen.types)
        and (not chosen.places or bool(named & set(chosen.places)))
        and (not chosen.speaker_ids or bool(quoted & set(chosen.speaker_ids)))
    )


_SOME = st.tuples(
    st.sets(st.sampled_from(TYPES)),
    st.sets(st.sampled_from(["Lorne", "Quillan", "Talusa", "Quillan, Talusa", "Nowhere"])),
    st.sets(st.integers(0, len(NAMES) - 1)),
).filter(any)


@given(wanted=_SOME)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_topic_covers_what_it_says(world, wanted):
    types, places, numbers = wanted
    ids = dict(Speaker.objects.values_list("name", "public_id"))
    chosen = Topic(
        types=sorted(types),
        places=sorted(places),
        speaker_ids=[ids[NAMES[number]] for number in sorted(numbers)],
    )
    expected = {claim.pk for claim in world if naive(claim, chosen)}
    assert set(claims_in(chosen).values_list("pk", flat=True)) == expected


@given(first=_SOME, second=_SOME)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_topics_cover_what_any_of_them_covers(world, first, second):
    ids = dict(Speaker.objects.values_list("name", "public_id"))
    topics = [
        Topic(types=sorted(t), places=sorted(p), speaker_ids=[ids[NAMES[n]] for n in sorted(s)])
        for t, p, s in (first, second)
    ]
    covered = Claim.objects.filter(Topic.objects.covering(topics))
    expected = {claim.pk for claim in world if any(naive(claim, one) for one in topics)}
    assert set(covered.values_list("pk", flat=True)) == expected


def test_what_is_not_listed_is_in_no_topic(analyst):
    listed = make_claim()
    make_claim(is_empty=True)
    make_claim(merged_into=listed)
    assert list(claims_in(topic(analyst))) == [listed]


def test_a_withdrawn_or_rejected_statement_quotes_nobody(analyst):
    speaker = make_speaker("Coast guard")
    make_claim(speaker, is_withdrawn=True)
    rejected = make_claim(speaker)
    rejected.assertions.update(review_state="rejected")
    claim = make_claim(speaker)
    chosen = topic(analyst, speaker_ids=(speaker.public_id,))
    assert list(claims_in(chosen)) == [claim]


def test_a_merged_speaker_stands_for_the_one_it_is_now_and_for_itself_when_apart_again(
    analyst, editor
):
    first, second, third = (make_speaker(name) for name in NAMES)
    ours, theirs = make_claim(first), make_claim(second)
    chosen = topic(analyst, speaker_ids=(first.public_id,))
    merge_speakers(survivor=second, merged=first, by=By(editor, "one body"))
    change = merge_speakers(survivor=third, merged=second, by=By(editor, "one body"))
    assert set(claims_in(chosen)) == {ours, theirs}
    undo(change=change, by=By(editor, "two bodies"))
    assert set(claims_in(chosen)) == {ours, theirs}


def test_the_list_of_claims_and_the_api_are_narrowed_by_topics(as_reader, analyst):
    ours, other = make_claim(place="Lorne"), make_claim(type="wounded")
    make_claim(type="detained")
    lorne, wounded = topic(analyst, places=("Lorne",)), topic(analyst, "W", types=("wounded",))
    query = f"topic={lorne.public_id}&topic={wounded.public_id}"
    found = as_reader.get(f"/api/v1/claims/?{query}").json()["results"]
    assert {row["id"] for row in found} == {ours.public_id, other.public_id}
    text = as_reader.get(f"/claims/?topic={lorne.public_id}").content.decode()
    assert ours.title in text
    assert other.title not in text


def test_an_unknown_topic_is_a_warning_on_the_page_and_refused_by_the_api(as_reader):
    make_claim()
    answer = as_reader.get("/claims/?topic=top_nothing")
    assert answer.status_code == 200
    assert "topic:" in answer.content.decode()
    assert as_reader.get("/api/v1/claims/?topic=top_nothing").status_code == 400


def test_the_filter_by_speaker_and_a_topic_of_that_speaker_agree(analyst):
    ours = report("Kenyan officials").claim
    report("France", to="Mali", number=1)
    speaker = Speaker.objects.get(name="Kenyan officials")
    chosen = topic(analyst, speaker_ids=(speaker.public_id,))
    by_filter = ClaimFilter({"speaker": [speaker.public_id]}, queryset=Claim.objects.listed()).qs
    assert list(by_filter) == list(claims_in(chosen)) == [ours]


# --- Numbers ---------------------------------------------------------------------------------


def test_the_numbers_of_a_topic_are_those_of_its_claims(analyst):
    make_claim(computed_status="disputed", challenge_count=2)
    make_claim(computed_status="single_source", independent_count=1, outlet_count=1)
    lacking = make_claim(computed_status="single_source", independent_count=1, outlet_count=4)
    make_claim(
        computed_status="single_source",
        decided_status="corroborated",
        independent_count=1,
        outlet_count=4,
    )
    make_claim(type="wounded", computed_status="disputed")
    page = topic_page(topic(analyst))
    numbers = page.numbers
    assert (numbers.claims, numbers.disputed, numbers.single_source) == (4, 1, 2)
    assert (numbers.corroborated, numbers.needs_second) == (1, 1)
    assert page.needs_second == (lacking,)


def test_challenged_claims_come_first_among_the_disputed(analyst):
    make_claim()
    few, many = (make_claim(computed_status="disputed", challenge_count=n) for n in (1, 5))
    doubted = make_claim(challenge_count=2)
    assert topic_page(topic(analyst)).disputed == (many, doubted, few)


def test_speakers_are_ordered_by_how_many_claims_quote_them(analyst):
    often, once, reports = (
        make_speaker("Coast guard"),
        make_speaker("Harbour board"),
        make_speaker("reports", kind="reports"),
    )
    make_claim(often, reports)
    make_claim(often, once)
    make_claim(make_speaker("Not of the topic"), type="wounded")
    assert topic_page(topic(analyst)).quoted == ((often, 2), (once, 1))


def test_numbers_beyond_the_bound_say_so(analyst, monkeypatch):
    from claims.services import topic_page as pages

    monkeypatch.setattr(pages, "MOST_COUNTED", 2)
    monkeypatch.setattr(pages, "MOST_COUNTED_OF_MANY", 2)
    for _ in range(4):
        make_claim()
    chosen = topic(analyst)
    assert (topic_page(chosen).numbers.claims, topic_page(chosen).numbers.is_capped) == (2, True)
    ((_, few),) = with_numbers(Topic.objects.with_coverage([chosen]))
    assert (few.claims, few.is_capped) == (2, True)
