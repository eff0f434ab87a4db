"""The page of a claim: every number explained, sources left out, what changed since a decision."""

import re

import pytest

from claims.models import Assertion, Claim, Origin, Speaker
from claims.services.assessing import assess_claims
from sources.models import IngestBatch, Outlet
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db

KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."
BOTH = "Third\n\nKenyan and Brazilian intelligence agencies said Kenya has sent at least 10,000 soldiers to Haiti."
PLAIN = "Fourth\n\nKenya has sent soldiers to Haiti, the mayor of Lorne said."
DENIAL = "Fifth\n\nHaiti denied that Kenya has sent 12,000 soldiers to Haiti."


@pytest.fixture
def claim(db) -> Claim:
    for number, text in enumerate((KENYA, FRANCE, BOTH, PLAIN, DENIAL), start=1):
        ingest_article(text, outlet=f"Outlet {number}", published=f"2025-03-0{number}")
    return Claim.objects.get(type="troops_deployed")


def page(client, claim: Claim, query: str = "") -> str:
    answer = client.get(f"{claim.get_absolute_url()}{query}", follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def part(text: str, start: str, end: str) -> str:
    """What stands on the page between two marks."""
    assert start in text, start
    return text.split(start, 1)[1].split(end, 1)[0]


def test_three_reports_of_two_origins_are_explained_in_a_sentence(as_reader, claim):
    assert (claim.report_count, claim.independent_count) == (3, 2)
    assert (
        "3 reports rest on 2 independent origins: Kenyan officials (1 report) and France (1 report). "
        "Not counted: Kenyan and Brazilian intelligence agencies (1 report), because "
    ) in page(as_reader, claim)


@pytest.mark.parametrize(
    "number", ["origins", "reports", "outlets", "unfigured", "figure", "challenges"]
)
def test_every_number_leads_to_what_it_counts(as_reader, claim, number):
    text = page(as_reader, claim)
    assert f'class="explained" href="#{number}"' in text
    assert text.count(f'id="{number}"') == 1


def test_the_reports_are_listed_and_the_mentions_apart_from_them(as_reader, claim):
    text = page(as_reader, claim)
    reports = part(text, 'id="reports"', "</ul>")
    mentions = part(text, 'id="unfigured"', "</ul>")
    assert all(f"Outlet {n}" in reports for n in (1, 2, 3))
    assert "Outlet 4" not in reports
    assert "Outlet 4" in mentions


def test_the_outlets_are_listed_with_their_reports(as_reader, claim):
    outlets = part(page(as_reader, claim), 'id="outlets"', "</ul>")
    assert len(re.findall(r": 1 report\b", outlets)) == claim.outlet_count == 3


def test_the_figure_names_the_newest_figure_of_each_counted_origin(as_reader, claim):
    figure = part(page(as_reader, claim), 'id="figure"', "</ul>")
    for shown in ("the range over the newest figure", "about 12,000", "about 11,500", "2 Mar 2025"):
        assert shown in figure
    assert "at least 10,000" not in figure


def test_every_rule_says_whether_it_was_met_and_links_to_what_it_rests_on(as_reader, claim):
    why = part(page(as_reader, claim), 'id="why"', "</ol>")
    assert "and decides: disputed" in why
    assert why.count("<li") == 6
    denial = Assertion.objects.get(stance="denies")
    assert f'href="/assertions/{denial.public_id}/"' in why
    origin = Origin.objects.get(label="France")
    assert f'href="#{origin.public_id}"' in why


def test_what_would_change_the_status_is_computed_from_the_figures(as_reader, claim):
    change = part(page(as_reader, claim), 'id="change"', "</ul>")
    assert "Closing the challenge of Haiti (denies) would make it corroborated." in change
    claim.challenges.all().delete()
    Assertion.objects.filter(stance="denies").update(is_withdrawn=True)
    assess_claims([claim.pk])
    change = part(page(as_reader, claim), 'id="change"', "</ul>")
    assert "with an exact figure below 11,400 or above 12,075 would make it disputed: " in change
    assert "Without France it would be single source" in change


def test_sources_are_left_out_by_links_and_put_back(as_reader, claim):
    france = Origin.objects.get(label="France")
    link = f"?without={france.public_id}"
    assert f'href="{link}"' in page(as_reader, claim)
    text = page(as_reader, claim, link)
    banner = part(text, 'aria-label="Without some sources"', "</section>")
    assert "<b>Left out:</b> France" in banner
    assert f'href="{claim.get_absolute_url()}">show all' in banner
    assert re.search(r'With all sources">2</td><td data-label="Without them"><b>1</b>', banner)
    assert "2 reports rest on 1 independent origin: Kenyan officials (1 report)" in text
    assert "according to France" not in part(text, 'id="evidence"', 'id="challenges"')


def test_several_sources_can_be_left_out_at_once(as_reader, claim):
    ids = [
        Speaker.objects.get(name="France").public_id,
        Outlet.objects.get(name="Outlet 1").public_id,
    ]
    text = page(as_reader, claim, f"?without={ids[0]}&without={ids[1]}")
    banner = part(text, 'aria-label="Without some sources"', "</section>")
    assert "France" in banner
    assert "Outlet 1" in banner
    assert f'?without={ids[1]}">put back' in banner
    assert re.search(r'Without them"><b>1</b>', banner)


def test_an_unknown_source_is_named_and_nothing_is_left_out(as_reader, claim):
    text = page(as_reader, claim, "?without=org_nonsense")
    assert "“org_nonsense” is no source that can be left out" in text
    assert "Without some sources" not in text


def test_what_changed_since_a_decision_is_listed_with_links(as_editor, claim):
    as_editor.post(
        f"/claims/{claim.public_id}/assess/",
        {"status": "corroborated", "reason": "two agree", "version": claim.version},
    )
    one = Assertion.objects.get(article__outlet__name="Outlet 2")
    Assertion.objects.filter(pk=one.pk).update(
        figure_text="about 900", figure_low=900, figure_high=900
    )
    assess_claims([claim.pk])
    changed = part(page(as_editor, claim), 'id="changed"', "</ul>")
    assert "“about 11,500” → “about 900”" in changed
    assert one.get_absolute_url() in changed


def test_flags_stand_beside_the_statement_on_the_pages_of_claim_and_article(as_reader):
    ingest_article(KENYA, outlet="Soft", published="2025-03-01")
    hard = ingest_article(
        KENYA.replace("about 12,000", "12,000"), outlet="Hard", published="2025-03-02"
    )
    claim = Claim.objects.get()
    for address in (claim.get_absolute_url(), hard.get_absolute_url()):
        text = as_reader.get(address).content.decode()
        assert "Figure hardened: “about 12,000” became “12,000”" in text
        assert "compare with Soft" in text


def test_the_receipt_stands_on_the_article_and_in_its_batch(as_reader, claim):
    article = Assertion.objects.get(article__outlet__name="Outlet 2").article
    text = as_reader.get(article.get_absolute_url()).content.decode()
    assert "What it added" in text
    assert "1 brings new independent support" in text
    batch = IngestBatch.objects.get(items__source_file__article=article)
    assert article.receipt.summary in as_reader.get(batch.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_queries_for_one_statement_and_for_many(
    as_reader, claim, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        page(as_reader, claim)
    for number in range(6, 12):
        text = f"More {number}\n\nKenya has sent about 12,{number}00 soldiers to Haiti, the mayor of Lorne said."
        ingest_article(text, outlet=f"Outlet {number}", published="2025-03-06")
    with django_assert_max_num_queries(len(few)):
        page(as_reader, claim)


def test_the_method_page_explains_by_the_constants_that_are_used(as_reader, settings):
    settings.FIGURE_TOLERANCE, settings.FIGURE_MOMENT_DAYS = 0.07, 33
    text = as_reader.get("/help/method/").content.decode()
    for shown in (
        "± 7 %",
        "33 days",
        "up to 20 origins",
        "hundreds",
        "Attribution dropped",
        "Leave",
    ):
        assert shown in text, shown
