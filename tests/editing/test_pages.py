"""Editing claims through the pages, without JavaScript."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import Assessment, Challenge, Claim, EditorialChange
from claims.services.claim_changes import merge_claims, retitle
from tests.editing.worlds import (
    HAITI,
    MALI,
    because,
    deny,
    now,
    report,
    second_editor,
    snapshot,
    suggest,
)

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


@pytest.fixture
def other_editor(db) -> User:
    return second_editor()


def text_of(answer, status=200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def page(client, name, row, query="", status=200) -> str:
    return text_of(client.get(reverse(name, args=[row.public_id]) + query), status)


def fields_of(client, address) -> dict[str, str]:
    """The hidden fields of the form on a page, as its reader would send them back."""
    form = client.get(address).context["form"]
    return {field.name: field.value() or "" for field in form.hidden_fields()}


def post(client, name, row, **fields):
    return client.post(reverse(name, args=[row.public_id]), fields, follow=True)


class TestMerging:
    def test_from_search_to_preview_to_merge_and_back(self, as_editor, haiti, mali):
        assert MALI in page(as_editor, "claim-merge", haiti, "?q=mali")
        assert MALI in page(as_editor, "claim-merge", haiti, f"?q={mali.public_id}")
        before = snapshot()
        shown = page(as_editor, "claim-merge", haiti, f"?with={mali.public_id}")
        assert snapshot() == before
        for words in ("What results", "before", "after", "300–310", "can be undone"):
            assert words in shown, words
        outcome = as_editor.get(
            reverse("claim-merge", args=[haiti.public_id]), {"with": mali.public_id}
        ).context["preview"]
        assert [one.report_count for one in outcome.before] == [2, 1]
        assert [(one.report_count, one.independent_count) for one in outcome.after] == [(3, 3)]
        seen = fields_of(as_editor, reverse("claim-merge", args=[haiti.public_id]))
        answer = post(
            as_editor, "claim-merge", haiti, **{"with": mali.public_id}, reason="One.", **seen
        )
        told = text_of(answer)
        assert f"“{MALI}” merged into “{HAITI}”" in told
        assert now(haiti).report_count == outcome.after[0].report_count
        change = EditorialChange.objects.get()
        assert reverse("change-undo", args=[change.public_id]) in told
        undone = as_editor.post(reverse("change-undo", args=[change.public_id]), follow=True)
        assert "(undone by editor" in text_of(undone)
        assert snapshot() == before

    def test_old_addresses_lead_to_the_survivor(self, as_reader, editor, haiti, mali):
        merge_claims(survivor=haiti, merged=[mali], by=because(editor))
        for address in (mali.get_absolute_url(), reverse("claim-by-id", args=[mali.public_id])):
            answer = as_reader.get(address)
            assert (answer.status_code, answer.url) == (301, haiti.get_absolute_url())

    def test_that_makes_no_sense_says_why_before_it_is_tried(self, as_editor, haiti):
        shown = page(as_editor, "claim-merge", haiti, f"?with={haiti.public_id}")
        assert "cannot be merged into itself" in shown

    def test_without_a_reason_is_asked_again(self, as_editor, haiti, mali):
        seen = fields_of(as_editor, reverse("claim-merge", args=[haiti.public_id]))
        answer = post(as_editor, "claim-merge", haiti, **{"with": mali.public_id}, **seen)
        assert "A change needs a reason." in text_of(answer, 422)

    def test_a_question_on_the_claim_is_offered(self, as_editor, haiti, mali):
        suggest(haiti, mali)
        shown = page(as_editor, "claim-merge", haiti)
        assert "May ask the same" in shown
        assert f"?with={mali.public_id}" in shown


class TestSplitting:
    def test_in_steps_to_a_new_claim(self, as_editor, haiti):
        first, _second = haiti.assertions.order_by("pk")
        assert first.excerpt in page(as_editor, "claim-split", haiti)
        seen = fields_of(as_editor, reverse("claim-split", args=[haiti.public_id]))
        typed = {
            **seen,
            "statements": first.public_id,
            "title": "Kenyan police sent to Haiti",
            "reason": "Police.",
        }
        before = snapshot()
        shown = text_of(post(as_editor, "claim-split", haiti, **typed, step="preview"))
        assert snapshot() == before
        assert "What results" in shown
        assert "Kenyan police sent to Haiti" in shown
        again = text_of(post(as_editor, "claim-split", haiti, **typed, step="choose"))
        assert "checked" in again
        told = text_of(post(as_editor, "claim-split", haiti, **typed, step="confirm"))
        assert "1 statement of" in told
        assert Claim.objects.get(title="Kenyan police sent to Haiti").report_count == 1

    def test_a_target_is_found_without_losing_what_was_ticked(self, as_editor, haiti, mali):
        first = haiti.assertions.order_by("pk")[0]
        seen = fields_of(as_editor, reverse("claim-split", args=[haiti.public_id]))
        answer = post(
            as_editor,
            "claim-split",
            haiti,
            **seen,
            statements=first.public_id,
            q="mali",
            step="search",
        )
        assert mali.public_id in text_of(answer)
        assert f'id="{first.public_id}" checked' in answer.content.decode()
        choice = f'type="radio" name="into" value="{mali.public_id}"'
        assert choice in answer.content.decode()
        typed = {**seen, "statements": first.public_id, "into": mali.public_id, "reason": "Mali."}
        shown = text_of(
            post(as_editor, "claim-split", haiti, **typed, title="left over", step="preview")
        )
        assert "What results" in shown
        post(as_editor, "claim-split", haiti, **typed, title="left over", step="confirm")
        first.refresh_from_db()
        assert first.claim == mali

    def test_a_claim_that_may_ask_the_same_is_offered_at_once(self, as_editor, haiti, mali):
        suggest(haiti, mali)
        choice = f'type="radio" name="into" value="{mali.public_id}"'
        assert (
            choice in as_editor.get(reverse("claim-split", args=[haiti.public_id])).content.decode()
        )

    @pytest.mark.parametrize(
        ("wrong", "shown"),
        [
            ({"statements": []}, "Choose at least one statement."),
            ({"into": "clm_x"}, "There is no claim with this id."),
            ({"reason": ""}, "A change needs a reason."),
        ],
    )
    def test_that_is_not_whole_is_asked_again(self, as_editor, haiti, wrong, shown):
        seen = fields_of(as_editor, reverse("claim-split", args=[haiti.public_id]))
        whole = {**seen, "statements": haiti.assertions.first().public_id, "reason": "x"}
        answer = post(as_editor, "claim-split", haiti, **{**whole, **wrong}, step="preview")
        assert shown in text_of(answer, 422)


class TestStatements:
    def test_are_moved_to_a_claim_that_is_found(self, as_editor, haiti, mali):
        statement = haiti.assertions.first()
        where = reverse("statement-place", args=[statement.public_id])
        assert where in text_of(as_editor.get(haiti.get_absolute_url()))
        assert MALI in page(as_editor, "statement-place", statement, "?q=mali")
        before = snapshot()
        assert "What results" in page(
            as_editor, "statement-place", statement, f"?to={mali.public_id}"
        )
        assert snapshot() == before
        seen = fields_of(as_editor, where)
        told = text_of(post(as_editor, "statement-place", statement, into=mali.public_id, **seen))
        assert "placed in" in told
        assert now(mali).report_count == 2

    def test_are_moved_to_a_new_claim(self, as_editor, haiti):
        statement = haiti.assertions.first()
        page(as_editor, "statement-place", statement, "?to=new")
        seen = fields_of(as_editor, reverse("statement-place", args=[statement.public_id]))
        post(as_editor, "statement-place", statement, title="Kenyan police", **seen)
        assert Claim.objects.get(title="Kenyan police").report_count == 1

    def test_are_excluded_after_seeing_where_they_go(self, as_editor, haiti):
        statement = haiti.assertions.first()
        assert "What results" in page(as_editor, "statement-exclude", statement)
        seen = fields_of(as_editor, reverse("statement-exclude", args=[statement.public_id]))
        answer = post(as_editor, "statement-exclude", statement, reason="Not troops.", **seen)
        assert "is not about" in text_of(answer)
        assert now(haiti).report_count == 1

    def test_that_left_a_claim_empty_are_pointed_at(self, as_editor, haiti, mali):
        statement = mali.assertions.get()
        seen = fields_of(as_editor, reverse("statement-place", args=[statement.public_id]))
        post(as_editor, "statement-place", statement, into=haiti.public_id, **seen)
        assert MALI not in text_of(as_editor.get("/claims/"))
        shown = text_of(as_editor.get(now(mali).get_absolute_url()))
        assert "No statement is left in this claim" in shown
        assert haiti.get_absolute_url() in shown


def test_a_claim_is_called_by_another_title(as_editor, haiti):
    fields = {"version": haiti.version, "title": "Kenya’s mission", "reason": ""}
    assert "Kenya’s mission" in text_of(post(as_editor, "claim-retitle", haiti, **fields))
    again = {**fields, "version": now(haiti).version}
    assert "not the present one" in text_of(post(as_editor, "claim-retitle", haiti, **again), 422)


class TestChallenges:
    def test_are_recorded_with_a_statement_placed_elsewhere(self, as_editor, haiti, mali):
        statement = mali.assertions.get()
        assert statement.excerpt not in page(as_editor, "claim-challenge", haiti)
        assert statement.public_id in page(as_editor, "claim-challenge", haiti, "?q=mali")
        seen = fields_of(as_editor, reverse("claim-challenge", args=[haiti.public_id]))
        typed = {
            "statement": statement.public_id,
            "kind": "denies",
            "reason": "It says so.",
            **seen,
        }
        assert "Challenge recorded" in text_of(post(as_editor, "claim-challenge", haiti, **typed))
        assert now(haiti).status == "disputed"

    def test_that_are_not_whole_are_asked_again(self, as_editor, haiti):
        shown = text_of(post(as_editor, "claim-challenge", haiti, version=haiti.version), 422)
        for words in ("Choose the statement", "Choose what the statement does", "needs a reason"):
            assert words in shown

    def test_are_closed_once(self, as_editor, haiti):
        deny()
        where = reverse("challenge-close", args=[Challenge.objects.get().pk])
        assert "Say why" in text_of(as_editor.post(where, follow=True))
        assert "Challenge to" in text_of(as_editor.post(where, {"because": "x"}, follow=True))
        answer = as_editor.post(where, {"because": "y"}, follow=True)
        assert "editor closed this challenge already: x" in text_of(answer)


class TestQuestions:
    def test_show_both_claims_and_the_reasons(self, as_editor, haiti, mali):
        suggest(haiti, mali)
        shown = text_of(as_editor.get("/claims/suggestions/"))
        for words in (HAITI, MALI, "0.70", "same parties: Kenya", mali.assertions.get().excerpt):
            assert words in shown, words

    def test_are_answered(self, as_editor, haiti, mali):
        question = suggest(haiti, mali)
        answer = post(as_editor, "claim-suggestion-answer", question, answer="maybe")
        assert "Answer same, different or unsure." in text_of(answer)
        answer = post(as_editor, "claim-suggestion-answer", question, answer="unsure")
        assert "unsure" in text_of(answer)
        assert MALI in text_of(as_editor.get("/claims/suggestions/?state=unsure"))
        answer = post(as_editor, "claim-suggestion-answer", question, answer="same")
        assert "merged into" in text_of(answer)
        answer = post(as_editor, "claim-suggestion-answer", question, answer="different")
        assert "answered already" in text_of(answer)

    def test_cost_a_fixed_number_of_queries(
        self, as_editor, haiti, mali, django_assert_max_num_queries
    ):
        suggest(haiti, mali)
        for number, place in enumerate(("Chad", "Peru", "Cuba"), 20):
            report("Ann Kestrel", to=place, number=number)
            suggest(haiti, Claim.objects.latest("pk"))
        with django_assert_max_num_queries(9):
            text_of(as_editor.get("/claims/suggestions/"))


class TestConflicts:
    """Two editors on one claim: the second sees both, and loses nothing."""

    @pytest.fixture
    def changed(self, as_editor, haiti, other_editor):
        """What the first editor's forms carry, after somebody else gave another title."""
        seen = fields_of(as_editor, reverse("claim-merge", args=[haiti.public_id]))
        retitle(claim=haiti, title="Kenya’s mission", by=because(other_editor, "shorter"))
        return seen

    def check(self, answer, typed) -> str:
        shown = text_of(answer, 409)
        for words in ("changed while you were at it", "editor-two", "shorter", "Kenya’s mission"):
            assert words in shown, words
        assert HAITI in shown  # the title as the first editor saw it
        assert typed in shown
        return shown

    def test_on_a_decision_and_the_second_applies_theirs_all_the_same(
        self, as_editor, haiti, changed
    ):
        typed = {"status": "confirmed", "reason": "Two papers show it."}
        answer = post(as_editor, "claim-assess", haiti, **typed, **changed)
        self.check(answer, "Two papers show it.")
        assert "Confirmed" in answer.content.decode()
        context = answer.context
        again = {**dict(context["fields"]), **context["carried"]}
        assert "Recorded: confirmed." in text_of(post(as_editor, "claim-assess", haiti, **again))
        assert Assessment.objects.get().reason == "Two papers show it."

    def test_on_a_merge(self, as_editor, haiti, mali, changed):
        typed = {"with": mali.public_id, "reason": "One question."}
        answer = post(as_editor, "claim-merge", haiti, **typed, **changed)
        self.check(answer, "One question.")
        again = {**dict(answer.context["fields"]), **answer.context["carried"]}
        assert "merged into" in text_of(post(as_editor, "claim-merge", haiti, **again))

    def test_on_a_split(self, as_editor, haiti, changed):
        first = haiti.assertions.first()
        typed = {"statements": first.public_id, "reason": "Police.", "step": "confirm"}
        answer = post(as_editor, "claim-split", haiti, **typed, **changed)
        self.check(answer, first.excerpt)
        again = {**dict(answer.context["fields"]), **answer.context["carried"]}
        assert "split off" in text_of(post(as_editor, "claim-split", haiti, **again))

    def test_on_a_challenge_and_a_title(self, as_editor, haiti, changed):
        typed = {"statement": haiti.assertions.first().public_id, "kind": "denies"}
        answer = post(as_editor, "claim-challenge", haiti, **typed, reason="Denied.", **changed)
        self.check(answer, "Denied.")
        answer = post(as_editor, "claim-retitle", haiti, title="The mission", **changed)
        self.check(answer, "The mission")

    def test_on_a_statement(self, as_editor, haiti, mali, other_editor):
        statement = haiti.assertions.first()
        seen = fields_of(as_editor, reverse("statement-exclude", args=[statement.public_id]))
        from claims.services.hand_placing import place_statement

        place_statement(assertion=statement, to=mali, by=because(other_editor, "it says Mali"))
        answer = post(as_editor, "statement-exclude", statement, reason="Not Haiti.", **seen)
        shown = text_of(answer, 409)
        for words in ("The statement was changed", "it says Mali", HAITI, MALI, "Not Haiti."):
            assert words in shown, words

    def test_with_the_machine_tells_which_numbers_changed(self, as_editor, haiti):
        seen = fields_of(as_editor, reverse("claim-merge", args=[haiti.public_id]))
        report("Ann Kestrel", number=2)
        answer = post(as_editor, "claim-assess", haiti, status="confirmed", reason="x", **seen)
        shown = text_of(answer, 409)
        assert "no person changed it" in shown
        told = {d.field: (d.before, d.after) for d in answer.context["meanwhile"].differences}
        assert told["reports"] == ("2", "3")

    def test_whatever_a_form_carries_is_no_error(self, as_editor, haiti):
        for seen in ("", "x", "[]", '{"change": "x"}', '{"change": 1, "decision": 1, "state": 3}'):
            answer = post(
                as_editor,
                "claim-assess",
                haiti,
                status="confirmed",
                reason="x",
                version=0,
                seen=seen,
            )
            assert answer.status_code == 409


