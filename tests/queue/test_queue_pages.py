"""The pages of the queues: who may, what they say when nothing waits, what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Assertion, Claim, ReviewLease, ReviewQueue, ReviewStep
from tests.editing.worlds import suggest
from tests.queue.worlds import disputed, go_on, item_in, many, question, send, text_of, work
from tests.review.worlds import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["as_reader", "as_analyst"])
def test_others_than_editors_are_told_which_role_it_takes(request, who):
    [row] = work(1)
    client = request.getfixturevalue(who)
    for answer in (
        client.get(reverse("review")),
        client.get(reverse("review-next")),
        client.get(reverse("review-recent")),
        client.get(reverse("review-item", args=[row.public_id])),
        client.post(reverse("review-accept", args=[row.public_id])),
        client.post(reverse("review-put-off", args=[row.public_id])),
    ):
        assert answer.status_code == 403
        assert "needs the role of an editor" in text_of(answer)
    assert 'href="/review/"' not in text_of(client.get("/claims/"))


def test_an_editor_sees_what_waits_and_in_which_order(as_editor):
    work(2)
    question(3)
    text = text_of(as_editor.get(reverse("review")))
    for label in ReviewQueue.labels:
        assert label in text
    assert "the newest first in each" in text
    assert reverse("suggestion-list") in text
    assert 'href="/review/"' in text


def test_an_empty_queue_says_what_was_done_and_where_there_is_more(as_editor):
    [row] = work(1)
    question(3)
    Assertion.objects.exclude(pk=row.pk).update(review_state="accepted")
    answer = send(as_editor, "accept", row)
    text = text_of(answer)
    assert "Queue clear." in text
    assert "1 done today." in text
    assert "Duplicates</a> has 1." in text


def test_a_queue_of_nothing_at_all_says_where_work_comes_from(as_editor):
    text = text_of(go_on(as_editor))
    assert "Queue clear." in text
    assert "0 done today." in text
    assert reverse("ingest") in text
    assert text_of(as_editor.get(reverse("review"))).count("None that could be undone.") == 1


def test_a_queue_in_which_all_is_put_off_says_so(as_editor):
    [row] = work(1)
    text = text_of(send(as_editor, "put-off", row, did="later"))
    assert "Nothing is free for you: 1 waits, and others have them, or you put them off." in text
    assert "0 done today." in text


def test_a_queue_that_does_not_exist_is_named(as_editor):
    answer = as_editor.get(reverse("review-next"), {"queue": "news"})
    assert answer.status_code == 200
    assert "queue: there is no queue 'news'." in text_of(answer)


def test_an_item_that_does_not_exist_is_not_found(as_editor):
    for public_id in ("asr_0", "clm_0", "csg_0", "spk_0", "x"):
        assert as_editor.get(reverse("review-item", args=[public_id])).status_code == 404
    [row] = work(1)
    asked = question(3)
    for name, item in (("answer", row), ("effect", row), ("accept", asked), ("decide", asked)):
        address = reverse(f"review-{name}", args=[item.public_id])
        answer = as_editor.get(address) if name == "effect" else as_editor.post(address)
        assert answer.status_code == 404


def test_a_place_in_the_queue_that_is_none_is_passed_over(as_editor):
    [row] = work(1)
    assert item_in(go_on(as_editor, after="asr_0")) == row
    assert item_in(go_on(as_editor, after=row.claim.public_id)) == row


def test_acts_are_sent_by_forms_only(as_editor):
    [row] = work(1)
    for name in ("renew", "release"):
        assert as_editor.get(reverse(f"review-{name}", args=[row.public_id])).status_code == 405
    for name in ("accept", "reject", "place", "confirm", "decide", "put-off"):
        as_editor.get(reverse(f"review-{name}", args=[row.public_id]))
    assert not ReviewStep.objects.exists()
    assert now(row).review_state == "draft"


@pytest.mark.parametrize("queue", ["new", "decide", "duplicates"])
def test_a_step_costs_no_more_however_much_waits(as_editor, queue):
    item = {"new": lambda: work(1)[0], "decide": disputed, "duplicates": question}[queue]()
    row = Assertion.objects.earliest("pk")
    _more(row, statements=3, claims=4)
    few = _queries(as_editor, queue, item)
    _more(row, statements=2000, claims=400)
    assert _queries(as_editor, queue, item) <= few
    assert few < 60


def _more(row: Assertion, *, statements: int, claims: int) -> None:
    """More of everything that waits."""
    many(statements, beside=row)
    made = Claim.objects.bulk_create(
        Claim(type="killed", title=f"Claim {n}", computed_status="disputed") for n in range(claims)
    )
    for first, second in zip(made[::2], made[1::2], strict=True):
        suggest(first, second)


def _queries(client, queue, item) -> int:
    """How many queries it takes to show an item, and to go on to the next."""
    address = reverse("review-item", args=[item.public_id])
    client.get(address, {"queue": queue})
    with CaptureQueriesContext(connection) as found:
        assert client.get(address, {"queue": queue}).status_code == 200
        client.post(
            reverse("review-put-off", args=[item.public_id]), {"queue": queue, "did": "skip"}
        )
    ReviewStep.objects.all().delete()
    ReviewLease.objects.all().delete()
    return len(found)
