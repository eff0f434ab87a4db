"""What editors do with the item they have, and where that takes them."""

import pytest
from django.urls import reverse

from claims.models import (
    Assertion,
    Claim,
    ClaimSuggestion,
    EditorialChange,
    Placement,
    ReviewLease,
    ReviewStep,
)
from claims.services.review_leases import holder
from tests.queue.worlds import (
    apart,
    disputed,
    go_on,
    item_in,
    many,
    question,
    send,
    text_of,
    work,
)
from tests.review.pages import filled_in
from tests.review.worlds import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db) -> list[Assertion]:
    """Two statements of one claim, and one of another."""
    first = apart("Lorne", 7)
    return [first, *work(2)]


def test_accepting_moves_on_and_leaves_the_claim_to_the_machine(as_editor, editor, rows):
    row = item_in(go_on(as_editor))
    answer = send(as_editor, "accept", row)
    assert now(row).review_state == "accepted"
    assert Placement.objects.get(assertion=row, is_live=True).by is None
    assert item_in(answer) == rows[1]
    assert "Accepted: “Kenya has sent" in text_of(answer)
    assert (holder(row), holder(rows[1]).by) == (None, editor)


def test_rejecting_takes_a_reason_and_moves_on(as_editor, rows):
    row = item_in(go_on(as_editor))
    answer = send(as_editor, "reject", row)
    assert (answer.status_code, item_in(answer)) == (422, row)
    assert "Rejecting a statement needs a reason." in text_of(answer)
    answer = send(as_editor, "reject", row, reason="It is about trucks.")
    assert (now(row).review_state, item_in(answer)) == ("rejected", rows[1])
    assert EditorialChange.objects.latest("pk").reason == "It is about trucks."


def test_a_statement_is_corrected_beside_its_text(as_editor, rows):
    row = item_in(go_on(as_editor))
    typed = filled_in(as_editor, row, who="guards", reason="Misread.")
    answer = send(as_editor, "correct", row, **typed)
    assert (now(row).review_state, now(row).who) == ("corrected", "guards")
    assert item_in(answer) == rows[1]
    assert ReviewStep.objects.get().did == "correct"


def test_a_mistake_in_a_correction_shows_the_item_with_all_that_was_typed(as_editor, rows):
    row = item_in(go_on(as_editor))
    typed = filled_in(as_editor, row, who="guards", excerpt="Words that stand nowhere.")
    answer = send(as_editor, "correct", row, **typed)
    assert (answer.status_code, item_in(answer)) == (422, row)
    assert 'value="guards"' in text_of(answer)
    assert "Words that stand nowhere." in text_of(answer)
    assert now(row).review_state == "draft"


def test_the_claim_it_is_in_is_offered_first_then_the_likeliest_with_their_scores(as_editor, rows):
    row = rows[2]
    answer = as_editor.get(reverse("review-item", args=[row.public_id]))
    present, *others = answer.context["shown"].choices
    assert (present.claim, present.is_present) == (row.claim, True)
    assert all(choice.score is not None and not choice.is_present for choice in others)
    assert [c.score for c in others] == sorted((c.score for c in others), reverse=True)
    text = text_of(answer)
    assert "it is there now" in text
    assert 'data-hotkey="1"' in text


def test_choosing_a_claim_accepts_the_statement_into_it(as_editor, editor, rows):
    row = item_in(go_on(as_editor))
    target = Claim.objects.create(type=row.type, title="Troops sent elsewhere")
    answer = send(as_editor, "place", row, into=target.public_id)
    assert (now(row).review_state, now(row).claim) == ("accepted", target)
    assert Placement.objects.get(assertion=row, is_live=True).by == editor
    assert item_in(answer) == rows[1]
    assert ReviewStep.objects.get().did == "place"


