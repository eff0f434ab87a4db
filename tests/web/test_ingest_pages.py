"""Handing in and watching, through the pages."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sources.models import BatchItem, IngestBatch, SourceFile
from sources.services.processing import process
from sources.services.receiving import open_batch, receive_stream
from tests.factories import ingest, ingest_article, receive
from tests.ingest.archives import marked_encrypted, zipped

pytestmark = pytest.mark.django_db

TEXT = "Notes from Lorne\n\nKenya has sent about 1,000 soldiers to Haiti, Kenyan officials said."
JSON = {"Accept": "application/json"}


def file(name: str, content: str | bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def batch_of(*texts: str, channel=IngestBatch.Channel.WEB) -> IngestBatch:
    batch = open_batch(channel=channel, name="A batch")
    for number, text in enumerate(texts):
        receive_stream(io.BytesIO(text.encode()), name=f"{number}.txt", sidecar={}, batch=batch)
    return batch


def read(batch: IngestBatch) -> None:
    for pk in batch.items.values_list("source_file", flat=True):
        process(pk)


def test_files_are_handed_in_and_watched_until_they_are_done(as_analyst):
    answer = as_analyst.post(
        "/ingest/", {"files": [file("a.txt"), file("b.txt", "B\n\nText.")]}, follow=True
    )
    batch = IngestBatch.objects.get()
    assert answer.redirect_chain[-1][0] == batch.get_absolute_url()
    assert "0 of 2 files finished" in text_of(answer)
    assert 'hx-trigger="every 2s, seen"' in answer.content.decode()
    address = reverse("ingest-progress", args=[batch.public_id])
    assert as_analyst.get(address).status_code == 200
    read(batch)
    part = as_analyst.get(address)
    assert part.status_code == 286
    assert "2 of 2 files finished" in text_of(part)
    finished = as_analyst.get(batch.get_absolute_url()).content.decode()
    assert "hx-trigger" not in finished
    assert "polling.js" not in finished


def test_the_receipt_tells_what_came_out(as_analyst):
    ingest_article("Old news\n\nPolice said 12 people were killed in Lorne.")
    batch = batch_of(
        TEXT, "Storm\n\nPolice said 3 people were injured in Dell.",
        "Old news\n\nPolice said 12 people were killed in Lorne.", "",
    )  # fmt: skip
    read(batch)
    text = text_of(as_analyst.get(batch.get_absolute_url()))
    shown = re.search(r"What came out (.*?) Statements of the 1 file known before", text)[1]
    assert re.findall(r"([a-z ]+?) (\d+)", shown) == [
        ("articles", "2"), (" statements", "2"), (" claims they stand in", "2"),
        (" claims new since it arrived", "2"), (" known before", "1"), (" failed", "1"),
    ]  # fmt: skip


def test_a_folders_paths_are_kept_when_the_page_names_them(as_analyst):
    as_analyst.post(
        "/ingest/",
        {"files": [file("a.txt"), file("a.txt", "B\n\nText.")], "paths": ["x/a.txt", "../y/a.txt"]},
    )
    assert set(BatchItem.objects.values_list("name", flat=True)) == {"x/a.txt", "y/a.txt"}


def test_an_archive_is_unpacked_and_what_it_refuses_is_told(as_analyst):
    archive = zipped({"a.txt": TEXT, "inner.zip": b"PK"})
    files = [
        file("x.zip", archive),
        file("y.zip", marked_encrypted(zipped({"b.txt": "B\n\nText."}))),
    ]
    text = text_of(as_analyst.post("/ingest/", {"files": files}, follow=True))
    assert "x.zip/a.txt" in text
    assert "an archive inside an archive. Hand it in by itself." in text
    assert "The file is encrypted. Pack it without a password" in text
    assert "2 of 3 files finished" in text


def test_a_pasted_text_keeps_what_is_known_about_it(as_analyst):
    as_analyst.post(
        "/ingest/",
        {"text": TEXT, "title": "Soldiers", "outlet": "Lorne Mail", "published": "2025-03-03", "url": "https://lorne.example/a"},
    )  # fmt: skip
    source_file = SourceFile.objects.get()
    assert source_file.name == "Soldiers"
    process(source_file.pk)
    article = SourceFile.objects.get().article
    assert (article.outlet.name, str(article.published_on), article.url) == (
        "Lorne Mail", "2025-03-03", "https://lorne.example/a",
    )  # fmt: skip


def test_web_addresses_wait_to_be_fetched(as_analyst, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = as_analyst.post(
            "/ingest/",
            {"urls": "https://lorne.example/a\n\n https://lorne.example/b "},
            follow=True,
        )
    assert len(queued) == 1
    assert text_of(answer).count("Waiting to be fetched") == 2


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Choose at least one file, or paste a text or web addresses."),
        ({"text": "", "outlet": "Lorne Mail"}, "Paste the text that this outlet"),
        ({"text": TEXT, "published": "yesterday"}, "The date has to look like 2026-03-01."),
        ({"text": TEXT, "url": "lorne mail"}, "The address of the text has to look like"),
        (
            {"urls": "https://lorne.example/a\nftp://lorne.example/"},
            "begin with http:// or https://",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_what_was_typed_stays(as_analyst, sent, problem):
    answer = as_analyst.post("/ingest/", sent)
    assert answer.status_code == 422
    assert problem in text_of(answer)
    for typed in sent.values():
        assert typed in answer.content.decode().replace("\r\n", "\n")
    assert not IngestBatch.objects.exists()


def test_too_many_files_are_refused_by_the_name_of_the_limit(as_analyst, settings):
    settings.MAX_UPLOAD_FILES = 1
    answer = as_analyst.post("/ingest/", {"files": [file("a.txt"), file("b.txt", "B")]})
    assert "2 files are more than the 1 one batch may hold (CLAIMBASE_MAX_UPLOAD_FILES)" in text_of(
        answer
    )
    assert "Choose the files again" in text_of(answer)


def test_an_upload_over_a_limit_of_the_request_is_told_which(as_analyst, settings):
    settings.MAX_UPLOAD_BYTES = 100
    answer = as_analyst.post("/ingest/", {"files": [file("a.txt", "x" * 500)]})
    assert answer.status_code == 413
    assert "CLAIMBASE_MAX_UPLOAD_MB" in text_of(answer)
    settings.MAX_UPLOAD_BYTES = 10_000
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    answer = as_analyst.post("/ingest/", {"files": [file("a.txt"), file("b.txt")]})
    assert answer.status_code == 413
    assert "CLAIMBASE_MAX_UPLOAD_FILES" in text_of(answer)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = as_analyst.post("/ingest/", {"text": "x" * 500})
    assert answer.status_code == 413
    assert "CLAIMBASE_MAX_FILE_MB" in text_of(answer)


def test_every_visit_to_the_form_has_a_key_under_which_nothing_arrives_twice(as_analyst):
    def key() -> str:
        answer = as_analyst.get("/ingest/")
        assert "no-store" in answer["Cache-Control"]
        return re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]

    first, second = key(), key()
    assert first != second
    for sent in (first, first, second):
        as_analyst.post("/ingest/", {"files": [file("a.txt")], "key": sent})
    assert [b.items.count() for b in IngestBatch.objects.order_by("id")] == [1, 1]


def test_the_pages_script_sends_in_parts_and_is_told_where_to_go(as_analyst):
    sent = {"key": "visit", "total": "2"}
    first = as_analyst.post("/ingest/", {**sent, "files": [file("a.txt")]}, headers=JSON)
    as_analyst.post("/ingest/", {**sent, "files": [file("b.txt", "B\n\nText.")]}, headers=JSON)
    batch = IngestBatch.objects.get()
    assert (first.status_code, first.json()) == (202, {"batch": batch.get_absolute_url()})
    assert (batch.name, batch.items.count()) == ("a.txt and 1 more", 2)
    refused = as_analyst.post("/ingest/", sent, headers=JSON)
    assert refused.status_code == 422
    assert "Choose at least one file" in refused.json()["problems"][0]


def test_what_has_not_begun_is_called_off_and_can_be_tried_again(as_analyst):
    batch = batch_of(TEXT, "B\n\nText.", "C\n\nText.")
    done, begun, waiting = SourceFile.objects.order_by("id")
    process(done.pk)
    SourceFile.objects.filter(pk=begun.pk).update(state=SourceFile.State.PARSING)
    text = text_of(as_analyst.post(reverse("ingest-cancel", args=[batch.public_id]), follow=True))
    assert "1 called off" in text
    states = dict(SourceFile.objects.values_list("pk", "state"))
    assert states == {done.pk: "done", begun.pk: "parsing", waiting.pk: "cancelled"}
    assert process(waiting.pk) == SourceFile.State.CANCELLED
    text = text_of(as_analyst.post(reverse("ingest-retry", args=[batch.public_id]), follow=True))
    assert "1 being tried again" in text
    assert process(waiting.pk) == SourceFile.State.DONE


def test_a_file_that_another_batch_wants_is_not_called_off(as_analyst):
    first, second = batch_of(TEXT), batch_of(TEXT, "B\n\nText.")
    as_analyst.post(reverse("ingest-cancel", args=[second.public_id]))
    assert set(SourceFile.objects.values_list("state", flat=True)) == {"received", "cancelled"}
    assert first.items.get().source_file.state == "received"


def test_one_file_or_all_that_failed_are_tried_again(as_analyst):
    batch = batch_of("A\n\nText.", "B\n\nText.", TEXT)
    read(batch)
    ids = list(batch.items.values_list("source_file", flat=True))[:2]
    failed = {"state": "failed", "error_code": "internal_error", "error": "The worker ended."}
    SourceFile.objects.filter(pk__in=ids).update(**failed)
    text = text_of(as_analyst.get(batch.get_absolute_url()))
    assert "Try again what failed (2)" in text
    item = batch.items.first()
    address = reverse("ingest-retry", args=[batch.public_id])
    text = text_of(as_analyst.post(address, {"item": item.pk}, follow=True))
    assert "0.txt is being tried again" in text
    assert SourceFile.objects.filter(state="received").count() == 1
    as_analyst.post(address)
    assert SourceFile.objects.filter(state="received").count() == 2
    text = text_of(as_analyst.post(address, follow=True))
    assert "There is nothing that can be tried again" in text


def test_trying_again_is_offered_only_where_it_can_help(as_analyst):
    batch = batch_of("", "\0", "B\n\nText.", "C\n\nText.")
    read(batch)
    SourceFile.objects.filter(name__in=("2.txt", "3.txt")).update(
        state="failed", error_code="parser_died", error="The process ended."
    )
    page = as_analyst.get(batch.get_absolute_url())
    text = text_of(page)
    assert "4 failed , 2 of them can be tried again" in text
    assert "Try again what can be (2)" in text
    assert re.findall(r"Retry (\S+)", text) == ["2.txt", "3.txt"]
    assert "The file is empty. Hand in a file that holds text." in text
    assert "Save the text as .txt, .md or .html and hand that in, or paste the text." in text
    as_analyst.post(reverse("ingest-retry", args=[batch.public_id]))
    assert SourceFile.objects.filter(state="received").count() == 2
    text = text_of(as_analyst.get(batch.get_absolute_url()))
    assert "2 failed , trying again does not help" in text
    assert "Try again" not in text
    page = text_of(as_analyst.get(SourceFile.objects.get(name="0.txt").get_absolute_url()))
    assert "Try again" not in page
    assert "Hand in a file that holds text." in page


def test_an_address_that_is_none_is_not_tried_again_but_a_silent_server_is(as_analyst):
    batch = batch_of(TEXT)
    read(batch)
    for code in ("forbidden_host", "unreachable"):
        BatchItem.objects.create(
            batch=batch, name=code, url=f"https://{code}.example/", state="failed",
            error_code=code, error="Why.",
        )  # fmt: skip
    text = text_of(as_analyst.get(batch.get_absolute_url()))
    assert "2 failed , 1 of them can be tried again" in text
    assert re.findall(r"Retry (\S+)", text) == ["unreachable"]
    assert "Save the page and hand in the file, or paste its text." in text
    as_analyst.post(reverse("ingest-retry", args=[batch.public_id]))
    assert [i.name for i in batch.items.filter(state="waiting")] == ["unreachable"]


def test_a_known_files_statements_are_told_apart_from_what_the_batch_brought(as_analyst):
    read(batch_of(TEXT))
    text = text_of(as_analyst.get(batch_of(TEXT).get_absolute_url()))
    assert re.search(r"statements 0 .* 1 read before", text)
    assert "Statements of the 1 file known before are not counted here: it was read then." in text


def test_what_is_said_of_files_is_used_where_they_do_not_say_it(as_analyst):
    said = (
        "Quay shut\n\nPublished: 2 February 2025\n\nPolice said 12 people were killed in Lorne.\n\n"
    )
    as_analyst.post(
        "/ingest/",
        {
            "files": [file("a.txt"), file("b.txt", said + "Copyright 2025 Dell Daily")],
            "file_outlet": "Lorne Mail",
            "file_published": "2025-03-03",
        },
    )
    read(IngestBatch.objects.get())
    silent, telling = (SourceFile.objects.get(name=n) for n in ("a.txt", "b.txt"))
    assert (silent.article.outlet.name, str(silent.article.published_on)) == (
        "Lorne Mail", "2025-03-03",
    )  # fmt: skip
    assert (telling.article.outlet.name, str(telling.article.published_on)) == (
        "Dell Daily", "2025-02-02",
    )  # fmt: skip
    details = text_of(as_analyst.get(silent.article.get_absolute_url()))
    assert "day of publication: said by who handed it in; the file does not say it" in details
    page = text_of(as_analyst.get(silent.get_absolute_url()))
    assert "outlet, if the file does not say it: Lorne Mail" in page


def test_a_credit_in_a_file_is_where_the_outlet_said_of_it_took_the_text_from(as_analyst):
    credited = "Quay shut\n\nPolice said 12 people were killed.\n\nThis article was originally published by Coast Wire"
    as_analyst.post(
        "/ingest/",
        {"files": [file("a.txt", credited)], "file_outlet": "Lorne Mail", "file_url": "https://lorne.example/a"},
    )  # fmt: skip
    read(IngestBatch.objects.get())
    article = SourceFile.objects.get().article
    assert (article.outlet.name, article.syndicated_from.name, article.url) == (
        "Lorne Mail", "Coast Wire", "https://lorne.example/a",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "said", "problem"),
    [
        ([], {"file_outlet": "Lorne Mail", "text": TEXT}, "Choose the files that this outlet"),
        (["a.txt", "b.txt"], {"file_url": "https://lorne.example/a"}, "one file only"),
        (["a.txt"], {"file_published": "3/4/25"}, "The date has to look like 2026-03-01."),
    ],
)
def test_what_cannot_be_said_of_files_is_told_and_stays(as_analyst, files, said, problem):
    sent = {**said, "files": [file(name) for name in files]}
    answer = as_analyst.post("/ingest/", sent)
    assert answer.status_code == 422
    assert problem in text_of(answer)
    for typed in said.values():
        assert typed in answer.content.decode()
    assert not IngestBatch.objects.exists()


def test_a_pasted_text_without_a_title_is_called_by_its_first_line(as_analyst):
    as_analyst.post("/ingest/", {"text": f"\n# {TEXT}"})
    assert IngestBatch.objects.get().name == "Notes from Lorne"
    text = text_of(as_analyst.get("/ingest/batches/?q=lorne"))
    assert "Notes from Lorne" in text


def test_a_path_on_the_server_is_shown_only_as_the_files_name(as_analyst, as_editor):
    source_file = ingest(TEXT, name="/srv/in/2025/a.txt")
    page = text_of(as_analyst.get(source_file.get_absolute_url()))
    assert "a.txt" in page
    assert "/srv/in" not in page
    assert "/srv/in" not in text_of(as_analyst.get("/ingest/"))
    assert "Where it lay /srv/in/2025/a.txt" in text_of(
        as_editor.get(source_file.get_absolute_url())
    )


def test_long_names_break_between_their_parts():
    from sources.templatetags.names import file_name

    long = "/srv/news-of-the-harbour_2025.final<b>/storm-closes-the-harbour-of-lorne_part-2.txt"
    shown = file_name(long)
    assert shown.replace("<wbr>", "") == "storm-closes-the-harbour-of-lorne_part-2.txt"
    assert "harbour-<wbr>of-<wbr>lorne_<wbr>part-" in shown
    assert max(map(len, file_name("x" * 100 + " " + "<" * 60).split("<wbr>"))) <= 24 * len("&lt;")
    assert file_name("short name.txt") == "short name.txt"


def test_what_was_refused_has_to_come_again(as_analyst):
    as_analyst.post("/ingest/", {"files": [file("x.zip", b"no archive")]})
    batch, item = IngestBatch.objects.get(), BatchItem.objects.get()
    answer = as_analyst.post(
        reverse("ingest-retry", args=[batch.public_id]), {"item": item.pk}, follow=True
    )
    assert "The bytes of x.zip were not kept; hand the file in again." in text_of(answer)
    assert "Try again what" not in text_of(answer)


@pytest.mark.parametrize("item", ["x", "0", "99999999999999999999", "²"])
def test_an_item_that_is_not_there_is_not_found(as_analyst, item):
    address = reverse("ingest-retry", args=[batch_of(TEXT).public_id])
    assert as_analyst.post(address, {"item": item}).status_code == 404


def test_files_are_narrowed_by_state_and_come_in_pages(as_analyst, monkeypatch):
    from sources.views import batches

    monkeypatch.setattr(batches, "ITEMS_PER_PAGE", 1)
    batch = batch_of("", TEXT)
    read(batch)
    address = batch.get_absolute_url()
    assert "1.txt" in text_of(as_analyst.get(f"{address}?show=done"))
    assert "0.txt" not in text_of(as_analyst.get(f"{address}?show=done"))
    assert "The file is empty" in text_of(as_analyst.get(f"{address}?show=failed"))
    assert "1.txt" in text_of(as_analyst.get(f"{address}?page=2"))
    assert "1.txt" in text_of(as_analyst.get(f"{address}?page=nine&show=luck&page=99"))


def test_all_batches_are_listed_with_the_state_of_each(as_reader):
    for texts in ((TEXT,), ("",), ("B\n\nText.", "\0")):
        read(batch_of(*texts))
    batch_of("C\n\nText.", channel=IngestBatch.Channel.API)
    text = text_of(as_reader.get("/ingest/batches/"))
    for state in (
        "done · 1 file",
        "failed · 1 file",
        "done in part · 2 files, 1 failed",
        "being read: 0 of 1",
    ):
        assert state in text
    assert "being read" not in text_of(as_reader.get("/ingest/batches/?channel=web"))
    assert "No batch is like this" in text_of(as_reader.get("/ingest/batches/?q=none"))


def test_readers_watch_but_change_nothing(as_reader):
    batch = batch_of("", TEXT)
    process(batch.items.first().source_file_id)
    text = text_of(as_reader.get(batch.get_absolute_url()))
    assert "1 of 2 files finished" in text
    for button in ("Retry", "Call off", "again"):
        assert button not in text
    assert "needs the role of an analyst" in text_of(as_reader.get("/ingest/"))
    for name in ("ingest-retry", "ingest-cancel"):
        assert as_reader.post(reverse(name, args=[batch.public_id])).status_code == 403
    assert as_reader.post("/ingest/", {"text": TEXT}).status_code == 403


def test_a_file_is_saved_as_it_came_and_runs_nowhere(as_reader, django_user_model, client):
    data = b"<script>alert(1)</script><p>Police said 12 people were killed.</p>"
    source_file = ingest(data, name='x/bad"; name.html')
    for address in (
        reverse("source-file-raw", args=[source_file.public_id]),
        reverse("article-raw", args=[source_file.article.public_id]),
    ):
        answer = as_reader.get(address)
        assert answer.content == data
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith('attachment; filename="bad\\"; name.html"')
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        client.force_login(django_user_model.objects.get_or_create(username="nobody")[0])
        assert client.get(address).status_code == 403
    assert "save the file as it came" in text_of(as_reader.get(source_file.get_absolute_url()))


def test_a_file_whose_bytes_were_not_kept_says_so(as_analyst, settings):
    settings.MAX_FILE_BYTES = 10
    source_file = receive(TEXT)
    page = as_analyst.get(source_file.get_absolute_url())
    assert "the bytes were not kept" in text_of(page)
    assert "Try again" not in text_of(page)
    assert (
        as_analyst.get(reverse("source-file-raw", args=[source_file.public_id])).status_code == 404
    )


def test_names_of_files_are_never_markup(as_analyst):
    as_analyst.post(
        "/ingest/", {"files": [file("a.txt")], "paths": ["<img src=x onerror=alert(1)>.txt"]}
    )
    page = as_analyst.get(IngestBatch.objects.get().get_absolute_url()).content.decode()
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in page


def test_a_batch_costs_a_fixed_number_of_queries(as_analyst, django_assert_max_num_queries):
    batch = batch_of(*(f"Title {n}\n\nPolice said {n + 2} people were killed." for n in range(12)))
    read(batch)
    with django_assert_max_num_queries(9):
        as_analyst.get(batch.get_absolute_url())
    with django_assert_max_num_queries(9):
        as_analyst.get("/ingest/batches/")