class TestDecisions:
    def test_are_taken_back_from_the_message(self, as_editor, haiti):
        fields = {"version": haiti.version, "status": "confirmed", "reason": "x"}
        told = text_of(post(as_editor, "claim-assess", haiti, **fields))
        where = reverse("decision-undo", args=[Assessment.objects.get().pk])
        assert where in told
        told = text_of(as_editor.post(where, follow=True))
        assert "Taken back: confirmed; now no decision stands." in told
        assert now(haiti).status == "corroborated"

    def test_that_lack_something_are_asked_again(self, as_editor, haiti):
        fields = {"version": haiti.version, "status": "", "reason": "typed"}
        shown = text_of(post(as_editor, "claim-assess", haiti, **fields), 422)
        assert "Choose a decision." in shown
        assert "typed" in shown


def test_history_goes_back_in_pages(as_reader, editor, haiti):
    for number in range(60):
        retitle(claim=haiti, title=f"Mission {number}", by=because(editor))
    shown = text_of(as_reader.get(now(haiti).get_absolute_url()))
    assert "Older events" in shown
    answer = as_reader.get(now(haiti).get_absolute_url())
    older = answer.context["page"].history.older
    shown = page(
        as_reader, "claim-history", haiti, f"?before={older.isoformat().replace('+', '%2B')}"
    )
    assert "claim made" in shown
    assert "is no time" in page(as_reader, "claim-history", haiti, "?before=x")


