"""Somebody was faster: both sides are shown, and nothing that was typed is lost."""

import re

import pytest
from django.urls import reverse

from claims.models import Claim, ClaimSuggestion
from claims.services.acting import By
from claims.services.assessing import Decision, decide
from claims.services.claim_questions import tell_apart
from claims.services.correcting import correct
from claims.services.reviewing import grade
from tests.queue.worlds import (
    another_editor,
    because,
    disputed,
    go_on,
    item_in,
    question,
    text_of,
    work,
)
from tests.review.pages import filled_in
from tests.review.worlds import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db):
    return work(2)[1]


def seen_by(client, item) -> dict:
    """What a form of the item's page carries along."""
    answer = client.get(reverse("review-item", args=[item.public_id]))
    return dict(answer.context.get("carried") or answer.context["decide_form"].initial)


def change_it(row) -> None:
    correct(assertion=row, changes={"who": "women"}, by=because(another_editor(), "It says women."))


def apply_mine(client, answer):
    """Press the button of the page that shows both sides."""
    text = text_of(answer)
    action = re.search(r'<form method="post" action="([^"]*/review/[^"]*|/review[^"]*)"', text)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    return client.post(action.group(1), fields, follow=True)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("accept", {}),
        ("reject", {"reason": "It is about trucks."}),
        ("place", {"title": "Guards sent to Mali"}),
        ("confirm", {}),
    ],
)
def test_an_act_on_a_changed_statement_shows_both_sides_and_applies(as_editor, row, name, typed):
    go_on(as_editor)
    seen = seen_by(as_editor, row)
    from claims.models import Credibility

    grade(
        assertion=row,
        credibility=Credibility.DOUBTFUL,
        by=because(another_editor(), "A lone voice."),
    )
    address = reverse(f"review-{name}", args=[row.public_id])
    answer = as_editor.post(address, {"queue": "new", **seen, **typed})
    text = text_of(answer)
    assert answer.status_code == 409
    assert answer["HX-Push-Url"] == "false"
    assert "A lone voice." in text
    for words in typed.values():
        assert words in text
    assert now(row).review_state == "draft"
    done = apply_mine(as_editor, answer)
    assert done.status_code == 200
    if name == "confirm":
        assert now(row).origin_set_by is not None
    else:
        assert now(row).review_state in ("accepted", "rejected")
        assert item_in(done) is not None
        assert item_in(done) != row


def test_a_correction_that_meets_another_is_settled_field_by_field(as_editor, row):
    go_on(as_editor)
    typed = filled_in(as_editor, row, who="guards", place="Port Lorne", reason="Misread.")
    change_it(row)
    answer = as_editor.post(
        reverse("review-correct", args=[row.public_id]), {"queue": "new", **typed}
    )
    text = text_of(answer)
    assert answer.status_code == 409
    for words in ("It says women.", "guards", "women", "Port Lorne", "Misread."):
        assert words in text
    assert reverse("review-correct", args=[row.public_id]) in text


def test_a_decision_on_a_claim_that_changed_keeps_its_reason(as_editor):
    claim = disputed()
    go_on(as_editor, "decide")
    seen = seen_by(as_editor, claim)
    other = another_editor()
    decide(claim=claim, decision=Decision("confirmed", "The army says so."), by=other)
    answer = as_editor.post(
        reverse("review-decide", args=[claim.public_id]),
        {"queue": "decide", **seen, "status": "disputed", "reason": "Both stand."},
    )
    assert answer.status_code == 409
    for words in ("Both stand.", "The army says so.", "Disputed"):
        assert words in text_of(answer)
    apply_mine(as_editor, answer)
    assert Claim.objects.get(pk=claim.pk).decided_status == "disputed"


def test_a_question_that_was_answered_meanwhile_gives_the_reason_back(as_editor):
    asked = question()
    go_on(as_editor, "duplicates")
    tell_apart(
        suggestion=asked,
        answer=ClaimSuggestion.State.DIFFERENT,
        by=By(another_editor()),
    )
    answer = as_editor.post(
        reverse("review-answer", args=[asked.public_id]),
        {"answer": "same", "reason": "One and the same."},
    )
    assert answer.status_code == 409
    assert "This was answered already: different questions." in text_of(answer)
    assert "You wrote: “One and the same.”" in text_of(answer)


def test_what_is_accepted_already_is_refused_and_the_page_says_by_whom_to_ask(as_editor, row):
    go_on(as_editor)
    seen = seen_by(as_editor, row)
    address = reverse("review-accept", args=[row.public_id])
    as_editor.post(address, {"queue": "new", **seen})
    answer = as_editor.post(address, {"queue": "new", **seen, "version": now(row).version})
    assert answer.status_code == 422
    assert "The statement is accepted already." in text_of(answer)
    assert "See who did what" in text_of(answer)
