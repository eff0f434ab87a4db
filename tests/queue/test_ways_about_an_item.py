"""What may still be said of an item that was finished, the way to another claim and back, and addresses
of acts that are opened like pages."""

import logging

import pytest
from django.urls import reverse

from claims.models import Assertion, ReviewStep
from tests.queue.worlds import go_on, item_in, send, text_of, work
from tests.review.worlds import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db) -> list[Assertion]:
    return work(3)


def test_the_headings_are_no_sequence_and_say_what_finishes_the_item(as_editor, rows):
    text = text_of(go_on(as_editor))
    assert "1. Was it" not in text
    assert "Accept, fix or reject it: each finishes the item." in text
    assert text.count("The item stays.") == 2


def test_what_was_finished_leads_to_its_claim_its_origin_and_a_decision(as_editor, rows):
    row = item_in(go_on(as_editor))
    text = text_of(send(as_editor, "accept", row))
    item = reverse("review-item", args=[row.public_id])
    assert f'<a href="{row.claim.get_absolute_url()}">its claim</a>' in text
    assert f'<a href="{item}?queue=new#origin">its origin</a>' in text
    assert f'<a href="{item}?queue=new#verdict">decide on the claim</a>' in text
    page = text_of(as_editor.get(item, {"queue": "new"}))
    assert reverse("review-origin", args=[row.public_id]) in page
    assert reverse("review-accept", args=[row.public_id]) not in page
    told = text_of(send(as_editor, "decide", row, status="disputed", reason="Two figures."))
    assert "The statement still waits" not in told
    assert now(row).claim.decided_status == "disputed"


def test_what_was_rejected_leads_nowhere(as_editor, rows):
    row = item_in(go_on(as_editor))
    assert "its origin</a>" not in text_of(send(as_editor, "reject", row, reason="Trucks."))


class TestAnotherClaim:
    def address(self, row) -> str:
        return reverse("statement-place", args=[row.public_id])

    def test_offers_the_likeliest_before_anything_is_searched(self, as_editor, rows):
        answer = as_editor.get(self.address(rows[0]), {"queue": "new"})
        offered = [choice.claim for choice in answer.context["likely"]]
        assert rows[0].claim not in offered
        assert all(claim.title in text_of(answer) for claim in offered)
        assert "Keep it in “" in text_of(answer)

    def test_keeps_the_way_back(self, as_editor, rows):
        row = item_in(go_on(as_editor))
        back = f"{reverse('review-item', args=[row.public_id])}?queue=new"
        for query in ({}, {"q": "nothing like it"}, {"to": "new"}):
            text = text_of(as_editor.get(self.address(row), {"queue": "new", **query}))
            assert text.count(f'href="{back}"') == 2, query

    def test_names_the_type_when_nothing_matches(self, as_editor, rows):
        text = text_of(as_editor.get(self.address(rows[0]), {"q": "zzzz"}))
        assert "No other claim of the type “" in text
        assert "matches “zzzz”" in text

    def test_accepts_and_leads_to_the_next_item(self, as_editor, rows):
        row = item_in(go_on(as_editor))
        other = next(one.claim for one in rows if one != row)
        page = as_editor.get(self.address(row), {"queue": "new", "to": other.public_id})
        assert "Accept it, and put it there" in text_of(page)
        data = {**page.context["form"].initial, "queue": "new", "into": other.public_id}
        answer = as_editor.post(self.address(row), data, follow=True)
        assert isinstance(item_in(answer), Assertion)
        assert item_in(answer) != row
        assert (now(row).review_state, now(row).claim) == ("accepted", other)
        assert ReviewStep.objects.get().did == "place"

    def test_moves_what_was_accepted_before_and_goes_back_to_it(self, as_editor, rows):
        row = item_in(go_on(as_editor))
        other = next(one.claim for one in rows if one != row)
        send(as_editor, "accept", row)
        page = as_editor.get(self.address(row), {"queue": "new", "to": other.public_id})
        data = {**page.context["form"].initial, "queue": "new", "into": other.public_id}
        answer = as_editor.post(self.address(row), data, follow=True)
        assert item_in(answer) == row
        assert now(row).claim == other

    def test_without_a_queue_leads_to_the_claim(self, as_editor, rows):
        text = text_of(as_editor.get(self.address(rows[0]), {"queue": "decide"}))
        assert "Review</a> ›" not in text


@pytest.mark.parametrize(
    "act", ["accept", "reject", "correct", "place", "confirm", "decide", "put-off"]
)
def test_the_address_of_an_act_leads_to_its_form(as_editor, rows, act):
    item = reverse("review-item", args=[rows[0].public_id])
    answer = as_editor.get(f"{item}{act}/")
    assert (answer.status_code, answer.url) == (302, item)
    assert as_editor.put(f"{item}{act}/").status_code == 405


def test_the_address_of_a_decision_leads_to_the_claim(as_editor, rows):
    claim = rows[0].claim
    answer = as_editor.get(reverse("claim-assess", args=[claim.public_id]), follow=True)
    assert answer.request["PATH_INFO"] == claim.get_absolute_url()


def test_what_is_refused_is_told_once_and_is_no_warning(as_editor, rows, caplog):
    row = item_in(go_on(as_editor))
    caplog.set_level(logging.INFO)
    caplog.clear()
    as_editor.post(reverse("review-reject", args=[row.public_id]), {"version": row.version})
    told = [one for one in caplog.records if one.name.startswith("django")]
    assert [(one.levelname, one.msg["code"]) for one in told] == [("INFO", 422)]
