"""Readers in the pipeline: what they find is stored with who found it, what they cannot read waits."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Assertion
from claims.services.reading import read_article
from sources.models import Article, SourceFile
from sources.services.failing import retry
from sources.services.processing import process
from tests.factories import ingest, ingest_article
from tests.readers.endpoint import Answer, completion, fails, says

pytestmark = pytest.mark.django_db

TEXT = (
    "Flood in Lorne\n\nPolice said 12 people were killed in Lorne.\n\n"
    "Of those carried off by the river, 7 hikers have not come back, Ann Lee said."
)
KILLED = {
    "type": "killed",
    "evidence": "12 people were killed",
    "figure": "12",
    "speakers": ["Police"],
}
MISSING = {
    "type": "missing",
    "evidence": "7 hikers have not come back",
    "figure": "7",
    "speakers": ["Ann Lee"],
}


@pytest.fixture
def by_llm(settings, endpoint):
    settings.READER, settings.LLM_URL, settings.LLM_MODEL = "llm", endpoint.url, "test-model"
    endpoint.answer(says(KILLED, MISSING, {**MISSING, "evidence": "made up"}))
    return endpoint


def figures(**conditions):
    return sorted(Assertion.objects.filter(**conditions).values_list("figure_text", flat=True))


def test_an_article_read_by_a_language_model_is_linked_and_says_who_read_it(by_llm, as_analyst):
    article = ingest_article(TEXT, outlet="Lorne Mail", published="2025-03-03")
    assert figures() == ["12", "7"]
    assertion = Assertion.objects.get(type="missing")
    assert article.text[assertion.span_start : assertion.span_end] == assertion.excerpt
    assert assertion.claim is not None
    assert assertion.attributions.get().speaker.name == "Ann Lee"
    assert assertion.extractor == "llm"
    assert assertion.extractor_version.startswith("test-model+")
    assert len(assertion.extractor_prompt) == 12
    page = as_analyst.get(assertion.get_absolute_url()).content.decode()
    assert f"prompt {assertion.extractor_prompt}" in page
    shown = as_analyst.get(f"/api/v1/assertions/{assertion.public_id}/").json()
    assert shown["extractor_prompt"] == assertion.extractor_prompt


def test_the_export_says_who_read_each_statement(by_llm, tmp_path):
    ingest_article(TEXT)
    target = tmp_path / "out.jsonl"
    call_command("export", "assertions", "--format", "jsonl", "-o", str(target))
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert {row["extractor"] for row in rows} == {"llm"}
    assert all(row["extractor_prompt"] for row in rows)


def test_rules_have_no_prompt():
    ingest_article(TEXT)
    assert set(Assertion.objects.values_list("extractor", "extractor_prompt")) == {("rules", "")}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (completion("{"), "reader_malformed_answer"),
        (completion(None, refusal="No."), "reader_refusal"),
        (fails(503), "reader_server_error"),
        (Answer("", is_late=True), "reader_timeout"),
    ],
)
def test_a_file_its_reader_cannot_read_fails_with_the_reason_and_can_be_retried(
    by_llm, settings, answer, code
):
    by_llm.answer(answer)
    settings.LLM_SECONDS = 1 if answer.is_late else 20
    failed = ingest(TEXT)
    assert (failed.state, failed.error_code) == (SourceFile.State.FAILED, code)
    assert "test-model" in failed.error or "language model" in failed.error
    assert Article.objects.count() == 1

    by_llm.answer(says(KILLED))
    settings.LLM_SECONDS = 20
    retry(source_file=failed)
    assert process(failed.pk) == SourceFile.State.DONE
    assert figures() == ["12"]


def test_a_reader_that_fails_takes_nothing_away(by_llm, settings):
    article = ingest_article(TEXT)
    by_llm.answer(fails(400))
    with pytest.raises(Exception, match="refused the call"):
        read_article(article_id=article.pk, advance=lambda state: None)
    assert figures(is_withdrawn=False) == ["12", "7"]


def test_a_misconfigured_reader_fails_files_with_the_hint(settings):
    settings.READER = "nobody.Reader"
    failed = ingest(TEXT)
    assert failed.error_code == "reader_settings"
    assert "CLAIMBASE_READER" in failed.error


def test_another_reader_withdraws_drafts_and_leaves_what_people_did(by_llm, settings):
    article = ingest_article(TEXT)
    Assertion.objects.filter(type="missing").update(review_state="accepted")
    by_llm.answer(says())
    read_article(article_id=article.pk, advance=lambda state: None)
    assert figures(is_withdrawn=True) == ["12"]
    settings.READER = "rules"
    read_article(article_id=article.pk, advance=lambda state: None)
    assert figures(is_withdrawn=False) == ["12", "7"]
    assert Assertion.objects.get(type="killed").extractor == "rules"
    assert Assertion.objects.get(type="killed").extractor_prompt == ""
    assert Assertion.objects.get(type="missing").extractor == "llm"


class TestRereadCommand:
    """`manage.py reread` brings articles up to the reader that is configured now."""

    def test_it_reads_what_another_reader_read_and_no_more(self, settings, endpoint, capsys):
        ingest_article(TEXT)
        settings.READER, settings.LLM_URL, settings.LLM_MODEL = "llm", endpoint.url, "test-model"
        endpoint.answer(says(KILLED, MISSING))
        call_command("reread")
        assert figures(is_withdrawn=False, extractor="llm") == ["12", "7"]
        assert "1 articles read again by llm test-model+" in capsys.readouterr().out
        call_command("reread")
        assert "0 articles read again" in capsys.readouterr().out
        assert len(endpoint.calls) == 1

    def test_it_reads_the_articles_that_are_named(self, capsys):
        first = ingest_article(TEXT)
        ingest_article(TEXT.replace("12", "13"), name="other.txt")
        call_command("reread", first.public_id)
        assert "1 articles read again" in capsys.readouterr().out
        call_command("reread", "--all")
        assert "2 articles read again" in capsys.readouterr().out

    def test_an_unknown_article_is_refused(self):
        with pytest.raises(CommandError, match="no article art_nothing"):
            call_command("reread", "art_nothing")

    def test_articles_it_cannot_read_stay_as_they_were(self, by_llm, capsys):
        article = ingest_article(TEXT)
        by_llm.answer(fails(400))
        with pytest.raises(CommandError, match="1 articles could not be read"):
            call_command("reread", "--all")
        assert article.public_id in capsys.readouterr().err
        assert figures(is_withdrawn=False) == ["12", "7"]
