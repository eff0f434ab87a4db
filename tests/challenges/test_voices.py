"""A denial that many reports repeat is one challenge, wherever it is counted, named or closed."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Challenge, Claim, Status
from claims.services.acting import By
from claims.services.assessing import assess_claims
from claims.services.challenges import close_challenge
from claims.services.disputes import disputes_of
from claims.services.editorial import undo
from claims.services.objections import against_in_words, objections_of
from claims.services.scope import scope_without
from claims.services.tracing import unknown_origin
from sources.models import Outlet
from tests.evidence.worlds import add_statement, voice_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)


@pytest.fixture
def claim(db) -> Claim:
    """Stated by one voice."""
    found = Claim.objects.create(type="troops_deployed", title="Soldiers sent to Kester")
    add_statement(found, outlet=outlet(0), origin=voice_of("Lorne officials"), day=DAY)
    return found


def outlet(number: int) -> Outlet:
    return Outlet.objects.get_or_create(name=f"Outlet {number}")[0]


def denied(
    claim, who="Transport ministry", *, day=1, at=1, stance="denies", origin=None, copy_of=None
):
    """A statement against the claim, in an outlet's article on a day."""
    row = add_statement(
        claim,
        outlet=outlet(at),
        origin=origin or voice_of(who),
        day=DAY + timedelta(days=day),
        stance=stance,
    )
    if copy_of:
        row.article.copy_of = copy_of.article
        row.article.save()
    return row


def now(claim) -> Claim:
    assess_claims([claim.pk])
    claim.refresh_from_db()
    return claim


def test_reports_of_one_denial_are_one_challenge(claim):
    first = denied(claim, day=1, at=1)
    denied(claim, day=2, at=2)
    denied(claim, day=3, at=3, copy_of=first)
    assert (now(claim).challenge_count, claim.computed_status) == (1, Status.DISPUTED)
    assert Challenge.objects.count() == 3
    ((objection,), number) = objections_of([claim.pk], scope_without([]))[claim.pk]
    assert (number, objection.reports, objection.ref.id) == (1, 3, first.public_id)


def test_the_rule_counts_the_voice_and_says_how_many_reports_repeat_it(claim):
    for n in (1, 2, 3):
        denied(claim, day=n, at=n)
    (rule,) = [r for r in now(claim).status_reasons if r["rule"] == "challenge"]
    assert rule["text"] == "1 denial or contradiction stands, in 3 reports"
    assert [ref["label"] for ref in rule["rests_on"]] == ["Outlet 1 (3 reports)"]
    (change,) = [r["text"] for r in claim.status_reasons if r["text"].startswith("Closing")]
    assert (
        change
        == "Closing the challenge of Outlet 1 (denies, 3 reports) would make it single source"
    )


def test_other_origins_and_other_kinds_are_other_challenges(claim):
    denied(claim)
    denied(claim, "Harbour police", at=2)
    denied(claim, stance="doubts", at=3)
    assert now(claim).challenge_count == 3


def test_copies_whose_origin_nobody_knows_repeat_each_other_and_no_others(claim):
    first = denied(claim, at=1, origin=unknown_origin())
    denied(claim, at=2, origin=unknown_origin(), copy_of=first)
    denied(claim, at=3, origin=unknown_origin())
    assert now(claim).challenge_count == 2


def test_leaving_out_the_first_report_leaves_the_voice_with_its_repeats(claim):
    first, second = denied(claim, day=1, at=1), denied(claim, day=2, at=2)
    now(claim)
    scope = scope_without([first.article.public_id])
    ((objection,), number) = objections_of([claim.pk], scope)[claim.pk]
    assert (number, objection.reports, objection.ref.id) == (1, 1, second.public_id)


def test_lists_name_a_voice_once_with_its_reports(claim):
    for n in (1, 2):
        denied(claim, day=n, at=4)
    now(claim)
    assert against_in_words([claim.pk], with_doubts=True) == {
        claim.pk: "denied by Outlet 4 (2 reports)"
    }


