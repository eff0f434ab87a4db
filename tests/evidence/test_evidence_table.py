"""The evidence of a claim in pages: nothing is out of reach, whatever the view."""

import csv
import html
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Assertion, Claim, Origin
from claims.services.evidence_table import (
    GROUPS,
    SORTS,
    Asked,
    counted_origins,
    evidence_table,
)
from claims.services.scope import EVERYTHING
from claims.templatetags.evidence import at_quotation
from sources.models import Outlet
from tests.evidence.worlds import add_statement, claim_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    return claim_with(23, stance_every=6, unfigured_every=7)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr("claims.views.evidence.PAGE_SIZE", 8)


def get(client, claim, query="", **headers) -> str:
    answer = client.get(f"{claim.get_absolute_url()}{query}", headers=headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(text: str) -> list[str]:
    return re.findall(r'<tr id="(asr_\w+)"', text)


def link(text: str, rel: str) -> str:
    """The query of the link to the next or the previous page; empty at the ends."""
    found = re.search(rf'rel="{rel}" href="[^"?]*(\?[^"#]*)#evidence"', text)
    return html.unescape(found[1]) if found else ""


def all_pages(client, claim, query) -> list[list[str]]:
    pages = []
    while True:
        text = get(client, claim, query)
        pages.append(rows(text))
        query = link(text, "next")
        if not query:
            return pages


class TestPages:
    @pytest.mark.parametrize("group", GROUPS)
    @pytest.mark.parametrize("sort", SORTS)
    def test_reach_every_statement_once(self, as_reader, claim, small_pages, group, sort):
        pages = all_pages(as_reader, claim, f"?group={group}&sort={sort}")
        seen = [one for page in pages for one in page]
        assert len(seen) == len(set(seen)) == 23
        assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 3]

    def test_lead_back_the_way_they_came(self, as_reader, claim, small_pages):
        pages = all_pages(as_reader, claim, "?group=origin&sort=figure")
        text = get(as_reader, claim, f"?group=origin&sort=figure&cursor=n.{pages[-2][-1]}")
        back = [rows(text)]
        while query := link(text, "prev"):
            text = get(as_reader, claim, query)
            back.append(rows(text))
        assert back[::-1] == pages

    def test_lose_no_row_when_a_newer_statement_comes_meanwhile(
        self, as_reader, claim, small_pages
    ):
        text = get(as_reader, claim)
        first = rows(text)
        add_statement(claim, day=None)
        add_statement(claim, outlet=Outlet.objects.first(), day=claim.created_at.date())
        second = rows(get(as_reader, claim, link(text, "next")))
        assert not set(first) & set(second)

    def test_say_where_they_are(self, as_reader, claim, small_pages):
        text = get(as_reader, claim)
        assert "Statements 1–4 of 23." in text
        assert "Statements 5–8 of 23." in get(as_reader, claim, link(text, "next"))

    def test_every_statement_has_an_address_that_opens_its_page(
        self, as_reader, claim, small_pages
    ):
        for one in claim.assertions.all():
            assert one.public_id in rows(get(as_reader, claim, f"?at={one.public_id}"))
            assert one.place_in_claim.endswith(f"?at={one.public_id}#{one.public_id}")

    def test_such_an_address_still_leads_there_when_the_claim_has_another_title(
        self, as_reader, claim, small_pages
    ):
        one = claim.assertions.first()
        address = one.place_in_claim.partition("#")[0]
        Claim.objects.filter(pk=claim.pk).update(title="Sailors sent to Lorne")
        answer = as_reader.get(address, follow=True)
        assert one.public_id in rows(answer.content.decode())

    def test_such_a_page_is_one_of_those_one_pages_through(self, as_reader, claim, small_pages):
        pages = all_pages(as_reader, claim, "")
        assert rows(get(as_reader, claim, f"?at={pages[2][3]}")) == pages[2]

    def test_a_statement_that_is_not_here_is_not_passed_over(self, as_reader, claim):
        other = claim_with(1, outlets=1).assertions.get()
        text = get(as_reader, claim, f"?at={other.public_id}")
        assert "is not in this view of the claim" in text
        assert f'href="/assertions/{other.public_id}/"' in text
        assert len(rows(text)) == 23


