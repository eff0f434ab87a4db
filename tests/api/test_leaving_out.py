"""Leaving sources out, flags and receipts, through the API."""

import pytest

from claims.models import Claim, Origin, Speaker
from sources.models import Article, Outlet
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db

KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."


@pytest.fixture
def claim(db) -> Claim:
    ingest_article(KENYA, outlet="One", published="2025-03-01")
    ingest_article(FRANCE, outlet="Two", published="2025-03-02")
    return Claim.objects.get()


def detail(client, claim, *left_out):
    query = "&".join(f"without={public_id}" for public_id in left_out)
    return client.get(f"/api/v1/claims/{claim.public_id}/?{query}")


def test_a_claim_says_on_which_origins_its_reports_rest(as_reader, claim):
    found = detail(as_reader, claim).json()
    assert found["rests_on"].startswith("2 reports rest on 2 independent origins:")
    assert [o["in_headline"] for o in found["origins"]] == [True, True]
    assert found["recomputed"] is None


@pytest.mark.parametrize("kind", ["origin", "speaker", "outlet", "article"])
def test_a_claim_is_computed_without_a_source_beside_the_stored_values(as_reader, claim, kind):
    row = {
        "origin": Origin.objects.get(label="France"),
        "speaker": Speaker.objects.get(name="France"),
        "outlet": Outlet.objects.get(name="Two"),
        "article": Article.objects.get(outlet__name="Two"),
    }[kind]
    found = detail(as_reader, claim, row.public_id).json()
    assert found["status"]["computed"] == "corroborated"
    assert found["counts"]["independent_origins"] == 2
    again = found["recomputed"]
    assert [o["id"] for o in again["left_out"]] == [row.public_id]
    assert (again["status"], again["figure"]["text"]) == ("single_source", "about 12,000")
    assert again["counts"]["independent_origins"] == again["counts"]["reports"] == 1
    assert {r["rule"] for r in again["reasons"]} >= {"single_source", "change"}


def test_without_all_sources_nothing_is_left(as_reader, claim):
    ids = [o.public_id for o in Origin.objects.all()]
    again = detail(as_reader, claim, *ids).json()["recomputed"]
    assert (again["status"], again["figure"], again["origins"]) == ("unassessed", None, [])


def test_an_unknown_source_is_a_problem_that_says_what_to_give(as_reader, claim):
    answer = detail(as_reader, claim, "org_00000000000000000000000000")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["attr"] == "without"
    assert "an origin (org_…)" in error["detail"]


def test_reasons_name_the_rule_whether_it_was_met_and_what_it_rests_on(as_reader, claim):
    reasons = detail(as_reader, claim).json()["status"]["reasons"]
    (rule,) = [r for r in reasons if r["rule"] == "corroboration"]
    assert (rule["met"], rule["leads_to"]) == (True, "corroborated")
    assert {ref["kind"] for ref in rule["rests_on"]} == {"origin"}


def test_flagged_statements_are_found_by_their_flag(as_reader):
    ingest_article(KENYA, outlet="Soft", published="2025-03-01")
    ingest_article(KENYA.replace("about 12,000", "12,000"), outlet="Hard", published="2025-03-02")
    (row,) = as_reader.get("/api/v1/assertions/?flag=hardened").json()["results"]
    assert row["article"]["outlet"]["name"] == "Hard"
    (flag,) = row["flags"]
    assert flag["text"] == "“about 12,000” became “12,000”"
    assert as_reader.get(f"/api/v1/assertions/{flag['beside']}/").status_code == 200
    assert as_reader.get("/api/v1/assertions/?flag=attribution_dropped").json()["results"] == []


def test_receipts_are_read_by_the_id_of_their_article(as_reader, claim):
    article = Article.objects.get(outlet__name="Two")
    found = as_reader.get(f"/api/v1/receipts/{article.public_id}/").json()
    assert found["statement_count"] == 1
    assert len(found["statements"]["new_support"]) == len(found["statements"]["new_figure"]) == 1
    assert found["statements"]["new_claim"] == []
    outlet = Outlet.objects.get(name="One")
    (row,) = as_reader.get(f"/api/v1/receipts/?outlet={outlet.public_id}").json()["results"]
    assert row["summary"] == "1 statement: 1 founds a new claim"
