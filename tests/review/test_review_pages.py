"""Reviewing through the pages."""

import pytest
from django.urls import reverse

from claims.models import Assertion, EditorialChange
from sources.models import Outlet
from tests.review.pages import filled_in, page, post, text_of
from tests.review.worlds import now, read_under_another_rule, snapshot, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def undo_button(answer) -> str:
    """Where the button beside the message leads."""
    text = text_of(answer)
    change = EditorialChange.objects.latest("id")
    address = reverse("change-undo", args=[change.public_id])
    assert f'action="{address}"' in text
    return address


def test_an_editor_accepts_from_the_article_and_undoes_it_by_the_button(as_editor, row):
    before = snapshot()
    article = row.article.get_absolute_url()
    assert reverse("statement-accept", args=[row.public_id]) in page(as_editor, article)
    answer = post(as_editor, "statement-accept", row, version=row.version, next=article)
    assert answer.redirect_chain[-1][0] == article
    assert "Accepted: “Kenya has sent" in text_of(answer)
    assert now(row).review_state == "accepted"
    as_editor.post(undo_button(answer), {"next": article})
    assert snapshot() == before


def test_rejecting_asks_for_a_reason_and_keeps_it_in_the_history(as_editor, row):
    answer = post(as_editor, "statement-reject", row, version=row.version)
    assert answer.status_code == 422
    assert "Rejecting a statement needs a reason." in text_of(answer)
    answer = post(as_editor, "statement-reject", row, version=row.version, reason="About trucks.")
    text = text_of(answer)
    for shown in ("Rejected: “", "About trucks.", "review: draft → rejected"):
        assert shown in text
    undo_button(answer)
    answer = post(as_editor, "statement-reject", row, version=now(row).version, reason="Again.")
    assert "rejected already" in text_of(answer)


def test_a_grade_is_chosen_from_the_scale(as_editor, row):
    answer = post(as_editor, "statement-grade", row, version=row.version)
    assert (answer.status_code, "Choose a grade." in text_of(answer)) == (422, True)
    answer = post(as_editor, "statement-grade", row, version=row.version, credibility="4")
    assert "Credibility graded 4: doubtful" in text_of(answer)
    assert "credibility: nothing → 4" in text_of(answer)
    assert "4: doubtful" in page(as_editor, row.article.get_absolute_url())
    assert "4: doubtful" in page(as_editor, row.claim.get_absolute_url())


def test_every_field_is_corrected_and_told_in_the_history(as_editor, row):
    before = snapshot()
    typed = {
        "type": "killed", "excerpt": "Kenya has sent about 12,000 soldiers", "figure_text": "12,000",
        "figure_quantifier": "at_most", "figure_low": "", "figure_high": "12000", "figure_unit": "men",
        "who": "men", "group": "Haitian", "target": "", "place": "Lorne", "event_first": "2025-03-01",
        "event_last": "2025-03-02", "event_text": "last weekend", "stance": "denies",
        "modality": "feared", "speakers": "Ann Kestrel\nDell Institute", "speaker_kind": "organisation",
        "verb": "told", "quote": "direct", "via": "Dell Times, Lorne Radio", "reason": "Misread.",
    }  # fmt: skip
    answer = post(as_editor, "statement-correct", row, **filled_in(as_editor, row, **typed))
    text = text_of(answer)
    for shown in (
        "Corrected: “",
        "figure: about 12,000 → up to 12,000",
        "how the figure is meant: approximately → at_most",
        "parties: group: Kenya, target: Haiti → group: Haiti",
        "stance: asserts → denies",
        "first day: nothing → 2025-03-01",
        "speakers: Kenyan officials (said) → Ann Kestrel (told), via Dell Times, Lorne Radio; Dell Institute (told)",
        "review: draft → corrected",
        "Misread.",
    ):
        assert shown in text
    fresh = now(row)
    assert fresh.article.text[fresh.span_start : fresh.span_end] == fresh.excerpt
    assert (fresh.type, fresh.figure_high, fresh.who) == ("killed", 12000, "men")
    assert [a.via for a in fresh.attributions.all()] == [["Dell Times", "Lorne Radio"]] * 2
    as_editor.post(undo_button(answer))
    assert snapshot() == before


def test_what_was_not_touched_stays_exactly(as_editor, row):
    before = Assertion.objects.defer("search").values().get(pk=row.pk)
    post(as_editor, "statement-correct", row, **filled_in(as_editor, row, place="Port Lorne"))
    after = Assertion.objects.defer("search").values().get(pk=row.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"place", "review_state", "version", "search"}


def test_a_figure_in_other_words_is_read_from_them(as_editor, row):
    post(as_editor, "statement-correct", row, **filled_in(as_editor, row, figure_text="12,000"))
    assert (now(row).figure_quantifier, now(row).figure_low) == ("exact", 12000)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"figure_text": "9,000"}, "The figure does not stand in the statement"),
        ({"excerpt": "Uganda has sent"}, "These words do not stand in the text"),
        ({"speakers": "Nobody Known"}, "Say what it is"),
        ({"event_first": "2025-03-09", "event_last": "2025-03-01"}, "The last day lies before"),
        ({"figure_low": "many"}, "Enter a number."),
        ({}, "Nothing is different"),
    ],
)
def test_a_mistake_is_shown_beside_what_was_typed(as_editor, row, typed, shown):
    answer = post(
        as_editor, "statement-correct", row, **filled_in(as_editor, row, reason="So.", **typed)
    )
    assert answer.status_code == 422
    text = text_of(answer)
    for wanted in (shown, "So.", *typed.values()):
        assert wanted in text
    assert now(row).review_state == "draft"


