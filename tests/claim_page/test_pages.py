"""The page of a claim on paper, what leaving out is called, and why a statement stands in its claim."""

import re

import pytest
from django.utils.html import escape
from lxml import html

from claims.models import Assertion, Claim, Placement
from claims.services.hand_placing import place_statement
from tests.factories import ingest_article
from tests.figures_page.worlds import troops
from tests.review.worlds import because

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    return troops()


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def printed(client, address: str):
    """The main part of a page without what is not printed."""
    page = html.fromstring(client.get(f"{address}?print=1").content.decode())
    for gone in page.xpath("//*[contains(@class, 'no-print') or contains(@class, 'row-menu')]"):
        gone.drop_tree()
    return page.get_element_by_id("main")


@pytest.mark.parametrize("role", ["as_reader", "as_analyst", "as_editor"])
def test_no_line_on_paper_ends_in_a_dot_and_nothing_is_for_the_screen_only(request, claim, role):
    page = printed(request.getfixturevalue(role), claim.get_absolute_url())
    for one in page.xpath(".//li | .//td | .//p | .//div | .//span"):
        words = " ".join(one.text_content().split())
        assert not re.search(r"[·›]$", words), words
        assert one.tag == "span" or not words.startswith("·"), words
    words = " ".join(page.text_content().split())
    for of_the_screen in (
        "review and history", "needs the role of", "leave out", "open in the article",
        "Compare what it was", "JSON", "(see)",
    ):  # fmt: skip
        assert of_the_screen not in words, of_the_screen


def test_leaving_out_an_origin_and_all_of_a_speaker_are_told_apart(as_reader, claim):
    text = text_of(as_reader, claim.get_absolute_url())
    assert ">leave out this origin<" in text
    assert ">leave out all that France said</a>" in text
    assert ">leave out this outlet<" in text
    assert ">leave out<" not in text
    assert "An origin is one occasion" in text


def test_a_menu_with_one_entry_is_a_link(as_analyst, as_editor, claim):
    row = claim.assertions.first().public_id
    text = text_of(as_analyst, claim.get_absolute_url())
    assert 'class="row-menu' not in text
    assert f'?at={row}#{row}">Link to this row' in text
    assert 'class="row-menu' in text_of(as_editor, claim.get_absolute_url())


def test_a_single_source_is_not_numbered(as_reader):
    ingest_article("One\n\nKenya has sent 300 soldiers to Haiti, France said.")
    text = text_of(as_reader, Claim.objects.get().get_absolute_url())
    assert "●</span> Single source</span>" in text
    assert "1 Single source" not in text


def test_the_large_figure_says_what_it_counts(as_reader):
    ingest_article("One\n\nKenya has sent thousands of soldiers to Haiti, France said.")
    claim = Claim.objects.get()
    text = text_of(as_reader, claim.get_absolute_url())
    assert 'href="#figure">thousands of people</a>' in text
    assert "thousands of people</span>" in text_of(as_reader, "/claims/")


class TestWhyAStatementStandsInItsClaim:
    def why(self, client, row: Assertion) -> str:
        text = text_of(client, row.get_absolute_url())
        return text.split('id="placed"')[1].split('id="review"')[0]

    def test_the_first_one_founded_it(self, as_reader, claim):
        row = claim.assertions.earliest("pk")
        assert f'It is the first statement of “<a href="{row.place_in_claim}">' in self.why(
            as_reader, row
        )

    def test_one_the_machine_placed_has_its_score_and_reasons_for_and_against(
        self, as_reader, claim
    ):
        live = Placement.objects.filter(claim=claim, is_live=True).latest("pk")
        assert live.score is not None
        why = self.why(as_reader, live.assertion)
        assert f"(score {live.score:.2f} of 1)" in why
        assert re.search(
            "was found (as good as certain|very likely|likely|more likely than not) ", why
        )
        for_it, against = why.split(">Against</h3>")
        for reason in live.reasons:
            points, said = reason.split(" ", 1)
            shown = f'<li>{escape(said)} <span class="muted">({points})</span></li>'
            assert shown in (against if points.startswith("-") else for_it)

    def test_one_placed_by_hand_names_who_did_it_and_why(self, as_reader, editor, claim):
        row = claim.assertions.latest("pk")
        place_statement(assertion=row, to="Another question", by=because(editor, "Not police."))
        row.refresh_from_db()
        why = self.why(as_reader, row)
        assert re.search("Placed by hand in .* by editor, ", why)
        assert "Not police." in why
        assert "score" not in why

    def test_where_nothing_was_kept_it_is_said(self, as_reader, claim):
        row = claim.assertions.latest("pk")
        Placement.objects.filter(assertion=row).update(is_live=False)
        assert "Nothing was kept about why it was put there." in self.why(as_reader, row)

    def test_its_figure_is_said_once(self, as_reader, claim):
        row = Assertion.objects.get(figure_quantifier="at_least")
        text = text_of(as_reader, row.get_absolute_url())
        figure = text.split("<dt>Figure</dt>")[1].split("</dd>")[0]
        assert figure == '<dd><span class="number">at least 10,000 people</span>'
        about = Assertion.objects.filter(figure_text="about 12,000").first()
        text = text_of(as_reader, about.get_absolute_url())
        figure = text.split("<dt>Figure</dt>")[1].split("</dd>")[0]
        assert "about 12,000 people</span>" in figure
        assert "counted as 11,400–12,600" in figure
