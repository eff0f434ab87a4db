"""Claims that may ask the same are shown on the claim, and answered there."""

import re

import pytest

from claims.models import Claim, ClaimSuggestion
from claims.services.similar_claims import similar_claims
from claims.services.wording import without, word_changes
from tests.editing.worlds import HAITI, MALI, report, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(db) -> ClaimSuggestion:
    report("the Dell Institute")
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    return suggest(Claim.objects.get(title=HAITI), Claim.objects.get(title=MALI))


def part(client, claim) -> str:
    text = client.get(claim.get_absolute_url()).content.decode()
    return re.sub(r"\s+", " ", text.partition('id="similar"')[2].partition('id="history"')[0])


def test_the_question_stands_on_both_claims_with_the_other_ones_numbers(as_reader, question):
    for claim, other in ((question.first, question.second), (question.second, question.first)):
        shown = part(as_reader, claim)
        assert other.get_absolute_url() in shown
        assert "1 independent origin" in shown
        assert "for: same parties: Kenya" in shown


def test_only_what_differs_is_marked(as_reader, question):
    shown = part(as_reader, question.first)
    assert 'Kenyan troops sent to <mark class="only-here">Haiti</mark>' in shown
    assert 'Kenyan troops sent to <mark class="only-here">Mali</mark>' in shown
    assert '<mark class="only-here">300</mark>' in shown
    assert '<mark class="only-here">310</mark>' in shown


def test_an_editor_says_that_they_are_different_and_comes_back(as_editor, question):
    claim = question.first
    shown = part(as_editor, claim)
    address = f"/claims/suggestions/{question.public_id}/answer/"
    assert f'action="{address}"' in shown
    back = re.search(r'name="next" value="([^"]+)"', shown)[1]
    answer = as_editor.post(
        address, {"answer": "different", "reason": "Two countries.", "next": back}
    )
    assert answer.url == f"{claim.get_absolute_url()}#similar"
    question.refresh_from_db()
    assert question.state == "different"
    assert not part(as_editor, claim)


def test_unsure_leaves_the_question_for_others(as_editor, question):
    as_editor.post(f"/claims/suggestions/{question.public_id}/answer/", {"answer": "unsure"})
    shown = part(as_editor, question.first)
    assert "an editor was unsure" in shown
    assert 'value="unsure"' not in shown


def test_same_leads_to_what_a_merge_would_result_in(as_editor, question):
    shown = part(as_editor, question.first)
    found = re.search(r'href="(/claims/clm_\w+/merge/\?with=clm_\w+)">Same', shown)
    assert "What results" in as_editor.get(found[1]).content.decode()


def test_a_reader_reads_it_only(as_reader, question):
    shown = part(as_reader, question.first)
    assert "<form" not in shown
    assert "needs the role of an editor" in shown


def test_reasons_tell_what_they_add(question):
    (found,) = similar_claims(question.first, 5)
    assert [(r.points, r.text) for r in found.reasons] == [("+0.60", "same parties: Kenya")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("a b", "a b"), ("10,000 sent", "10,500 sent"), ("one two", "two three"), ("", "x")],
)
def test_word_changes_hold_both_wordings(before, after):
    changes = word_changes(before, after)
    assert "".join(one.text for one in without(changes, "added")) == before
    assert "".join(one.text for one in without(changes, "removed")) == after
