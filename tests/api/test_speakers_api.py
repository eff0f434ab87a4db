"""Who is who, through the API."""

import pytest

from claims.models import MergeSuggestion, Speaker, SpeakerChange
from tests.identity.worlds import say, speaker

pytestmark = pytest.mark.django_db
SERVICE, NAMED = "Dell Institute", "Lorne Foundation"


@pytest.fixture
def two(db) -> tuple[Speaker, Speaker]:
    say(f"the {SERVICE}")
    say(f"the {NAMED}", "310")
    return speaker(SERVICE), speaker(NAMED)


def address(one: Speaker, what: str = "") -> str:
    return f"/api/v1/speakers/{one.public_id}/{what}"


def send(client, where: str, etag: str | None = "*", **body):
    headers = {"If-Match": etag} if etag else {}
    return client.post(where, body, content_type="application/json", headers=headers)


def merge(client, two, **more):
    body = {"sources": [two[1].public_id], "reason": "one", **more}
    return send(client, address(two[0], "merge/"), **body)


def test_a_speaker_tells_its_names_with_score_and_reasons(as_reader, two):
    row = as_reader.get(address(two[0])).json()
    (alias,) = row["aliases"]
    assert (alias["name"], alias["score"], alias["set_by"]) == (SERVICE, 1.0, None)
    assert alias["reasons"]
    assert as_reader.get(address(two[0], "aliases/")).json()["results"][0]["id"] == alias["id"]


def test_a_merged_speaker_leads_to_the_one_it_is(as_editor, two):
    (change,) = merge(as_editor, two).json()
    assert (change["kind"], change["by"], change["is_undone"]) == ("merge", "editor", False)
    gone = as_editor.get(address(two[1]))
    assert (gone.status_code, gone["Location"]) == (301, f"http://testserver{address(two[0])}")
    assert [r["id"] for r in as_editor.get("/api/v1/speakers/").json()["results"]] == [
        two[0].public_id
    ]


def test_a_merge_is_undone_once_and_only_once(as_editor, two):
    (change,) = merge(as_editor, two).json()
    where = f"/api/v1/speakers/changes/{change['id']}/undo/"
    first = send(as_editor, where, reason="two")
    assert (first.status_code, first.json()["undoes"]) == (200, change["id"])
    assert send(as_editor, where, reason="two").json()["id"] == first.json()["id"]
    assert as_editor.get(address(two[1])).status_code == 200
    rows = as_editor.get(f"/api/v1/speakers/changes/?speaker={two[1].public_id}").json()["results"]
    assert [r["kind"] for r in rows] == ["undo", "merge"]


def test_names_are_split_off(as_editor, two):
    merge(as_editor, two)
    alias = two[0].aliases.get(name=NAMED)
    body = {"aliases": [alias.pk], "reason": "two"}
    where = address(two[0], "split/")
    assert send(as_editor, where, **body).json()["errors"][0]["attr"] == "into"
    answer = send(as_editor, where, **body, name="Lorne Fund")
    assert (answer.status_code, answer.json()["other"]["name"]) == (201, "Lorne Fund")
    assert send(as_editor, where, aliases=[10**12], name="x", reason="x").status_code == 409


def test_speakers_are_named(as_editor, two):
    assert send(as_editor, address(two[0], "rename/"), name="Dell", reason="x").status_code == 200
    answer = send(as_editor, address(two[0], "aliases/"), name="Dell Watch", reason="x")
    assert answer.status_code == 201
    taken = send(as_editor, address(two[0], "aliases/"), name=NAMED, reason="x")
    assert taken.status_code == 409
    assert NAMED in taken.json()["detail"]


def test_a_change_needs_the_version_that_was_seen(as_editor, two):
    etag = as_editor.get(address(two[0]))["ETag"]
    assert merge(as_editor, two, etag=None).status_code == 428
    assert (
        send(as_editor, address(two[0], "rename/"), etag, name="x", reason="x").status_code == 200
    )
    assert merge(as_editor, two, etag=etag).status_code == 412
    assert merge(as_editor, two, etag='"spk_x-1"').status_code == 412
    assert merge(as_editor, two, etag=as_editor.get(address(two[0]))["ETag"]).status_code == 200


def test_a_merge_that_makes_no_sense_is_a_problem(as_editor, two):
    itself = merge(as_editor, (two[0], two[0]))
    assert (itself.status_code, itself["Content-Type"]) == (409, "application/problem+json")
    assert merge(as_editor, two, sources=[]).status_code == 400
    assert merge(as_editor, two, reason="").json()["errors"][0]["attr"] == "reason"


def test_several_are_merged_together_or_none(as_editor, two):
    say("Ann Kestrel")
    sources = [two[1].public_id, speaker("Ann Kestrel").public_id]
    assert merge(as_editor, two, sources=sources).status_code == 409
    assert not SpeakerChange.objects.exists()


def test_suggestions_are_answered(as_editor):
    say("Kenya's intelligence service")
    say("Kenya's National Intelligence Service")
    (row,) = as_editor.get("/api/v1/speakers/suggestions/?state=pending").json()["results"]
    where = f"/api/v1/speakers/suggestions/{row['id']}/"
    assert as_editor.get(where).json()["reasons"] == row["reasons"]
    answer = send(as_editor, f"{where}decline/", reason="two")
    assert answer.json()["judgements"][0]["reason"] == "two"
    assert send(as_editor, f"{where}accept/", reason="one").status_code == 409
    MergeSuggestion.objects.update(state="pending")
    assert send(as_editor, f"{where}accept/", reason="one").json()["kind"] == "merge"


def test_only_editors_change_who_is_who(as_analyst, as_reader, two):
    for client in (as_analyst, as_reader):
        refused = merge(client, two)
        assert refused.status_code == 403
        assert "role of an editor" in refused.json()["detail"]
        assert client.get("/api/v1/speakers/changes/").status_code == 200


def test_the_schema_names_every_operation(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for where in (
        "{public_id}/merge/",
        "{public_id}/split/",
        "{public_id}/rename/",
        "{public_id}/aliases/",
        "changes/{public_id}/undo/",
        "suggestions/{public_id}/accept/",
        "suggestions/{public_id}/decline/",
    ):
        assert "post" in paths[f"/api/v1/speakers/{where}"]
    assert {"409", "412", "428"} <= set(
        paths["/api/v1/speakers/{public_id}/merge/"]["post"]["responses"]
    )
