"""The comparison of outlets: its page, its table to take away, and the API."""

import csv
import io
import re

import pytest
from django.urls import reverse

from claims.models import Assertion, Claim
from claims.services import comparing
from sources.models import Outlet
from tests.compare.worlds import FLOOD, HAITI, compared, four_outlets, query, report

pytestmark = pytest.mark.django_db
ADDRESS = "/compare/outlets/"


@pytest.fixture
def outlets(db) -> list[Outlet]:
    return four_outlets()


def flood() -> str:
    return Claim.objects.exclude(title=HAITI).get().title


def page(client, *outlets, **more) -> str:
    answer = client.get(ADDRESS, query(*outlets, **more))
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_outlet_is_shown_with_what_it_did_with_each_claim(as_reader, outlets):
    assert compared(as_reader, *outlets) == {
        HAITI: ["reported", "altered", "disclaimed", "omitted"],
        flood(): ["reported", "omitted", "omitted", "reported"],
    }


def test_the_page_says_in_words_what_was_altered_and_what_an_omission_rests_on(as_reader, outlets):
    text = page(as_reader, *outlets)
    for shown in (
        "the figure was hardened: “about 300” became “300”",
        "carries a denial",
        "no such statement was read in its article",
        "first of these",
        "on the day of the first report",
        "What the words mean",
    ):
        assert shown in text


def test_an_omission_accuses_nobody_and_leads_to_the_article_to_check(as_reader, outlets):
    text = page(as_reader, *outlets)
    article = outlets[3].articles.get()
    words = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert "omitted" not in words.replace("it is called “omitted”", "")
    assert "None read" in words
    assert (
        f'no such statement was read in its article <a href="{article.get_absolute_url()}">' in text
    )
    assert "This rests on what was read here" in words


def test_another_outlet_can_be_added_at_once_until_there_are_four(as_reader, outlets):
    for chosen in (outlets[:2], outlets[:3]):
        assert '<details class="no-print" open><summary>Add an outlet' in page(as_reader, *chosen)
    assert "Add an outlet" not in page(as_reader, *outlets)


def test_every_number_of_the_summary_has_its_denominator(as_reader, outlets):
    text = page(as_reader, *outlets)
    assert "2 claims that at least one of these outlets carries" in text
    tallies = as_reader.get(ADDRESS, query(*outlets)).context["comparison"].tallies
    assert [(t.reported, t.altered, t.disclaimed, t.omitted) for _, t in tallies] == [
        (2, 0, 0, 0),
        (0, 1, 0, 1),
        (0, 0, 1, 1),
        (1, 0, 0, 1),
    ]
    assert {t.claims for _, t in tallies} == {2}


def test_an_outlet_that_told_the_story_only_later_omitted_nothing(as_reader):
    report("Lorne Mail", f"{FLOOD}\n\nKenya has sent 300 soldiers to Haiti, officials said.", 3)
    report("Morvan Star", FLOOD, 28)
    both = Outlet.objects.order_by("name")
    assert compared(as_reader, *both)[HAITI] == ["reported", "not_reported"]


def test_an_outlet_that_covered_another_story_omitted_nothing(as_reader, outlets):
    report("Far Herald", "An earthquake in Talusa killed 80 people, the governor said.", 4)
    far = Outlet.objects.get(name="Far Herald")
    assert compared(as_reader, outlets[0], far)[HAITI] == ["reported", "not_reported"]


def test_a_rejected_or_withdrawn_statement_is_not_carried(as_reader, outlets):
    mine = Assertion.objects.filter(article__outlet=outlets[1])
    for change in ({"review_state": "rejected"}, {"review_state": "draft", "is_withdrawn": True}):
        mine.update(**change)
        assert compared(as_reader, *outlets[:2])[HAITI] == ["reported", "not_reported"]


def test_only_claims_that_differ_are_shown_when_asked_for(as_reader, outlets):
    first, last = outlets[0], outlets[3]
    assert compared(as_reader, first, last, differing="true") == {HAITI: ["reported", "omitted"]}
    assert set(compared(as_reader, first, last)) == {HAITI, flood()}


def test_the_filters_of_the_claims_list_narrow_the_rows(as_reader, outlets):
    assert set(compared(as_reader, *outlets, q="flood")) == {flood()}
    assert set(compared(as_reader, *outlets, type="troops_deployed")) == {HAITI}
    assert compared(as_reader, *outlets, after="2030-01-01") == {}
    assert "Drop a filter" in page(as_reader, *outlets, after="2030-01-01")


