"""The claims that the files of a batch have statements in."""

from __future__ import annotations

import re

import pytest

from claims.models import Assertion, Claim
from sources.models import BatchItem, IngestBatch, SourceFile
from tests.exports.worlds import content
from tests.factories import ingest, only_claim

pytestmark = pytest.mark.django_db

HAITI = "Kenya\n\nKenya has sent 12 soldiers to Haiti."
MALI = "France\n\nFrance has sent 30 soldiers to Mali."


def batch_of(*files: SourceFile, name: str = "Tuesday") -> IngestBatch:
    batch = IngestBatch.objects.create(name=name, channel=IngestBatch.Channel.WEB)
    for file in files:
        BatchItem.objects.create(batch=batch, source_file=file, name=file.name)
    return batch


def titles(text: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', text)


@pytest.fixture
def batch(db) -> IngestBatch:
    """Of two files that were read, the first."""
    batch = batch_of(ingest(HAITI, name="a.txt"))
    batch_of(ingest(MALI, name="b.txt"), name="Wednesday")
    assert Claim.objects.count() == 2
    return batch


def test_the_batch_leads_to_its_claims_and_no_others(as_reader, batch):
    page = content(as_reader, batch.get_absolute_url())
    address = f"/claims/?batch={batch.public_id}"
    assert f'href="{address}">Go to claims</a>' in page
    assert f'<dd><a href="{address}">1</a></dd>' in page
    text = content(as_reader, address)
    assert titles(text) == [only_claim(assertions__article__source_file__name="a.txt").title]
    assert "From the batch: Tuesday" in text
    assert f'<input type="hidden" name="batch" value="{batch.public_id}">' in text


def test_exports_feeds_saved_searches_and_the_api_know_it_too(as_analyst, batch):
    title = only_claim(assertions__article__source_file__name="a.txt").title
    query = f"batch={batch.public_id}"
    (row,) = as_analyst.get(f"/api/v1/claims/?{query}").json()["results"]
    assert row["title"] == title
    export = b"".join(as_analyst.get(f"/claims/export.csv?{query}").streaming_content).decode()
    assert len(export.splitlines()) == 2
    assert title in export
    assert f"?{query}" in content(as_analyst, f"/claims/feed/?{query}")
    as_analyst.post("/searches/", {"name": "Of Tuesday", "query": query})
    assert "From the batch: Tuesday" in content(as_analyst, "/searches/")


def test_a_file_that_was_known_before_counts_and_a_rejected_statement_does_not(as_reader, batch):
    again = batch_of(SourceFile.objects.get(name="b.txt"), name="Again")
    again.items.update(is_duplicate=True)
    address = f"/claims/?batch={again.public_id}"
    assert len(titles(content(as_reader, address))) == 1
    Assertion.objects.filter(article__source_file__name="b.txt").update(review_state="rejected")
    assert titles(content(as_reader, address)) == []


def test_a_batch_that_is_not_there_is_a_warning(as_reader, batch):
    text = content(as_reader, "/claims/?batch=bat_01JD3V7Q9MZK4T6W2B8X5RHN0A")
    assert "batch: Select a valid choice" in text
    assert len(titles(text)) == 2


class TestDays:
    @pytest.mark.parametrize("name", ["after", "before"])
    def test_a_year_before_1900_is_a_warning_and_no_filter(self, as_reader, batch, name):
        for address in ("/claims/", "/articles/"):
            text = content(as_reader, f"{address}?{name}=0002-05-11")
            assert f"{name}: 0002-05-11 lies before 1900. Write the year with all four" in text
            assert "This filter was left out." in text
        assert len(titles(content(as_reader, f"/claims/?{name}=0002-05-11"))) == 2

    def test_programs_are_refused(self, as_reader, batch):
        answer = as_reader.get("/api/v1/claims/?after=0002-05-11")
        assert answer.status_code == 400
        assert "lies before 1900" in answer.content.decode()
