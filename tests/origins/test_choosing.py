"""An editor finds the origin that is meant by words, on the pages."""

import pytest
from django.urls import reverse

from claims.models import Assertion, EditorialChange, Origin, Speaker
from claims.services.tracing import outlet_origin
from tests.factories import ingest_article
from tests.identity.worlds import say, speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    say("Ann Lee")
    ingest_article(
        "Storm\n\nA storm in Morvan injured 9 people, Bo Diaz said.", outlet="Storm Post"
    )
    return say("Cy Fox").assertions.get()


def where(row: Assertion) -> str:
    return reverse("assertion-origin", args=[row.public_id])


def send(client, row: Assertion, to: str = "", **said):
    row.refresh_from_db()
    whole = {"version": row.version, "reason": "It says so.", **said}
    return client.post(to or where(row), whole, follow=True)


def ticked(text: str, origin: Origin) -> bool:
    at = text.index(f'id="choice-{origin.public_id}"')
    return " checked" in text[at : text.index(">", at)]


def test_an_origin_is_chosen_from_a_list_that_tells_them_apart(as_editor, row):
    (other,) = Origin.objects.filter(label="Ann Lee")
    text = as_editor.get(where(row)).content.decode()
    assert f'value="{other.public_id}"' in text
    assert "1 report in 1 outlet · of this claim" in text
    assert send(as_editor, row, choice=other.public_id).status_code == 200
    row.refresh_from_db()
    assert row.origin == other


@pytest.mark.parametrize("page", ["assertion-origin", "review-origin"])
def test_another_origin_is_searched_by_words_and_nothing_typed_is_lost(as_editor, row, page):
    address = reverse(page, args=[row.public_id])
    storm = Origin.objects.get(label="Bo Diaz")
    assert storm.public_id not in as_editor.get(address).content.decode()
    said = {"step": "search", "q": "diaz", "reason": "half a sen", "queue": "new"}
    answer = send(as_editor, row, address, **said)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert storm.public_id in text
    assert "half a sen" in text
    assert "Choose where it comes from" not in text
    assert (
        storm.public_id
        in send(
            as_editor, row, address, step="search", q=storm.public_id, queue="new"
        ).content.decode()
    )
    nothing = send(as_editor, row, address, step="search", q="volcano", queue="new")
    assert nothing.status_code == 200
    answer = send(as_editor, row, address, choice=storm.public_id, reason="", queue="new")
    assert answer.status_code == 422
    assert ticked(answer.content.decode(), storm)
    assert not EditorialChange.objects.exists()
    send(as_editor, row, address, choice=storm.public_id, queue="new")
    row.refresh_from_db()
    assert row.origin == storm


def test_fields_of_another_choice_do_not_stand_in_the_way(as_editor, row):
    (other,) = Origin.objects.filter(label="Ann Lee")
    left = {"speakers": "Nobody Known", "dated_on": "yesterday", "medium": "x"}
    assert send(as_editor, row, choice=other.public_id, **left).status_code == 200
    left = {"origin": "org_nothing"}
    assert send(as_editor, row, choice="speakers", speakers="bo diaz", **left).status_code == 200
    assert EditorialChange.objects.count() == 2


def test_a_new_name_is_made_a_speaker_when_it_is_said_what_it_is(as_editor, row):
    refused = send(as_editor, row, choice="speakers", speakers="Gen. Oleg Testov")
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Say what it is in “A new name is”" in text
    said = {"choice": "speakers", "speakers": "Gen. Oleg Testov", "new_kind": "person"}
    assert send(as_editor, row, **said).status_code == 200
    row.refresh_from_db()
    made = speaker("Oleg Testov")
    assert (made.role, list(row.origin.speakers.all())) == ("Gen.", [made])
    change = EditorialChange.objects.get()
    as_editor.post(reverse("change-undo", args=[change.public_id]), {"reason": "no"})
    row.refresh_from_db()
    assert row.origin.label == "Cy Fox"
    assert not Speaker.objects.listed().filter(name="Oleg Testov").exists()
    assert "is removed" in as_editor.get(made.get_absolute_url()).content.decode()
    say("Oleg Testov")
    made.refresh_from_db()
    assert not made.is_removed


def test_an_origins_page_offers_editors_what_they_can_do(as_editor, as_reader, row):
    address = row.origin.get_absolute_url()
    text = as_editor.get(address).content.decode()
    assert reverse("origin-unify", args=[row.origin.public_id]) in text
    assert where(row) in text
    text = as_reader.get(address).content.decode()
    assert reverse("origin-unify", args=[row.origin.public_id]) not in text
    assert where(row) not in text


def test_the_same_occasion_is_found_by_words_and_other_speakers_lead_to_merging(as_editor, row):
    address = reverse("origin-unify", args=[row.origin.public_id])
    assert "No other occasion of the same speakers" in as_editor.get(address).content.decode()
    answer = as_editor.post(address, {"step": "search", "q": "lee", "reason": "half a sen"})
    text = answer.content.decode()
    assert answer.status_code == 200
    merging = reverse("speaker-merge", args=[speaker("Cy Fox").public_id])
    assert f"{merging}?with={speaker('Ann Lee').public_id}" in text
    assert "half a sen" in text
    outlet = outlet_origin(row.article.outlet)
    text = as_editor.get(reverse("origin-unify", args=[outlet.public_id])).content.decode()
    assert "Only somebody’s word has occasions" in text


def test_the_choice_asks_as_many_questions_for_many_origins_as_for_few(
    as_editor, row, django_assert_max_num_queries
):
    for name in ("Dee Hall", "Eve Hall", "Flo Hall"):
        say(name)
    with django_assert_max_num_queries(25):
        as_editor.post(where(row), {"step": "search", "q": "hall", "version": row.version})
