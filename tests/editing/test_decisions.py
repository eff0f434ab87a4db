"""Challenges recorded and closed by hand, decisions taken back, and what the history tells of it."""

import pytest

from claims.models import Assessment, Challenge, Claim, EditorialChange
from claims.services.acting import ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.assessing import Decision, assess_claims, decide
from claims.services.challenges import close_challenge, record_challenge
from claims.services.claim_changes import merge_claims, retitle
from claims.services.claim_history import claim_history
from claims.services.decisions import undo_decision
from claims.services.editorial import undo
from claims.services.hand_placing import place_statement
from tests.editing.worlds import HAITI, MALI, because, deny, now, report, snapshot

pytestmark = pytest.mark.django_db
Kind = Challenge.Kind


@pytest.fixture
def claim(db) -> Claim:
    report("the Dell Institute")
    report("the Lorne Foundation", number=1)
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def elsewhere(db) -> Claim:
    """Another claim, whose statement contradicts the first as an editor sees it."""
    report("the Kestrel Institute", figure="3", to="Mali", number=10)
    return Claim.objects.get(title=MALI)


def challenge(claim, assertion, editor, kind=Kind.CONTRADICTS_FIGURE) -> EditorialChange:
    return record_challenge(claim=claim, assertion=assertion, kind=kind, by=because(editor))


def say(claim, status, editor, reason="shown") -> Assessment:
    return decide(claim=claim, decision=Decision(status, reason), by=editor)


class TestChallenges:
    def test_one_from_elsewhere_disputes_until_it_is_undone(self, claim, elsewhere, editor):
        before = snapshot()
        statement = elsewhere.assertions.get()
        change = challenge(claim, statement, editor)
        assert (now(claim).status, now(claim).challenge_count) == ("disputed", 1)
        assert claim.challenges.get().by == editor
        statement.refresh_from_db()
        assert statement.claim == elsewhere
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_a_doubt_is_a_flag_and_one_of_its_own_statements_may_raise_it(self, claim, editor):
        challenge(claim, claim.assertions.first(), editor, Kind.QUESTIONS_PLAUSIBILITY)
        assert (now(claim).status, now(claim).challenge_count) == ("corroborated", 1)

    def test_what_a_person_recorded_stays_when_the_claim_is_computed_anew(
        self, claim, elsewhere, editor
    ):
        challenge(claim, elsewhere.assertions.get(), editor, Kind.DENIES)
        report("Ann Kestrel", number=2)
        assess_claims([claim.pk])
        assert now(claim).challenge_count == 1

    def test_is_recorded_once_and_for_a_reason(self, claim, elsewhere, editor):
        statement = elsewhere.assertions.get()
        with pytest.raises(ChangeRefusedError, match="reason"):
            record_challenge(
                claim=claim, assertion=statement, kind=Kind.DENIES, by=because(editor, " ")
            )
        challenge(claim, statement, editor)
        with pytest.raises(ChangeRefusedError, match="stands already"):
            challenge(claim, statement, editor)

    def test_closing_lets_the_origins_decide_until_it_is_undone(self, claim, editor):
        deny()
        before = snapshot()
        change = close_challenge(challenge=claim.challenges.get(), by=because(editor, "withdrawn"))
        assert (now(claim).status, now(claim).challenge_count) == ("corroborated", 0)
        with pytest.raises(ChangeRefusedError, match="editor closed this challenge already"):
            close_challenge(challenge=claim.challenges.get(), by=because(editor))
        undo(change=change, by=because(editor))
        assert snapshot() == before


class TestDecisions:
    def test_taken_back_gives_the_computed_status(self, claim, editor):
        before = snapshot()
        decision = say(claim, "discounted", editor)
        undone = undo_decision(decision=decision, by=because(editor, "read again"))
        assert snapshot() == before
        assert (undone.status, undone.undoes, undone.by) == ("unassessed", decision, editor)
        assert undo_decision(decision=decision, by=because(editor)) == undone

    def test_taken_back_restores_the_one_before_with_its_age(self, claim, editor):
        first = say(claim, "confirmed", editor)
        report("Ann Kestrel", number=2)
        before = snapshot()
        assert now(claim).needs_review
        second = say(claim, "disputed", editor)
        assert not now(claim).needs_review
        undo_decision(decision=second, by=because(editor))
        assert snapshot() == before
        undo_decision(decision=first, by=because(editor))
        assert now(claim).decided_status == ""

    def test_only_the_latest_is_taken_back(self, claim, editor):
        first = say(claim, "confirmed", editor)
        second = say(claim, "disputed", editor)
        with pytest.raises(UndoBlockedError, match="decided again later"):
            undo_decision(decision=first, by=because(editor))
        undone = undo_decision(decision=second, by=because(editor))
        with pytest.raises(ChangeRefusedError, match="undo cannot be undone"):
            undo_decision(decision=undone, by=because(editor))

    def test_on_an_old_version_is_told_what_was_done_since(self, claim, editor):
        seen = claim.version
        change = retitle(claim=claim, title="Kenya’s mission", by=because(editor))
        with pytest.raises(ConflictError) as conflict:
            decide(claim=claim, decision=Decision("confirmed", "x", seen), by=editor)
        assert conflict.value.since == (change,)


class TestHistory:
    def test_tells_what_people_and_the_machine_did_newest_first(self, claim, elsewhere, editor):
        say(elsewhere, "confirmed", editor, "a paper")
        (merged,) = merge_claims(survivor=claim, merged=[elsewhere], by=because(editor))
        decision = say(claim, "disputed", editor, "two figures")
        undo_decision(decision=decision, by=because(editor, "one is old"))
        events = claim_history(claim).events
        told = [event.what for event in events]
        for what in ("took a decision back", "decided: ", "merged into", "claim made: "):
            assert any(what in line for line in told), what
        assert [event.at for event in events] == sorted((e.at for e in events), reverse=True)
        (of_merged,) = [e for e in events if e.decision and e.claim]
        assert (of_merged.claim, of_merged.why) == (elsewhere, "a paper")
        (merge,) = [e for e in events if e.change == merged]
        assert merge.may_be_undone
        undo(change=merged, by=because(editor))
        (merge,) = [e for e in claim_history(claim).events if e.change == merged]
        assert (merge.may_be_undone, merge.undone_by.by) == (False, editor)

    def test_says_why_a_decision_needs_re_review(self, claim, editor):
        say(claim, "confirmed", editor)
        report("Ann Kestrel", number=2)
        (event,) = [e for e in claim_history(claim).events if e.what == "needs re-review"]
        assert "1 added" in event.why

    def test_goes_back_in_pages_without_losing_an_event(self, claim, editor):
        for number in range(7):
            retitle(claim=claim, title=f"Mission {number}", by=because(editor))
        whole = claim_history(claim, size=100)
        assert whole.older is None
        found, before = [], None
        while True:
            page = claim_history(claim, before, size=3)
            found += page.events
            before = page.older
            if before is None:
                break
        assert found == list(whole.events)


def test_where_the_statements_of_an_empty_claim_went(claim, elsewhere, editor):
    from claims.services.claim_history import where_statements_went

    place_statement(assertion=elsewhere.assertions.get(), to=claim, by=because(editor))
    assert where_statements_went(elsewhere) == [(claim, 1)]
