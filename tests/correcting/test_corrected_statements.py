"""What an editor corrects is seen as it is meant, and what may be a slip is stored only knowingly."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Assertion, Claim, EditorialChange
from tests.review.pages import filled_in, post, text_of
from tests.review.worlds import FRANCE, now, statement

pytestmark = pytest.mark.django_db
SENT = "Kenya has sent 18 soldiers to Haiti, Kenyan officials said."


@pytest.fixture
def row(db) -> Assertion:
    return statement(SENT)


def correct(client: Any, row: Assertion, **typed: str) -> Any:
    return post(client, "statement-correct", row, **filled_in(client, row, **typed))


def patch(client: Any, row: Assertion, **body: Any) -> Any:
    return client.patch(
        f"/api/v1/assertions/{row.public_id}/",
        body,
        content_type="application/json",
        headers={"If-Match": client.get(f"/api/v1/assertions/{row.public_id}/")["ETag"]},
    )


def test_numbers_that_the_words_do_not_tell_are_refused_naming_both(as_editor, row):
    answer = correct(as_editor, row, figure_low="29", figure_high="29", reason="Miscounted.")
    text = text_of(answer)
    assert answer.status_code == 422
    assert "The words “18” say 18, and not 29." in text
    assert "Miscounted." in text
    assert 'value="29"' in text
    figure = {"text": "18", "quantifier": "exact", "low": "29", "high": "29"}
    answer = patch(as_editor, row, figure=figure)
    assert answer.status_code == 400
    assert "“18” say 18, and not 29" in answer.json()["detail"]
    assert now(row).review_state == "draft"


def test_at_least_is_shown_as_at_least_everywhere(as_editor, row):
    assert correct(as_editor, row, figure_quantifier="at_least").status_code == 200
    fresh, claim = now(row), Claim.objects.get(pk=row.claim_id)
    assert (fresh.figure_quantifier, fresh.figure_low, fresh.figure_high) == ("at_least", 18, None)
    assert fresh.article.text[fresh.figure_start : fresh.figure_end] == "18"
    assert claim.figure_text == fresh.figure_text == "at least 18"
    for address in (
        claim.get_absolute_url(),
        reverse("claim-list"),
        fresh.get_absolute_url(),
        fresh.article.get_absolute_url(),
        fresh.origin.get_absolute_url(),
    ):
        shown = re.findall(
            r'class="number[^"]*"[^>]*>([^<]*18[^<]*)<', as_editor.get(address).content.decode()
        )
        assert all("at least 18" in one for one in shown), (address, shown)
    series = as_editor.get(f"/api/v1/claims/{claim.public_id}/figure/").json()
    assert {point["figure"]["text"] for point in series["points"]} == {"at least 18"}
    told = as_editor.get(f"/api/v1/assertions/{row.public_id}/").json()["figure"]
    assert (told["text"], told["quantifier"]) == ("at least 18", "at_least")


def test_the_form_shows_the_words_of_the_article_and_reads_them_again(as_editor, row):
    correct(as_editor, row, figure_quantifier="at_least")
    sent = filled_in(as_editor, now(row), figure_quantifier="")
    assert sent["figure_text"] == "18"
    assert post(as_editor, "statement-correct", row, **sent).status_code == 200
    fresh = now(row)
    assert (fresh.figure_text, fresh.figure_quantifier, fresh.figure_high) == ("18", "exact", 18)


def test_units_that_mean_the_same_are_stored_as_one(as_editor, row):
    answer = correct(as_editor, row, figure_unit="persons", who="men")
    assert answer.status_code == 200
    assert now(row).figure_unit == "people"
    assert patch(as_editor, row, figure={"text": "18"}, who="women").status_code == 200
    assert now(row).figure_unit == "people"


def test_another_unit_is_stored_only_knowingly(as_editor, row):
    form = as_editor.get(reverse("statement-correct", args=[row.public_id]))
    assert "Units here: people" in text_of(form)
    answer = correct(as_editor, row, figure_unit="chickens")
    text = text_of(answer)
    assert answer.status_code == 422
    assert "A figure in “chickens” is not compared with figures in another unit" in text
    assert 'name="sure" value="unit"' in text
    assert correct(as_editor, row, figure_unit="chickens", sure="unit").status_code == 200
    assert now(row).figure_unit == "chickens"


def test_another_unit_through_the_api_needs_to_be_named_as_meant(as_editor, row):
    figure = {"text": "18", "unit": "chickens"}
    answer = patch(as_editor, row, figure=figure)
    assert answer.status_code == 400
    assert "“unit” in `sure`" in str(answer.json())
    assert patch(as_editor, row, figure=figure, sure=["unit"]).status_code == 200


def test_a_unit_that_the_claim_counts_in_is_known(as_editor, row):
    correct(as_editor, row, figure_unit="chickens", sure="unit")
    other = statement(SENT.replace("Kenyan officials", "France"), outlet="Dell Times")
    assert other.claim_id == row.claim_id
    assert correct(as_editor, other, figure_unit="chickens").status_code == 200


def test_figures_in_different_units_name_them(as_editor, row):
    other = statement(FRANCE.replace("about 11,500", "18"), outlet="Dell Times")
    correct(as_editor, other, figure_unit="chickens", sure="unit")
    text = text_of(as_editor.get(row.claim.get_absolute_url()))
    assert "different units (chickens, people)" in text
    assert "they count in different units: chickens and people" in text or "in another unit" in text


def test_days_after_the_report_are_stored_only_knowingly(as_editor, row):
    days = {"event_first": "2026-03-01", "event_last": "2026-03-02"}
    answer = correct(as_editor, row, **days)
    assert answer.status_code == 422
    assert "comes after the report of 4 Mar 2025" in text_of(answer)
    assert patch(as_editor, row, **days).status_code == 400
    assert correct(as_editor, row, **days, modality="planned").status_code == 200
    assert patch(as_editor, row, modality="actual").status_code == 400
    assert patch(as_editor, row, modality="actual", sure=["days"]).status_code == 200


def test_what_is_added_by_hand_is_asked_the_same(as_editor, row):
    sent = {
        "words": "40 nurses wait", "type": "displaced", "figure_text": "40", "figure_unit": "chickens",
        "stance": "asserts", "modality": "actual", "quote": "indirect",
    }  # fmt: skip
    address = reverse("statement-add", args=[row.article.public_id])
    answer = as_editor.post(address, sent)
    assert answer.status_code == 422
    assert 'name="sure" value="unit"' in text_of(answer)
    assert as_editor.post(address, {**sent, "sure": "unit"}).status_code == 302
    added = EditorialChange.objects.latest("id").assertion
    assert (added.figure_text, added.figure_unit) == ("40", "chickens")


def test_compare_shows_both_statements_side_by_side(as_reader, row):
    other = statement(FRANCE, outlet="Dell Times")
    text = text_of(as_reader.get(f"{row.get_absolute_url()}?beside={other.public_id}"))
    table = text.split('id="side-by-side"')[1].split("</section>")[0]
    for shown in ("Lorne Mail", "Dell Times", "Kenya", "about 11,500", "≠ different"):
        assert shown in table
    text = text_of(as_reader.get(f"{row.get_absolute_url()}?beside=asr_none"))
    assert "beside: there is no statement 'asr_none'" in text
    assert "Side by side" not in text


def test_comparing_costs_as_much_however_much_the_claim_holds(
    as_reader, row, django_assert_max_num_queries
):
    others = [statement(FRANCE, outlet=f"Outlet {number}") for number in range(4)]
    with django_assert_max_num_queries(14):
        as_reader.get(f"{row.get_absolute_url()}?beside={others[-1].public_id}")