def test_others_are_refused_and_told_which_role_it_takes(as_analyst, haiti, mali):
    statement, question = haiti.assertions.first(), suggest(haiti, mali)
    shown = text_of(as_analyst.get(haiti.get_absolute_url()))
    assert reverse("claim-merge", args=[haiti.public_id]) not in shown
    assert reverse("statement-place", args=[statement.public_id]) not in shown
    for name, row in (
        ("claim-merge", haiti),
        ("claim-split", haiti),
        ("claim-retitle", haiti),
        ("claim-challenge", haiti),
        ("claim-assess", haiti),
        ("statement-place", statement),
        ("statement-exclude", statement),
        ("claim-suggestion-answer", question),
    ):
        answer = post(as_analyst, name, row, reason="x", version=1)
        assert "role of an editor" in text_of(answer, 403), name
    assert as_analyst.get("/claims/suggestions/").status_code == 403
    assert not EditorialChange.objects.exists()


def test_no_page_has_inline_code(as_editor, haiti, mali):
    suggest(haiti, mali)
    statement = haiti.assertions.first()
    for address in (
        haiti.get_absolute_url(),
        reverse("claim-merge", args=[haiti.public_id]) + f"?with={mali.public_id}",
        reverse("claim-split", args=[haiti.public_id]),
        reverse("claim-challenge", args=[haiti.public_id]),
        reverse("statement-place", args=[statement.public_id]) + "?to=new",
        reverse("statement-exclude", args=[statement.public_id]),
        "/claims/suggestions/",
    ):
        text = text_of(as_editor.get(address))
        assert " style=" not in text
        assert "<script>" not in text


