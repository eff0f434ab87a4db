"""Reviewing through the API."""

import pytest

from claims.models import Assertion, EditorialChange
from sources.models import Outlet
from tests.review.worlds import now, snapshot, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def address(row: Assertion, what: str = "") -> str:
    return f"/api/v1/assertions/{row.public_id}/{what}"


def send(client, where: str, etag: str | None = "*", method: str = "post", **body):
    headers = {"If-Match": etag} if etag else {}
    return getattr(client, method)(where, body, content_type="application/json", headers=headers)


def correct(client, row: Assertion, etag: str | None = "*", **body):
    return send(client, address(row), etag, "patch", **body)


def test_a_statement_is_reviewed_and_every_act_is_undone(as_editor, row):
    before = snapshot()
    for what, body, told in (
        ("accept/", {}, {"review_state": "accepted"}),
        ("reject/", {"reason": "About trucks."}, {"review_state": "rejected"}),
        ("grade/", {"credibility": 4}, {"credibility": 4}),
    ):
        answer = send(as_editor, address(row, what), **body)
        assert answer.status_code == 200, answer.json()
        assert answer.json()["assertion"].items() >= told.items()
        assert answer["ETag"] == as_editor.get(address(row))["ETag"]
        change = answer.json()["change"]
        assert (change["by"], change["reason"]) == ("editor", body.get("reason", ""))
        undone = send(as_editor, f"/api/v1/changes/{change['id']}/undo/", None)
        assert undone.status_code == 200
        assert snapshot() == before


def test_a_correction_changes_what_it_names_and_tells_it(as_editor, row):
    before = snapshot()
    answer = correct(
        as_editor,
        row,
        figure={"text": "12,000", "quantifier": "at_least", "low": "12000", "unit": "men"},
        parties={"group": "Ugandans", "target": "Haiti"},
        event_first="2025-03-01",
        attributions=[{"speaker": "Ann Kestrel", "kind": "person", "verb": "told", "quote": "direct", "via": ["Dell Times"]}],
        reason="Misread.",
    )  # fmt: skip
    assert answer.status_code == 200, answer.json()
    told = answer.json()["assertion"]
    assert told["figure"] == {
        "text": "at least 12,000", "quantifier": "at_least", "low": "12000", "high": None, "unit": "people",
    }  # fmt: skip
    assert told["roles"] == {"group": "Uganda", "target": "Haiti"}
    assert (told["event_first"], told["event_last"]) == ("2025-03-01", "2025-03-01")
    assert [a["via"] for a in told["attributions"]] == [["Dell Times"]]
    assert (told["who"], told["review_state"]) == (row.who, "corrected")
    fields = {d["field"] for d in answer.json()["change"]["differences"]}
    assert {"figure", "parties", "speakers", "origin"} - {"origin"} <= fields
    (listed,) = as_editor.get(f"/api/v1/changes/?assertion={row.public_id}").json()["results"]
    send(as_editor, f"/api/v1/changes/{listed['id']}/undo/", None)
    assert snapshot() == before


def test_a_correction_that_makes_no_sense_names_the_field(as_editor, row):
    for body, attr in (
        ({"figure": {"text": "9,000"}}, "figure"),
        ({"parties": {"enemy": "Mali"}}, "parties"),
        ({"attributions": [{"speaker": "Nobody Known"}]}, "attributions"),
        ({"span": {"start": 3, "end": 2}}, "span"),
        ({"type": "sightings"}, "type"),
        ({"stance": "mumbles"}, "stance"),
    ):
        answer = correct(as_editor, row, **body)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert answer.json()["errors"][0]["attr"] == attr
    nothing = correct(as_editor, row)
    assert (nothing.status_code, "Nothing is different" in nothing.json()["detail"]) == (409, True)


def test_the_second_of_two_is_given_both_sides(as_editor, row):
    etag = as_editor.get(address(row))["ETag"]
    assert correct(as_editor, row, None, who="men").status_code == 428
    assert correct(as_editor, row, etag, who="men").status_code == 200
    for what, body in (
        ("accept/", {}),
        ("reject/", {"reason": "x"}),
        ("grade/", {"credibility": 2}),
    ):
        answer = send(as_editor, address(row, what), etag, **body)
        assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
        problem = answer.json()
        assert problem["current"]["who"] == "men"
        assert problem["etag"] == as_editor.get(address(row))["ETag"]
        (change,) = problem["since"]
        assert {"field": "who", "before": "soldiers", "after": "men"} in change["differences"]
    assert correct(as_editor, row, problem["etag"], who="women").status_code == 200
    assert correct(as_editor, row, '"asr_x-1"', who="men").status_code == 412


