"""Handing in and watching, through the API."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import BatchItem, IngestBatch, SourceFile, StoredAnswer
from sources.services.processing import process
from sources.services.stored_answers import forget_old
from tests.factories import ingest_article
from tests.ingest.archives import zipped

pytestmark = pytest.mark.django_db

TEXT = "Notes from Lorne\n\nKenya has sent about 1,000 soldiers to Haiti, Kenyan officials said."
PROBLEM = "application/problem+json"


def post_file(
    client, data: bytes = TEXT.encode(), name: str = "a.txt", key: str = "", **fields: str
):
    headers = {"Idempotency-Key": key} if key else {}
    sent = {"file": SimpleUploadedFile(name, data), **fields}
    return client.post("/api/v1/articles/", sent, headers=headers)


def post(client, address: str = "/api/v1/articles/", key: str = "", **body: object):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, body, content_type="application/json", headers=headers)


def test_a_file_is_handed_in_and_followed_to_its_article(as_analyst):
    answer = post_file(as_analyst, outlet="Lorne Mail", published="2025-03-03")
    assert (answer.status_code, answer["Retry-After"]) == (202, "2")
    address = answer["Location"]
    assert as_analyst.get(address).json()["state"] == "reading"
    assert as_analyst.get(address)["Retry-After"] == "2"
    process(SourceFile.objects.get().pk)
    batch = as_analyst.get(address).json()
    assert batch["state"] == "done"
    assert batch["counts"] == {
        "total": 1, "waiting": 0, "done": 1, "failed": 0, "cancelled": 0, "duplicates": 0,
        "refused": 0,
    }  # fmt: skip
    (item,) = as_analyst.get(batch["items"]).json()["results"]
    article = as_analyst.get(f"/api/v1/articles/{item['article']}/").json()
    assert (article["outlet"]["name"], article["published_on"]) == ("Lorne Mail", "2025-03-03")


def test_a_text_is_handed_in_with_where_it_is_from(as_analyst):
    assert (
        post(as_analyst, text=TEXT, title="Soldiers", url="https://lorne.example/a").status_code
        == 202
    )
    source_file = SourceFile.objects.get()
    assert source_file.name == "Soldiers"
    assert source_file.sidecar == {"title": "Soldiers", "url": "https://lorne.example/a"}


def test_an_address_alone_is_fetched(as_analyst, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = post(as_analyst, url="https://lorne.example/a", outlet="Lorne Mail")
    assert answer.status_code == 202
    assert len(queued) == 1
    (item,) = as_analyst.get(answer.json()["items"]).json()["results"]
    assert (item["url"], item["state"]) == ("https://lorne.example/a", "waiting")
    assert BatchItem.objects.get().sidecar == {"outlet": "Lorne Mail"}


def test_an_archive_gives_one_item_for_each_file_and_says_what_it_refused(as_analyst):
    answer = post_file(
        as_analyst, zipped({"a.txt": TEXT, "b.zip": b"PK"}), "news.zip", outlet="Lorne Mail"
    )
    items = as_analyst.get(f"{answer.json()['items']}?state=failed").json()["results"]
    assert [(i["name"], i["error_code"], i["is_retryable"]) for i in items] == [
        ("news.zip/b.zip", "nested_archive", False)
    ]
    assert SourceFile.objects.get().sidecar == {"outlet": "Lorne Mail"}


def test_what_was_known_already_is_answered_with_200(as_analyst):
    ingest_article(TEXT)
    answer = post_file(as_analyst)
    assert (answer.status_code, answer.json()["counts"]["duplicates"]) == (200, 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "file"),
        ({"outlet": "Lorne Mail"}, "file"),
        ({"url": "ftp://lorne.example/a"}, "url"),
        ({"url": "https://me:secret@lorne.example/a"}, "url"),
        ({"text": TEXT, "published": "yesterday"}, "published"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(as_analyst, body, field):
    answer = post(as_analyst, **body)
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["errors"][0]["attr"] == field
    assert not IngestBatch.objects.exists()


def test_only_analysts_hand_in_and_change(as_reader, as_analyst):
    address = post_file(as_analyst)["Location"]
    assert as_reader.get(address).status_code == 200
    for refused in (
        post_file(as_reader), post(as_reader, text=TEXT),
        post(as_reader, f"{address}retry/"), post(as_reader, f"{address}cancel/"),
    ):  # fmt: skip
        assert (refused.status_code, refused["Content-Type"]) == (403, PROBLEM)


def test_a_batch_is_cancelled_and_tried_again(as_analyst):
    address = post_file(as_analyst)["Location"]
    cancelled = post(as_analyst, f"{address}cancel/")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert process(SourceFile.objects.get().pk) == "cancelled"
    again = post(as_analyst, f"{address}retry/")
    assert (again.status_code, again.json()["state"], again["Retry-After"]) == (202, "reading", "2")
    nothing = post(as_analyst, f"{address}retry/")
    assert (nothing.status_code, nothing["Content-Type"]) == (409, PROBLEM)


def test_one_item_is_tried_again(as_analyst):
    address = post_file(as_analyst, zipped({"a.txt": "", "b.txt": "\0"}), "x.zip")["Location"]
    for pk in SourceFile.objects.values_list("pk", flat=True):
        process(pk)
    item = BatchItem.objects.first()
    assert post(as_analyst, f"{address}retry/", item=item.pk).json()["counts"]["failed"] == 1
    assert post(as_analyst, f"{address}retry/", item=item.pk).status_code == 409
    assert post(as_analyst, f"{address}retry/", item=item.pk + 99).status_code == 400


def test_a_batch_that_moved_on_has_another_etag(as_analyst):
    address = post_file(as_analyst)["Location"]
    etag = as_analyst.get(address)["ETag"]
    assert as_analyst.get(address, headers={"If-None-Match": etag}).status_code == 304
    process(SourceFile.objects.get().pk)
    assert as_analyst.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("query", ["state=great", "colour=red", "page_size=0"])
def test_a_wrong_parameter_of_the_items_is_refused_by_name(as_analyst, query):
    address = post_file(as_analyst).json()["items"]
    answer = as_analyst.get(f"{address}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, query.split("=")[0])


def test_the_same_request_under_the_same_key_gets_the_same_answer_and_does_nothing(as_analyst):
    first, second = (post_file(as_analyst, key="one") for _ in range(2))
    assert first.json() == second.json()
    assert (second.status_code, second["Location"]) == (202, first["Location"])
    assert (second["Idempotency-Replayed"], second["Retry-After"]) == ("true", "2")
    assert "Idempotency-Replayed" not in first
    assert IngestBatch.objects.count() == 1


def test_another_request_under_the_same_key_is_refused(as_analyst):
    post_file(as_analyst, key="one")
    for other in (
        post_file(as_analyst, b"Other\n\nText.", key="one"),
        post_file(as_analyst, name="b.txt", key="one"),
        post_file(as_analyst, key="one", outlet="Lorne Mail"),
        post(as_analyst, key="one", text=TEXT),
    ):
        assert (other.status_code, other["Content-Type"]) == (422, PROBLEM)
    assert IngestBatch.objects.count() == 1


def test_a_refused_request_leaves_its_key_free(as_analyst):
    assert post(as_analyst, key="one", url="ftp://lorne.example/").status_code == 400
    assert post(as_analyst, key="one", text=TEXT).status_code == 202


def test_keys_belong_to_who_sends_them(as_analyst, as_editor):
    assert post_file(as_analyst, key="one").status_code == 202
    assert "Idempotency-Replayed" not in post_file(as_editor, b"Other\n\nText.", key="one")


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "\t\x7f", "schlüssel"])
def test_a_key_has_to_be_a_plain_word(as_analyst, key):
    answer = as_analyst.post(
        "/api/v1/articles/", {"text": TEXT}, content_type="application/json",
        headers={"Idempotency-Key": key},
    )  # fmt: skip
    assert answer.status_code == 400


def test_an_answer_is_kept_for_a_day(as_analyst):
    from datetime import timedelta

    from django.utils import timezone

    post_file(as_analyst, key="one")
    StoredAnswer.objects.update(created_at=timezone.now() - timedelta(hours=23))
    forget_old()
    assert "Idempotency-Replayed" in post_file(as_analyst, key="one")
    StoredAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in post_file(as_analyst, key="one")
    StoredAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    forget_old()
    assert not StoredAnswer.objects.exists()


def test_the_first_endpoint_for_files_knows_keys_as_well(as_analyst):
    def send():
        return as_analyst.post(
            "/api/v1/source-files/", {"file": io.BytesIO(TEXT.encode())},
            headers={"Idempotency-Key": "one"},
        )  # fmt: skip

    assert send().json() == send().json()
    assert IngestBatch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_while_the_first_request_runs_is_told_to_wait(as_analyst, analyst):
    import threading

    from django.db import connection

    from sources.services.stored_answers import Answer, answer_once

    begun, go_on = threading.Event(), threading.Event()

    def slow() -> Answer:
        begun.set()
        go_on.wait(20)
        return Answer(202, {}, {})

    def first() -> None:
        try:
            answer_once(user=analyst, key="one", request_sha256="0" * 64, act=slow)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert begun.wait(20)
        answer = post_file(as_analyst, key="one")
        assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    finally:
        go_on.set()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_what_is_handed_in_is_stored_and_accepted(as_analyst, monkeypatch):
    from kombu.exceptions import OperationalError

    from claimbase.celery import app

    def unreachable(*args, **options):
        raise OperationalError("no broker")

    monkeypatch.setattr(app, "send_task", unreachable)
    assert post_file(as_analyst, key="one").status_code == 202
    assert post_file(as_analyst, key="one").status_code == 202
    assert SourceFile.objects.get().state == "received"


def test_an_upload_over_a_limit_of_the_request_is_a_problem(as_analyst, settings):
    settings.MAX_UPLOAD_BYTES = 100
    answer = post_file(as_analyst, b"x" * 500)
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)
    assert "CLAIMBASE_MAX_UPLOAD_MB" in answer.json()["detail"]
