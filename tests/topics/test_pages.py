"""Making, changing and deleting topics through the pages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from claims.models import Topic
from claims.services.acting import By
from claims.services.topics import change_topic
from tests.topics.worlds import fields, make_claim, make_speaker, topic

pytestmark = pytest.mark.django_db
ADD = "/topics/add/"


def shown(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content[:400]
    return answer.content.decode()


def edit_address(chosen: Topic) -> str:
    return reverse("topic-edit", args=[chosen.public_id])


@pytest.fixture
def other(db) -> User:
    user = User.objects.create_user("second-analyst")
    user.groups.add(Group.objects.get(name="analyst"))
    return user


# --- Who may ---------------------------------------------------------------------------------


def test_readers_read_topics_and_are_told_who_may_make_them(as_reader, analyst):
    chosen = topic(analyst)
    assert chosen.name in shown(as_reader.get("/topics/"))
    text = shown(as_reader.get(chosen.get_absolute_url()))
    assert "Edit" not in text
    for address in (ADD, edit_address(chosen), reverse("topic-delete", args=[chosen.public_id])):
        refused = shown(as_reader.get(address), 403)
        assert "analyst" in refused
        assert as_reader.post(address, {}).status_code == 403


def test_an_empty_list_says_what_to_do_by_role(as_reader, as_analyst):
    assert "Analysts and editors can make one" in shown(as_reader.get("/topics/"))
    assert ADD in shown(as_analyst.get("/topics/"))


# --- Making ----------------------------------------------------------------------------------


def test_a_topic_is_made_of_types_places_and_names(as_analyst):
    speaker = make_speaker("Coast guard")
    make_claim(speaker, place="Lorne")
    sent = {
        "name": "Ferries",
        "description": "What happens at sea.",
        "types": ["killed", "missing"],
        "more_places": "lorne; Kenya",
        "more_speakers": "coast guard",
        "do": "save",
    }
    text = shown(as_analyst.post(ADD, sent, follow=True))
    made = Topic.objects.get()
    assert made.types == ["killed", "missing"]
    # As claims write it; a country is known without any claim.
    assert made.places == ["Kenya", "Lorne"]
    assert made.speaker_ids == [speaker.public_id]
    assert "Ferries" in text
    assert "What happens at sea." in text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "", "types": ["killed"]}, "Give the topic a name."),
        ({"name": "X"}, "Choose at least one claim type, place or speaker."),
        ({"name": "X", "more_speakers": "Nobody"}, "No speaker is called “Nobody”."),
        ({"name": "X", "speakers": ["spk_nobody"]}, "There is no speaker spk_nobody."),
        ({"name": "X", "types": ["teleported"]}, "teleported"),
        ({"name": "lorne", "types": ["killed"]}, "There is a topic called “lorne” already."),
    ],
)
def test_a_mistake_is_named_and_nothing_that_was_typed_is_lost(as_analyst, analyst, sent, message):
    make_claim(place="Lorne")
    topic(analyst, "Lorne")
    text = shown(as_analyst.post(ADD, {"description": "Kept words", **sent, "do": "save"}), 422)
    assert message in text
    assert "Kept words" in text
    if "more_speakers" in sent:
        assert f'value="{sent["more_speakers"]}"' in text
    assert Topic.objects.count() == 1


def test_mistakes_are_gathered_on_top_with_links_to_their_fields(as_analyst):
    sent = {"name": "", "more_speakers": "Nobody", "types": ["teleported"], "do": "save"}
    text = shown(as_analyst.post(ADD, sent), 422)
    summary = text[text.index('id="mistakes"') : text.index("<form method", text.index("mistakes"))]
    assert "Not saved." in summary
    assert "3 things are to be mended" in summary
    for anchor, words in re.findall(r'<a class="alert-link" href="#([^"]+)">([^<]+)', summary):
        assert f'id="{anchor}"' in text
        assert words
    assert 'href="#id_name">Give the topic a name.' in summary
    assert 'href="#types">' in summary
    assert 'href="#id_more_speakers">No speaker is called' in summary


def test_a_place_that_no_claim_names_yet_is_saved_with_a_warning(as_analyst):
    make_claim(place="Lorne")
    sent = {"name": "Storms", "more_places": "Lorme; Talusa Bay", "do": "save"}
    text = shown(as_analyst.post(ADD, sent, follow=True))
    assert Topic.objects.get().places == ["Lorme", "Talusa Bay"]
    assert "No claim names the place “Lorme” yet; it waits for one. Did you mean “Lorne”?" in text
    assert "No claim names the place “Talusa Bay” yet" in text
    make_claim(place="Talusa Bay")
    assert "Talusa Bay" in shown(as_analyst.get(Topic.objects.get().get_absolute_url()))


def test_names_are_looked_up_without_saving(as_analyst):
    speaker = make_speaker("Coast guard")
    make_claim(place="Lorne")
    sent = {"more_places": "Lorne; Atlantis", "more_speakers": "coast", "do": "look_up"}
    text = shown(as_analyst.post(ADD, sent))
    assert 'value="Lorne" id="place-1" checked' in text
    assert f'value="{speaker.public_id}" id="{speaker.public_id}" checked' in text
    # Ticked all the same, with a word of warning.
    assert 'value="Atlantis" id="place-2" checked' in text
    assert "No claim names the place “Atlantis” yet" in text
    assert "Give the topic a name." not in text
    assert not Topic.objects.exists()


def test_a_name_of_several_speakers_is_asked_about(as_analyst):
    one, two = make_speaker("Harbour board of Lorne"), make_speaker("Harbour board of Talusa")
    sent = {"name": "Ports", "more_speakers": "harbour board", "do": "save"}
    text = shown(as_analyst.post(ADD, sent), 422)
    assert "fits several speakers: tick whom you mean" in text
    assert one.public_id in text
    assert two.public_id in text
    shown(as_analyst.post(ADD, {**sent, "speakers": [two.public_id]}, follow=True))
    assert Topic.objects.get().speaker_ids == [two.public_id]


def test_the_name_of_one_speaker_counts_though_others_begin_alike(as_analyst):
    one = make_speaker("Harbour board")
    make_speaker("Harbour board of Talusa")
    sent = {"name": "Ports", "more_speakers": "Harbour Board", "do": "save"}
    as_analyst.post(ADD, sent)
    assert Topic.objects.get().speaker_ids == [one.public_id]


# --- Changing --------------------------------------------------------------------------------


def test_an_edit_stands_in_the_history_with_what_it_changed(as_analyst, analyst):
    make_claim(place="Lorne")
    chosen = topic(analyst, "Ports", types=("killed",))
    sent = {
        "name": "Harbours",
        "types": ["wounded"],
        "more_places": "Lorne",
        "version": 1,
        "do": "save",
    }
    text = shown(as_analyst.post(edit_address(chosen), sent, follow=True))
    assert "Name: Ports → Harbours" in text
    assert "Places: none → Lorne" in text
    assert "made the topic" in text
    chosen.refresh_from_db()
    assert (chosen.name, chosen.types, chosen.version) == ("Harbours", ["wounded"], 2)


def test_what_is_unticked_goes(as_analyst, analyst):
    make_claim(place="Lorne")
    make_claim(place="Talusa")
    chosen = topic(analyst, places=("Lorne", "Talusa"))
    sent = {"name": "Lorne", "places": ["Talusa"], "version": 1, "do": "save"}
    as_analyst.post(edit_address(chosen), sent)
    chosen.refresh_from_db()
    assert chosen.places == ["Talusa"]


def test_saving_what_it_is_already_changes_nothing(as_analyst, analyst):
    chosen = topic(analyst)
    as_analyst.post(
        edit_address(chosen), {"name": "Lorne", "types": ["killed"], "version": 1, "do": "save"}
    )
    chosen.refresh_from_db()
    assert chosen.version == 1


def test_a_place_that_no_claim_names_any_more_can_stay(as_analyst, analyst):
    chosen = topic(analyst, places=("Vanished",))
    sent = {"name": "Renamed", "places": ["Vanished"], "version": 1, "do": "save"}
    assert as_analyst.post(edit_address(chosen), sent).status_code == 302


def test_the_second_of_two_sees_both_sides_and_can_apply_theirs(as_analyst, analyst, other):
    chosen = topic(analyst, "Ports")
    change_topic(topic=chosen, fields=fields("Harbours", types=("wounded",)), by=By(other))
    sent = {"name": "Quays", "types": ["killed"], "version": 1, "do": "save"}
    text = shown(as_analyst.post(edit_address(chosen), sent), 409)
    assert "second-analyst" in text
    assert "Name: Ports → <b>Harbours</b>" in text
    assert "yours: <b>Quays</b>" in text
    chosen.refresh_from_db()
    assert chosen.name == "Harbours"
    shown(as_analyst.post(edit_address(chosen), {**sent, "version": 2}, follow=True))
    chosen.refresh_from_db()
    assert (chosen.name, chosen.version, chosen.changed_by.username) == ("Quays", 3, "analyst")


def test_a_topic_that_was_deleted_meanwhile_can_be_made_anew(as_analyst, analyst):
    chosen = topic(analyst)
    address = edit_address(chosen)
    chosen.delete()
    sent = {"name": "Quays", "description": "Kept words", "types": ["killed"], "do": "save"}
    text = shown(as_analyst.post(address, {**sent, "version": 1}), 409)
    assert "Somebody deleted this topic meanwhile." in text
    assert "Kept words" in text
    assert f'action="{ADD}"' in text
    assert as_analyst.get(address).status_code == 404


def test_a_form_without_the_version_is_not_taken(as_analyst, analyst):
    chosen = topic(analyst)
    sent = {"name": "Quays", "types": ["killed"], "do": "save"}
    assert as_analyst.post(edit_address(chosen), sent).status_code == 422


# --- Deleting --------------------------------------------------------------------------------


def test_deleting_asks_first_and_leaves_claims_alone(as_analyst, analyst):
    claim, chosen = make_claim(), topic(analyst)
    address = reverse("topic-delete", args=[chosen.public_id])
    assert "Delete the topic Lorne?" in shown(as_analyst.get(address))
    assert Topic.objects.exists()
    shown(as_analyst.post(address, {"version": 1}, follow=True))
    assert not Topic.objects.exists()
    claim.refresh_from_db()
    assert as_analyst.get(chosen.get_absolute_url()).status_code == 404


def test_what_changed_meanwhile_is_not_deleted(as_analyst, analyst, other):
    chosen = topic(analyst)
    change_topic(topic=chosen, fields=fields("Harbours", types=("wounded",)), by=By(other))
    address = reverse("topic-delete", args=[chosen.public_id])
    text = shown(as_analyst.post(address, {"version": 1}), 409)
    assert "Nothing was deleted" in text
    assert "second-analyst" in text
    assert Topic.objects.exists()


# --- Reading ---------------------------------------------------------------------------------


def test_a_wrong_slug_leads_to_the_topic(as_reader, analyst):
    chosen = topic(analyst, "Two harbours")
    answer = as_reader.get(f"/topics/other-{chosen.public_id}/")
    assert (answer.status_code, answer.url) == (301, chosen.get_absolute_url())
    assert "two-harbours" in answer.url


def test_a_topic_without_claims_says_so(as_reader, analyst):
    text = shown(as_reader.get(topic(analyst).get_absolute_url()))
    assert "No claim belongs to this topic yet." in text


def test_the_page_leads_to_the_claims_and_shows_who_is_quoted(as_reader, analyst):
    claim = make_claim(make_speaker("Coast guard"))
    chosen = topic(analyst)
    text = shown(as_reader.get(chosen.get_absolute_url()))
    assert f"/claims/?topic={chosen.public_id}" in text
    assert claim.get_absolute_url() in text
    assert "Coast guard" in text


def test_what_people_write_is_text(as_reader, analyst):
    chosen = topic(analyst, "<b>Ports</b>", types=("killed",))
    assert "<b>Ports</b>" not in shown(as_reader.get(chosen.get_absolute_url()))


def test_a_page_costs_the_same_queries_however_much_it_covers(
    as_reader, analyst, django_assert_num_queries, django_assert_max_num_queries
):
    speaker = make_speaker("Coast guard")
    make_claim(speaker, computed_status="disputed")
    chosen = topic(analyst, types=("killed",), speaker_ids=(speaker.public_id,))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as queries:
            shown(as_reader.get(chosen.get_absolute_url()))
        counts.append(len(queries))
        for number in range(12):
            make_claim(speaker, make_speaker(f"Speaker {number}"), computed_status="disputed")
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_queries_however_many_topics(
    as_reader, analyst, django_assert_max_num_queries
):
    speaker = make_speaker("Coast guard")
    make_claim(speaker)
    topic(analyst, "First", speaker_ids=(speaker.public_id,))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(15) as queries:
            shown(as_reader.get("/topics/"))
        counts.append(len(queries))
        for _number in range(10):
            topic(analyst, f"Topic {Topic.objects.count()}", speaker_ids=(speaker.public_id,))
    assert counts[0] == counts[1]


def test_nobody_sees_topics_without_signing_in(analyst):
    address = topic(analyst).get_absolute_url()
    assert Client().get(address).url.startswith("/account/login/")
