"""Nobody works on what somebody else has in front of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from claims.models import ReviewLease, ReviewQueue
from claims.services.review_leases import LEASE, holder, lease_next, release, take
from claims.services.reviewing import accept
from tests.queue.worlds import (
    another_editor,
    because,
    go_on,
    item_in,
    many,
    send,
    signed_in,
    text_of,
    work,
)

NEW = ReviewQueue.NEW


def run_out(item) -> None:
    ReviewLease.objects.filter(assertion=item).update(until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_editors_who_ask_at_the_same_moment_get_different_items():
    from claimbase.roles import grant_roles

    grant_roles()
    [row] = work(1)
    many(23, beside=row)
    editors = [another_editor(f"editor-{n}") for n in range(4)]
    start = Barrier(len(editors))

    def take_six(user) -> list[int]:
        got = []
        start.wait()
        for _ in range(6):
            lease = lease_next(queue=NEW, by=user)
            got.append(lease.item.pk)
            accept(assertion=lease.item, by=because(user))
        connection.close()
        return got

    with ThreadPoolExecutor(len(editors)) as pool:
        found = [pk for got in pool.map(take_six, editors) for pk in got]
    assert len(found) == 24
    assert len(set(found)) == 24


@pytest.mark.django_db(transaction=True)
def test_one_item_is_leased_to_one_of_many_who_open_it():
    from claimbase.roles import grant_roles

    grant_roles()
    [row] = work(1)
    editors = [another_editor(f"editor-{n}") for n in range(4)]
    start = Barrier(len(editors))

    def open_it(user) -> bool:
        start.wait()
        lease = take(queue=NEW, item=row, by=user)
        connection.close()
        return lease is not None

    with ThreadPoolExecutor(len(editors)) as pool:
        assert sorted(pool.map(open_it, editors)) == [False, False, False, True]


@pytest.mark.django_db
def test_a_lease_that_ran_out_frees_the_item(editor):
    [row] = work(1)
    other = another_editor()
    lease = lease_next(queue=NEW, by=other)
    assert lease.item == row
    assert lease_next(queue=NEW, by=editor) is None
    run_out(row)
    mine = lease_next(queue=NEW, by=editor)
    assert (mine.item, mine.by) == (row, editor)
    assert lease_next(queue=NEW, by=other) is None


@pytest.mark.django_db
def test_opening_the_item_renews_the_lease_and_so_does_working_on_it(as_editor, editor):
    [row] = work(1)
    go_on(as_editor)
    for address in (("review-item", "get"), ("review-renew", "post")):
        nearly = timezone.now() + timedelta(seconds=20)
        ReviewLease.objects.update(until=nearly)
        answer = getattr(as_editor, address[1])(reverse(address[0], args=[row.public_id]))
        assert "leased to you until" in text_of(answer)
        assert ReviewLease.objects.get().until > nearly + LEASE / 2


@pytest.mark.django_db
def test_whoever_works_on_after_the_lease_went_to_another_is_told(as_editor):
    [row] = work(1)
    go_on(as_editor)
    run_out(row)
    assert lease_next(queue=NEW, by=another_editor()).item == row
    answer = as_editor.post(reverse("review-renew", args=[row.public_id]))
    assert "somebody else has it now" in text_of(answer)


@pytest.mark.django_db
def test_an_item_that_another_has_is_shown_without_buttons_until_when(as_editor, editor):
    [row] = work(1)
    other = another_editor()
    lease_next(queue=NEW, by=other)
    answer = as_editor.get(reverse("review-item", args=[row.public_id]))
    assert "editor-two has this item until" in text_of(answer)
    assert reverse("review-accept", args=[row.public_id]) not in text_of(answer)
    assert holder(row).by == other


@pytest.mark.django_db
def test_whoever_comes_back_finds_what_they_had(as_editor, editor):
    work(3)
    first = item_in(go_on(as_editor))
    assert item_in(go_on(as_editor)) == first
    assert ReviewLease.objects.get().by == editor


@pytest.mark.django_db
def test_leaving_the_page_frees_the_item_unless_it_was_renewed_since(as_editor, editor):
    [row] = work(1)
    stamp = go_on(as_editor).context["lease"].stamp
    address = reverse("review-release", args=[row.public_id])
    go_on(as_editor)
    as_editor.post(address, {"stamp": stamp})
    assert holder(row).by == editor
    as_editor.post(address, {"stamp": "rubbish"})
    as_editor.post(address, {"stamp": "2025-13-41T00:00"})
    assert holder(row).by == editor
    as_editor.post(address, {"stamp": holder(row).stamp})
    assert holder(row) is None
    assert lease_next(queue=NEW, by=another_editor()).item == row


@pytest.mark.django_db
def test_nobody_frees_what_another_has(editor):
    [row] = work(1)
    lease_next(queue=NEW, by=editor)
    assert not release(item=row, by=another_editor())
    assert holder(row).by == editor


@pytest.mark.django_db
def test_an_item_is_left_undecided_for_the_next_and_the_previous(as_editor, editor):
    older, middle, newest = work(3)
    assert item_in(go_on(as_editor)) == newest
    assert item_in(go_on(as_editor, after=newest.public_id)) == middle
    assert holder(newest) is None
    assert item_in(go_on(as_editor, after=middle.public_id)) == older
    assert item_in(go_on(as_editor, before=older.public_id)) == middle
    assert item_in(go_on(as_editor, before=middle.public_id)) == newest
    first = go_on(as_editor, before=newest.public_id)
    assert "There is no other item before this one." in text_of(first)
    assert item_in(first) == newest
    # After the last one it begins again.
    assert item_in(go_on(as_editor, after=older.public_id)) == newest


@pytest.mark.django_db
def test_what_was_done_elsewhere_meanwhile_is_left_for_the_next(as_editor, editor):
    older, newest = work(2)
    assert item_in(go_on(as_editor)) == newest
    accept(assertion=newest, by=because(another_editor()))
    shown = as_editor.get(reverse("review-item", args=[newest.public_id]))
    assert "does not wait for a review any more: it is accepted" in text_of(shown)
    assert item_in(go_on(as_editor)) == older
    assert ReviewLease.objects.get().assertion == older


@pytest.mark.django_db
def test_two_editors_work_through_a_queue_side_by_side(as_editor):
    rows = work(6)
    other = signed_in(another_editor())
    seen = []
    mine, theirs = item_in(go_on(as_editor)), item_in(go_on(other))
    for _ in range(3):
        seen += [mine.pk, theirs.pk]
        mine = send(as_editor, "accept", mine).context.get("item")
        theirs = send(other, "accept", theirs).context.get("item")
    assert sorted(seen) == [row.pk for row in rows]
    assert mine is None
    assert theirs is None
