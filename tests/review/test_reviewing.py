"""Editors accept, reject, grade and correct what was read, and take it back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.models import Assertion, Claim, Credibility, EditorialChange
from claims.services.acting import ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.assessing import Decision, decide
from claims.services.correcting import correct
from claims.services.editorial import undo
from claims.services.reviewing import accept, grade, rate_outlet, reject
from claims.services.voices import Voice
from sources.models import Outlet
from sources.models.outlet import Reliability
from tests.factories import make_user
from tests.review.worlds import (
    FRANCE,
    because,
    now,
    nurses,
    read_again,
    read_nothing,
    read_under_another_rule,
    snapshot,
    statement,
    take_back,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


# Every act, as (name, what it does); each is done and undone below.
ACTS = {
    "accept": lambda row, editor: accept(assertion=row, by=because(editor)),
    "reject": lambda row, editor: reject(assertion=row, by=because(editor, "misread")),
    "grade": lambda row, editor: grade(
        assertion=row, credibility=Credibility.DOUBTFUL, by=because(editor)
    ),
    "rate": lambda row, editor: rate_outlet(
        outlet=row.article.outlet, reliability=Reliability.B, by=because(editor, "seldom wrong")
    ),
    "add": nurses,
    "correct the figure": lambda row, editor: correct(
        assertion=row,
        changes={"figure": {"text": "12,000", "quantifier": "at_least", "low": Decimal(12000)}},
        by=because(editor),
    ),
    "correct the type": lambda row, editor: correct(
        assertion=row, changes={"type": "wounded"}, by=because(editor)
    ),
    "correct the parties": lambda row, editor: correct(
        assertion=row, changes={"roles": {"group": "Uganda", "target": "Mali"}}, by=because(editor)
    ),
    "correct the speakers": lambda row, editor: correct(
        assertion=row,
        changes={"voices": [Voice("Ann Kestrel", "person", "told", via=("Dell Times",))]},
        by=because(editor),
    ),
    "correct everything": lambda row, editor: correct(
        assertion=row,
        changes={
            "type": "killed",
            "span": (row.span_start, row.span_start + len("Kenya has sent about 12,000 soldiers")),
            "figure": {
                "text": "12,000",
                "quantifier": "at_most",
                "high": Decimal(12000),
                "unit": "men",
            },
            "who": "men",
            "roles": {"group": "Haiti"},
            "place": "Lorne",
            "event_first": date(2025, 3, 1),
            "event_last": date(2025, 3, 2),
            "event_text": "last weekend",
            "stance": "denies",
            "modality": "feared",
            "voices": [],
        },
        by=because(editor),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_everything_is_as_it_was_after_an_act_is_taken_back(row, editor, act):
    statement(FRANCE, outlet="Dell Times")
    before = snapshot()
    change = ACTS[act](row, editor)
    assert snapshot() != before
    assert (change.by, change.is_undone) == (editor, False)
    take_back(change)
    assert snapshot() == before


@pytest.mark.parametrize("act", ACTS)
def test_a_taken_back_act_can_be_done_again_and_taken_back_again(row, editor, act):
    before = snapshot()
    for _ in range(2):
        take_back(ACTS[act](now(row), editor))
    assert snapshot() == before
    assert EditorialChange.objects.count() == 4


@pytest.mark.parametrize("act", [name for name in ACTS if name != "rate"])
def test_reading_again_leaves_what_a_person_said(row, editor, act):
    touched = ACTS[act](row, editor).assertion_id
    before, count = kept(touched), Assertion.objects.filter(is_withdrawn=False).count()
    read_again(row.article)
    assert kept(touched) == before
    read_under_another_rule(row.article, who="people", figure=None, figure_start=None)
    read_again(row.article)
    assert kept(touched) == before
    assert Assertion.objects.filter(is_withdrawn=False).count() == count
    read_nothing(row.article)
    assert kept(touched) == before


def kept(touched: int) -> dict[str, Any]:
    """All that is known of a statement."""
    row = Assertion.objects.filter(pk=touched)
    return {
        "row": row.defer("search").values().get(),
        "attributions": list(row.get().attributions.values()),
        "placements": list(row.get().placements.values()),
    }


def test_an_accepted_statement_is_the_persons_word(row, editor):
    accept(assertion=row, by=because(editor))
    assert now(row).review_state == "accepted"
    with pytest.raises(ChangeRefusedError, match="accepted already"):
        accept(assertion=row, by=because(editor))


def test_a_rejected_statement_counts_nowhere(row, editor):
    claim = row.claim
    statement(FRANCE, outlet="Dell Times")
    assert Claim.objects.get(pk=claim.pk).report_count == 2
    with pytest.raises(ChangeRefusedError, match="needs a reason"):
        reject(assertion=row, by=because(editor))
    change = reject(assertion=row, by=because(editor, "It is about trucks."))
    assert Claim.objects.get(pk=claim.pk).report_count == 1
    take_back(change)
    assert Claim.objects.get(pk=claim.pk).report_count == 2


def test_a_decision_on_a_claim_is_asked_for_again_when_its_evidence_is_rejected(row, editor):
    decide(claim=row.claim, decision=Decision("confirmed", "seen"), by=editor)
    change = reject(assertion=row, by=because(editor, "misread"))
    claim = Claim.objects.get(pk=row.claim_id)
    assert (claim.status, claim.needs_review) == ("confirmed", True)
    assert "1 withdrawn" in claim.needs_review_because
    take_back(change)
    assert not Claim.objects.get(pk=row.claim_id).needs_review


def test_a_rating_needs_a_reason_and_is_kept_in_the_outlets_history(row, editor):
    outlet = row.article.outlet
    with pytest.raises(ChangeRefusedError, match="needs a reason"):
        rate_outlet(outlet=outlet, reliability=Reliability.B, by=because(editor))
    rate_outlet(outlet=outlet, reliability=Reliability.B, by=because(editor, "x", 1))
    assert Outlet.objects.get(pk=outlet.pk).reliability == "B"
    assert [e.reliability for e in outlet.events.order_by("pgh_id")] == ["F", "B"]
    with pytest.raises(ConflictError):
        rate_outlet(outlet=outlet, reliability=Reliability.C, by=because(editor, "x", 1))


def test_the_second_of_two_editors_is_told_what_the_first_did(row, editor):
    other = make_user("admin")
    seen = row.version
    first = correct(assertion=row, changes={"who": "men"}, by=because(editor, "read", seen))
    for act in (
        lambda: accept(assertion=row, by=because(other, "", seen)),
        lambda: reject(assertion=row, by=because(other, "x", seen)),
        lambda: correct(assertion=row, changes={"who": "women"}, by=because(other, "", seen)),
        lambda: grade(assertion=row, credibility=Credibility.DOUBTFUL, by=because(other, "", seen)),
    ):
        with pytest.raises(ConflictError) as error:
            act()
        assert (error.value.seen, error.value.version) == (seen, now(row).version)
        assert list(error.value.since) == [first]
    assert now(row).who == "men"


def test_a_new_reading_is_another_version(row, editor):
    seen = row.version
    read_under_another_rule(row.article, who="people")
    with pytest.raises(ConflictError):
        accept(assertion=row, by=because(editor, "", seen))
    seen = now(row).version
    read_under_another_rule(row.article, who="people")
    assert now(row).version == seen


def test_what_was_withdrawn_is_not_reviewed(row, editor):
    read_nothing(row.article)
    with pytest.raises(ChangeRefusedError, match="was withdrawn"):
        accept(assertion=row, by=because(editor))


def test_acts_on_the_same_value_are_taken_back_in_order(row, editor):
    first = correct(assertion=row, changes={"who": "men"}, by=because(editor))
    second = correct(assertion=row, changes={"who": "women"}, by=because(editor))
    graded = grade(assertion=row, credibility=Credibility.DOUBTFUL, by=because(editor))
    with pytest.raises(UndoBlockedError) as error:
        undo(change=first, by=because(editor))
    assert error.value.blocked_by == (second,)
    for change in (second, first, graded):
        take_back(change)
    assert now(row).who == row.who
