"""Topics through the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from claims.models import Topic
from tests.factories import make_token
from tests.topics.worlds import make_claim, make_speaker, topic

pytestmark = pytest.mark.django_db
TOPICS = "/api/v1/topics/"


def call(user, method: str, path: str, body: Any = None, etag: str = "", scopes=()) -> Any:
    headers = {"authorization": f"Bearer {make_token(user, *scopes)}"}
    if etag:
        headers["if-match"] = etag
    return Client().generic(
        method,
        path,
        "" if body is None else json.dumps(body),
        content_type="application/json",
        headers=headers,
    )


def test_a_topic_is_made_read_changed_and_deleted(analyst):
    speaker = make_speaker("Coast guard")
    make_claim(place="Lorne")
    body = {
        "name": "Ports",
        "types": ["killed"],
        "places": ["lorne"],
        "speakers": [speaker.public_id],
    }
    made = call(analyst, "POST", TOPICS, body)
    assert made.status_code == 201
    row = made.json()
    assert (row["places"], row["speakers"], row["created_by"]) == (
        ["Lorne"], [speaker.public_id], "analyst",
    )  # fmt: skip
    address = f"{TOPICS}{row['id']}/"
    read = call(analyst, "GET", address)
    assert read["ETag"] == made["ETag"]
    changed = call(analyst, "PATCH", address, {"description": "Quays"}, etag=read["ETag"])
    assert changed.status_code == 200
    assert (changed.json()["description"], changed.json()["types"]) == ("Quays", ["killed"])
    assert changed["ETag"] != read["ETag"]
    assert call(analyst, "DELETE", address, etag=changed["ETag"]).status_code == 204
    assert not Topic.objects.exists()


def test_a_write_needs_the_version_it_is_about(analyst):
    chosen = topic(analyst)
    address = f"{TOPICS}{chosen.public_id}/"
    assert call(analyst, "PATCH", address, {"name": "X"}).status_code == 428
    assert call(analyst, "DELETE", address).status_code == 428
    etag = f'"{chosen.public_id}-1"'
    assert call(analyst, "PATCH", address, {"name": "X"}, etag=etag).status_code == 200
    stale = call(analyst, "PATCH", address, {"name": "Y"}, etag=etag)
    assert stale.status_code == 412
    assert stale.json()["current"]["name"] == "X"
    assert (
        call(analyst, "PATCH", address, {"name": "Y"}, etag=stale.json()["etag"]).status_code == 200
    )
    assert call(analyst, "DELETE", address, etag=etag).status_code == 412
    assert call(analyst, "DELETE", address, etag="*").status_code == 204


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"types": ["killed"]}, 400, "required"),
        ({"name": "X", "types": ["teleported"]}, 400, "There is no claim type teleported."),
        ({"name": "X", "speakers": ["spk_1"]}, 400, "There is no speaker spk_1."),
        ({"name": "X"}, 409, "Choose at least one claim type, place or speaker."),
        ({"name": "LORNE", "types": ["killed"]}, 409, "There is a topic called “LORNE” already."),
    ],
)
def test_a_mistake_is_a_problem_that_names_it(analyst, body, status, said):
    topic(analyst)
    answer = call(analyst, "POST", TOPICS, body)
    assert answer.status_code == status
    assert said in answer.json()["detail"]


def test_a_place_that_no_claim_names_yet_is_taken_as_it_is(analyst):
    answer = call(analyst, "POST", TOPICS, {"name": "X", "places": ["  Talusa  Bay ", "kenya"]})
    assert answer.status_code == 201
    assert answer.json()["places"] == ["Kenya", "Talusa Bay"]


def test_readers_read_and_no_more(reader, analyst):
    chosen = topic(analyst)
    address = f"{TOPICS}{chosen.public_id}/"
    assert call(reader, "GET", TOPICS).json()["results"][0]["id"] == chosen.public_id
    refused = call(reader, "POST", TOPICS, {"name": "X", "types": ["killed"]})
    assert refused.status_code == 403
    assert "analyst" in refused.json()["detail"]
    assert call(reader, "PATCH", address, {"name": "X"}, etag="*").status_code == 403
    assert call(reader, "DELETE", address, etag="*").status_code == 403


def test_a_token_needs_the_scope_to_write(analyst):
    body = {"name": "X", "types": ["killed"]}
    assert call(analyst, "POST", TOPICS, body, scopes=("read",)).status_code == 403
    assert call(analyst, "POST", TOPICS, body, scopes=("write",)).status_code == 201


def test_topics_are_found_by_name_and_sorted(analyst):
    for name in ("Ports", "Airports", "Roads"):
        topic(analyst, name)
    found = call(analyst, "GET", f"{TOPICS}?q=port&sort=newest").json()["results"]
    assert [row["name"] for row in found] == ["Airports", "Ports"]


def test_the_schema_describes_what_is_answered(analyst, client):
    topic(analyst)
    document = client.get("/api/v1/openapi.json").json()
    answer = call(analyst, "GET", TOPICS).json()
    for path, value in ((TOPICS, answer), (f"{TOPICS}{{public_id}}/", answer["results"][0])):
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema = {**content["application/json"]["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(value)