def test_outlets_are_chosen_one_by_one_without_a_script(as_reader, outlets):
    text = page(as_reader)
    assert "Choose two to four outlets" in text
    assert "Lorne Mail" in text
    found = as_reader.get(ADDRESS, query(outlets[0], find="quil")).context["choices"]
    assert [row.name for row, _ in found] == ["Quillan Post"]
    assert "Choose one more outlet" in page(as_reader, outlets[0])
    answer = as_reader.get(f"{ADDRESS}?{found[0][1]}")
    assert [row.name for row in answer.context["comparison"].outlets] == [
        "Lorne Mail",
        "Quillan Post",
    ]
    rest = answer.context["outlets"][0][1]
    assert "Choose one more outlet" in as_reader.get(f"{ADDRESS}?{rest}").content.decode()


def test_what_is_wrong_in_the_address_is_named(as_reader, outlets):
    report("Fifth Gazette", FLOOD)
    fifth = Outlet.objects.get(name="Fifth Gazette")
    text = page(as_reader, *outlets, fifth, status="good", colour="red", cursor="x")
    for shown in (
        "at most 4 outlets are compared; Fifth Gazette was left out",
        "status:",
        "colour: there is no such filter.",
        "This is the first page.",
    ):
        assert shown in text
    unknown = as_reader.get(ADDRESS, {"outlet": "out_nobody"})
    assert "there is no outlet “out_nobody”" in unknown.content.decode()


@pytest.mark.parametrize("hostile", ["\x00", "%", "'; drop table", "<script>", "x" * 5000])
def test_whatever_is_typed_is_answered(as_reader, outlets, hostile):
    for name in ("find", "q", "outlet", "cursor", "type", "after", "differing", hostile):
        text = page(as_reader, *outlets[:2], **({} if name == "outlet" else {name: hostile}))
        assert "<script>x" not in text
    assert as_reader.get(ADDRESS, {"outlet": [hostile] * 30}).status_code == 200
    assert as_reader.get("/api/v1/compare/outlets/", {"outlet": hostile}).status_code == 400


def two_with_many(count: int = 5) -> list[Outlet]:
    """Two outlets; of every second claim the second has another figure."""
    towns = ["Lorne", "Morvan", "Talusa", "Quillan", "Arven"][:count]
    for number, town in enumerate(towns):
        for outlet, dead in (("Lorne Mail", 12), ("Morvan Star", 12 + 30 * (number % 2))):
            report(outlet, f"A flood in {town} killed {dead} people, the mayor of {town} said.", 4)
    return list(Outlet.objects.order_by("name"))


def walked(client, outlets, **more) -> tuple[list[int], list[int]]:
    """The claims of all pages, forth and back."""
    forth, back = [], []
    answer = client.get(ADDRESS, query(*outlets, **more))
    while True:
        forth += [row.claim.pk for row in answer.context["comparison"].rows]
        if not answer.context["list"].page.next:
            break
        answer = client.get(f"{ADDRESS}?{answer.context['list'].next_query}")
    while True:
        back = [row.claim.pk for row in answer.context["comparison"].rows] + back
        if not answer.context["list"].page.previous:
            return forth, back
        answer = client.get(f"{ADDRESS}?{answer.context['list'].previous_query}")


@pytest.mark.parametrize("more", [{}, {"differing": "true"}])
@pytest.mark.parametrize("most", [2, 300])
def test_pages_show_every_row_once_in_both_directions(as_reader, monkeypatch, more, most):
    outlets = two_with_many()
    monkeypatch.setattr("claims.services.comparing.MOST_CLAIMS", most)
    whole = list(compared(as_reader, *outlets, **more))
    if most == 300:
        assert whole
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 2)
    monkeypatch.setattr("claims.views.comparing.PAGE_SIZE", 2)
    forth, back = walked(as_reader, outlets, **more)
    assert forth == back
    assert len(set(forth)) == len(forth)
    monkeypatch.setattr("claims.services.comparing.MOST_CLAIMS", 300)
    monkeypatch.setattr("claims.views.comparing.PAGE_SIZE", 50)
    answer = as_reader.get(ADDRESS, query(*outlets, **more))
    assert forth == [row.claim.pk for row in answer.context["comparison"].rows]


