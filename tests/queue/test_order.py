"""What editors are given first."""

import pytest

from claims.models import AssertionFlag, QueuedStatement, ReviewQueue, Status
from claims.services.assessing import Decision, assess_claims, decide
from claims.services.editorial import undo
from claims.services.review_leases import lease_next
from claims.services.review_order import MOST_OF_A_CLAIM
from claims.services.review_queue import MOST_COUNTED, count, lanes
from claims.services.reviewing import accept, reject
from tests.editing.worlds import report, suggest
from tests.queue.worlds import apart, because, disputed, go_on, item_in, many, question, work

pytestmark = pytest.mark.django_db
NEW = ReviewQueue.NEW
Rank = QueuedStatement.Rank


def in_order(queue=NEW) -> list:
    return [row for lane in lanes(queue) for row in lane.in_order()]


def test_disputed_claims_come_first_then_those_near_corroboration_then_the_newest():
    plain = apart("Lorne", 7)
    two = [report(who, to="Ghana", number=n) for n, who in enumerate(("France", "Chile"), 2)]
    claim = disputed(number=10)
    newest = apart("Dell", 31)
    told = list(claim.assertions.order_by("-pk"))
    assert in_order() == [*told, *reversed(two), newest, plain]


def test_a_decision_takes_the_statements_of_a_claim_out_of_the_first_ones(editor):
    claim = disputed()
    newest = apart("Dell", 31)
    assert in_order()[0].claim == claim
    decide(claim=claim, decision=Decision(Status.DISPUTED, "Both stand."), by=editor)
    assert in_order()[0] == newest
    # What comes after the decision asks for a look again.
    late = report("Chile", to="Haiti", number=30)
    assert late.claim == claim
    assert in_order()[0] == late


def test_what_was_reviewed_leaves_the_queue_and_comes_back_when_that_is_undone(editor):
    claim = disputed()
    first, second = in_order()
    change = accept(assertion=first, by=because(editor))
    reject(assertion=second, by=because(editor, "About trucks."))
    assert in_order() == []
    assert not QueuedStatement.objects.exists()
    undo(change=change, by=because(editor))
    assert in_order() == [first]
    assert QueuedStatement.objects.get().claim == claim


def test_of_a_viral_claim_only_so_many_are_kept_first():
    claim = disputed()
    many(MOST_OF_A_CLAIM + 10, beside=claim.assertions.first())
    assert QueuedStatement.objects.filter(rank=Rank.DISPUTED).count() == MOST_OF_A_CLAIM
    assert len(in_order()) == MOST_OF_A_CLAIM + 12


def test_computing_claims_anew_changes_nothing_of_the_order():
    claim = disputed()
    before = list(QueuedStatement.objects.values())
    assess_claims([claim.pk])
    assert list(QueuedStatement.objects.values()) == before


def test_flagged_statements_have_a_queue_of_their_own(as_editor):
    soft = report("France", figure="about 300", to="Chad", number=1)
    hard = report("France", figure="300", to="Chad", number=2)
    assert list(AssertionFlag.objects.values_list("assertion", flat=True)) == [hard.pk]
    assert in_order(ReviewQueue.FLAGGED) == [hard]
    answer = go_on(as_editor, "flagged")
    assert item_in(answer) == hard
    assert "Figure hardened" in answer.content.decode()
    assert soft in in_order()


def test_claims_whose_decision_went_stale_come_before_disputed_ones(editor):
    first, second = disputed("Haiti", 10), disputed("Mali", 20)
    assert in_order(ReviewQueue.DECIDE) == [second, first]
    decide(claim=first, decision=Decision(Status.DISPUTED, "Both stand."), by=editor)
    assert in_order(ReviewQueue.DECIDE) == [second]
    report("Chile", to="Haiti", number=30)
    assert in_order(ReviewQueue.DECIDE) == [first, second]


def test_the_likeliest_duplicates_come_first():
    low, high = question(0), question(3)
    type(low).objects.filter(pk=high.pk).update(score=0.9)
    assert in_order(ReviewQueue.DUPLICATES) == [high, low]


def test_of_equally_likely_duplicates_none_is_passed_over(as_editor):
    first = question(0)
    claims = [report("the army", to=to, number=n).claim for n, to in ((50, "Malawi"), (51, "Togo"))]
    second = suggest(*claims)
    assert item_in(go_on(as_editor, "duplicates")) == second
    answer = go_on(as_editor, "duplicates", after=second.public_id)
    assert item_in(answer) == first


def test_queues_are_counted_no_further_than_shown():
    [row] = work(1)
    many(MOST_COUNTED - 1, beside=row)
    assert str(count(NEW)) == "100"
    many(5, beside=row)
    assert (str(count(NEW)), count(NEW).is_more) == ("100+", True)


def test_nothing_is_given_from_an_empty_queue(editor):
    for queue in ReviewQueue:
        assert lease_next(queue=queue, by=editor) is None
