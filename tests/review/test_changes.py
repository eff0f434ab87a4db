"""What editors did: listed, and taken back."""

import pytest
from django.urls import reverse

from claims.models import EditorialChange
from claims.services.acting import By
from claims.services.editorial import lock_outlet, record
from claims.services.journal import Journal
from sources.models import Outlet
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def send(client, where, **body):
    return client.post(where, body, content_type="application/json")


@pytest.fixture
def change(editor) -> EditorialChange:
    """An outlet was rated."""
    outlet = Outlet.objects.create(name="Lorne Mail")
    by = By(editor, "seldom wrong", 1)
    journal = Journal()
    journal.set("outlet", [lock_outlet(by, outlet).pk], "reliability", "F", "B")
    return record("rate", by=by, journal=journal, summary="Lorne Mail rated B", outlet=outlet)


def reliability() -> str:
    return Outlet.objects.get().reliability


def test_acts_are_listed_with_what_they_changed(as_reader, change):
    (row,) = as_reader.get("/api/v1/changes/").json()["results"]
    assert (row["kind"], row["by"], row["outlet"]) == ("rate", "editor", change.outlet.public_id)
    assert row["differences"] == [{"field": "reliability", "before": "F", "after": "B"}]
    for query, count in (
        (f"outlet={change.outlet.public_id}", 1),
        ("by=editor&kind=rate", 1),
        ("by=nobody", 0),
        ("kind=merge", 0),
    ):
        assert len(as_reader.get(f"/api/v1/changes/?{query}").json()["results"]) == count


def test_an_act_is_undone_once_and_only_once(as_editor, change):
    where = f"/api/v1/changes/{change.public_id}/undo/"
    etag = as_editor.get(f"/api/v1/changes/{change.public_id}/")["ETag"]
    first = send(as_editor, where)
    assert (first.status_code, first.json()["undoes"]) == (200, change.public_id)
    assert first.json()["differences"] == [{"field": "reliability", "before": "B", "after": "F"}]
    assert send(as_editor, where).json()["id"] == first.json()["id"]
    assert reliability() == "F"
    assert as_editor.get(f"/api/v1/changes/{change.public_id}/")["ETag"] != etag


def test_an_undo_cannot_be_undone(as_editor, change):
    undone = send(as_editor, f"/api/v1/changes/{change.public_id}/undo/").json()
    refused = send(as_editor, f"/api/v1/changes/{undone['id']}/undo/")
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")


def test_what_others_did_is_taken_back_with_a_reason(client, change):
    other = make_user("admin")
    client.force_login(other)
    where = f"/api/v1/changes/{change.public_id}/undo/"
    refused = send(client, where)
    assert refused.status_code == 409
    assert "Taking back what editor did needs a reason." in refused.json()["detail"]
    assert send(client, where, reason="The rating was mine.").status_code == 200


def test_later_acts_that_build_on_it_are_named(as_editor, editor, change):
    journal = Journal()
    journal.set("outlet", [change.outlet_id], "reliability", "B", "C")
    by = By(editor, "two mistakes")
    later = record("rate", by=by, journal=journal, summary="Rated C", outlet=change.outlet)
    refused = send(as_editor, f"/api/v1/changes/{change.public_id}/undo/")
    assert refused.status_code == 409
    assert [c["id"] for c in refused.json()["blocked_by"]] == [later.public_id]
    assert reliability() == "C"


def test_the_undo_button_returns_to_the_page_it_stood_on(as_editor, change):
    where = reverse("change-undo", args=[change.public_id])
    answer = as_editor.post(where, {"next": "/claims/?sort=reports"})
    assert (answer.status_code, answer.url) == (302, "/claims/?sort=reports")
    assert reliability() == "F"
    assert "Undone: Lorne Mail rated B." in as_editor.get(answer.url).content.decode()


def test_a_page_elsewhere_is_not_returned_to(as_editor, change):
    where = reverse("change-undo", args=[change.public_id])
    answer = as_editor.post(where, {"next": "https://elsewhere.example/"})
    assert answer.url == change.outlet.get_absolute_url()


def test_only_editors_take_back(as_analyst, change):
    page = as_analyst.post(reverse("change-undo", args=[change.public_id]))
    api = send(as_analyst, f"/api/v1/changes/{change.public_id}/undo/")
    for refused, text in ((page, page.content.decode()), (api, api.json()["detail"])):
        assert refused.status_code == 403
        assert "needs the role of an editor" in text
    assert reliability() == "B"
