"""Orders, revisions, titles and counts of claims tell what happened, and agree with each other."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim, ReviewQueue, Status
from claims.services.claim_history import claim_history
from claims.services.claim_lines import lines_of
from claims.services.claim_news import news_of
from claims.services.claim_revisions import revision_of
from claims.services.correcting import correct
from claims.services.hand_placing import place_statement
from claims.services.review_acts import At, accept_item, confirm_origin, decide_item
from claims.services.review_steps import done_today
from claims.services.reviewing import accept, reject
from tests.editing.worlds import HAITI, because, deny, now, report
from tests.review.worlds import now as now_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti(db) -> Claim:
    report("the Dell Institute")
    report("the Lorne Foundation", number=1)
    return Claim.objects.get(title=HAITI)


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:500]
    return " ".join(unescape(answer.content.decode()).split())


def numbers(claim: Claim) -> list[int]:
    return list(claim.events.order_by("pgh_id").values_list("pgh_id", flat=True))


def test_an_act_moves_its_claim_to_the_top_of_what_changed_last(as_editor, editor, haiti):
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    ordered = Claim.objects.listed().order_by("-changed_at", "-id")
    assert ordered.first() != haiti
    accept(assertion=haiti.assertions.first(), by=because(editor))
    assert ordered.first() == haiti
    lines = lines_of(list(ordered))
    assert [line.changed_at for line in lines] == [claim.changed_at for claim in ordered]
    assert [line.changed_by for line in lines] == ["editor", ""]
    text = text_of(as_editor.get(f"{reverse('claim-list')}?sort=changed"))
    assert text.index(HAITI) < text.index("Kenyan troops sent to Mali")


@pytest.mark.django_db(transaction=True)
def test_an_act_that_makes_no_revision_leads_to_the_one_in_force_and_says_so(
    as_editor, editor, haiti
):
    before = numbers(haiti)
    row = haiti.assertions.first()
    correct(assertion=row, changes={"who": "men"}, by=because(editor))
    assert numbers(haiti) == before
    (act,) = [event for event in claim_history(haiti).events if event.change]
    assert (act.revision, act.ordinal, act.is_kept) == (before[-1], len(before), False)
    text = text_of(as_editor.get(now(haiti).get_absolute_url()))
    assert f"revision {len(before)} was in force</a>" in text
    assert "this made no new one" in text


def test_revisions_are_counted_without_gaps(as_reader, as_editor, editor, haiti):
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    as_editor.post(
        reverse("claim-retitle", args=[haiti.public_id]),
        {"title": "Police sent to Haiti", "version": now(haiti).version},
    )
    found = [revision_of(haiti, number) for number in numbers(haiti)]
    assert [one.ordinal for one in found] == list(range(1, len(found) + 1))
    assert {one.count for one in found} == {len(found)}
    address = reverse("claim-revision", args=[haiti.public_id, found[-1].number])
    assert f"revision {len(found)} of {len(found)} of this claim" in text_of(as_reader.get(address))
    told = as_reader.get(f"/api/v1/claims/{haiti.public_id}/history/{found[0].number}/").json()
    assert told["ordinal"] == 1


@pytest.mark.django_db(transaction=True)
def test_differences_name_all_that_was_done_between(as_reader, as_editor, editor, haiti):
    first = numbers(haiti)[-1]
    row = haiti.assertions.first()
    changes = {"figure": {"text": "300", "unit": "chickens"}, "sure": ("unit",)}
    correct(assertion=row, changes=changes, by=because(editor, "Hens."))
    as_editor.post(
        reverse("claim-assess", args=[haiti.public_id]),
        {"status": "disputed", "reason": "Odd.", "version": now(haiti).version},
    )
    last = numbers(haiti)[-1]
    address = f"{reverse('claim-history', args=[haiti.public_id])}?diff={first}..{last}"
    text = text_of(as_reader.get(address))
    assert "was made by" not in text
    for shown in ("Corrected: “", "Hens.", "decided: ", "Odd.", "all that happened between"):
        assert shown in text


@pytest.mark.django_db(transaction=True)
def test_a_claim_is_made_by_whoever_made_it(as_editor, haiti):
    row = haiti.assertions.first()
    as_editor.post(
        reverse("statement-place", args=[row.public_id]),
        {"into": "", "title": "Hens sent to Haiti", "version": row.version},
    )
    hens = Claim.objects.get(title="Hens sent to Haiti")
    made = [event for event in claim_history(hens).events if "claim made" in event.what]
    assert [event.who for event in made] == ["editor"]
    (read,) = [event for event in claim_history(haiti).events if "claim made" in event.what]
    assert read.who == "claimbase"


def test_a_second_claim_of_one_title_is_warned_of_with_a_link(as_editor, haiti):
    row = haiti.assertions.first()
    address = reverse("statement-place", args=[row.public_id])
    text = text_of(as_editor.get(f"{address}?to=new"))
    assert f"There is another claim called “{HAITI}”" in text
    answer = as_editor.post(address, {"into": "", "title": "", "version": row.version}, follow=True)
    text = text_of(answer)
    assert f"Another claim is called “{HAITI}” as well." in text
    assert haiti.public_id in text.split("as well.")[1].split("</div>")[0]


def test_the_merge_page_says_what_becomes_of_the_title(as_editor, editor, haiti):
    row = haiti.assertions.first()
    other = place_statement(assertion=row, to="Hens sent to Haiti", by=because(editor)).claim
    page = reverse("claim-merge", args=[haiti.public_id])
    text = text_of(as_editor.get(f"{page}?with={other.public_id}"))
    assert f"The title “{HAITI}” stays" in text
    assert "The title, the id" not in text


def test_two_origins_of_which_one_gives_a_comparable_figure_are_told_as_that(
    as_reader, editor, haiti
):
    row = haiti.assertions.last()
    changes = {"figure": {"text": "300", "unit": "chickens"}, "sure": ("unit",)}
    correct(assertion=row, changes=changes, by=because(editor))
    fresh = now(haiti)
    assert (fresh.status, fresh.independent_count) == ("single_source", 2)
    for address in (fresh.get_absolute_url(), reverse("claim-list")):
        text = text_of(as_reader.get(address))
        assert "independent origins, of which one gives the figure" in text
    rules = {rule["rule"]: rule["text"] for rule in fresh.status_reasons}
    assert rules["single_source"].startswith("2 independent origins, of which one gives")


def test_a_claim_that_nobody_states_says_so_instead_of_counting_nothing(as_reader):
    deny("Mali")
    text = text_of(as_reader.get(reverse("claim-list")))
    assert "no report states it" in text
    assert "0 reports" not in text


def test_only_what_finishes_an_item_counts_as_done(as_editor, editor, haiti):
    row = haiti.assertions.first()
    confirm_origin(at=At(ReviewQueue.NEW, row), by=because(editor))
    at = At(ReviewQueue.NEW, now_statement(row))
    decide_item(at=at, status=Status.DISPUTED, by=because(editor))
    assert done_today(editor, ReviewQueue.NEW) == 0
    accept_item(at=At(ReviewQueue.NEW, now_statement(row)), by=because(editor))
    assert done_today(editor, ReviewQueue.NEW) == 1


def test_news_count_the_statements_that_count(editor, haiti):
    moment = haiti.created_at
    before = news_of([haiti], moment)[haiti.pk].placed
    reject(assertion=haiti.assertions.first(), by=because(editor))
    assert news_of([now(haiti)], moment)[haiti.pk].placed == before - 1
