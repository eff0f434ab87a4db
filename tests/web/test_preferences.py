"""What a person prefers takes effect."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.models import IngestBatch
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db
DEFAULTS = {"theme": "system", "page_size": "50", "time_zone": "UTC", "shortcuts": "on"}


def prefer(client: Client, **said: str):
    wanted = {name: value for name, value in {**DEFAULTS, **said}.items() if value}
    return client.post("/account/preferences/", wanted, follow=True)


def html(client: Client, address: str = "/claims/") -> str:
    return client.get(address).content.decode()


def test_preferences_are_kept_and_shown_again(as_reader):
    answer = prefer(as_reader, theme="dark", page_size="25", time_zone="Africa/Nairobi")
    text = answer.content.decode()
    assert "Your preferences are saved." in text
    for chosen in ('"dark" selected', '"25" selected', '"Africa/Nairobi" selected'):
        assert chosen in text


def test_the_theme_goes_with_the_person_and_stays_with_the_browser(as_reader, reader):
    prefer(as_reader, theme="dark")
    elsewhere = Client()
    elsewhere.force_login(reader)
    assert 'data-bs-theme="dark"' in html(elsewhere)
    as_reader.post("/account/logout/")
    assert 'data-bs-theme="dark"' in html(as_reader, "/account/login/")
    assert 'data-bs-theme="dark"' not in html(Client(), "/account/login/")


def test_the_theme_set_in_the_menu_is_the_same_preference(as_reader, reader):
    as_reader.post("/account/preferences/theme/", {"theme": "light", "next": "/claims/"})
    assert '"light" selected' in html(as_reader, "/account/preferences/")


def test_times_are_shown_in_the_persons_zone_with_its_name(as_analyst):
    ingest_article("Storm in Lorne\n\nPolice said 12 people were killed in Lorne.")
    batch = IngestBatch.objects.get()
    for zone, hour in (("UTC", "10:30 UTC"), ("Africa/Nairobi", "13:30 EAT")):
        IngestBatch.objects.filter(pk=batch.pk).update(created_at="2025-03-03T10:30:00Z")
        prefer(as_analyst, time_zone=zone)
        assert f"3 Mar 2025 {hour}" in html(as_analyst, batch.get_absolute_url())


def test_the_api_stays_in_utc(as_analyst):
    ingest_article("Storm in Lorne\n\nPolice said 12 people were killed in Lorne.")
    prefer(as_analyst, time_zone="Africa/Nairobi")
    (row,) = as_analyst.get("/api/v1/source-files/").json()["results"]
    assert row["received_at"].endswith("Z")


def test_lists_have_the_length_that_was_chosen(as_reader):
    Claim.objects.bulk_create(Claim(type="killed", title=f"Claim {n}") for n in range(60))
    for size, shown in (("25", 25), ("50", 50), ("100", 60)):
        prefer(as_reader, page_size=size)
        assert len(re.findall("<article", html(as_reader))) == shown


def test_single_keys_are_switched_off_for_the_scripts_to_see(as_reader):
    assert 'data-shortcuts="on"' in html(as_reader)
    prefer(as_reader, shortcuts="")
    assert 'data-shortcuts="off"' in html(as_reader)


@pytest.mark.parametrize(
    "wrong", [{"theme": "pink"}, {"page_size": "7"}, {"time_zone": "Mars/Olympus"}]
)
def test_a_value_that_is_not_offered_is_refused_at_its_field(as_reader, wrong):
    answer = prefer(as_reader, **wrong)
    assert answer.status_code == 422
    assert f'id="id_{next(iter(wrong))}_error"' in answer.content.decode()


def test_preferences_cost_no_query_of_their_own(as_reader):
    counts = []
    for size in ("", "25"):
        if size:
            prefer(as_reader, page_size=size)
        with CaptureQueriesContext(connection) as queries:
            assert as_reader.get("/help/method/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
