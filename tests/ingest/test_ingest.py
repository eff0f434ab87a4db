"""Files on their way to claims."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import Assertion, Claim, Placement
from sources.models import Article, BatchItem, IngestBatch, SourceFile
from sources.services.failing import NotRetryableError, retry
from sources.services.processing import process, unfinished_and_silent
from tests.factories import ingest, ingest_article, receive

pytestmark = pytest.mark.django_db

FLOOD = (
    "Flood in Lorne\n\nPolice said 12 people were killed in Lorne.\n\nThe mayor spoke to reporters."
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_becomes_an_article_with_statements_in_claims():
    article = ingest_article(FLOOD, outlet="Lorne Mail", published="2025-03-03")
    (assertion,) = article.assertions.all()
    assert article.text[assertion.span_start : assertion.span_end] == assertion.excerpt
    assert (assertion.type, assertion.figure_text) == ("killed", "12")
    assert assertion.claim is not None
    assert assertion.claim.report_count == 1


def test_the_same_bytes_twice_are_one_source_file():
    first, second = ingest(FLOOD), ingest(FLOOD, name="again.txt")
    assert first == second
    assert Article.objects.count() == 1
    assert list(BatchItem.objects.order_by("id").values_list("is_duplicate", flat=True)) == [
        False,
        True,
    ]


def test_the_same_text_elsewhere_is_a_copy_and_no_new_origin():
    first = ingest_article(FLOOD, outlet="Lorne Mail", published="2025-03-03")
    copy = ingest_article(
        f"{FLOOD}\n\nCopyright 2025 Dell Daily", outlet="Dell Daily", published="2025-03-04"
    )
    assert copy.copy_of == first
    claim = Claim.objects.get()
    assert (claim.report_count, claim.outlet_count, claim.independent_count) == (2, 2, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"%PDF-1.7", "not_text"), (b"a\x00b", "not_text")],
)
def test_a_file_that_cannot_be_read_fails_with_its_reason(data, code):
    failed = ingest(data)
    assert (failed.state, failed.error_code) == (SourceFile.State.FAILED, code)
    assert failed.error
    assert not Article.objects.exists()


def test_a_file_over_the_limit_fails_and_says_which_limit(settings):
    settings.MAX_FILE_BYTES = 1024
    failed = receive("x" * 2000)
    assert (failed.state, failed.error_code) == (SourceFile.State.FAILED, "too_large")
    assert "CLAIMBASE_MAX_FILE_MB" in failed.error
    with pytest.raises(NotRetryableError, match="not kept"):
        retry(source_file=failed)


def test_a_file_over_the_limit_is_read_when_it_comes_again_under_a_higher_limit(settings):
    settings.MAX_FILE_BYTES = 10
    receive(FLOOD)
    settings.MAX_FILE_BYTES = 10_000
    assert ingest(FLOOD).state == SourceFile.State.DONE


def test_a_failed_file_can_be_tried_again(django_capture_on_commit_callbacks):
    failed = ingest(FLOOD, published="last week")
    assert failed.error_code == "bad_sidecar"
    SourceFile.objects.filter(pk=failed.pk).update(sidecar={})
    with django_capture_on_commit_callbacks() as queued:
        retry(source_file=failed)
    assert len(queued) == 1
    assert process(failed.pk) == SourceFile.State.DONE


def test_reading_an_article_again_changes_nothing():
    source_file = ingest(FLOOD)
    before = list(Assertion.objects.values()), Claim.objects.values_list("version", flat=True)[0]
    SourceFile.objects.filter(pk=source_file.pk).update(
        state=SourceFile.State.LINKING, heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    assert process(source_file.pk) == SourceFile.State.DONE
    after = list(Assertion.objects.values()), Claim.objects.values_list("version", flat=True)[0]
    assert before == after
    assert Placement.objects.count() == 1


def test_a_file_that_another_worker_holds_is_left_alone():
    source_file = receive(FLOOD)
    SourceFile.objects.filter(pk=source_file.pk).update(
        state=SourceFile.State.EXTRACTING, heartbeat_at=timezone.now()
    )
    assert process(source_file.pk) == SourceFile.State.EXTRACTING
    assert not Article.objects.exists()


def test_a_file_whose_worker_went_silent_is_found_and_finished():
    source_file = receive(FLOOD)
    assert unfinished_and_silent() == []
    SourceFile.objects.filter(pk=source_file.pk).update(
        state=SourceFile.State.PARSING, heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    assert unfinished_and_silent() == [source_file.pk]
    assert process(source_file.pk) == SourceFile.State.DONE


def test_a_file_that_kills_its_worker_each_time_is_given_up(settings):
    source_file = receive(FLOOD)
    SourceFile.objects.filter(pk=source_file.pk).update(attempts=settings.MAX_ATTEMPTS)
    assert process(source_file.pk) == SourceFile.State.FAILED
    source_file.refresh_from_db()
    assert source_file.error_code == "too_many_attempts"


def test_a_file_that_takes_too_long_is_stopped(monkeypatch):
    from sources.parsing import ParseError
    from sources.services.parser_process import ParserProcess

    parser = ParserProcess(memory_mb=1024, seconds=0.0)
    with pytest.raises(ParseError, match="CLAIMBASE_PARSE_SECONDS"):
        parser.parse(FLOOD.encode(), name="a.txt", sidecar={})


def test_a_parser_that_was_killed_is_started_again():
    from sources.services.parser_process import ParserProcess

    parser = ParserProcess(memory_mb=1024, seconds=30)
    assert parser.parse(FLOOD.encode(), name="a.txt", sidecar={}).metadata.title
    parser._process.kill()
    parser._process.wait()
    assert parser.parse(FLOOD.encode(), name="a.txt", sidecar={}).metadata.title
    parser.stop()


def test_the_command_takes_folders_with_sidecars_and_a_manifest(tmp_path, capsys):
    inner = tmp_path / "inner"
    inner.mkdir()
    write(tmp_path, "a.txt", FLOOD)
    write(tmp_path, "a.json", json.dumps({"outlet": "Lorne Mail"}))
    write(inner, "b.txt", FLOOD.replace("12", "13"))
    write(inner, "manifest.jsonl", json.dumps({"file": "b.txt", "outlet": "Dell Daily"}))
    write(tmp_path, ".hidden", "nothing")
    call_command("ingest", str(tmp_path), "--local")
    assert {a.outlet.name for a in Article.objects.all()} == {"Lorne Mail", "Dell Daily"}
    out = capsys.readouterr().out
    assert "Files" in out
    assert "Failures" in out


def test_the_command_ends_with_an_error_when_a_file_fails_and_reads_the_rest(tmp_path, capsys):
    write(tmp_path, "good.txt", FLOOD)
    write(tmp_path, "bad.txt", b"%PDF-1.7")
    with pytest.raises(CommandError, match="1 of 2 files failed") as refused:
        call_command("ingest", str(tmp_path), "--local")
    assert refused.value.returncode == 1
    assert "a PDF document" in capsys.readouterr().out
    assert Article.objects.count() == 1


def test_the_command_names_a_path_that_does_not_exist():
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        call_command("ingest", "nowhere.txt", "--local")


def test_without_a_worker_the_command_queues_and_says_how_to_start_one(tmp_path, capsys, settings):
    call_command("ingest", str(write(tmp_path, "a.txt", FLOOD)))
    captured = capsys.readouterr()
    assert "1 files queued; 0 were known already" in captured.out
    assert "./run celery -A claimbase worker" in captured.err
    assert IngestBatch.objects.count() == 1


def test_outlets_are_known_by_name_and_by_domain():
    first = ingest_article(FLOOD, outlet="The Lorne Mail")
    second = ingest_article(FLOOD.replace("12", "13"), outlet="lornemail.example")
    third = ingest_article(FLOOD.replace("12", "14"), outlet="Lorne Mail (Web)")
    assert first.outlet == second.outlet == third.outlet
