"""The figures of a claim as a series: which statements are in it, and what is said of the others."""

import csv
import io

import pytest

from claims.models import Assertion, Claim, Origin
from claims.services.assessing import weighed
from claims.services.evidence import evidence_of
from claims.services.figure_block import notes, series_of
from claims.services.figure_series import figure_series
from claims.services.scope import scope_without
from sources.models import Outlet
from tests.factories import ingest_article
from tests.figures_page.worlds import point, series, spread, troops
from tests.review.worlds import because

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    return troops()


def told(claim: Claim, *left_out: str) -> list[tuple[str, str]]:
    return [
        (p.figure.text, p.role.partition(":")[0])
        for p in series_of(claim, scope_without(left_out)).points
    ]


def test_reports_and_challenges_with_a_figure_are_in_it_in_the_order_of_their_days(claim):
    assert told(claim) == [
        ("about 12,000", "counted"),
        ("about 11,500", "counted"),
        ("at least 10,000", "not counted"),
        ("12,000", "challenge"),
    ]


def test_every_point_says_who_said_it_where_and_what_its_figure_stands_for(claim):
    first, _, third, denial = series_of(claim).points
    assert (first.speaker, first.outlet, first.range) == (
        "Kenyan officials", "Outlet 1", "11,400–12,600",
    )  # fmt: skip
    assert (third.low, third.high, third.range) == (10_000, None, "at least 10,000")
    assert denial.role == "challenge: denies"
    assert third.origin
    assert "both speak for Kenya" in third.origin.left_out


def test_what_is_rejected_or_withdrawn_is_not_in_it(claim):
    Assertion.objects.filter(figure_text="about 11,500").update(review_state="rejected")
    Assertion.objects.filter(stance="denies").update(is_withdrawn=True)
    assert [text for text, _ in told(claim)] == ["about 12,000", "at least 10,000"]


def test_sources_that_are_left_out_are_not_in_it(claim):
    france = Origin.objects.get(label="France").public_id
    fifth = Outlet.objects.get(name="Outlet 5").public_id
    assert told(claim, france, fifth) == [
        ("about 12,000", "counted"),
        ("at least 10,000", "not counted"),
    ]


def test_a_challenge_that_an_editor_recorded_from_another_claim_is_in_it(claim, editor):
    from claims.models import Challenge
    from claims.services.challenges import record_challenge

    ingest_article("Other\n\nSpain has sent 700 soldiers to Peru, Spain said.", outlet="Outlet 6")
    other = Assertion.objects.get(figure_text="700")
    assert other.claim_id != claim.pk
    kind = Challenge.Kind.CONTRADICTS_FIGURE
    record_challenge(claim=claim, assertion=other, kind=kind, by=because(editor, "They differ."))
    assert ("700", "challenge") in told(claim)
    assert ("700", "challenge") not in told(claim, Outlet.objects.get(name="Outlet 6").public_id)


def test_of_more_than_fit_the_newest_of_every_origin_come_first(claim):
    ingest_article(
        "Later\n\nKenya has sent about 12,100 soldiers to Haiti, Kenyan officials said.",
        outlet="Outlet 7", published="2025-04-01",
    )  # fmt: skip
    loaded = evidence_of(claim.pk)
    found = figure_series(claim.pk, loaded, weighed(loaded)[0], most=4)
    assert (found.total, len(found.points), found.older) == (5, 4, 1)
    assert "about 12,000" not in [p.figure.text for p in found.points]
    assert notes(found)[-1].startswith("4 of 5 figures are here: the newest of every origin")


def test_what_cannot_be_drawn_is_counted():
    found = series(
        point(1, 10, 10), point(2, 12, 12), point(3, 11, 11, day=None), point(4, 3, 3, unit="ships")
    )
    assert (found.unit, len(found.drawn), found.undated, found.of_other_units) == (
        "people",
        2,
        1,
        1,
    )
    said = " ".join(notes(found))
    assert "1 figure without a date: in the table only." in said
    assert "1 figure of another unit: in the table only." in said


def test_the_table_csv_and_json_have_the_same_rows(as_reader):
    claim = spread()
    address = f"/claims/{claim.public_id}/figure"
    rows = list(csv.DictReader(io.StringIO(as_reader.get(f"{address}.csv").content.decode())))
    points = as_reader.get(f"{address}.json").json()["points"]
    page = as_reader.get(f"{address}/").content.decode()
    assert len(rows) == len(points) == 9 == page.count('<td data-label="Figure">')
    for row, one in zip(rows, points, strict=True):
        assert row["statement"] == one["statement"]
        assert (row["figure"], row["interval_low"]) == (
            one["figure"]["text"],
            one["interval"]["low"],
        )
        assert row["interval_high"] == (one["interval"]["high"] or "")
        assert row["role"] == one["role"]
    order = [page.index(f'data-row="{one["statement"]}">{one["figure"]["text"]}') for one in points]
    assert order == sorted(order)


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(as_reader, claim):
    Outlet.objects.filter(name="Outlet 1").update(name="=HYPERLINK(1)")
    found = as_reader.get(f"/claims/{claim.public_id}/figure.csv").content.decode()
    assert "'=HYPERLINK(1)" in found
    assert ",=HYPERLINK" not in found


def test_the_api_gives_the_same_as_the_file(as_reader, claim):
    site = as_reader.get(f"/claims/{claim.public_id}/figure.json").json()
    assert as_reader.get(f"/api/v1/claims/{claim.public_id}/figure/").json() == site
    france = Origin.objects.get(label="France").public_id
    found = as_reader.get(f"/api/v1/claims/{claim.public_id}/figure/?without={france}").json()
    assert found["total"] == site["total"] - 1


@pytest.mark.parametrize("end", ["svg", "png", "csv", "json"])
def test_a_file_without_an_unknown_source_says_what_was_wrong(as_reader, claim, end):
    answer = as_reader.get(f"/claims/{claim.public_id}/figure.{end}?without=org_nothing")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain")
    assert "“org_nothing” is no source that can be left out" in answer.content.decode()
    api = as_reader.get(f"/api/v1/claims/{claim.public_id}/figure/?without=org_nothing")
    assert api.status_code == 400
    page = as_reader.get(f"/claims/{claim.public_id}/figure/?without=org_nothing")
    assert (page.status_code, "without: nothing is left out" in page.content.decode()) == (
        200,
        True,
    )
