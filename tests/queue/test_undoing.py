"""The last ten steps are taken back from the queue, whatever they were."""

import pytest
from django.urls import reverse

from claims.models import Assertion, Claim, EditorialChange, ReviewLease, ReviewStep
from claims.services.editorial import undo
from claims.services.review_leases import holder
from claims.services.review_steps import REMEMBERED
from tests.queue.worlds import (
    another_editor,
    because,
    disputed,
    go_on,
    item_in,
    many,
    question,
    send,
    signed_in,
    text_of,
    work,
)
from tests.review.pages import filled_in
from tests.review.worlds import now, snapshot

pytestmark = pytest.mark.django_db


def take_back(client, step=None):
    step = step or ReviewStep.objects.filter(undone_at=None).first()
    return client.post(reverse("review-undo", args=[step.pk]), follow=True)


def test_ten_steps_of_every_kind_are_taken_back_one_after_the_other(as_editor, editor):
    [row] = work(1)
    many(9, beside=row)
    before = snapshot()
    order = [item_in(go_on(as_editor))]
    ways = [
        ("accept", {}),
        ("reject", {"reason": "No."}),
        ("place", {"title": "Another question"}),
        ("put-off", {"did": "skip"}),
        ("put-off", {"did": "later"}),
        ("place", {"into": row.claim.public_id}),
        ("confirm", {}),
        ("accept", {}),
        ("decide", {"status": "disputed", "reason": "Two doubt it."}),
        ("reject", {"reason": "No."}),
    ]
    for name, fields in ways:
        answer = send(as_editor, name, order[-1], queue="new", **fields)
        order.append(item_in(answer))
    assert ReviewStep.objects.count() == 10
    assert snapshot() != before
    for item in reversed(order[:-1]):
        answer = take_back(as_editor)
        assert "Undone: " in text_of(answer), text_of(answer)
        assert item_in(answer) == item
        assert holder(item).by == editor
    assert snapshot() == before
    assert Claim.objects.get(pk=row.claim_id).decided_status == ""
    assert not ReviewStep.objects.filter(undone_at=None).exists()
    assert item_in(go_on(as_editor, after=order[0].public_id)) == order[1]


def test_a_correction_is_taken_back(as_editor):
    [row] = work(1)
    before = snapshot()
    send(as_editor, "correct", row, **filled_in(as_editor, row, who="guards", stance="denies"))
    take_back(as_editor)
    assert snapshot() == before


def test_decisions_and_answers_are_taken_back(as_editor):
    claim, asked = disputed(), question(3)
    send(as_editor, "decide", claim, status="discounted", reason="Misread.")
    assert item_in(take_back(as_editor)) == claim
    assert Claim.objects.get(pk=claim.pk).decided_status == ""
    send(as_editor, "answer", asked, answer="same")
    assert Claim.objects.filter(merged_into__isnull=False).count() == 1
    assert item_in(take_back(as_editor)) == asked
    assert Claim.objects.filter(merged_into__isnull=False).count() == 0


def test_only_the_last_ten_are_offered(as_editor):
    [row] = work(1)
    many(REMEMBERED, beside=row)
    item = item_in(go_on(as_editor))
    first = None
    while item is not None:
        item = item_in(send(as_editor, "accept", item))
        first = first or ReviewStep.objects.get()
    text = text_of(as_editor.get(reverse("review-recent")))
    assert text.count(">Undo</button>") == REMEMBERED
    answer = take_back(as_editor, first)
    assert "Only your last 10 steps are taken back here" in text_of(answer)
    assert now(first.assertion).review_state == "accepted"


def test_undoing_twice_does_nothing_more(as_editor):
    [row] = work(1)
    send(as_editor, "accept", row)
    step = ReviewStep.objects.get()
    take_back(as_editor, step)
    changes = EditorialChange.objects.count()
    assert take_back(as_editor, step).status_code == 200
    assert EditorialChange.objects.count() == changes


def test_nobody_takes_back_the_steps_of_another_here(as_editor):
    [row] = work(1)
    send(as_editor, "accept", row)
    other = signed_in(another_editor())
    assert take_back(other, ReviewStep.objects.get()).status_code == 404
    assert "None that could be undone." in text_of(other.get(reverse("review-recent")))


def test_what_was_undone_elsewhere_is_not_offered(as_editor, editor):
    [row] = work(1)
    send(as_editor, "accept", row)
    undo(change=EditorialChange.objects.get(), by=because(editor))
    assert "None that could be undone." in text_of(as_editor.get(reverse("review-recent")))


def test_a_step_that_others_built_on_tells_what_stands_in_the_way(as_editor):
    [row] = work(1)
    send(as_editor, "accept", row)
    other = signed_in(another_editor())
    known = {"version": now(row).version, "reason": "No such thing."}
    other.post(reverse("statement-reject", args=[row.public_id]), known)
    answer = take_back(as_editor)
    assert "Later changes build on this one" in text_of(answer)
    assert now(row).review_state == "rejected"


def test_the_last_step_stands_beside_the_next_item_with_its_button(as_editor):
    rows = work(2)
    answer = send(as_editor, "put-off", item_in(go_on(as_editor)), did="skip")
    text = text_of(answer)
    assert item_in(answer) == rows[0]
    assert "Skipped: “Kenya has sent" in text
    assert reverse("review-undo", args=[ReviewStep.objects.get().pk]) in text
    assert 'data-hotkey="z"' in text


def test_an_item_that_another_took_meanwhile_is_shown_and_stays_theirs(as_editor):
    [row] = work(1)
    other = another_editor()
    send(as_editor, "put-off", row, did="skip")
    go_on(signed_in(other))
    answer = take_back(as_editor)
    assert "editor-two has this item until" in text_of(answer)
    assert ReviewLease.objects.get().by == other
    assert Assertion.objects.get().review_state == "draft"