class TestUndoing:
    def test_what_is_blocked_leads_to_what_blocks_it(self, as_editor, haiti, mali):
        statement = haiti.assertions.first()
        for into in (mali, haiti):
            where = reverse("statement-place", args=[statement.public_id])
            seen = fields_of(as_editor, where)
            post(as_editor, "statement-place", statement, into=into.public_id, **seen)
            statement.refresh_from_db()
        second, first = EditorialChange.objects.order_by("-pk")
        answer = as_editor.post(
            reverse("change-undo", args=[first.public_id]), {"next": "/"}, follow=True
        )
        later = f"{statement.get_absolute_url()}#{second.public_id}"
        assert f'href="{later}"' in answer.content.decode()
        assert f'id="{second.public_id}"' in as_editor.get(later).content.decode()

    def test_a_decision_that_was_made_anew_leads_to_the_later_one(self, as_editor, haiti):
        for status in ("confirmed", "disputed"):
            haiti.refresh_from_db()
            said = {"status": status, "reason": "Seen.", "version": haiti.version}
            post(as_editor, "claim-assess", haiti, **said)
        second, first = Assessment.objects.order_by("-pk")
        answer = as_editor.post(reverse("decision-undo", args=[first.pk]), follow=True)
        later = f"{reverse('claim-history', args=[haiti.public_id])}#decision-{second.pk}"
        assert f'href="{later}"' in answer.content.decode()
        assert f'id="decision-{second.pk}"' in as_editor.get(later).content.decode()

    def test_the_page_of_a_statement_offers_to_move_it_and_to_correct_its_origin(
        self, as_editor, as_reader, haiti
    ):
        statement = haiti.assertions.first()
        wanted = [
            reverse(name, args=[statement.public_id])
            for name in ("statement-place", "statement-exclude", "assertion-origin")
        ]
        shown = as_editor.get(statement.get_absolute_url()).content.decode()
        assert all(f'href="{one}"' in shown for one in wanted)
        assert f'href="{statement.get_absolute_url()}#history"' in shown
        shown = as_reader.get(statement.get_absolute_url()).content.decode()
        assert not any(f'href="{one}"' in shown for one in wanted)