def test_a_statement_is_added_by_pasting_its_words(as_editor, row):
    before = snapshot()
    address = reverse("statement-add", args=[row.article.public_id])
    assert address in page(as_editor, row.article.get_absolute_url())
    assert "copied exactly" in page(as_editor, address)
    text = page(as_editor, f"{address}?words=40%20nurses%0Await")
    assert "He was seen at the port, where <mark" in text
    form = as_editor.get(f"{address}?words=40 nurses wait").context["form"]
    assert (form["figure_text"].value(), form["figure_low"].value()) == ("40", 40)
    sent = {name: form[name].value() or "" for name in form.fields}
    typed = {
        **sent,
        "type": "displaced",
        "who": "nurses",
        "stance": "asserts",
        "modality": "actual",
    }
    answer = post(as_editor, "statement-add", row.article, **typed)
    assert "Added by hand: “He was seen" in text_of(answer)
    added = Assertion.objects.get(extractor="person")
    assert (added.who, added.figure_low, added.claim.report_count) == ("nurses", 40, 1)
    assert "added by hand" in page(as_editor, row.article.get_absolute_url())
    as_editor.post(undo_button(answer))
    assert snapshot() == before
    assert "Withdrawn" in page(as_editor, added.get_absolute_url())


def test_words_that_do_not_stand_there_are_asked_for_again(as_editor, row):
    address = reverse("statement-add", args=[row.article.public_id])
    assert "do not stand in the text" in page(as_editor, f"{address}?words=90 nurses", 422)
    assert "Say which place is meant" in page(as_editor, f"{address}?words=Kenya", 422)
    answer = post(as_editor, "statement-add", row.article, words="90 nurses")
    assert (answer.status_code, "do not stand" in text_of(answer)) == (422, True)
    answer = post(as_editor, "statement-add", row.article, words="40 nurses wait", type="killed",
                  stance="asserts", modality="actual", quote="indirect", speakers="Nobody")  # fmt: skip
    assert (answer.status_code, "Say what it is" in text_of(answer)) == (422, True)
    words = row.article.text[row.anchor_start : row.anchor_end]
    answer = post(as_editor, "statement-add", row.article, words=words, type=row.type,
                  stance="asserts", modality="actual", quote="indirect")  # fmt: skip
    assert "has such a statement at this place already" in text_of(answer)


def test_an_outlet_is_rated_with_a_reason(as_editor, row):
    outlet = row.article.outlet
    answer = post(as_editor, "outlet-rate", outlet, reliability="B", version=1)
    assert (answer.status_code, "needs a reason" in text_of(answer)) == (422, True)
    answer = post(as_editor, "outlet-rate", outlet, reliability="B", reason="Exact.", version=1)
    text = text_of(answer)
    for shown in ("Lorne Mail rated B: usually reliable", "Exact.", "editor"):
        assert shown in text
    stale = post(as_editor, "outlet-rate", outlet, reliability="C", reason="Not so.", version=1)
    assert stale.status_code == 409
    for shown in ("The outlet changed after you read it", "Exact.", "Not so."):
        assert shown in text_of(stale)
    as_editor.post(undo_button(answer))
    assert Outlet.objects.get(pk=outlet.pk).reliability == "F"
    assert "(undone)" in page(as_editor, outlet.get_absolute_url())


def test_the_history_tells_what_reading_again_changed(as_editor, row):
    read_under_another_rule(row.article, who="people")
    text = page(as_editor, row.get_absolute_url())
    assert "who: soldiers → people" in text
    assert "read from the text by rules" in text


def test_what_an_editor_did_is_told_once(as_editor, row):
    post(as_editor, "statement-correct", row, **filled_in(as_editor, row, who="men"))
    text = page(as_editor, row.get_absolute_url())
    assert text.count("who: soldiers → men") == 1
    assert "read or linked again" not in text


def test_others_see_no_buttons_and_are_told_which_role_it_takes(as_analyst, row):
    for address in (row.article.get_absolute_url(), row.get_absolute_url()):
        assert reverse("statement-accept", args=[row.public_id]) not in page(as_analyst, address)
    assert "needs the role of an editor" in page(as_analyst, row.get_absolute_url())
    outlet = row.article.outlet
    before = snapshot()
    for answer in (
        post(as_analyst, "statement-accept", row, version=1),
        post(as_analyst, "statement-reject", row, version=1, reason="x"),
        post(as_analyst, "statement-grade", row, version=1, credibility="1"),
        post(as_analyst, "statement-correct", row, version=1),
        post(as_analyst, "statement-add", row.article, words="40 nurses wait"),
        post(as_analyst, "outlet-rate", outlet, version=1, reliability="A", reason="x"),
    ):
        assert answer.status_code == 403
        assert "needs the role of an editor; an admin can grant it" in text_of(answer)
    assert snapshot() == before


def test_no_page_of_reviewing_has_inline_code(as_editor, row):
    for address in (
        row.get_absolute_url(),
        row.article.get_absolute_url(),
        reverse("statement-correct", args=[row.public_id]),
        f"{reverse('statement-add', args=[row.article.public_id])}?words=40 nurses wait",
        row.article.outlet.get_absolute_url(),
    ):
        text = page(as_editor, address)
        assert " style=" not in text
        assert "<script>" not in text


def test_the_page_of_a_statement_costs_a_fixed_number_of_queries(
    as_editor, row, django_assert_max_num_queries
):
    for number in range(6):
        sent = filled_in(as_editor, row, who=f"men {number}")
        post(as_editor, "statement-correct", row, **sent)
    with django_assert_max_num_queries(12):
        page(as_editor, row.get_absolute_url())
