"""The queues through the API."""

import pytest

from claims.models import ReviewLease
from claims.services.review_leases import holder
from tests.factories import make_token
from tests.queue.worlds import another_editor, question, signed_in, work

pytestmark = pytest.mark.django_db
QUEUES = "/api/v1/review/queues/"


def lease(client, queue="new", **headers):
    return client.post(f"/api/v1/review/{queue}/lease/", headers=headers)


def test_the_queues_are_counted(as_editor):
    work(2)
    rows = {row["queue"]: row for row in as_editor.get(QUEUES).json()}
    assert list(rows) == ["new", "flagged", "decide", "duplicates"]
    assert (rows["new"]["count"], rows["new"]["is_more"], rows["new"]["done_today"]) == (
        2,
        False,
        0,
    )
    assert rows["duplicates"]["count"] == 0


def test_an_item_is_leased_acted_on_where_it_leads_and_gone(as_editor):
    older, newest = work(2)
    found = lease(as_editor).json()
    assert (found["queue"], found["kind"], found["id"]) == ("new", "assertion", newest.public_id)
    read = as_editor.get(found["url"])
    assert read.json()["id"] == newest.public_id
    done = as_editor.post(
        f"{found['url']}accept/",
        {},
        content_type="application/json",
        headers={"If-Match": read["ETag"]},
    )
    assert done.status_code == 200
    assert lease(as_editor).json()["id"] == older.public_id


def test_asking_again_renews_what_one_has_and_others_get_another(as_editor):
    older, newest = work(2)
    first = lease(as_editor).json()
    again = lease(as_editor).json()
    assert again["id"] == first["id"] == newest.public_id
    assert again["until"] > first["until"]
    other = signed_in(another_editor())
    assert lease(other).json()["id"] == older.public_id
    assert lease(signed_in(another_editor("editor-three"))).status_code == 204


def test_claims_and_questions_are_leased_likewise(as_editor):
    asked = question()
    found = lease(as_editor, "duplicates").json()
    assert (found["kind"], found["id"]) == ("claim-suggestion", asked.public_id)
    assert as_editor.get(found["url"]).status_code == 200


def test_an_item_is_given_back(as_editor, editor):
    [row] = work(1)
    lease(as_editor)
    address = f"/api/v1/review/items/{row.public_id}/release/"
    other = signed_in(another_editor())
    assert other.post(address).status_code == 204
    assert holder(row).by == editor
    assert as_editor.post(address).status_code == 204
    assert not ReviewLease.objects.exists()
    assert as_editor.post(address).status_code == 204


def test_what_does_not_exist_is_a_problem(as_editor):
    for address in ("/api/v1/review/news/lease/", "/api/v1/review/items/asr_0/release/"):
        answer = as_editor.post(address)
        assert answer.status_code == 404
        assert answer["Content-Type"].startswith("application/problem+json")


def test_it_takes_an_editor_and_the_scope_of_reviewing(as_analyst, editor, client):
    assert as_analyst.get(QUEUES).status_code == 403
    assert lease(as_analyst).status_code == 403
    work(1)
    bearer = f"Bearer {make_token(editor, 'read')}"
    refused = lease(client, Authorization=bearer)
    assert (refused.status_code, refused.json()["needs"]["role"]) == (403, "editor")
    bearer = f"Bearer {make_token(editor, 'review')}"
    assert lease(client, Authorization=bearer).status_code == 200
