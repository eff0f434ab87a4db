"""Editors merge, split and name claims, answer questions on them, and take it back."""

import pytest

from claims.models import Claim, ClaimSuggestion, EditorialChange, Exclusion, Placement
from claims.services.acting import ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.assessing import Decision, decide
from claims.services.challenges import close_challenge
from claims.services.claim_changes import answer_same, merge_claims, retitle, split_claim
from claims.services.claim_questions import tell_apart
from claims.services.editorial import undo
from claims.services.hand_placing import exclude_statement, place_statement
from tests.editing.worlds import HAITI, MALI, because, deny, now, report, snapshot, suggest

pytestmark = pytest.mark.django_db
State = ClaimSuggestion.State


@pytest.fixture
def haiti(db) -> Claim:
    """Two origins, three reports."""
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation", "Ann Kestrel")):
        report(who, number=number, figure=str(300 + number))
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def mali(db) -> Claim:
    """One origin, one report, and a denial that was closed."""
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    denial = deny("Mali")
    claim = Claim.objects.get(title=MALI)
    assert denial.claim == claim
    return claim


def merge(editor, survivor, *merged) -> list[EditorialChange]:
    return merge_claims(survivor=survivor, merged=merged, by=because(editor))


class TestMerging:
    def test_unites_statements_origins_and_challenges_and_keeps_the_id(self, haiti, mali, editor):
        (change,) = merge(editor, haiti, mali)
        claim, gone = now(haiti), now(mali)
        assert (claim.report_count, claim.independent_count, claim.challenge_count) == (4, 4, 1)
        assert (claim.title, claim.status) == (HAITI, "disputed")
        assert (gone.merged_into, gone.is_empty, gone.report_count) == (haiti, True, 0)
        assert not Claim.objects.listed().filter(pk=mali.pk).exists()
        assert (change.claim, change.other, change.by) == (haiti, mali, editor)
        live = Placement.objects.filter(is_live=True, claim=haiti, by=editor)
        assert live.count() == 2

    def test_undone_restores_the_same_state(self, haiti, mali, editor):
        suggest(haiti, mali)
        before = snapshot()
        (change,) = merge(editor, haiti, mali)
        assert snapshot() != before
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_several_at_once_are_undone_one_by_one(self, haiti, mali, editor):
        report("Ann Kestrel", to="Chad", number=20)
        chad = Claim.objects.get(title="Kenyan troops sent to Chad")
        before = snapshot()
        first, second = merge(editor, haiti, mali, chad)
        assert now(haiti).report_count == 5
        undo(change=first, by=because(editor))
        assert now(mali).merged_into is None
        assert now(chad).merged_into == haiti
        undo(change=second, by=because(editor))
        assert snapshot() == before

    def test_a_closed_challenge_stays_closed(self, haiti, mali, editor):
        close_challenge(challenge=mali.challenges.get(), by=because(editor, "withdrawn"))
        before = snapshot()
        (change,) = merge(editor, haiti, mali)
        challenge = haiti.challenges.get()
        assert (challenge.stands, challenge.closed_because) == (False, "withdrawn")
        assert now(haiti).challenge_count == 0
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_the_survivors_decision_stays_and_asks_for_re_review(self, haiti, mali, editor):
        decide(claim=haiti, decision=Decision("confirmed", "shown"), by=editor)
        decide(claim=mali, decision=Decision("discounted", "misread"), by=editor)
        before = snapshot()
        (change,) = merge(editor, haiti, mali)
        claim = now(haiti)
        assert (claim.decided_status, claim.needs_review) == ("confirmed", True)
        assert "2 added" in claim.needs_review_because
        undo(change=change, by=because(editor))
        assert snapshot() == before
        assert not now(haiti).needs_review

    def test_questions_follow_the_merged_claim(self, haiti, mali, editor):
        report("Ann Kestrel", to="Chad", number=20)
        chad = Claim.objects.get(title="Kenyan troops sent to Chad")
        answered, moved = suggest(haiti, mali), suggest(mali, chad)
        before = snapshot()
        (change,) = merge(editor, haiti, mali)
        answered.refresh_from_db()
        moved.refresh_from_db()
        assert answered.state == "same"
        assert {moved.first, moved.second, moved.state} == {haiti, chad, "pending"}
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_a_question_asked_twice_is_moot(self, haiti, mali, editor):
        report("Ann Kestrel", to="Chad", number=20)
        chad = Claim.objects.get(title="Kenyan troops sent to Chad")
        kept, moot = suggest(haiti, chad), suggest(mali, chad)
        (change,) = merge(editor, haiti, mali)
        kept.refresh_from_db()
        moot.refresh_from_db()
        assert (kept.state, moot.state) == ("pending", "moot")
        undo(change=change, by=because(editor))
        moot.refresh_from_db()
        assert moot.state == "pending"

    def test_that_makes_no_sense_is_refused(self, haiti, mali, editor):
        for survivor, merged, why in (
            (haiti, haiti, "itself"),
            (haiti, Claim.objects.create(type="killed", title="x"), "is about"),
        ):
            with pytest.raises(ChangeRefusedError, match=why):
                merge(editor, survivor, merged)
        with pytest.raises(ChangeRefusedError, match="reason"):
            merge_claims(survivor=haiti, merged=[mali], by=because(editor, " "))
        merge(editor, haiti, mali)
        with pytest.raises(ChangeRefusedError, match="already"):
            merge(editor, haiti, mali)

    def test_that_others_build_on_is_undone_after_them(self, haiti, mali, editor):
        report("Ann Kestrel", to="Chad", number=20)
        chad = Claim.objects.get(title="Kenyan troops sent to Chad")
        (first,) = merge(editor, haiti, mali)
        (second,) = merge(editor, chad, haiti)
        assert now(mali).survivor == chad
        with pytest.raises(UndoBlockedError) as blocked:
            undo(change=first, by=because(editor))
        assert blocked.value.blocked_by == (second,)