class TestViews:
    @pytest.mark.parametrize("group", [g for g in GROUPS if g != "none"])
    def test_groups_part_the_statements_and_count_them(self, claim, group):
        asked = Asked(group=group, size=100)
        table = evidence_table(claim.pk, EVERYTHING, counted_origins(claim.pk, EVERYTHING), asked)
        keys = {
            "origin": lambda a: a.origin_id,
            "outlet": lambda a: a.article.outlet_id,
            "date": lambda a: a.article.published_on,
        }
        in_groups = [{keys[group](a) for a in one.statements} for one in table.groups]
        assert all(len(found) == 1 for found in in_groups)
        assert len(set.union(*in_groups)) == len(table.groups)
        assert sum(one.number for one in table.groups) == table.total == 23
        assert all(one.number == len(one.statements) for one in table.groups)

    def test_a_group_that_began_on_the_page_before_says_so(self, as_reader, claim, small_pages):
        text = get(as_reader, claim, "?group=outlet")
        assert "(continued)" not in text
        assert "(continued)" in get(as_reader, claim, link(text, "next"))

    def test_origins_that_count_come_first_and_say_so(self, claim):
        asked = Asked(group="origin", size=100)
        origins = counted_origins(claim.pk, EVERYTHING)
        table = evidence_table(claim.pk, EVERYTHING, origins, asked)
        left_out = [bool(one.note.left_out) if one.note else True for one in table.groups]
        assert left_out == sorted(left_out)
        assert not left_out[0]

    def test_independent_only_gives_the_newest_statement_of_each_counted_origin(self, claim):
        origins = counted_origins(claim.pk, EVERYTHING)
        counted = [line.origin.pk for line in origins if not line.left_out]
        asked = Asked(show="independent")
        shown = evidence_table(claim.pk, EVERYTHING, origins, asked).statements
        assert sorted(a.origin_id for a in shown) == sorted(counted)
        figures = {line.origin.pk: line.figure_text for line in origins}
        assert all(a.figure_text == figures[a.origin_id] for a in shown)

    @pytest.mark.parametrize(
        ("show", "conditions"),
        [("denials", {"stance": "denies"}), ("no-figure", {"figure_quantifier": ""})],
    )
    def test_other_views_show_what_they_say(self, as_reader, claim, show, conditions):
        expected = set(claim.assertions.filter(**conditions).values_list("public_id", flat=True))
        assert set(rows(get(as_reader, claim, f"?show={show}"))) == expected

    def test_figures_and_outlets_are_put_in_order(self, as_reader, claim):
        by_id = {a.public_id: a for a in claim.assertions.select_related("article__outlet")}
        figures = [by_id[i].figure_low for i in rows(get(as_reader, claim, "?sort=figure"))]
        stated = [f for f in figures if f is not None]
        assert stated == sorted(stated, reverse=True)
        assert figures[len(stated) :] == [None] * (len(figures) - len(stated))
        outlets = [
            by_id[i].article.outlet.name for i in rows(get(as_reader, claim, "?sort=outlet"))
        ]
        assert outlets == sorted(outlets)

    def test_undated_statements_come_last_in_both_directions(self, claim):
        for sort in ("newest", "oldest"):
            table = evidence_table(claim.pk, EVERYTHING, (), Asked(sort=sort, size=100))
            days = [a.article.published_on is None for a in table.statements]
            assert days == sorted(days)

    def test_a_wrong_choice_is_named_and_the_rest_still_works(self, as_reader, claim):
        text = get(as_reader, claim, "?group=colour&show=denials&cursor=nonsense")
        assert "group: there is no &#x27;colour&#x27; here" in text
        assert "cursor: that is no page of this table" in text
        assert len(rows(text)) == claim.assertions.filter(stance="denies").count()

    def test_a_view_without_rows_says_so_and_leads_back(self, as_reader):
        text = get(as_reader, claim_with(2), "?show=denials")
        assert "Nobody denies or doubts it." in text
        assert "Show all statements" in text

    def test_what_is_left_out_stays_left_out_from_page_to_page(self, as_reader, claim, small_pages):
        origin = Origin.objects.get(label="Speaker 1")
        out = set(claim.assertions.filter(origin=origin).values_list("public_id", flat=True))
        pages = all_pages(as_reader, claim, f"?without={origin.public_id}&group=date")
        seen = {one for page in pages for one in page}
        assert out
        assert not seen & out
        assert len(seen) + len(out) == 23

    def test_htmx_gets_the_table_alone_with_what_is_said_aloud(self, as_reader, claim):
        text = get(
            as_reader,
            claim,
            "?show=denials",
            **{"HX-Request": "true", "HX-Target": "evidence-part"},
        )
        assert "<html" not in text
        assert text.strip().startswith('<div id="evidence-part"')
        assert 'id="evidence-said"' in text
        assert len(rows(text)) == claim.assertions.filter(stance="denies").count()


