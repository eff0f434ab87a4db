"""Outlets through the API: their numbers and their family."""

import pytest
from django.test import Client

from claims.models import Claim
from sources.models import Outlet
from tests.compare.worlds import FLOOD, report
from tests.factories import make_token

pytestmark = pytest.mark.django_db
OWN_WORD = "A flood in Port Quillan killed 12 people."


def address(name: str, act: str) -> str:
    return f"/api/v1/outlets/{Outlet.objects.get(name=name).public_id}/{act}/"


def test_the_numbers_of_an_outlet_are_those_of_its_page(as_reader):
    report("Lorne Mail", FLOOD, 3)
    report("Morvan Star", FLOOD, 5)
    first = as_reader.get(address("Lorne Mail", "numbers")).json()["numbers"]
    late = as_reader.get(address("Morvan Star", "numbers")).json()
    assert (first["claims"], first["originates"], first["repeats"]) == (1, 1, 0)
    assert (late["numbers"]["originates"], late["numbers"]["repeats"]) == (0, 1)
    assert late["numbers"]["delay"] == 2
    assert [one["statements"] for one in late["sources"]] == [1]
    assert late["repeaters"] == []


def put_in_family(token: str, name: str, **headers):
    return Client().post(
        address(name, "family"),
        {"family": "Dell Press", "reason": "Its imprint says so."},
        "application/json",
        headers={"Authorization": f"Bearer {token}", **headers},
    )


def test_an_editor_says_which_family_an_outlet_is_of(editor):
    token = make_token(editor)
    for name in ("Lorne Mail", "Morvan Star"):
        report(name, OWN_WORD, 3)
        answer = put_in_family(token, name, **{"If-Match": "*"})
        assert answer.status_code == 200, answer.content
        assert answer.json()["outlet"]["family"] == "Dell Press"
        assert answer.json()["change"]["kind"] == "family"
    assert Claim.objects.get().independent_count == 1


def test_a_family_is_changed_only_on_the_version_that_was_read(editor):
    report("Lorne Mail", OWN_WORD, 3)
    token, row = make_token(editor), Outlet.objects.get()
    assert put_in_family(token, "Lorne Mail").status_code == 428
    stale = put_in_family(token, "Lorne Mail", **{"If-Match": f'"{row.public_id}-9.0"'})
    assert stale.status_code == 412
    assert Outlet.objects.get().family == ""


def test_changing_a_family_takes_an_editor_and_the_scope(analyst, editor):
    report("Lorne Mail", OWN_WORD, 3)
    assert put_in_family(make_token(analyst), "Lorne Mail", **{"If-Match": "*"}).status_code == 403
    reading = make_token(editor, "read")
    assert put_in_family(reading, "Lorne Mail", **{"If-Match": "*"}).status_code == 403
