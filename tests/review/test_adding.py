"""Editors add what reading did not find."""

import pytest
from django.urls import reverse

from claims.models import Assertion
from claims.services.acting import ChangeRefusedError
from claims.services.adding import add_statement, selected
from claims.services.statement_fields import FieldError
from tests.review.worlds import (
    FRANCE,
    KENYA,
    because,
    now,
    nurses,
    read_nothing,
    statement,
    take_back,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def test_an_added_statement_is_completed_traced_and_linked(row, editor):
    added = nurses(row, editor).assertion
    added.refresh_from_db()
    assert added.excerpt == "He was seen at the port, where 40 nurses wait."
    assert row.article.text[added.span_start : added.span_end] == added.excerpt
    assert (
        row.article.text[added.anchor_start : added.anchor_end],
        added.figure_text,
        added.figure_unit,
    ) == ("40 nurses wait", "40", "people")
    assert (added.extractor, added.review_state) == ("person", "accepted")
    assert added.origin.label == "Ann Kestrel"
    assert added.claim.type == "displaced"
    assert added.claim.report_count == 1


def test_an_added_statement_joins_the_claim_it_answers(row, editor):
    said = {"type": "troops_deployed", "roles": row.roles, "figure": None}
    added = nurses(row, editor, words="He was seen", **said).assertion
    assert now(added).claim == row.claim


def test_what_stands_there_already_is_not_added_again(row, editor):
    nurses(row, editor)
    with pytest.raises(ChangeRefusedError, match="has such a statement at this place already"):
        nurses(row, editor)


def test_a_reading_that_was_withdrawn_can_be_added_by_hand_and_taken_back(row, editor):
    read_nothing(row.article)
    words = row.article.text[row.anchor_start : row.anchor_end]
    before = Assertion.objects.values().get()
    change = add_statement(
        article=row.article,
        selection=selected(row.article, words),
        changes={"type": row.type},
        by=because(editor),
    )
    assert (change.assertion_id, now(row).is_added) == (row.pk, True)
    take_back(change)
    after = Assertion.objects.values().get()
    assert {k: v for k, v in after.items() if k not in ("version", "claim_id")} == {
        k: v for k, v in before.items() if k not in ("version", "claim_id")
    }


@pytest.mark.parametrize(
    ("words", "occurrence", "message"),
    [
        ("50 nurses", None, "do not stand in the text"),
        ("  ", None, "Give the words"),
        ("at the", None, ""),
        ("Kenya", None, "Say which place is meant"),
        ("Kenya", 40, "at 2 places"),
    ],
)
def test_words_that_do_not_say_where_are_asked_about(row, words, occurrence, message):
    if not message:
        assert selected(row.article, words).anchor_start
        return
    with pytest.raises(FieldError, match=message):
        selected(row.article, words, occurrence)


def test_one_of_several_places_is_chosen_by_its_number(row):
    first, second = (selected(row.article, "Kenya", n).anchor_start for n in (1, 2))
    assert first < second


def test_a_taken_back_addition_leaves_the_place_to_the_reader(row, editor):
    change = add_statement(
        article=row.article,
        selection=selected(row.article, KENYA.split(",")[0]),
        changes={"type": "wounded"},
        by=because(editor),
    )
    take_back(change)
    assert now(row).review_state == "draft"
    assert Assertion.objects.get(pk=change.assertion_id).is_withdrawn


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [(KENYA, "12,000 soldiers", "Kenyan officials"), (FRANCE, "11,500 soldiers", "France")],
)
def test_who_says_it_is_proposed_from_the_sentence(as_editor, text, words, speaker):
    article = statement(text).article
    address = reverse("statement-add", args=[article.public_id])
    proposed = as_editor.get(address, {"words": words}).context["form"].initial
    assert proposed["speakers"] == speaker
    in_its_own_voice = as_editor.get(address, {"words": "40 nurses"}).context["form"].initial
    assert (in_its_own_voice["speakers"], in_its_own_voice["verb"]) == ("", "")
