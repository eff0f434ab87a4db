"""Footnotes: the whole way of the words, what the claim says, its version and when it was read."""

import re
from datetime import UTC, datetime

import pytest

from claims.models import Assertion, Claim
from claims.services.citing import cite_statement
from sources.models import Article
from tests.figures_page.worlds import spread

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def claim(db) -> Claim:
    return spread()


def footnote(client, address: str, form: str = "plain") -> str:
    page = client.get(address).content.decode()
    found = re.search(rf'<textarea id="cite-{form}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_a_claim_is_cited_with_status_figure_numbers_version_and_time(as_reader, claim):
    text = footnote(as_reader, claim.get_absolute_url())
    assert text.startswith(
        f"“{claim.title}”: disputed (computed), {claim.figure_text} people; 5 independent origins, "
        "8 reports, 5 outlets."
    )
    assert re.search(
        rf"claimbase &lt;http://testserver/c/{claim.public_id}/&gt;, version {claim.version}, "
        r"retrieved \d+ \w+ \d{4} \d\d:\d\d UTC\.$",
        text,
    )


def test_the_newest_report_of_each_counted_origin_is_named_with_its_way(as_reader, claim):
    text = footnote(as_reader, f"/claims/{claim.public_id}/cite/")
    assert (
        "(1) Dell Daily, “Ann Lee speaks”, 2 Mar 2025, quoting Ann Lee via Dellsky Kuryer;" in text
    )
    assert (
        "Harbour News, “Story of the day 31”, 4 Mar 2025, from Tarn Post, quoting French officials"
        in text
    )
    assert text.count("2025, ") == 5


def test_a_statement_is_cited_with_its_words_and_the_claim_it_is_in(as_reader, claim):
    denial = Assertion.objects.get(stance="denies")
    text = footnote(as_reader, f"/assertions/{denial.public_id}/cite/")
    assert text.startswith("Tarn Post, “No”, 10 Mar 2025, denied by Haiti: “Haiti denied that")
    assert f"/assertions/{denial.public_id}/&gt;, version {denial.version}." in text
    assert f"“{claim.title}”: disputed" in text


def test_in_markdown_titles_are_links_and_cannot_break_out():
    claim = spread()
    row = Assertion.objects.get(stance="denies")
    Article.objects.filter(pk=row.article_id).update(
        title="A [trap](x) *here*", url="https://example.org/a?<b>"
    )
    found = cite_statement(row, site="https://kb.example", at=AT)
    assert r"[“A \[trap\](x) \*here\*”](<https://example.org/a?b>)" in found.markdown
    assert "“A [trap](x) *here*” <https://example.org/a?<b>>" in found.plain
    assert f"[claimbase](<https://kb.example/c/{claim.public_id}/>)" in found.markdown
    assert found.markdown.endswith(", retrieved 5 Jan 2026 09:30 UTC.")


def test_a_claim_without_some_sources_is_not_cited_as_if_it_were_stored(as_reader, claim):
    origin = claim.assertions.first().origin.public_id
    page = as_reader.get(f"{claim.get_absolute_url()}?without={origin}").content.decode()
    assert "cite-plain" not in page
    assert "A footnote is of the claim as it is stored" in page


def test_the_number_of_queries_for_a_footnote_is_fixed(
    as_reader, claim, django_assert_max_num_queries
):
    row = Assertion.objects.get(stance="denies")
    with django_assert_max_num_queries(8):
        as_reader.get(f"/assertions/{row.public_id}/cite/")
