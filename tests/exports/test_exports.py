"""Exports hold exactly what the list shows."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Preferences
from claims.models import Assertion, Claim
from claims.services.exporting import COLUMNS, Form, What, export
from claims.services.tables import cell
from tests.exports.worlds import claims, content, kenya, lines, report, table
from tests.factories import make_token

pytestmark = pytest.mark.django_db
ORDERS = ("", "sort=changed", "sort=reported", "sort=origins", "sort=reports")


def listed(client: Client, query: str) -> list[str]:
    """The claims of a list, page by page."""
    found, address = [], f"/claims/?{query}"
    while address:
        text = content(client, address)
        found += re.findall(r'href="/claims/[a-z0-9-]+-(clm_\w+)/"', text)
        after = re.search(r'rel="next" href="(\?[^"]+)"', text)
        address = f"/claims/{after[1]}".replace("&amp;", "&") if after else ""
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("order", ORDERS)
def test_an_export_is_the_list_over_all_pages_in_its_order(as_analyst, analyst, order):
    Preferences.objects.create(user=analyst, page_size=25)
    claims(60)
    shown = listed(as_analyst, order)
    assert len(shown) == 60
    rows = lines(content(as_analyst, f"/claims/export.ndjson?{order}"))
    assert [row["id"] for row in rows] == shown
    assert [row["id"] for row in table(content(as_analyst, f"/claims/export.csv?{order}"))] == shown


@pytest.mark.parametrize("query", ["min_origins=2", "q=country+7", "q=country+7&sort=reports"])
def test_filters_narrow_the_export_as_they_narrow_the_list(as_analyst, query):
    claims(30)
    shown = listed(as_analyst, query)
    assert 0 < len(shown) < 30
    assert [r["id"] for r in lines(content(as_analyst, f"/claims/export.ndjson?{query}"))] == shown


def test_an_address_of_a_later_page_exports_all_pages(as_analyst):
    claims(60)
    text = content(as_analyst, "/claims/?sort=reports")
    later = re.search(r'rel="next" href="\?([^"]+)"', text)[1].replace("&amp;", "&")
    assert len(lines(content(as_analyst, f"/claims/export.ndjson?{later}"))) == 60


def test_claims_that_were_merged_or_are_empty_are_in_neither(as_analyst):
    first, second, _third = claims(3)
    Claim.objects.filter(pk=first.pk).update(merged_into=second)
    Claim.objects.filter(pk=second.pk).update(is_empty=True)
    assert len(lines(content(as_analyst, "/claims/export.ndjson"))) == 1


def test_a_row_says_status_figure_and_three_numbers(as_analyst):
    kenya()
    (row,) = lines(content(as_analyst, "/claims/export.ndjson"))
    assert row["status"] == "single_source"
    assert row["figure"] == {
        "text": "about 1,000", "quantifier": "approximately", "low": 1000, "high": 1000, "unit": "people",
        "interval_low": 950, "interval_high": 1050,
    }  # fmt: skip
    assert (row["independent_origins"], row["reports"], row["outlets"]) == (1, 1, 1)
    (cells,) = table(content(as_analyst, "/claims/export.csv"))
    assert (cells["figure_low"], cells["figure_high"], cells["title"]) == (
        "1000",
        "1000",
        row["title"],
    )


def test_a_vague_figure_has_the_numbers_that_pages_show(as_analyst):
    statement = kenya(figure="hundreds of")
    series = as_analyst.get(f"/api/v1/claims/{statement.claim.public_id}/figure/").json()
    shown = series["points"][0]["interval"]
    assert shown == {"low": "200", "high": "999"}
    for name in ("export", "export-statements"):
        (row,) = lines(content(as_analyst, f"/claims/{name}.ndjson"))
        figure = row["figure"]
        assert (figure["interval_low"], figure["interval_high"]) == (200, 999)
        (cells,) = table(content(as_analyst, f"/claims/{name}.csv"))
        assert (cells["figure_interval_low"], cells["figure_interval_high"]) == ("200", "999")
        # What the words themselves give: a least number and no greatest.
        assert (cells["figure_low"], cells["figure_high"]) == ("200", "")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("41.00"), "41"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("-7.50"), "-7.5"),
        (12.0, "12"),
        (0.25, "0.25"),
        (3, "3"),
        (True, "True"),
    ],
)
def test_a_number_is_written_alike_in_every_table(number, written):
    assert cell(number) == written


def test_the_evidence_of_a_claim_has_whole_numbers_as_the_list_has(as_analyst):
    statement = kenya(figure="41")
    address = f"/claims/{statement.claim.public_id}/evidence.csv"
    (cells,) = table(content(as_analyst, address))
    assert (cells["low"], cells["high"]) == ("41", "41")


def test_the_statements_behind_the_claims_come_claim_by_claim_in_the_lists_order(as_analyst):
    kenya("Lorne Mail", url="https://lorne.example/kenya")
    report("Kenya has sent 300 soldiers to Mali, Kenyan officials said.", outlet="Corvo Post")
    kenya("Harbour News", figure="11,000")
    order = listed(as_analyst, "sort=reports")
    rows = lines(content(as_analyst, "/claims/export-statements.ndjson?sort=reports"))
    assert list(dict.fromkeys(row["claim"] for row in rows)) == order
    assert len(rows) == 3
    first = rows[0]
    statement = Assertion.objects.get(public_id=first["id"])
    assert statement.article.text[first["start"] : first["end"]] == first["excerpt"]
    assert first["article_url"] == "https://lorne.example/kenya"
    assert (first["outlet"], first["speakers"]) == ("Lorne Mail", ["Kenyan officials"])
    assert first["origins"] == ["Kenyan officials"]
    assert first["chain"] == ["Lorne Mail", "Kenyan officials"]
    assert (first["stance"], first["review_state"]) == ("asserts", "draft")
    assert first["figure"]["text"] == "about 1,000"


def test_statements_that_do_not_count_are_not_exported(as_analyst):
    kept = kenya("Lorne Mail")
    rejected, withdrawn = kenya("Corvo Post"), kenya("Harbour News")
    Assertion.objects.filter(pk=rejected.pk).update(review_state="rejected")
    Assertion.objects.filter(pk=withdrawn.pk).update(is_withdrawn=True)
    for query in ("", "?sort=id"):
        rows = lines(content(as_analyst, f"/claims/export-statements.ndjson{query}"))
        assert [row["id"] for row in rows] == [kept.public_id]


def test_statements_of_claims_that_are_filtered_out_are_not_exported(as_analyst):
    kenya()
    report("Kenya has sent 300 soldiers to Mali, Kenyan officials said.", outlet="Corvo Post")
    for query in ("q=Mali", "q=Mali&sort=id"):
        rows = lines(content(as_analyst, f"/claims/export-statements.ndjson?{query}"))
        assert [row["outlet"] for row in rows] == ["Corvo Post"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_runs_as_a_formula(as_analyst, start):
    (claim,) = claims(1)
    hostile = f'{start}HYPERLINK("https://evil.example")'
    Claim.objects.filter(pk=claim.pk).update(title=hostile, place=f"{start}1+1")
    (cells,) = table(content(as_analyst, "/claims/export.csv"))
    assert cells["title"] == f"'{hostile}"
    assert cells["place"] == f"'{start}1+1"
    (row,) = lines(content(as_analyst, "/claims/export.ndjson"))
    assert row["title"] == hostile


def test_quotes_commas_and_line_breaks_stay_in_their_cell(as_analyst):
    (claim,) = claims(1)
    title = 'Troops, "many"\nand – so — they say: 東京, ½'
    Claim.objects.filter(pk=claim.pk).update(title=title)
    (cells,) = table(content(as_analyst, "/claims/export.csv"))
    assert cells["title"] == title


def test_the_end_is_missing_from_a_stream_that_was_cut(analyst, as_analyst, rf):
    claims(900)
    answer = as_analyst.get("/claims/export.ndjson")
    blocks = iter(answer.streaming_content)
    received = next(blocks).decode()
    answer.close()
    assert received.endswith("\n")
    assert "_end" not in received
    assert 0 < len(received.splitlines()) < 900


def test_an_export_in_the_order_of_ids_goes_on_after_the_last_row_that_arrived(as_analyst):
    made = [claim.public_id for claim in claims(7)]
    rows = lines(content(as_analyst, "/claims/export.ndjson?sort=id"))
    assert [row["id"] for row in rows] == made
    rest = lines(content(as_analyst, f"/claims/export.ndjson?sort=id&after_id={made[2]}"))
    assert [row["id"] for row in rest] == made[3:]


def test_statements_are_resumed_in_the_same_way(as_analyst):
    made = [kenya(f"Outlet {n}").public_id for n in range(3)]
    rest = content(as_analyst, f"/claims/export-statements.ndjson?sort=id&after_id={made[0]}")
    assert [row["id"] for row in lines(rest)] == made[1:]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("status=rumoured", "status"),
        ("outlet=out_01JD3V7Q9MZK4T6W2B8X5RHN0A", "outlet"),
        ("colour=red", "colour"),
        ("sort=beauty", "sort"),
        ("after=yesterday", "after"),
        ("after_id=clm_01JD3V7Q9MZK4T6W2B8X5RHN0A", "after_id"),
        ("sort=id&after_id=clm_01JD3V7Q9MZK4T6W2B8X5RHN0A", "after_id"),
    ],
)
@pytest.mark.parametrize("kind", ["export.csv", "export.ndjson", "export-statements.csv"])
def test_a_wrong_filter_exports_nothing_and_is_named(as_analyst, kind, query, named):
    claims(2)
    text = content(as_analyst, f"/claims/{kind}?{query}", status=400)
    assert "Nothing was exported" in text
    assert f"{named}:" in text


def test_exporting_takes_an_analyst_and_the_refusal_says_so(as_reader, client):
    text = content(as_reader, "/claims/export.csv", status=403)
    assert "analyst" in text
    assert client.get("/claims/export.csv").url.startswith("/account/login/")


def test_the_name_of_the_file_tells_day_and_filters(as_analyst):
    def name(query: str) -> str:
        answer = as_analyst.get(f"/claims/export.csv?{query}")
        return re.search(r'filename="(.+)"', answer["Content-Disposition"])[1]

    assert re.fullmatch(r"claimbase-claims-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.csv", name(""))
    assert name("status=disputed&min_origins=1") == name("min_origins=1&status=disputed")
    assert name("status=disputed") != name("status=confirmed")


def test_a_head_request_reads_nothing(as_analyst, django_assert_max_num_queries):
    claims(3)
    with django_assert_max_num_queries(6) as asked:
        answer = as_analyst.head("/claims/export.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert not any('FROM "claims_claim"' in query["sql"] for query in asked)


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("query", ["", "sort=id"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    what, query, django_assert_num_queries, rf
):
    def asked() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            data = rf.get(f"/?{query}").GET
            list(export(what=what, form=Form.CSV, query=data).blocks)
        return len(found)

    kenya()
    before = asked()
    for n in range(4):
        kenya(f"Outlet {n}", figure=f"{n + 2},000")
    report("Kenya has sent 300 soldiers to Mali, Kenyan officials said.", outlet="Corvo Post")
    assert asked() == before


@pytest.mark.parametrize("what", What)
def test_every_column_is_in_the_file_and_explained(as_analyst, what):
    kenya()
    suffix = "" if what is What.CLAIMS else "-statements"
    (cells,) = table(content(as_analyst, f"/claims/export{suffix}.csv"))
    assert list(cells) == list(COLUMNS[what])
    page = content(as_analyst, "/help/exports/")
    assert all(f"<code>{name}</code>" in page for name in cells)


def test_an_export_of_nothing_has_its_header_and_its_end(as_analyst):
    assert content(as_analyst, "/claims/export.csv").startswith("id,type,title,status")
    assert lines(content(as_analyst, "/claims/export.ndjson")) == []


def test_the_list_offers_only_what_is_not_refused(as_reader, as_analyst):
    claims(1)
    for_reader = content(as_reader, "/claims/?min_origins=0")
    for_analyst = content(as_analyst, "/claims/?min_origins=0")
    assert "export.csv" not in for_reader
    assert 'href="/claims/export.csv?min_origins=0"' in for_analyst
    assert 'name="is_shared"' not in for_reader
    assert 'name="is_shared"' in for_analyst
    for text in (for_reader, for_analyst):
        assert 'href="/claims/feed/?min_origins=0"' in text
        assert "Save this search" in text


def test_what_the_list_left_out_is_left_out_of_its_export_too(as_analyst):
    claims(1)
    text = content(as_analyst, "/claims/?min_origins=0&colour=red&status=rumoured&sort=beauty")
    assert 'href="/claims/export.csv?min_origins=0"' in text


class TestApi:
    def client(self, user, *scopes: str) -> Client:
        return Client(headers={"Authorization": f"Bearer {make_token(user, *scopes)}"})

    @pytest.mark.parametrize("name", ["claims.ndjson", "claims.csv", "statements.ndjson"])
    def test_it_gives_the_same_file(self, analyst, as_analyst, name):
        kenya()
        kenya("Corvo Post", figure="11,000")
        page = f"export{'-statements' if 'statements' in name else ''}.{name.partition('.')[2]}"
        client = self.client(analyst, "export")
        for accept in ("*/*", "text/csv", "application/json"):
            got = content(
                client, f"/api/v1/exports/{name}?sort=reports", headers={"Accept": accept}
            )
            assert got == content(as_analyst, f"/claims/{page}?sort=reports")

    def test_it_takes_the_scope_export_and_the_role_analyst(self, analyst, reader):
        address = "/api/v1/exports/claims.ndjson"
        refused = self.client(analyst, "read").get(address)
        assert (refused.status_code, refused.json()["needs"]["scope"]) == (403, "export")
        refused = self.client(reader, "read", "export").get(address)
        assert (refused.status_code, refused.json()["needs"]["role"]) == (403, "analyst")
        assert Client().get(address).status_code == 401

    def test_a_wrong_parameter_is_a_problem_that_names_it(self, analyst):
        answer = self.client(analyst, "export").get("/api/v1/exports/claims.csv?status=rumoured")
        assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "status")