class TestSplitting:
    def test_gives_chosen_statements_to_a_new_claim(self, haiti, editor):
        chosen = haiti.assertions.order_by("pk")[:1]
        change = split_claim(
            claim=haiti, statements=chosen, to="Kenyan police sent to Haiti", by=because(editor)
        )
        new = change.other
        assert (new.title, new.title_is_edited) == ("Kenyan police sent to Haiti", True)
        assert (now(new).report_count, now(haiti).report_count) == (1, 2)
        question = ClaimSuggestion.objects.get()
        assert (question.first, question.second, question.state) == (haiti, new, "different")

    def test_undone_restores_the_same_state_and_the_new_claim_is_listed_no_more(
        self, haiti, editor
    ):
        deny()
        before = snapshot()
        chosen = list(haiti.assertions.order_by("-pk")[:2])
        change = split_claim(claim=haiti, statements=chosen, to="", by=because(editor))
        assert now(change.other).challenge_count == 1
        undo(change=change, by=because(editor))
        assert snapshot() == before
        assert now(change.other).is_empty
        assert not Claim.objects.listed().filter(pk=change.other.pk).exists()

    def test_to_a_claim_that_is_there_is_undone_too(self, haiti, mali, editor):
        suggest(haiti, mali)
        before = snapshot()
        chosen = haiti.assertions.all()[:1]
        change = split_claim(claim=haiti, statements=chosen, to=mali, by=because(editor))
        assert now(mali).report_count == 2
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_takes_some_statements_of_the_claim_but_not_all(self, haiti, mali, editor):
        for chosen in ([], haiti.assertions.all(), mali.assertions.all()):
            with pytest.raises(ChangeRefusedError, match=r"at least one|At least one|Choose"):
                split_claim(claim=haiti, statements=chosen, to="", by=because(editor))
        with pytest.raises(ChangeRefusedError, match="already"):
            split_claim(
                claim=haiti, statements=haiti.assertions.all()[:1], to=haiti, by=because(editor)
            )


class TestPlacing:
    def test_moves_a_statement_and_undone_moves_it_back(self, haiti, mali, editor):
        statement = haiti.assertions.first()
        before = snapshot()
        change = place_statement(assertion=statement, to=mali, by=because(editor))
        statement.refresh_from_db()
        assert statement.claim == mali
        assert (now(haiti).report_count, now(mali).report_count) == (2, 2)
        assert (change.claim, change.other, change.assertion) == (mali, haiti, statement)
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_into_a_new_claim_is_undone_too(self, haiti, editor):
        statement = haiti.assertions.first()
        before = snapshot()
        change = place_statement(assertion=statement, to="", by=because(editor))
        assert now(change.claim).report_count == 1
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_a_denial_that_moves_disputes_where_it_goes(self, haiti, mali, editor):
        denial = mali.assertions.get(stance="denies")
        before = snapshot()
        change = place_statement(assertion=denial, to=haiti, by=because(editor))
        assert (now(haiti).status, now(mali).challenge_count) == ("disputed", 0)
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_confirms_what_the_machine_placed_once(self, haiti, editor):
        statement = haiti.assertions.first()
        before = snapshot()
        change = place_statement(assertion=statement, to=haiti, by=because(editor))
        assert Placement.objects.get(assertion=statement, is_live=True).by == editor
        with pytest.raises(ChangeRefusedError, match="already"):
            place_statement(assertion=statement, to=haiti, by=because(editor))
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_overrules_an_exclusion(self, haiti, editor):
        statement = haiti.assertions.first()
        exclude_statement(assertion=statement, by=because(editor))
        before = snapshot()
        change = place_statement(assertion=statement, to=haiti, by=because(editor))
        assert not Exclusion.objects.filter(assertion=statement, is_live=True).exists()
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_puts_a_statement_only_into_claims_of_its_type(self, haiti, editor):
        other = Claim.objects.create(type="killed", title="x")
        with pytest.raises(ChangeRefusedError, match="correct the type"):
            place_statement(assertion=haiti.assertions.first(), to=other, by=because(editor))