class TestRows:
    def test_offer_editors_what_they_may_do_and_readers_nothing_of_it(
        self, as_editor, as_reader, claim
    ):
        one = claim.assertions.first()
        for act in ("correct", "place", "exclude", "origin"):
            address = f'href="/assertions/{one.public_id}/{act}/"'
            assert address in get(as_editor, claim)
            assert address not in get(as_reader, claim)

    def test_lead_to_the_words_in_the_original(self, as_reader, claim):
        add_statement(
            claim, text="Soldiers, well-armed, were sent.", url="https://news.example/a?b=1"
        )
        assert (
            'href="https://news.example/a?b=1#:~:text=Soldiers%2C%20well%2Darmed%2C%20were%20sent."'
        ) in get(as_reader, claim)

    def test_a_long_quotation_is_named_by_its_ends(self):
        words = " ".join(f"word{n}" for n in range(60))
        assert at_quotation("https://news.example/#top", words) == (
            "https://news.example/#top:~:text=word0%20word1%20word2%20word3%20word4%20word5,"
            "word54%20word55%20word56%20word57%20word58%20word59"
        )


class TestCsv:
    def read(self, client, claim, query=""):
        answer = client.get(f"/claims/{claim.public_id}/evidence.csv{query}")
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))

    def test_holds_every_statement_of_the_view_in_its_order(self, as_analyst, claim, small_pages):
        query = "?group=origin&sort=figure"
        pages = all_pages(as_analyst, claim, query)
        found = [row["id"] for row in self.read(as_analyst, claim, query)]
        assert found == [one for page in pages for one in page]

    def test_says_of_each_whether_its_origin_counts(self, as_analyst, claim):
        origins = {o.origin.label: o for o in counted_origins(claim.pk, EVERYTHING)}
        for row in self.read(as_analyst, claim):
            line = origins.get(row["origin"])
            assert (row["origin_counted"] == "yes") == bool(line and not line.left_out)
            assert row["permalink"].endswith(f"/assertions/{row['id']}/")

    @pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
    def test_no_cell_is_a_formula(self, as_analyst, claim, start):
        add_statement(claim, text=f"{start} soldiers were sent.")
        cells = [row["statement"] for row in self.read(as_analyst, claim)]
        assert f"'{start} soldiers were sent." in cells

    def test_takes_an_analyst(self, as_reader, claim):
        answer = as_reader.get(f"/claims/{claim.public_id}/evidence.csv")
        assert answer.status_code == 403
        assert "evidence.csv" not in get(as_reader, claim)

    def test_a_wrong_choice_gives_no_file(self, as_analyst, claim):
        answer = as_analyst.get(f"/claims/{claim.public_id}/evidence.csv?show=some")
        assert answer.status_code == 400
        assert "show: there is no" in answer.content.decode()


def test_the_page_costs_the_same_queries_for_few_and_for_many(
    as_editor, django_assert_max_num_queries
):
    few = claim_with(6, outlets=2, stance_every=5)
    with CaptureQueriesContext(connection) as queries:
        get(as_editor, few, "?group=origin")
    Assertion.objects.update(claim=None)
    many = claim_with(60, outlets=9, speakers=7, stance_every=5)
    with django_assert_max_num_queries(len(queries)):
        get(as_editor, many, "?group=origin")
