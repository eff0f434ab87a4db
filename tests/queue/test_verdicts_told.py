"""How a verdict is told where it was made, in lists, in histories and on the first page."""

import pytest
from django.urls import reverse

from claims.models import Assessment, Claim
from claims.services.acting import By, ChangeRefusedError
from claims.services.assessing import Decision, decide
from claims.services.claim_history import claim_history
from claims.services.decisions import undo_decision
from claims.services.standing import standing_decision, standing_decisions
from tests.dashboard.worlds import let_days_pass
from tests.editing.worlds import report
from tests.queue.worlds import disputed, go_on, item_in, send, text_of, work

pytestmark = pytest.mark.django_db


def say(claim, status, by, reason="An official said so.") -> Assessment:
    return decide(claim=Claim.objects.get(pk=claim.pk), decision=Decision(status, reason), by=by)


def now(claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def claim(db) -> Claim:
    return report("the army").claim


def test_it_stands_beside_the_form_it_was_made_with(as_editor, editor):
    [row] = work(1)
    answer = send(as_editor, "decide", row, status="disputed", reason="Two figures.")
    text = text_of(answer)
    assert "Decided <b>disputed</b> by editor" in text
    assert '<blockquote class="quote mb-1">Two figures.</blockquote>' in text
    assert 'value="disputed" id="decide-disputed" required checked' in text
    assert "Decided disputed: “" in text
    page = text_of(as_editor.get(row.claim.get_absolute_url()))
    assert "Decided <b>disputed</b> by editor" in page
    assert '<option value="disputed" selected>' in page


def test_withdrawing_is_called_so_everywhere(as_editor, editor, claim):
    say(claim, "confirmed", editor)
    data = {"status": "unassessed", "reason": "Too early.", "version": now(claim).version}
    answer = as_editor.post(reverse("claim-assess", args=[claim.public_id]), data, follow=True)
    assert "Decision withdrawn." in text_of(answer)
    assert "editor · withdrew the decision" in text_of(answer)
    home = text_of(as_editor.get("/"))
    assert "Withdrew the decision" in home
    assert "nassessed" not in home


def test_withdrawing_nothing_is_refused_in_words(as_editor, editor, claim):
    with pytest.raises(ChangeRefusedError, match="nothing to withdraw"):
        say(claim, "unassessed", editor)
    data = {"status": "unassessed", "reason": "x", "version": now(claim).version}
    answer = as_editor.post(reverse("claim-assess", args=[claim.public_id]), data)
    assert answer.status_code == 422
    assert "there is nothing to withdraw" in text_of(answer)
    assert not Assessment.objects.exists()


def test_history_tells_what_was_computed_apart_from_what_was_decided(editor):
    claim = disputed()
    say(claim, "disputed", editor, "Both stand.")
    say(claim, "confirmed", editor, "A paper.")
    told = [event.what for event in claim_history(now(claim)).events if event.decision]
    assert told == [
        "decided: confirmed (computed: disputed)",
        "decided: disputed (computed: disputed)",
    ]


def test_the_first_page_tells_no_decision_that_was_taken_back(as_editor, editor, claim):
    decision = say(claim, "disputed", editor)
    undo_decision(decision=decision, by=By(editor, ""))
    text = text_of(as_editor.get("/"))
    assert "editor: took a decision back" in text
    assert "editor: decided: disputed" not in text


def test_after_an_undo_the_decision_before_stands(editor, claim):
    first = say(claim, "confirmed", editor)
    undo_decision(decision=say(claim, "disputed", editor), by=By(editor, ""))
    assert standing_decision(now(claim)).decision == first
    undo_decision(decision=first, by=By(editor, ""))
    assert standing_decision(now(claim)) is None


class TestOnOtherFigures:
    @pytest.fixture
    def stale(self, claim, editor) -> Claim:
        say(claim, "confirmed", editor, "The ministry admits it.")
        let_days_pass(1)
        report("France", figure="900", number=1)
        return now(claim)

    def test_the_list_and_the_first_page_say_on_which(self, as_editor, stale):
        for page in ("/claims/", "/", stale.get_absolute_url()):
            text = text_of(as_editor.get(page))
            assert 'decided on <span class="number">300 people</span>' in text, page

    def test_the_item_shows_what_was_decided_and_why(self, as_editor, stale):
        text = text_of(go_on(as_editor, "decide"))
        assert "The ministry admits it." in text
        assert "Decided <b>confirmed</b> by editor" in text
        assert 'The decision was made when the figure was <span class="number">300 people' in text
        assert "Keep the decision: confirmed" in text

    def test_it_is_kept_on_what_is_known_now_with_a_reason(self, as_editor, editor, stale):
        item = item_in(go_on(as_editor, "decide"))
        answer = send(as_editor, "decide", item, status="", keep="1")
        assert answer.status_code == 422
        assert "A decision needs a reason." in text_of(answer)
        send(as_editor, "decide", item, status="", keep="1", reason="Still admitted.")
        kept = now(stale)
        assert (kept.decided_status, kept.needs_review) == ("confirmed", False)
        assert Assessment.objects.first().reason == "Still admitted."
        assert not standing_decision(kept).is_other_figure
        assert "decided on" not in text_of(as_editor.get("/claims/"))

    def test_what_shows_the_same_figure_says_nothing_of_it(self, claim, editor):
        say(claim, "confirmed", editor)
        assert not standing_decision(now(claim)).is_other_figure

    def test_takes_two_queries_however_many_claims(self, stale, editor, django_assert_num_queries):
        others = [row.claim for row in work(3)]
        for claim in others:
            say(claim, "confirmed", editor)
        claims = list(Claim.objects.filter(decided_status="confirmed"))
        with django_assert_num_queries(2):
            assert len(standing_decisions(claims)) == len(claims) == 3
