"""The first page, section by section."""

from __future__ import annotations

import html
import re
import zoneinfo
from datetime import datetime, time, timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from accounts.models import Preferences
from claims.models import Claim, MergeSuggestion, Status, Topic
from claims.services.assessing import Decision, decide
from claims.services.claim_changes import retitle
from claims.services.reviewing import accept, reject
from claims.services.saved_searches import save_search
from sources.models import SourceFile
from tests.dashboard.worlds import let_days_pass
from tests.editing.worlds import because, deny, report, second_editor, suggest
from tests.factories import ingest, make_user, receive
from tests.topics.worlds import make_claim, make_speaker, topic

pytestmark = pytest.mark.django_db


def home(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def section(client, name: str) -> str:
    """The words of one section, as they are read out."""
    text = home(client)
    found = re.search(rf'<section aria-labelledby="{name}".*?</section>', text, re.DOTALL)
    assert found, f"no section {name}"
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def has_section(client, name: str) -> bool:
    return f'<section aria-labelledby="{name}"' in home(client)


@pytest.fixture
def claim(db) -> Claim:
    """How many Kenyan soldiers went to Haiti, by one voice."""
    claim = report("Kenyan officials").claim
    assert claim
    return claim


# --- Nothing there yet -----------------------------------------------------------------------


def test_an_empty_place_shows_the_first_steps_by_role(as_reader, as_analyst):
    assert "Analysts and editors can add articles." in home(as_reader)
    assert "Drop files" not in home(as_reader)
    text = home(as_analyst)
    assert "Drop files" in text
    assert "ingest fixtures/articles" in text
    assert "Invite people" not in text
    assert reverse("help") in text


def test_an_admin_is_led_to_inviting_people(client, db):
    client.force_login(make_user("admin"))
    assert reverse("person-add") in home(client)


def test_files_without_claims_show_how_ingest_goes(as_analyst):
    ingest("A quiet day\n\nNothing to count happened.")
    assert "no claim has been read from them yet" in home(as_analyst)
    assert "1 done" in section(as_analyst, "ingest")


# --- Changed today ---------------------------------------------------------------------------


def test_a_new_claim_is_told_with_its_statements(as_reader, claim):
    text = section(as_reader, "changed")
    assert claim.title in text
    assert "new claim · 1 new statement" in text


def test_status_figure_and_statements_that_changed_are_told(as_reader, claim):
    let_days_pass(2)
    report("France", figure="500", number=1)
    text = section(as_reader, "changed")
    assert "status: single source → disputed" in text
    assert "figure: 300 people → 300–500 people" in text
    assert "1 new statement" in text
    assert "new claim" not in text


def test_a_figure_that_came_and_went_is_no_news(as_editor, editor, claim):
    let_days_pass(2)
    late = report("France", figure="500", number=1)
    reject(assertion=late, by=because(editor, "misread"))
    text = section(as_editor, "changed")
    assert "figure:" not in text
    assert "status:" not in text


def test_what_people_did_is_told_with_who(as_reader, editor, claim):
    let_days_pass(2)
    decide(claim=claim, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
    claim.refresh_from_db()
    retitle(claim=claim, title="Kenyan soldiers in Haiti", by=because(editor, "shorter"))
    text = section(as_reader, "changed")
    assert "status: single source → confirmed" in text
    assert "editor: decided: confirmed" in text
    assert "title: was “Kenyan troops sent to Haiti”" in text


def test_what_changed_before_midnight_is_not_told(as_reader, claim):
    let_days_pass(1)
    text = section(as_reader, "changed")
    assert claim.title not in text
    assert "No claim has changed since midnight" in text


def midnight_in(zone: str) -> datetime:
    now = timezone.now().astimezone(zoneinfo.ZoneInfo(zone))
    return datetime.combine(now.date(), time.min, tzinfo=now.tzinfo)


def test_today_begins_at_midnight_where_the_person_is(as_reader, reader, claim):
    zones = sorted(("Pacific/Kiritimati", "Pacific/Pago_Pago"), key=midnight_in)
    earlier, later = map(midnight_in, zones)
    assert earlier < later
    Claim.objects.update(changed_at=earlier + (later - earlier) / 2)
    for zone, is_today in zip(zones, (True, False), strict=True):
        Preferences.objects.update_or_create(user=reader, defaults={"time_zone": zone})
        assert (claim.title in section(as_reader, "changed")) is is_today, zone


def test_a_claim_that_was_merged_away_is_not_listed(as_reader, claim):
    other = report("France", to="Mali", number=1).claim
    Claim.objects.filter(pk=claim.pk).update(merged_into=other)
    assert claim.title not in section(as_reader, "changed")


def test_what_changed_today_is_led_to_in_the_list_of_claims(as_reader, claim):
    let_days_pass(1)
    late = report("France", to="Mali", number=1).claim
    found = re.search(r'href="(/claims/\?changed_since=[^"]+)"', home(as_reader))
    assert found
    text = as_reader.get(html.unescape(found[1])).content.decode()
    assert late.title in text
    assert claim.title not in text
    assert "This filter was left out" not in text


# --- Newly disputed --------------------------------------------------------------------------


def test_who_disputes_a_claim_is_named(as_reader, claim):
    let_days_pass(20)
    deny()
    text = section(as_reader, "newly-disputed")
    assert claim.title in text
    assert "denied by Haiti" in text


def test_figures_that_exclude_each_other_are_named(as_reader, claim):
    report("France", figure="500", number=1)
    text = section(as_reader, "newly-disputed")
    assert "figures of independent origins exclude each other" in text


def test_the_editor_who_decided_and_why_is_named(as_reader, editor, claim):
    decide(claim=claim, decision=Decision(Status.DISPUTED, "the footage is old"), by=editor)
    assert "decided by editor: the footage is old" in section(as_reader, "newly-disputed")


def test_what_was_disputed_long_ago_is_not_new_though_it_changed_today(as_reader, claim):
    deny()
    let_days_pass(20)
    report("Kenyan officials", number=2)
    claim.refresh_from_db()
    assert claim.status == Status.DISPUTED
    assert claim.title in section(as_reader, "changed")
    assert claim.title not in section(as_reader, "newly-disputed")


def test_what_is_disputed_no_more_is_not_listed(as_reader, editor, claim):
    deny()
    claim.refresh_from_db()
    decide(claim=claim, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
    assert claim.title not in section(as_reader, "newly-disputed")


# --- Needs re-review -------------------------------------------------------------------------


def test_a_decision_whose_evidence_changed_says_why(as_reader, editor, claim):
    decide(claim=claim, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
    assert claim.title not in section(as_reader, "stale")
    report("France", number=1)
    claim.refresh_from_db()
    text = section(as_reader, "stale")
    assert claim.title in text
    assert claim.needs_review_because in text
    assert "decided confirmed by editor" in text


# --- My queue and my acts --------------------------------------------------------------------


def test_editors_see_what_waits(as_editor, claim):
    other = report("France", to="Mali", number=1).claim
    suggest(claim, other)
    text = section(as_editor, "queue")
    assert "2 New statements" in text
    assert "1 Duplicates" in text
    waiting = MergeSuggestion.objects.filter(state=MergeSuggestion.State.PENDING).count()
    assert f"{waiting} Who is who" in text
    assert "0 Claims to decide" in text


def test_a_reviewed_statement_waits_no_more(as_editor, editor, claim):
    accept(assertion=claim.assertions.get(), by=because(editor))
    assert "0 New statements" in section(as_editor, "queue")


def test_saved_searches_stand_on_the_first_page_ones_own_and_those_of_others(
    as_reader, reader, analyst, claim
):
    save_search(person=reader, name="Haiti", query="q=haiti", is_shared=False)
    save_search(person=analyst, name="What is disputed", query="status=disputed", is_shared=True)
    save_search(person=analyst, name="Not for others", query="", is_shared=False)
    text = section(as_reader, "searches")
    assert "Haiti" in text
    assert "What is disputed shared by analyst" in text
    assert "Not for others" not in text
    # The shortcuts for newcomers stay, folded below.
    assert "Where to start Disputed claims" in text


def test_readers_and_analysts_have_no_queue_and_get_places_to_start(as_reader, as_analyst, claim):
    for client in (as_reader, as_analyst):
        assert not has_section(client, "queue")
        assert not has_section(client, "acts")
        assert "Disputed claims" in section(client, "searches")


def test_an_editor_takes_back_what_they_did_from_the_first_page(as_editor, editor, claim):
    change = accept(assertion=claim.assertions.get(), by=because(editor))
    assert change.summary in section(as_editor, "acts")
    address = reverse("change-undo", args=[change.public_id])
    assert address in home(as_editor)
    answer = as_editor.post(address, {"next": "/#acts"})
    assert answer.url == "/#acts"
    assert claim.assertions.get().review_state == "draft"
    text = section(as_editor, "acts")
    assert "(undone)" in text
    assert address not in home(as_editor).split("acts")[-1]


def test_decisions_are_taken_back_as_well(as_editor, editor, claim):
    decision = decide(claim=claim, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
    assert "Decided: confirmed" in section(as_editor, "acts")
    as_editor.post(reverse("decision-undo", args=[decision.pk]))
    claim.refresh_from_db()
    assert claim.decided_status == ""
    assert "Took a decision back: no decision stands" in section(as_editor, "acts")


def test_what_others_did_is_not_mine(as_editor, claim):
    other = second_editor()
    accept(assertion=claim.assertions.get(), by=because(other))
    assert "Nothing yet." in section(as_editor, "acts")


# --- Topics ----------------------------------------------------------------------------------


def test_topics_show_how_many_claims_and_how_many_disputed(as_reader, analyst, claim):
    topic(analyst, "Haiti mission", places=("Haiti",))
    topic(analyst, "Elsewhere", places=("Peru",))
    deny()
    text = section(as_reader, "topics")
    assert "Haiti mission 1 claim 1 disputed" in text
    assert "Elsewhere 0 claims" in text


def test_who_may_make_topics_is_led_there(as_reader, as_analyst, claim):
    assert "Make a topic" in section(as_analyst, "topics")
    assert "Make a topic" not in section(as_reader, "topics")


# --- Ingest ----------------------------------------------------------------------------------


def test_files_are_counted_by_state_and_failures_say_why(as_reader, claim):
    failed = ingest(b"\x00\x01\x02\x03", name="broken.bin")
    assert failed.state == SourceFile.State.FAILED
    text = section(as_reader, "ingest")
    assert "1 done" in text
    assert "1 failed" in text
    assert "broken.bin" in text
    assert failed.error[:60] in text
    assert failed.get_absolute_url() in home(as_reader)


def test_the_number_of_a_state_leads_to_as_many_files(as_reader, claim):
    ingest(b"\x00\x01\x02\x03", name="long ago.bin")
    let_days_pass(2)
    ingest(b"\x00\x01\x02\x04", name="today.bin")
    assert "1 failed" in section(as_reader, "ingest")
    link = re.search(r'href="(/ingest/\?state=failed&amp;received_since[^"]+)"', home(as_reader))
    assert link
    listed = as_reader.get(html.unescape(link[1])).content.decode()
    assert "today.bin" in listed
    assert "long ago.bin" not in listed


def test_what_failed_again_is_the_freshest_failure(as_reader, claim):
    again = ingest(b"\x00\x01\x02\x03", name="again.bin")
    ingest(b"\x00\x01\x02\x04", name="once.bin")
    SourceFile.objects.filter(pk=again.pk).update(finished_at=timezone.now())
    assert re.search("again.bin.*once.bin", section(as_reader, "ingest"))


def test_files_of_earlier_days_are_not_counted(as_reader, claim):
    let_days_pass(2)
    assert "None came in." in section(as_reader, "ingest")


def test_a_file_that_waits_long_without_a_worker_is_told(as_reader, claim):
    let_days_pass(1)
    waiting = receive("Later\n\nKenya has sent 12 soldiers to Mali.")
    assert "1 file not finished" in section(as_reader, "ingest")
    assert "no worker is reading them" not in home(as_reader)
    SourceFile.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(hours=2))
    assert "No worker has touched a file" in section(as_reader, "ingest")
    assert "no worker is reading them" in home(as_reader)


def test_a_worker_that_is_busy_with_another_file_is_a_sign_of_life(as_reader, claim):
    waiting = receive("Later\n\nKenya has sent 12 soldiers to Mali.")
    SourceFile.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(hours=2))
    assert "No worker has touched a file" not in section(as_reader, "ingest")


# --- The whole -------------------------------------------------------------------------------


def test_nobody_sees_it_without_signing_in(client, claim):
    assert client.get("/").url.startswith("/account/login/")


def test_it_does_not_ask_again_by_itself_and_can_be_asked(as_reader, claim):
    text = home(as_reader)
    assert "http-equiv" not in text
    assert "hx-trigger" not in text
    assert "Refresh" in text


def test_it_costs_no_more_queries_however_much_there_is(
    as_editor, editor: User, analyst, django_assert_max_num_queries
):
    for number, to in enumerate(("Haiti", "Mali")):
        claim = report("Kenyan officials", to=to, number=number).claim
        assert claim
        if to == "Haiti":
            decide(claim=claim, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
        denied = deny(to=to, number=number + 10)
        accept(assertion=denied, by=because(editor))
    topic(analyst, "Haiti", places=("Haiti",), speaker_ids=(make_speaker("France").public_id,))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(40) as queries:
            home(as_editor)
        counts.append(len(queries))
        for number in range(12):
            make_claim(computed_status="disputed", challenge_count=1)
            make_claim(decided_status="confirmed", needs_review=True)
            topic(analyst, f"Topic {number} of {Topic.objects.count()}", places=("Haiti",))
            receive(f"Later {number} of {SourceFile.objects.count()}")
    # Fewer where what is shown quotes nobody.
    assert counts[1] <= counts[0], counts
