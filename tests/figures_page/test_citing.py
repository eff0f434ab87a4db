"""Footnotes: the whole way of the words, what the claim says, who speaks against it, the revision that
keeps it, and when it was read."""

import re
from datetime import UTC, datetime

import pytest

from claims.models import Assertion, Claim
from claims.services.challenges import close_challenge
from claims.services.citing import cite_statement
from sources.models import Article
from tests.copies.texts import story
from tests.factories import ingest_article
from tests.figures_page.worlds import SENT, spread
from tests.review.worlds import because

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


def newest(claim: Claim) -> tuple[int, int]:
    """The number in the address of the newest revision, and which of the claim's own it is."""
    return claim.events.latest("pgh_id").pgh_id, claim.events.count()


def test_a_claim_is_cited_with_status_figure_numbers_revision_and_time(as_reader, claim):
    text = footnote(as_reader, claim.get_absolute_url())
    assert text.startswith(
        f"“{claim.title}”: disputed (computed), {claim.figure_text} people; 5 independent origins, "
        "8 reports, 5 outlets."
    )
    number, ordinal = newest(claim)
    address = f"http://testserver/claims/{claim.public_id}/history/{number}/"
    time = r"\d+ \w+ \d{4} \d\d:\d\d UTC"
    ending = rf"claimbase, revision {ordinal} &lt;{address}&gt; of {time}(.*), retrieved {time}\.$"
    found = re.search(ending, text)
    assert found
    assert as_reader.get(f"/claims/{claim.public_id}/history/{number}/").status_code == 200
    row = claim.events.get(pk=number)
    if row.report_count != 8:
        assert f"{row.report_count} report" in found[1]


def test_it_says_what_the_revision_has_otherwise(as_reader, claim):
    Claim.objects.filter(pk=claim.pk).update(title="Soldiers", title_is_edited=True)
    kept = claim.events.get(pk=newest(claim)[0])
    assert "kept then" not in footnote(as_reader, Claim.objects.get().get_absolute_url())
    ingest_article(
        "Later\n\nKenya has sent 11,500 soldiers to Haiti, according to France.",
        outlet="Dock Herald", published="2025-03-09",
    )  # fmt: skip
    claim.refresh_from_db()
    text = footnote(as_reader, claim.get_absolute_url())
    assert newest(claim)[0] == kept.pk
    assert f"{claim.report_count} reports, {claim.outlet_count} outlets." in text
    assert f" UTC (kept then: {kept.report_count} reports, {kept.outlet_count} outlets), " in text


def test_who_speaks_against_a_claim_is_named_with_outlet_day_and_link(as_reader, claim):
    denial = Assertion.objects.get(stance="denies")
    at = f"http://testserver/assertions/{denial.public_id}/"
    for address in (claim.get_absolute_url(), f"/claims/{claim.public_id}/cite/"):
        text = footnote(as_reader, address)
        assert f"Against it: denied by Haiti (Tarn Post, “No” &lt;{at}&gt;, 10 Mar 2025)." in text


def test_a_denial_and_its_copy_are_one_denial(as_reader, claim):
    denial = story(44, f"Haiti denied that {SENT.format('12,000')}.")
    ingest_article(denial, outlet="Tarn Post", published="2025-03-11")
    ingest_article(f"{denial}\n\nCopyright Dell Daily", outlet="Dell Daily", published="2025-03-12")
    assert Assertion.objects.filter(claim=claim, stance="denies").count() == 3
    text = footnote(as_reader, claim.get_absolute_url())
    assert text.count("denied by") == 1
    assert "Dell Daily" not in text.split("Against it:")[1].split("Newest report")[0]


def test_a_closed_challenge_is_not_cited(as_reader, claim, editor):
    close_challenge(challenge=claim.challenges.get(), by=because(editor, "Taken back."))
    assert "Against it" not in footnote(as_reader, claim.get_absolute_url())


def test_a_supporter_is_not_cited_with_an_article_that_denies(as_reader, claim):
    ingest_article(
        f"Both\n\n{SENT.format('11,500')}, according to France.\n\nHaiti denied that "
        f"{SENT.format('12,000')}.", outlet="Quay Times", published="2025-03-12",
    )  # fmt: skip
    text = footnote(as_reader, claim.get_absolute_url())
    supporting = text.split("Newest report of each independent origin:")[1]
    assert "“Both”" not in supporting
    assert "“A count”" in supporting or "French officials" in supporting


def test_where_there_is_no_other_article_it_is_said(as_reader):
    for country, number in (("France", 1), ("Spain", 2)):
        ingest_article(
            f"Title {number}\n\n{SENT.format('11,500')}, according to {country}.\n\nHaiti "
            f"denied that {SENT.format('11,500')}.", published=f"2025-03-0{number}",
        )  # fmt: skip
    claim = Claim.objects.get()
    text = footnote(as_reader, claim.get_absolute_url())
    assert text.count("in an article that also reports who speaks against it") == 2


def test_the_newest_report_of_each_counted_origin_is_named_with_its_way(as_reader, claim):
    text = footnote(as_reader, f"/claims/{claim.public_id}/cite/")
    supporting = re.sub(r" &lt;http://testserver/assertions/asr_\w+/&gt;", "", text)
    assert supporting != text
    assert (
        "(1) Dell Daily, “Ann Lee speaks”, 2 Mar 2025, quoting Ann Lee via Dellsky Kuryer;"
        in supporting
    )
    assert (
        "Harbour News, “Story of the day 31”, 4 Mar 2025, from Tarn Post, quoting French officials"
        in supporting
    )
    assert text.count("2025, ") == 5


def test_a_statement_is_cited_with_its_words_and_the_claim_it_is_in(as_reader, claim):
    denial = Assertion.objects.get(stance="denies")
    text = footnote(as_reader, f"/assertions/{denial.public_id}/cite/")
    at = f"http://testserver/assertions/{denial.public_id}/"
    assert text.startswith(
        f"Tarn Post, “No” &lt;{at}&gt;, 10 Mar 2025, denied by Haiti: “Haiti denied that"
    )
    assert f"Statement &lt;{at}&gt;." in text
    assert f"/claims/{claim.public_id}/history/{newest(claim)[0]}/&gt; of " in text
    assert "version" not in text
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
    number, ordinal = newest(claim)
    address = f"https://kb.example/claims/{claim.public_id}/history/{number}/"
    assert f"[claimbase, revision {ordinal}](<{address}>) of " in found.markdown
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