class TestExcluding:
    def test_gives_the_statement_a_claim_of_its_own_and_undone_gives_it_back(self, haiti, editor):
        statement = haiti.assertions.first()
        before = snapshot()
        change = exclude_statement(assertion=statement, by=because(editor))
        statement.refresh_from_db()
        assert statement.claim == change.other != haiti
        assert now(haiti).report_count == 2
        exclusion = Exclusion.objects.get(assertion=statement)
        assert (exclusion.claim, exclusion.by, exclusion.is_live) == (haiti, editor, True)
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_prefers_the_next_best_claim(self, haiti, editor):
        place_statement(assertion=haiti.assertions.first(), to="", by=because(editor))
        statement = report("the Harbour Institute", number=40)
        change = exclude_statement(assertion=statement, by=because(editor))
        assert Claim.objects.listed().count() == 2
        placement = Placement.objects.get(assertion=statement, is_live=True)
        assert (placement.claim, placement.by) == (change.other, None)

    def test_needs_a_reason(self, haiti, editor):
        with pytest.raises(ChangeRefusedError, match="reason"):
            exclude_statement(assertion=haiti.assertions.first(), by=because(editor, ""))


class TestNaming:
    def test_gives_a_title_that_stays_until_undone(self, haiti, editor):
        before = snapshot()
        change = retitle(claim=haiti, title=" Kenya’s  mission ", by=because(editor, ""))
        assert (now(haiti).title, now(haiti).title_is_edited) == ("Kenya’s mission", True)
        report("Ann Lee", number=30)
        assert now(haiti).title == "Kenya’s mission"
        undo(change=change, by=because(editor))
        assert now(haiti).title == before["claims"][0]["title"]
        assert not now(haiti).title_is_edited

    def test_needs_another_title(self, haiti, editor):
        for title in (" ", HAITI):
            with pytest.raises(ChangeRefusedError, match="title"):
                retitle(claim=haiti, title=title, by=because(editor))


class TestAnswering:
    def test_same_merges_into_the_one_with_more_reports(self, haiti, mali, editor):
        question = suggest(haiti, mali)
        before = snapshot()
        change = answer_same(suggestion=question, by=because(editor, ""))
        question.refresh_from_db()
        assert (question.state, change.kind, change.claim) == ("same", "merge", haiti)
        with pytest.raises(ChangeRefusedError, match="answered already"):
            tell_apart(suggestion=question, answer=State.DIFFERENT, by=because(editor))
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_same_keeps_the_claim_that_was_decided_on(self, haiti, mali, editor):
        decide(claim=mali, decision=Decision("confirmed", "shown"), by=editor)
        change = answer_same(suggestion=suggest(haiti, mali), by=because(editor))
        assert change.claim == mali

    def test_different_is_remembered_and_undone(self, haiti, mali, editor):
        question = suggest(haiti, mali)
        before = snapshot()
        change = tell_apart(suggestion=question, answer=State.DIFFERENT, by=because(editor, ""))
        question.refresh_from_db()
        assert (question.state, change.kind) == ("different", "judge")
        undo(change=change, by=because(editor))
        assert snapshot() == before

    def test_unsure_leaves_it_to_others(self, haiti, mali, editor):
        question = suggest(haiti, mali)
        tell_apart(suggestion=question, answer=State.UNSURE, by=because(editor))
        with pytest.raises(ChangeRefusedError, match="unsure"):
            tell_apart(suggestion=question, answer=State.UNSURE, by=because(editor))
        tell_apart(suggestion=question, answer=State.DIFFERENT, by=because(editor))
        question.refresh_from_db()
        assert question.state == "different"


def test_whoever_acts_on_an_old_version_is_told_what_happened_since(haiti, mali, editor):
    seen = haiti.version
    change = retitle(claim=haiti, title="Kenya’s mission", by=because(editor, version=seen))
    statement = haiti.assertions.first()
    old = statement.version
    place_statement(assertion=statement, to=mali, by=because(editor, version=old))
    for act in (
        lambda: merge_claims(survivor=haiti, merged=[mali], by=because(editor, version=seen)),
        lambda: retitle(claim=haiti, title="x", by=because(editor, version=seen)),
        lambda: split_claim(claim=haiti, statements=[], to="", by=because(editor, version=seen)),
        lambda: place_statement(assertion=statement, to=haiti, by=because(editor, version=old)),
        lambda: exclude_statement(assertion=statement, by=because(editor, version=old)),
    ):
        with pytest.raises(ConflictError) as conflict:
            act()
        assert conflict.value.since
    assert change in EditorialChange.objects.filter(claim=haiti)