def test_the_page_folds_repeats_under_the_first(as_reader, claim):
    first = denied(claim, day=1, at=1)
    second = denied(claim, day=2, at=2)
    now(claim)
    (row,) = disputes_of(claim, []).rows
    assert (row.challenge.assertion, row.reports) == (first, 2)
    assert [one.assertion for one in row.repeats] == [second]
    text = re.sub(r"\s+", " ", as_reader.get(claim.get_absolute_url()).content.decode())
    answer, part = text.split('class="jumps')[0], text.split('<h2 id="challenges">')[1]
    assert answer.count("⚑ Denies") == 1
    assert "in 2 reports" in answer
    assert "1 more report repeats it" in part


def test_of_many_repeats_the_page_lists_the_first_and_counts_all(claim):
    for n in range(9):
        denied(claim, day=n, at=n)
    denied(claim, "Harbour police", at=2)
    now(claim)
    many, one = disputes_of(claim, []).rows
    assert (many.reports, len(many.repeats), one.reports, one.repeats) == (9, 4, 1, ())


def test_closing_one_closes_the_voice_and_undoing_brings_all_back(claim, editor):
    rows = [denied(claim, day=n, at=n) for n in (1, 2)]
    rows.append(denied(claim, day=3, at=3, copy_of=rows[0]))
    denied(claim, "Harbour police", at=4)
    now(claim)
    challenge = Challenge.objects.get(assertion=rows[1])
    change = close_challenge(challenge=challenge, by=By(editor, "It was another port."))
    claim.refresh_from_db()
    assert claim.challenge_count == 1
    assert "3 reports" in change.summary
    closed = Challenge.objects.exclude(closed_at=None)
    assert {c.assertion for c in closed} == set(rows)
    assert {c.closed_because for c in closed} == {"It was another port."}
    undo(change=change, by=By(editor, ""))
    claim.refresh_from_db()
    assert (claim.challenge_count, Challenge.objects.filter(closed_at=None).count()) == (2, 4)


def test_a_copy_that_comes_after_closing_raises_nothing_and_undoing_counts_it(claim, editor):
    first = denied(claim, at=1)
    now(claim)
    change = close_challenge(challenge=Challenge.objects.get(), by=By(editor, "Another port."))
    denied(claim, day=2, at=2, copy_of=first)
    assert now(claim).challenge_count == 0
    undo(change=change, by=By(editor, ""))
    (objection,) = objections_of([claim.pk], scope_without([]))[claim.pk][0]
    assert objection.reports == 2


def test_a_new_report_after_closing_stands_again(claim, editor):
    denied(claim, at=1)
    now(claim)
    close_challenge(challenge=Challenge.objects.get(), by=By(editor, "Another port."))
    denied(claim, day=9, at=2)
    assert now(claim).challenge_count == 1
    assert [row.challenge.stands for row in disputes_of(claim, []).rows] == [True, False]


def test_the_api_counts_voices_and_says_what_repeats_what(as_reader, claim):
    first, second = denied(claim, day=1, at=1), denied(claim, day=2, at=2)
    now(claim)
    found = as_reader.get(reverse("api-claim-detail", args=[claim.public_id])).json()
    assert found["counts"]["challenges"] == 1
    assert {c["assertion"]: c["repeats"] for c in found["challenges"]} == {
        first.public_id: None,
        second.public_id: first.public_id,
    }


def test_the_page_asks_no_more_however_many_reports_repeat_a_denial(as_reader, claim):
    def asked() -> int:
        as_reader.get(claim.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            as_reader.get(claim.get_absolute_url())
        return len(queries)

    for n in (1, 2):
        denied(claim, day=n, at=n)
    now(claim)
    few = asked()
    for n in range(3, 9):
        denied(claim, day=n, at=n)
        denied(claim, f"Speaker {n}", at=n)
    now(claim)
    assert asked() <= few