def test_what_no_claim_asks_is_accepted_into_a_new_one(as_editor, rows):
    row = item_in(go_on(as_editor))
    old = row.claim
    answer = send(as_editor, "place", row, title="Guards sent to Mali")
    assert now(row).claim.title == "Guards sent to Mali"
    assert now(row).claim != old
    assert item_in(answer) == rows[1]


def test_a_claim_of_another_type_is_refused_and_nothing_is_accepted(as_editor, rows):
    row = item_in(go_on(as_editor))
    answer = send(as_editor, "place", row, into=rows[0].claim.public_id)
    assert (answer.status_code, item_in(answer)) == (422, row)
    assert "correct the type of the statement first" in text_of(answer)
    assert now(row).review_state == "draft"
    answer = send(as_editor, "place", row, into="clm_nowhere")
    assert "There is no claim with this id." in text_of(answer)


def test_an_origin_is_confirmed_and_the_statement_stays(as_editor, editor, rows):
    row = item_in(go_on(as_editor))
    answer = send(as_editor, "confirm", row)
    assert item_in(answer) == row
    assert now(row).origin_set_by == editor
    assert holder(row).by == editor
    assert "The statement still waits: accept, fix or reject it." in text_of(answer)
    assert item_in(send(as_editor, "accept", row)) == rows[1]


def test_an_origin_is_corrected_on_a_page_that_leads_back(as_editor, editor, rows):
    row = item_in(go_on(as_editor))
    address = reverse("review-origin", args=[row.public_id])
    page = as_editor.get(address)
    assert row.excerpt in text_of(page)
    typed = {"queue": "new", "choice": "unknown", "version": now(row).version}
    wrong = as_editor.post(address, typed)
    assert (wrong.status_code, "A change needs a reason." in text_of(wrong)) == (422, True)
    answer = as_editor.post(address, {**typed, "reason": "Nobody is named."}, follow=True)
    assert item_in(answer) == row
    assert now(row).origin.kind == "unknown"


def test_a_claim_is_decided_beside_its_statement_which_stays(as_editor, rows):
    row = item_in(go_on(as_editor))
    answer = send(as_editor, "decide", row, status="disputed", reason="Two doubt it.")
    assert item_in(answer) == row
    claim = Claim.objects.get(pk=row.claim_id)
    assert claim.decided_status == "disputed"
    assert now(row).review_state == "draft"


def test_deciding_on_a_claim_that_waits_moves_on(as_editor):
    first, second = disputed("Haiti", 10), disputed("Mali", 20)
    claim = item_in(go_on(as_editor, "decide"))
    assert claim == second
    answer = send(as_editor, "decide", claim, status="disputed")
    assert (answer.status_code, item_in(answer)) == (422, claim)
    assert "A decision needs a reason." in text_of(answer)
    answer = send(as_editor, "decide", claim, status="disputed", reason="Both stand.")
    assert Claim.objects.get(pk=claim.pk).decided_status == "disputed"
    assert item_in(answer) == first
    assert "Decided disputed: “Kenyan troops sent to Mali”" in text_of(answer)


def test_unsure_leaves_the_claim_as_it_is_and_moves_on(as_editor):
    first, second = disputed("Haiti", 10), disputed("Mali", 20)
    answer = send(as_editor, "put-off", second, did="unsure")
    assert item_in(answer) == first
    assert Claim.objects.get(pk=second.pk).decided_status == ""


def test_two_claims_are_shown_with_what_differs(as_editor):
    asked = question()
    answer = go_on(as_editor, "duplicates")
    assert item_in(answer) == asked
    text = text_of(answer)
    assert '<span class="visually-hidden">only here: </span>Haiti' in text
    assert '<span class="visually-hidden">only here: </span>Mali' in text
    assert "≠ different" in text
    effect = as_editor.get(reverse("review-effect", args=[asked.public_id]))
    assert "What results" in text_of(effect)
    assert ClaimSuggestion.objects.get().state == "pending"


