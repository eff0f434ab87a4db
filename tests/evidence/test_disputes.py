"""What speaks against a claim stands beside what it speaks against."""

import re
from datetime import date

import pytest
from django.utils import timezone

from claims.models import Assertion, Challenge, Claim, Origin
from claims.services.assessing import assess_claims
from claims.services.disputes import Dispute, disputes_of
from tests.evidence.worlds import add_statement, claim_with
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    claim_with(1, outlets=1)
    return Claim.objects.create(type="troops_deployed", title="Soldiers sent to Kester")


def origin(number: int) -> Origin:
    return Origin.objects.get(label=f"Speaker {number}")


def said(claim, day: int, figure: int | None, who: int = 0, stance: str = "asserts") -> Assertion:
    return add_statement(
        claim, origin=origin(who), day=date(2025, 3, day), figure=figure, stance=stance
    )


def challenged(
    claim, day: int, figure: int | None, kind: str = "denies", who: int = 2
) -> Challenge:
    row = said(claim, day, figure, who, "denies")
    return Challenge.objects.create(claim=claim, assertion=row, kind=kind)


def only(claim) -> Dispute:
    (found,) = disputes_of(claim, []).rows
    return found


def statements(beside) -> list[int]:
    return [one.statement.pk for one in beside]


def test_a_denial_of_a_figure_stands_beside_who_stated_that_figure(claim):
    same, other = said(claim, 1, 1000, 0), said(claim, 2, 5000, 1)
    challenged(claim, 3, 1000)
    found = only(claim)
    assert statements(found.against) == [same.pk]
    assert found.against[0].why == "states the same figure"
    assert other.pk not in statements(found.after)


def test_a_contradiction_stands_beside_the_figures_it_excludes(claim):
    said(claim, 1, 1000, 0)
    excluded = said(claim, 2, 5000, 1)
    challenged(claim, 3, 1000, "contradicts_figure")
    found = only(claim)
    assert statements(found.against) == [excluded.pk]
    assert found.against[0].why == "the two figures exclude each other"


def test_a_retraction_stands_beside_the_word_of_the_same_origin(claim):
    said(claim, 2, 1000, 1)
    own = said(claim, 1, 1000, 2)
    challenged(claim, 3, None, "retracts", who=2)
    assert statements(only(claim).against) == [own.pk]


def test_without_a_figure_the_newest_word_of_each_origin_by_then_is_shown(claim):
    said(claim, 1, 1000, 0)
    newest, other = said(claim, 2, 1100, 0), said(claim, 1, 1200, 1)
    later = said(claim, 9, 1300, 0)
    challenged(claim, 3, None)
    found = only(claim)
    assert statements(found.against) == [newest.pk, other.pk]
    assert statements(found.after) == [later.pk]


def test_a_figure_stated_before_and_again_after_stands_on_both_sides(claim):
    first, again = said(claim, 1, 1000), said(claim, 9, 1000)
    challenged(claim, 3, 1000)
    found = only(claim)
    assert statements(found.against) == [first.pk]
    assert statements(found.after) == [again.pk]


def test_independent_origins_come_first_and_are_told_apart(claim):
    for who in (0, 1):
        said(claim, 1, 1000, who)
    challenged(claim, 3, 1000)
    (found,) = disputes_of(claim, [origin(1).pk]).rows
    assert [one.is_counted for one in found.against] == [True, False]
    assert found.against[0].statement.origin == origin(1)


def test_closed_ones_come_last_and_say_by_whom_when_and_why(as_reader, editor, claim):
    said(claim, 1, 1000)
    closed = challenged(claim, 3, 1000)
    Challenge.objects.filter(pk=closed.pk).update(
        closed_at=timezone.now(), closed_by=editor, closed_because="It was another harbour."
    )
    standing = challenged(claim, 4, None, who=1)
    assert [row.challenge for row in disputes_of(claim, []).rows] == [standing, closed]
    text = as_reader.get(claim.get_absolute_url()).content.decode()
    text = re.sub(r"\s+", " ", text)
    assert "✓ closed" in text
    assert "⚑ stands" in text
    assert re.search(r"Closed by editor, <time datetime=[^>]+>.*?It was another harbour\.", text)


def test_a_claim_that_nobody_challenges_has_no_such_part(as_reader, claim):
    said(claim, 1, 1000)
    assess_claims([claim.pk])
    assert "Challenges and answers" not in as_reader.get(claim.get_absolute_url()).content.decode()


def test_read_texts_show_both_sides_on_the_page(as_reader):
    for number, text in enumerate(
        (
            "Kenya has sent about 12,000 soldiers to Haiti, Kenyan officials said.",
            "Haiti denied that Kenya has sent 12,000 soldiers to Haiti.",
        ),
        1,
    ):
        ingest_article(
            f"Report\n\n{text}", outlet=f"Outlet {number}", published=f"2025-03-0{number}"
        )
    claim = Claim.objects.get()
    text = as_reader.get(claim.get_absolute_url()).content.decode()
    part = text.split('id="challenges"')[1].split('id="edit"')[0]
    assert "Haiti denied that" in part
    assert "about 12,000 soldiers to Haiti, Kenyan officials said" in part
    assert "Nobody has stated the claim since." in part
