"""The chart on the page of a claim, without waiting for it; the files beside it; printing."""

import re

import pytest
from django.core.cache import cache

from claims.models import Claim, Origin
from claims.services import figure_block, provenance
from claims.services.claim_changes import merge_claims
from tests.factories import ingest_article
from tests.figures_page.worlds import spread, troops
from tests.review.worlds import because

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    return troops()


def chart(client, claim: Claim, query: str = "") -> str:
    page = client.get(f"{claim.get_absolute_url()}{query}").content.decode()
    return page.split('id="chart"', 1)[1].split("</section>", 1)[0]


def part(client, claim: Claim) -> str:
    """What htmx asks for."""
    answer = client.get(f"/claims/{claim.public_id}/figure/", headers={"HX-Request": "true"})
    return answer.content.decode()


def marks(page: str) -> tuple[int, int]:
    """How many marks the chart has, and the narrow one for phones."""
    wide, narrow = page.split('class="narrow-chart"')
    return wide.count('class="mark"'), narrow.count('class="mark"')


def test_a_chart_that_was_never_drawn_does_not_hold_the_page_up(as_reader, claim):
    first = chart(as_reader, claim)
    assert "The chart is being drawn." in first
    assert f'hx-get="/claims/{claim.public_id}/figure/"' in first
    assert f'<noscript><img class="img-fluid" src="/claims/{claim.public_id}/figure.svg"' in first
    assert "The figures as a table (4)" in first
    drawn = part(as_reader, claim)
    assert drawn.lstrip().startswith('<div id="figure-block">')
    assert "<html" not in drawn
    assert marks(drawn) == (4, 4)
    again = chart(as_reader, claim)
    assert "The chart is being drawn." not in again
    assert marks(again) == (4, 4)
    assert len(set(re.findall(r' id="(figure\S*)"', again))) == again.count(' id="figure')


def test_every_mark_leads_to_the_row_of_its_statement(as_reader, claim):
    part(as_reader, claim)
    page = as_reader.get(claim.get_absolute_url()).content.decode()
    targets = re.findall(r'<a href="#(asr_\w+)" data-row', page)
    assert len(set(targets)) == 4
    assert all(page.count(f'id="{target}"') == 1 for target in targets)


def test_a_mark_of_a_row_on_another_page_leads_to_that_page(as_reader, claim):
    drawn = part(as_reader, claim)
    row = claim.assertions.get(stance="denies").public_id
    assert f'href="{claim.get_absolute_url()}?at={row}#{row}"' in drawn
    page = as_reader.get(f"{claim.get_absolute_url()}?at={row}").content.decode()
    assert f'id="{row}"' in page


def test_the_legend_names_each_origin_and_leads_to_it(as_reader, claim):
    found = chart(as_reader, claim)
    for label in ("Kenyan officials", "France"):
        row = Origin.objects.get(label=label)
        assert f'<a href="#{row.public_id}">{label}</a>' in found
    assert "reports of origins that are not counted" in found
    assert "challenges: doubts, denials, other figures" in found


def test_what_is_left_out_is_neither_in_the_chart_nor_in_its_files(as_reader, claim):
    france = Origin.objects.get(label="France").public_id
    found = chart(as_reader, claim, f"?without={france}")
    assert "The figures as a table (3)" in found
    assert f"/figure.csv?without={france}" in found
    assert f'hx-get="/claims/{claim.public_id}/figure/?without={france}"' in found


def test_one_figure_makes_no_chart_but_a_sentence(as_reader):
    ingest_article(
        "One\n\nKenya has sent 300 soldiers to Haiti, France said.", published="2025-03-01"
    )
    claim = Claim.objects.get()
    assert "at least two dated figures of one unit, and there is one" in chart(as_reader, claim)
    answer = as_reader.get(f"/claims/{claim.public_id}/figure.svg")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain")


def test_a_failing_renderer_leaves_the_table(as_reader, claim, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("no engine")

    monkeypatch.setattr("vl_convert.vegalite_to_svg", broken)
    found = part(as_reader, claim)
    assert "The chart could not be drawn. The table below has the same figures." in found
    assert found.count('<td data-label="Figure">') == 4
    assert as_reader.get(claim.get_absolute_url()).status_code == 200
    assert as_reader.get(f"/claims/{claim.public_id}/figure.svg").status_code == 500


def test_the_picture_alone_has_a_legend_and_leads_to_this_site(as_reader, claim):
    answer = as_reader.get(f"/claims/{claim.public_id}/figure.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    svg = answer.content.decode()
    assert svg.count('href="http://testserver/assertions/asr_') == 4
    assert ">Kenyan officials</text>" in svg
    png = as_reader.get(f"/claims/{claim.public_id}/figure.png")
    assert (png["Content-Type"], png.content[:4]) == ("image/png", b"\x89PNG")


def test_the_id_of_a_merged_claim_leads_to_the_figures_of_the_one_it_is_now(
    as_reader, claim, editor
):
    ingest_article("O\n\nSpain has sent 700 soldiers to Peru, Spain said.", published="2025-03-01")
    other = Claim.objects.exclude(pk=claim.pk).get()
    merge_claims(survivor=claim, merged=[other], by=because(editor, "The same."))
    for end in ("figure/", "figure.csv", "figure.svg", "provenance/", "cite/"):
        answer = as_reader.get(f"/claims/{other.public_id}/{end}")
        assert (answer.status_code, answer["Location"]) == (301, f"/claims/{claim.public_id}/{end}")


def test_a_claim_with_very_many_statements_does_not_wait_for_its_figures(
    as_reader, claim, monkeypatch
):
    monkeypatch.setattr(figure_block, "DEFERRED_FROM", 3)
    monkeypatch.setattr(provenance, "DEFERRED_FROM", 3)
    page = as_reader.get(claim.get_absolute_url()).content.decode()
    for end in ("figure", "provenance"):
        assert f'hx-get="/claims/{claim.public_id}/{end}/"' in page
    assert f'<a href="/claims/{claim.public_id}/cite/">The footnote</a>' in page
    assert "data-row" not in page


def test_the_number_of_queries_of_the_page_does_not_grow_with_its_figures(
    as_reader, django_assert_max_num_queries
):
    claim = spread()
    cache.clear()

    def ask() -> int:
        with django_assert_max_num_queries(60) as asked:
            as_reader.get(claim.get_absolute_url())
        return len(asked)

    before = ask()
    for number in range(5):
        ingest_article(
            f"New {number}\n\nKenya has sent about 12,{number}00 soldiers to Haiti, Spain said.",
            outlet=f"Paper {number}", published="2025-03-09",
        )  # fmt: skip
    assert ask() <= before


def test_the_print_view_is_the_page_with_everything_open(as_reader, claim):
    plain = as_reader.get(claim.get_absolute_url()).content.decode()
    printed = as_reader.get(f"{claim.get_absolute_url()}?print=1").content.decode()
    assert re.search(r'css/print[^"]*\.css" media="print"', plain)
    assert re.search(r'css/print[^"]*\.css" media="all"', printed)
    assert f"{claim.public_id}, revision {claim.events.count()} · retrieved " in printed
    assert 'href="?print=1">Print view</a>' in plain
    article = claim.assertions.first().article
    assert "· retrieved " in as_reader.get(article.get_absolute_url()).content.decode()


def test_nobody_reads_figures_without_signing_in(client, claim):
    for end in ("figure/", "figure.svg", "figure.csv", "provenance/", "cite/"):
        assert client.get(f"/claims/{claim.public_id}/{end}").status_code == 302
