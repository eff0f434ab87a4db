"""What a person said about claims stays when articles are read again and everything is linked anew."""

import pytest

from claims.models import Assertion, Claim, Placement
from claims.services.claim_changes import merge_claims, retitle, split_claim
from claims.services.hand_placing import exclude_statement, place_statement
from claims.services.reading import read_article
from claims.services.rebuild import rebuild
from sources.models import Article
from tests.editing.worlds import HAITI, MALI, because, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti(db) -> Claim:
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation", "Ann Kestrel")):
        report(who, number=number)
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def mali(db) -> Claim:
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    return Claim.objects.get(title=MALI)


def read_everything_again() -> None:
    for pk in Article.objects.order_by("pk").values_list("pk", flat=True):
        read_article(article_id=pk, advance=lambda state: None)
    rebuild(say=lambda words: None)


def places() -> dict[int, int | None]:
    return dict(Assertion.objects.values_list("pk", "claim_id"))


def test_moves_stay(haiti, mali, editor):
    place_statement(assertion=haiti.assertions.first(), to=mali, by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before


def test_moves_into_a_new_claim_stay_and_leave_the_rest_where_it_is(haiti, editor):
    place_statement(assertion=haiti.assertions.first(), to="", by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before


def test_what_was_taken_out_and_merged_back_stays_together(haiti, editor):
    change = place_statement(assertion=haiti.assertions.first(), to="", by=because(editor))
    merge_claims(survivor=haiti, merged=[change.claim], by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before
    assert set(before.values()) == {haiti.pk}


def test_exclusions_stay_and_leave_the_rest_where_it_is(haiti, editor):
    exclude_statement(assertion=haiti.assertions.first(), by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before


def test_merges_stay(haiti, mali, editor):
    merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before


def test_what_comes_later_is_placed_in_the_claim_that_remained(haiti, editor):
    statement = haiti.assertions.first()
    survivor = place_statement(assertion=statement, to="", by=because(editor)).claim
    merge_claims(survivor=survivor, merged=[haiti], by=because(editor))
    assert report("the Harbour Institute", number=20).claim == survivor


def test_splits_stay(haiti, editor):
    chosen = haiti.assertions.order_by("pk")[:1]
    split_claim(claim=haiti, statements=chosen, to="Another question", by=because(editor))
    before = places()
    read_everything_again()
    assert places() == before
    assert Claim.objects.listed().count() == 2


def test_exclusions_stay_when_the_statement_loses_its_place(haiti, editor):
    statement = haiti.assertions.first()
    exclude_statement(assertion=statement, by=because(editor))
    Placement.objects.filter(assertion=statement, is_live=True).update(is_live=False)
    Assertion.objects.filter(pk=statement.pk).update(claim=None)
    read_everything_again()
    statement.refresh_from_db()
    assert statement.claim_id not in (None, haiti.pk)


def test_titles_stay(haiti, editor):
    retitle(claim=haiti, title="Kenya’s mission", by=because(editor))
    report("Ann Lee", number=30)
    read_everything_again()
    haiti.refresh_from_db()
    assert haiti.title == "Kenya’s mission"
