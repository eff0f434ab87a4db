"""Editing claims through the API."""

import pytest

from claims.models import Claim, EditorialChange
from claims.services.claim_changes import merge_claims, retitle
from tests.editing.worlds import HAITI, MALI, because, deny, now, report, snapshot, suggest

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.fixture
def haiti(db) -> Claim:
    report("the Dell Institute")
    report("the Lorne Foundation", number=1)
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def mali(db) -> Claim:
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    return Claim.objects.get(title=MALI)


def address(row, what="") -> str:
    name = "claims" if isinstance(row, Claim) else "assertions"
    return f"/api/v1/{name}/{row.public_id}/{what}"


def send(client, where, etag="*", **body):
    headers = {"If-Match": etag} if etag else {}
    return client.post(where, body, content_type="application/json", headers=headers)


def undo(client, change) -> None:
    answer = client.post(
        f"/api/v1/changes/{change['id']}/undo/", {}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content


def test_claims_are_merged_and_ids_lead_on(as_editor, haiti, mali):
    before = snapshot()
    body = {"sources": [mali.public_id], "reason": "one"}
    answer = send(as_editor, address(haiti, "merge/"), **body)
    (change,) = answer.json()
    assert (change["kind"], change["claim"], change["other"]) == (
        "merge", haiti.public_id, mali.public_id,
    )  # fmt: skip
    for answer, status, where in (
        (as_editor.get(address(mali)), 301, ""),
        (as_editor.get(address(mali, "history/")), 301, "history/"),
        (send(as_editor, address(mali, "retitle/"), title="x"), 308, "retitle/"),
    ):
        assert answer.status_code == status
        assert answer["Location"] == f"http://testserver{address(haiti, where)}"
        assert answer.json() == {"id": mali.public_id, "merged_into": haiti.public_id}
    listed = as_editor.get("/api/v1/claims/").json()["results"]
    assert [row["id"] for row in listed] == [haiti.public_id]
    undo(as_editor, change)
    assert snapshot() == before


def test_statements_are_split_off(as_editor, haiti):
    first = haiti.assertions.first()
    before = snapshot()
    body = {"statements": [first.public_id], "title": "Kenyan police", "reason": "police"}
    answer = send(as_editor, address(haiti, "split/"), **body)
    assert answer.status_code == 201
    new = as_editor.get(f"/api/v1/claims/{answer.json()['other']}/").json()
    assert (new["title"], new["counts"]["reports"]) == ("Kenyan police", 1)
    undo(as_editor, answer.json())
    assert snapshot() == before
    # It is listed no more, and its id still leads to it.
    assert as_editor.get(f"/api/v1/claims/{answer.json()['other']}/").status_code == 200


def test_claims_are_renamed(as_editor, haiti):
    answer = send(as_editor, address(haiti, "retitle/"), title="Kenya’s mission")
    assert {"field": "title", "before": HAITI, "after": "Kenya’s mission"} in answer.json()[
        "differences"
    ]


def test_challenges_are_recorded_and_closed(as_editor, haiti, mali):
    body = {"assertion": mali.assertions.get().public_id, "kind": "denies", "reason": "it says so"}
    assert send(as_editor, address(haiti, "challenges/"), **body).status_code == 201
    assert as_editor.get(address(haiti)).json()["status"]["value"] == "disputed"
    assert send(as_editor, address(haiti, "challenges/"), **body).status_code == 409
    assert send(as_editor, address(haiti, "challenges/close/"), **body).status_code == 200
    again = send(as_editor, address(haiti, "challenges/close/"), **body)
    assert (again.status_code, again["Content-Type"]) == (409, PROBLEM)
    assert send(as_editor, address(mali, "challenges/close/"), **body).status_code == 409


def test_statements_are_placed_and_excluded(as_editor, haiti, mali):
    statement = haiti.assertions.first()
    before = snapshot()
    etag = as_editor.get(address(statement))["ETag"]
    placed = send(as_editor, address(statement, "place/"), etag, into=mali.public_id)
    assert (placed.status_code, placed.json()["claim"]) == (200, mali.public_id)
    excluded = send(as_editor, address(statement, "exclude/"), reason="not Mali")
    assert excluded.json()["kind"] == "exclude"
    undo(as_editor, excluded.json())
    undo(as_editor, placed.json())
    assert snapshot() == before


def test_questions_are_listed_and_answered(as_editor, as_reader, haiti, mali):
    question = suggest(haiti, mali)
    (row,) = as_reader.get("/api/v1/claim-suggestions/?state=pending").json()["results"]
    assert (row["id"], row["titles"]) == (question.public_id, [HAITI, MALI])
    where = f"/api/v1/claim-suggestions/{question.public_id}/"
    assert as_reader.get(f"/api/v1/claim-suggestions/?claim={mali.public_id}").json()["results"]
    assert send(as_editor, f"{where}answer/", answer="maybe").status_code == 400
    assert send(as_editor, f"{where}answer/", answer="unsure").json()["kind"] == "judge"
    assert as_reader.get(where).json()["state"] == "unsure"
    assert send(as_editor, f"{where}answer/", answer="same").json()["kind"] == "merge"
    answered = send(as_editor, f"{where}answer/", answer="different")
    assert (answered.status_code, answered["Content-Type"]) == (409, PROBLEM)
    assert "answered already" in answered.json()["detail"]


def test_the_second_of_two_editors_is_shown_both(as_editor, editor, haiti, mali):
    etag = as_editor.get(address(haiti))["ETag"]
    change = retitle(claim=haiti, title="Kenya’s mission", by=because(editor))
    decided = {"claim": haiti.public_id, "status": "confirmed", "reason": "shown"}
    assert send(as_editor, "/api/v1/assessments/", None, **decided).status_code == 201
    for answer in (
        send(as_editor, address(haiti, "retitle/"), etag, title="x"),
        send(as_editor, "/api/v1/assessments/", etag, **decided),
        send(as_editor, address(haiti, "merge/"), etag, sources=[mali.public_id], reason="x"),
        send(
            as_editor,
            address(haiti, "split/"),
            etag,
            statements=[haiti.assertions.first().public_id],
            reason="x",
        ),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (412, PROBLEM)
        said = answer.json()
        assert said["current"]["title"] == "Kenya’s mission"
        assert said["etag"] == as_editor.get(address(haiti))["ETag"]
        assert [row["id"] for row in said["since"]] == [change.public_id]
        assert [row["reason"] for row in said["decisions"]] == ["shown"]
    assert send(as_editor, address(haiti, "retitle/"), said["etag"], title="x").status_code == 200


def test_the_second_editor_of_a_statement_is_shown_both(as_editor, haiti, mali):
    statement = haiti.assertions.first()
    etag = as_editor.get(address(statement))["ETag"]
    send(as_editor, address(statement, "place/"), etag, into=mali.public_id, reason="says Mali")
    answer = send(as_editor, address(statement, "exclude/"), etag, reason="x")
    assert answer.status_code == 412
    assert answer.json()["current"]["claim"] == mali.public_id
    assert answer.json()["since"][0]["reason"] == "says Mali"


def test_a_decision_is_taken_back(as_editor, haiti):
    decided = {"claim": haiti.public_id, "status": "confirmed", "reason": "shown"}
    row = send(as_editor, "/api/v1/assessments/", None, **decided).json()
    undone = send(as_editor, f"/api/v1/assessments/{row['id']}/undo/", None).json()
    assert (undone["status"], undone["undoes"]) == ("unassessed", row["id"])
    assert now(haiti).decided_status == ""


def test_what_is_wrong_is_named(as_editor, haiti, mali):
    assert send(as_editor, address(haiti, "retitle/"), None, title="x").status_code == 428
    assert send(as_editor, address(haiti, "retitle/"), '"clm_x-1"', title="x").status_code == 412
    for what, body, field in (
        ("merge/", {"sources": [], "reason": "x"}, "sources"),
        ("merge/", {"sources": [mali.public_id] * 2, "reason": "x"}, "sources"),
        ("merge/", {"sources": [mali.public_id]}, "reason"),
        ("split/", {"statements": [], "reason": "x"}, "statements"),
        ("challenges/", {"assertion": "asr_x", "kind": "denies", "reason": "x"}, "assertion"),
    ):
        answer = send(as_editor, address(haiti, what), **body)
        assert answer.status_code == 400, what
        assert answer.json()["errors"][0]["attr"] == field
    itself = send(as_editor, address(haiti, "merge/"), sources=[haiti.public_id], reason="x")
    assert (itself.status_code, itself["Content-Type"]) == (409, PROBLEM)


def test_history_is_told_in_pages(as_reader, editor, haiti, mali):
    deny()
    merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    told = as_reader.get(address(haiti, "history/")).json()
    assert told["older"] is None
    (merge,) = [e for e in told["events"] if e["change"]]
    assert (merge["who"], merge["may_be_undone"]) == ("editor", True)
    before = merge["at"].replace("+", "%2B")
    earlier = as_reader.get(address(haiti, f"history/?before={before}")).json()
    assert merge not in earlier["events"]
    assert as_reader.get(address(haiti, "history/?before=x")).status_code == 400


def test_only_editors_change_claims(as_analyst, haiti, mali):
    for where, body in (
        (address(haiti, "merge/"), {"sources": [mali.public_id], "reason": "x"}),
        (address(haiti, "split/"), {}),
        (address(haiti, "retitle/"), {"title": "x"}),
        (address(haiti, "challenges/"), {}),
        (address(haiti.assertions.first(), "place/"), {}),
        (address(haiti.assertions.first(), "exclude/"), {"reason": "x"}),
        (f"/api/v1/claim-suggestions/{suggest(haiti, mali).public_id}/answer/", {}),
    ):
        refused = send(as_analyst, where, **body)
        assert refused.status_code == 403, where
        assert "role of an editor" in refused.json()["detail"]
    assert not EditorialChange.objects.exists()


def test_the_schema_describes_every_act(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for where in ("merge", "split", "retitle", "challenges", "challenges/close"):
        answers = paths[f"/api/v1/claims/{{public_id}}/{where}/"]["post"]["responses"]
        assert {"308", "409", "412", "428"} <= set(answers)
    for where in ("place", "exclude"):
        answers = paths[f"/api/v1/assertions/{{public_id}}/{where}/"]["post"]["responses"]
        assert {"200", "409", "412", "428"} <= set(answers)
    assert "post" in paths["/api/v1/claim-suggestions/{public_id}/answer/"]
    assert "301" in paths["/api/v1/claims/{public_id}/"]["get"]["responses"]