def test_a_statement_is_added_by_words_or_by_offsets(as_editor, row):
    before = snapshot()
    where, article = "/api/v1/assertions/", row.article.public_id
    start = row.article.text.index("40 nurses")
    body = {"article": article, "type": "displaced", "attributions": []}
    for place in ({"words": "40 nurses wait"}, {"span": {"start": start, "end": start + 14}}):
        answer = send(as_editor, where, None, **body, **place)
        assert answer.status_code == 201, answer.json()
        told = answer.json()["assertion"]
        assert (told["figure"]["low"], told["figure"]["unit"]) == ("40", "people")
        assert (told["extractor"], told["review_state"]) == ("person", "accepted")
        assert as_editor.get(address(Assertion.objects.get(public_id=told["id"]))).json() == told
        twice = send(as_editor, where, None, **body, **place)
        assert (twice.status_code, "at this place already" in twice.json()["detail"]) == (409, True)
        send(as_editor, f"/api/v1/changes/{answer.json()['change']['id']}/undo/", None)
        assert snapshot() == before
    for place, attr in (
        ({}, "words"),
        ({"words": "90 nurses"}, "words"),
        ({"words": "Kenya"}, "words"),
        ({"span": {"start": 0, "end": 10**6}}, "span"),
    ):
        answer = send(as_editor, where, None, **body, **place)
        assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, attr)


def test_a_figure_may_be_given_or_denied(as_editor, row):
    body = {"article": row.article.public_id, "type": "displaced", "words": "40 nurses wait"}
    answer = send(as_editor, "/api/v1/assertions/", None, **body, figure=None)
    assert answer.json()["assertion"]["figure"] is None


def test_an_outlet_is_rated(as_editor, row):
    where = f"/api/v1/outlets/{row.article.outlet.public_id}/"
    etag = as_editor.get(where)["ETag"]
    assert send(as_editor, f"{where}rate/", etag, reliability="B").status_code == 400
    answer = send(as_editor, f"{where}rate/", etag, reliability="B", reason="Exact.")
    assert answer.json()["outlet"]["reliability"] == "B"
    assert answer["ETag"] == as_editor.get(where)["ETag"] != etag
    stale = send(as_editor, f"{where}rate/", etag, reliability="C", reason="Not so.")
    assert (stale.status_code, stale.json()["current"]["reliability"]) == (412, "B")
    assert [c["summary"] for c in stale.json()["since"]] == ["Lorne Mail rated B: usually reliable"]
    send(as_editor, f"/api/v1/changes/{answer.json()['change']['id']}/undo/", None)
    assert Outlet.objects.get().reliability == "F"


def test_only_editors_write(as_analyst, as_reader, row):
    outlet = f"/api/v1/outlets/{row.article.outlet.public_id}/"
    for client in (as_analyst, as_reader):
        for answer in (
            send(client, address(row, "accept/")),
            send(client, address(row, "reject/"), reason="x"),
            send(client, address(row, "grade/"), credibility=1),
            correct(client, row, who="men"),
            send(client, "/api/v1/assertions/", article=row.article.public_id, type="killed"),
            send(client, f"{outlet}rate/", reliability="A", reason="x"),
        ):
            assert answer.status_code == 403
            assert "role of an editor" in answer.json()["detail"]
        assert client.get(address(row)).status_code == 200
    assert not EditorialChange.objects.exists()
    assert now(row).version == row.version


def test_the_schema_names_every_operation(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    one = "/api/v1/assertions/{public_id}/"
    for where, method in (
        (one, "patch"),
        (f"{one}accept/", "post"),
        (f"{one}reject/", "post"),
        (f"{one}grade/", "post"),
        ("/api/v1/outlets/{public_id}/rate/", "post"),
    ):
        assert {"200", "409", "412", "428"} <= set(paths[where][method]["responses"])
    assert {"201", "409"} <= set(paths["/api/v1/assertions/"]["post"]["responses"])
    assert {"200", "409"} <= set(paths["/api/v1/changes/{public_id}/undo/"]["post"]["responses"])
    assert "get" in paths["/api/v1/changes/"]