def test_a_comparison_of_more_claims_than_are_counted_says_so(as_reader, monkeypatch):
    outlets = two_with_many(3)
    monkeypatch.setattr("claims.services.comparing.MOST_CLAIMS", 2)
    assert "the 2 claims that come first in this order" in page(as_reader, *outlets)


def test_both_ways_of_looking_statements_up_find_the_same(outlets):
    claims = list(Claim.objects.order_by("pk"))
    found = []
    for reports in (0, 1000):
        for claim in claims:
            claim.report_count = reports
        found.append([row.cells for row in comparing.matrix(outlets, claims)])
    assert found[0] == found[1]


def test_the_page_costs_a_fixed_number_of_queries(as_reader, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    outlets = two_with_many(2)
    page(as_reader, *outlets)
    with CaptureQueriesContext(connection) as few:
        page(as_reader, *outlets)
    two_with_many(5)
    with django_assert_num_queries(len(few)):
        page(as_reader, *outlets)


def table(client, *outlets, **more) -> list[list[str]]:
    answer = client.get(reverse("compare-outlets-csv"), query(*outlets, **more))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_an_analyst_takes_the_whole_matrix_away_as_csv(as_analyst, outlets):
    head, *rows = table(as_analyst, *outlets)
    assert head[9:14] == [
        f"Lorne Mail: {name}" for name in ("treatment", "figure", "date", "why", "statement")
    ]
    by_title = {row[1]: row for row in rows}
    assert by_title[HAITI][9::5] == ["reported", "altered", "disclaimed", "omitted"]
    assert by_title[HAITI][11] == "2025-03-03"
    assert by_title[HAITI][27].startswith("no such statement was read in its article “Report 3”")
    assert len(table(as_analyst, *outlets, q="flood")) == 2


def test_no_cell_of_the_table_is_a_formula(as_analyst, outlets):
    Claim.objects.filter(title=HAITI).update(title="=1+1")
    Outlet.objects.filter(pk=outlets[0].pk).update(name="@cmd")
    head, *rows = table(as_analyst, *outlets)
    assert "'@cmd: treatment" in head
    assert "'=1+1" in [row[1] for row in rows]


def test_taking_it_away_needs_the_role_of_an_analyst(as_reader, outlets):
    assert as_reader.get(reverse("compare-outlets-csv"), query(*outlets)).status_code == 403
    assert "export.csv" not in page(as_reader, *outlets)


def test_a_table_of_one_outlet_leads_to_choosing_another(as_analyst, outlets):
    answer = as_analyst.get(reverse("compare-outlets-csv"), query(outlets[0]))
    assert answer.status_code == 302
    assert answer.url.startswith(f"{ADDRESS}?outlet=")


def test_who_is_not_signed_in_is_asked_to(client, outlets):
    assert client.get(ADDRESS).status_code == 302
    assert client.get("/api/v1/compare/outlets/").status_code in (401, 403)


def test_the_api_gives_the_same_matrix(as_reader, outlets):
    answer = as_reader.get("/api/v1/compare/outlets/", query(*outlets, page_size=1))
    assert answer.status_code == 200
    body = answer.json()
    assert [t["reported"] for t in body["tallies"]] == [2, 0, 0, 1]
    assert body["is_capped"] is False
    rows = body["results"]
    rows += as_reader.get(body["next"]).json()["results"]
    found = {r["claim"]["title"]: [c["treatment"] for c in r["cells"]] for r in rows}
    assert found[HAITI] == ["reported", "altered", "disclaimed", "omitted"]
    cells = next(r for r in rows if r["claim"]["title"] == HAITI)["cells"]
    assert cells[0]["figure"]["text"] == "about 300"
    assert cells[0]["is_first"] is True
    assert cells[3]["beside"] == flood()
    assert cells[3]["article"] == outlets[3].articles.get().public_id
    assert "hardened" in cells[1]["reasons"][0]


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"outlet": []}, "outlet"),
        ({"outlet": ["out_x", "out_y"]}, "outlet"),
        ({"sort": "beauty"}, "sort"),
        ({"cursor": "x"}, "cursor"),
        ({"status": "good"}, "status"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_the_api_refuses_what_it_does_not_know(as_reader, outlets, more, named):
    answer = as_reader.get("/api/v1/compare/outlets/", {**query(*outlets[:2]), **more})
    assert answer.status_code == 400
    assert named in answer.content.decode()
