"""A claim as it was: every state has an address for ever, and any two can be compared."""

import re

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.services.claim_changes import merge_claims, retitle
from claims.services.claim_history import claim_history
from claims.services.claim_revisions import UnknownRevisionError, revision_in, revision_of
from claims.services.revision_differences import revision_differences
from tests.editing.worlds import HAITI, MALI, because, deny, now, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti(db) -> Claim:
    report("the Dell Institute")
    report("the Lorne Foundation", number=1)
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def mali(db) -> Claim:
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    return Claim.objects.get(title=MALI)


def numbers(claim: Claim) -> list[int]:
    return list(claim.events.order_by("pgh_id").values_list("pgh_id", flat=True))


def text_of(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def revision_page(claim: Claim, number: int) -> str:
    return reverse("claim-revision", args=[claim.public_id, number])


def decide(client, claim, status, reason):
    return client.post(
        reverse("claim-assess", args=[claim.public_id]),
        {"status": status, "reason": reason, "version": now(claim).version},
    )


def test_a_state_is_shown_as_it_was_whatever_became_of_the_claim(as_editor, haiti):
    decide(as_editor, haiti, "corroborated", "Two institutes.")
    then = numbers(haiti)[-1]
    before = text_of(as_editor, revision_page(haiti, then))
    as_editor.post(
        reverse("claim-retitle", args=[haiti.public_id]),
        {"title": "Kenyan police sent to Haiti", "version": now(haiti).version},
    )
    decide(as_editor, haiti, "disputed", "One took it back.")
    deny()
    after = text_of(as_editor, revision_page(haiti, then))
    for text in (before, after):
        assert f"<h1>{HAITI}</h1>" in text
        assert "✓</span> Corroborated" in text
        assert "Made by editor: decided: corroborated." in text
        assert "Two institutes." in text
    assert "This is not the present state." in after
    assert "This is the newest state that history keeps" in before


def test_it_says_what_is_not_kept(as_reader, haiti):
    text = text_of(as_reader, revision_page(haiti, numbers(haiti)[0]))
    assert "What a revision does not keep" in text
    assert "The statements of the claim, their origins and its challenges as they were." in text


def test_what_the_machine_did_is_not_said_to_be_a_persons(as_reader, haiti):
    first, *_, last = numbers(haiti)
    assert revision_of(haiti, first).what == "claim made"
    assert {revision_of(haiti, n).who for n in (first, last)} == {"claimbase"}


def test_the_history_leads_to_the_states(as_editor, haiti):
    decide(as_editor, haiti, "corroborated", "Two institutes.")
    text = text_of(as_editor, haiti.get_absolute_url())
    *earlier, last = numbers(haiti)
    assert f'<a href="{revision_page(haiti, last)}">revision {len(earlier) + 1}</a>' in text
    decided = next(event for event in claim_history(haiti).events if event.decision)
    assert decided.revision == numbers(haiti)[-1]


def test_two_states_are_compared_word_by_word_with_signs_beside_colours(as_editor, haiti):
    as_editor.post(
        reverse("claim-retitle", args=[haiti.public_id]),
        {"title": "Kenyan police sent to Haiti", "version": now(haiti).version},
    )
    first, *_, last = numbers(haiti)
    text = text_of(
        as_editor, f"{reverse('claim-history', args=[haiti.public_id])}?diff={first}..{last}"
    )
    row = text.split(">Title</th>")[1].split("</tr>")[0]
    assert re.search(r"Kenyan <del>.*removed: .*−</span>troops</del>", row)
    assert re.search(r"<ins>.*added: .*\+</span>police</ins> sent to Haiti", row)


def test_the_other_way_round_swaps_what_is_gone_and_what_is_new(editor, haiti):
    retitle(claim=haiti, title="Kenyan police sent to Haiti", by=because(editor))
    first, *_, last = (revision_of(haiti, n) for n in numbers(haiti))
    there, back = revision_differences(first, last), revision_differences(last, first)
    assert [(c.name, c.before, c.after) for c in there] == [
        (c.name, c.after, c.before) for c in back
    ]
    assert revision_differences(first, first) == []


def test_numbers_and_reasons_are_compared_too(haiti):
    first, *_, last = (revision_of(haiti, n) for n in numbers(haiti))
    changed = {one.name: (one.before, one.after) for one in revision_differences(first, last)}
    assert (
        changed["Computed status"] == ("Unassessed", "Corroborated")
        or changed["Computed status"][1] == last.computed_label
    )
    assert any(name.startswith("Rule “") for name in changed)


def test_addresses_of_a_merged_claim_still_show_it(as_reader, as_editor, haiti, mali):
    old = numbers(mali)
    as_editor.post(
        reverse("claim-merge", args=[haiti.public_id]),
        {"with": mali.public_id, "reason": "one question", "version": now(haiti).version},
    )
    for number in old:
        text = text_of(as_reader, revision_page(mali, number))
        assert f"<h1>{MALI}</h1>" in text
        assert "It was merged since" in text
        answer = as_reader.get(revision_page(haiti, number))
        assert (answer.status_code, answer.url) == (302, revision_page(mali, number))
    merged = revision_of(now(mali), numbers(mali)[-1])
    assert merged.merged_into == haiti
    assert (merged.who, merged.why) == ("editor", "one question")


def test_states_of_a_claim_and_of_one_merged_into_it_can_be_compared(
    as_reader, editor, haiti, mali
):
    merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    pair = f"{numbers(mali)[0]}..{numbers(haiti)[-1]}"
    text = text_of(as_reader, f"{reverse('claim-history', args=[haiti.public_id])}?diff={pair}")
    assert f"of “{MALI}”" in text


def test_a_form_leads_to_the_differences_without_a_script(as_reader, haiti):
    address = reverse("claim-history", args=[haiti.public_id])
    first, *_, last = numbers(haiti)
    assert f'<option value="{last}"' in text_of(as_reader, address)
    answer = as_reader.get(f"{address}?from={first}&to={last}")
    assert answer.url == f"{address}?diff={first}..{last}"


def test_a_revision_is_compared_with_the_claim_as_it_is_now(as_reader, haiti):
    last = numbers(haiti)[-1]
    before = revision_of(haiti, last).numbers
    report("the Lorne Foundation", number=2)
    haiti = now(haiti)
    assert numbers(haiti)[-1] == last
    address = reverse("claim-history", args=[haiti.public_id])
    assert '<option value="now">' in text_of(as_reader, address)
    assert f"{address}?diff={last}..now" in text_of(as_reader, revision_page(haiti, last))
    text = text_of(as_reader, f"{address}?diff={last}..now")
    assert "to <a" in text
    assert ">the claim as it is now</a>" in text
    row = text.split(">Reports (articles)</th>")[1].split("</tr>")[0]
    assert f"</span>{before['reports (articles)']}</del>" in row
    assert f"</span>{haiti.report_count}</ins>" in row
    assert f"?diff=now..{last}" in text
    assert "Nothing that a revision keeps is different" in text_of(
        as_reader, f"{address}?diff=now..now"
    )


def test_now_of_a_merged_claim_is_the_one_that_remains(as_reader, editor, haiti, mali):
    first = numbers(mali)[0]
    merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    text = text_of(
        as_reader, f"{reverse('claim-history', args=[mali.public_id])}?diff={first}..now"
    )
    assert f'href="{now(haiti).get_absolute_url()}">the claim as it is now</a>' in text


def test_events_of_one_minute_show_their_seconds(as_reader, haiti):
    from datetime import UTC, datetime

    events = claim_history(haiti).events
    assert len({(e.at.hour, e.at.minute) for e in events}) < len(events)
    text = text_of(as_reader, haiti.get_absolute_url()).split('id="history"')[1]
    times = [e.at.astimezone(UTC) for e in events]
    minutes = [t.replace(second=0, microsecond=0) for t in times]
    for at, minute in zip(times, minutes, strict=True):
        shown = "%H:%M:%S UTC" if minutes.count(minute) > 1 else "%H:%M UTC"
        assert f"{datetime.strftime(at, shown)}</time>" in text


@pytest.mark.parametrize(
    "pair", ["now..never", "1", "x..y", "999999999..1", "99999999999..1", "1..2..3"]
)
def test_a_wrong_pair_is_named_and_the_history_shown(as_reader, haiti, pair):
    text = text_of(as_reader, f"{reverse('claim-history', args=[haiti.public_id])}?diff={pair}")
    assert "alert-warning" in text
    assert "diff: " in text
    assert 'id="history"' in text


def test_a_revision_of_another_claim_is_not_this_ones(as_reader, haiti, mali):
    text_of(as_reader, revision_page(haiti, numbers(mali)[0]), 404)
    with pytest.raises(UnknownRevisionError):
        revision_in([haiti], numbers(mali)[0])


def test_the_api_gives_the_same_state_with_what_it_changed(as_editor, haiti):
    decide(as_editor, haiti, "disputed", "One took it back.")
    events = as_editor.get(f"/api/v1/claims/{haiti.public_id}/history/").json()["events"]
    number = next(event["revision"] for event in events if event["decision"])
    row = as_editor.get(f"/api/v1/claims/{haiti.public_id}/history/{number}/").json()
    assert (row["revision"], row["who"], row["why"]) == (number, "editor", "One took it back.")
    assert (row["status"], row["decided_status"]) == ("disputed", "disputed")
    assert row["counts"]["reports"] == haiti.report_count
    assert {"name": "Decision", "before": "None", "after": "Disputed"} in row["differences"]
    assert row["after"] is None
    assert as_editor.get(f"/api/v1/claims/{haiti.public_id}/history/999999999/").status_code == 404


def test_the_api_keeps_the_states_of_a_merged_claim(as_reader, editor, haiti, mali):
    merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    address = f"/api/v1/claims/{mali.public_id}/history/{numbers(mali)[0]}/"
    assert as_reader.get(address).json()["title"] == MALI


def test_a_state_costs_a_fixed_number_of_queries(as_editor, haiti, django_assert_max_num_queries):
    for status in ("disputed", "corroborated", "disputed", "confirmed"):
        decide(as_editor, haiti, status, "Seen.")
    with django_assert_max_num_queries(11):
        text_of(as_editor, revision_page(haiti, numbers(haiti)[2]))