@pytest.mark.parametrize(("said", "state"), [("same", "same"), ("different", "different"), ("unsure", "unsure")])  # fmt: skip
def test_answering_moves_on(as_editor, said, state):
    asked = question()
    answer = send(as_editor, "answer", asked, answer=said)
    asked.refresh_from_db()
    assert asked.state == state
    assert "Queue clear." in text_of(answer)
    merged = Claim.objects.filter(merged_into__isnull=False).exists()
    assert merged == (said == "same")


def test_an_answer_that_is_none_is_refused(as_editor):
    asked = question()
    answer = send(as_editor, "answer", asked, answer="perhaps")
    assert (answer.status_code, item_in(answer)) == (422, asked)


def test_what_is_skipped_goes_to_others_and_later_comes_back(as_editor, editor, rows):
    from django.utils import timezone

    from claims.models import ReviewQueue
    from claims.services.review_leases import lease_next
    from tests.queue.worlds import another_editor

    row = item_in(go_on(as_editor))
    answer = send(as_editor, "put-off", row, did="skip")
    assert item_in(answer) == rows[1]
    assert lease_next(queue=ReviewQueue.NEW, by=another_editor()).item == row
    ReviewLease.objects.filter(assertion=row).delete()
    send(as_editor, "put-off", rows[1], did="later")
    assert item_in(send(as_editor, "put-off", rows[0], did="later")) is None
    ReviewStep.objects.filter(did="later", assertion=rows[1]).update(until=timezone.now())
    assert item_in(go_on(as_editor)) == rows[1]


def test_a_put_off_that_does_not_exist_is_refused(as_editor, rows):
    answer = send(as_editor, "put-off", rows[0], did="never")
    assert (answer.status_code, item_in(answer)) == (422, rows[0])


def test_htmx_is_given_the_next_item_at_once_with_its_address(as_editor, rows):
    row = item_in(go_on(as_editor))
    known = as_editor.get(reverse("review-item", args=[row.public_id])).context["carried"]
    answer = as_editor.post(
        reverse("review-accept", args=[row.public_id]),
        {"queue": "new", **known},
        headers={"HX-Request": "true", "HX-Boosted": "true"},
    )
    assert answer.status_code == 200
    assert item_in(answer) == rows[1]
    address = f"{reverse('review-item', args=[rows[1].public_id])}?queue=new"
    assert answer["HX-Push-Url"] == address


def test_what_is_refused_leaves_the_address_of_the_page(as_editor, rows):
    row = item_in(go_on(as_editor))
    answer = as_editor.post(
        reverse("review-reject", args=[row.public_id]),
        {"queue": "new"},
        headers={"HX-Request": "true", "HX-Boosted": "true"},
    )
    assert (answer.status_code, answer["HX-Push-Url"]) == (422, "false")


def test_looking_ahead_shows_the_next_item_and_leases_nothing(as_editor, rows):
    row = item_in(go_on(as_editor))
    answer = as_editor.get(reverse("review-ahead"), {"queue": "new", "but": row.public_id})
    assert item_in(answer) == rows[1]
    assert rows[1].article.title in text_of(answer)
    assert [lease.item for lease in ReviewLease.objects.all()] == [row]
    Assertion.objects.exclude(pk=row.pk).update(review_state="accepted")
    answer = as_editor.get(reverse("review-ahead"), {"queue": "new", "but": row.public_id})
    assert answer.status_code == 204


def test_the_text_around_a_statement_is_cut_at_whole_words(as_editor):
    [row] = work(1)
    many(60, beside=row)
    last = Assertion.objects.latest("pk")
    shown = as_editor.get(reverse("review-item", args=[last.public_id])).context["shown"]
    text = shown.excerpt
    whole = text.before + text.head + text.anchor + text.tail + text.after
    assert text.head + text.anchor + text.tail == last.excerpt
    article = type(last.article).objects.get(pk=last.article_id)
    start = article.text.index(whole)
    assert text.is_cut == (True, False)
    assert article.text[start].isspace() or article.text[start - 1].isspace()
    assert len(text.before) <= 760
