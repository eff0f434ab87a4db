"""Where the machine puts a statement, what it asks editors, and what it never does."""

from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.catalogue import default_catalogue
from claims.linking import Statement
from claims.models import Assertion, Claim, ClaimBlock, ClaimSuggestion, Exclusion, Placement
from claims.services.linking import link_article
from claims.services.placing import MOST_COMPARED
from claims.services.shelf import MOST_OF_A_KEY, Filed, Shelf
from tests.factories import ingest_article, only_claim

pytestmark = pytest.mark.django_db

KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."


def take_out_of_place(article):
    """As if the article had been read, and not linked yet."""
    Placement.objects.filter(assertion__article=article).update(is_live=False)
    Assertion.objects.filter(article=article).update(claim=None)


def live_placement(article):
    return Placement.objects.get(assertion__article=article, is_live=True)


@pytest.fixture
def sure(settings):
    """Every statement that may be about a claim is placed in it."""
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 0.01


@pytest.fixture
def unsure(settings):
    """No statement is placed in a claim that was there; editors are asked."""
    settings.LINK_PLACE_SCORE, settings.LINK_SUGGEST_SCORE = 1.1, 0.01


def test_a_placement_keeps_its_score_and_its_reasons(sure):
    ingest_article(KENYA)
    found = live_placement(ingest_article(FRANCE))
    assert 0 < found.score <= 1
    assert found.reasons


def test_a_statement_in_between_gets_its_own_claim_and_a_question(unsure):
    first = live_placement(ingest_article(KENYA)).claim
    second = live_placement(ingest_article(FRANCE)).claim
    asked = ClaimSuggestion.objects.get()
    assert (asked.first, asked.second) == (first, second)
    assert asked.state == ClaimSuggestion.State.PENDING
    assert asked.reasons


def test_a_statement_below_both_scores_gets_its_own_claim_and_no_question(settings):
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 1.1
    ingest_article(KENYA)
    ingest_article(FRANCE)
    assert Claim.objects.count() == 2
    assert not ClaimSuggestion.objects.exists()


def test_two_claims_that_one_statement_fits_are_asked_about(settings):
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 1.1
    first = live_placement(ingest_article(KENYA)).claim
    second = live_placement(ingest_article(FRANCE)).claim
    assert first != second
    assert not ClaimSuggestion.objects.exists()
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 0.01
    placed = live_placement(
        ingest_article("Third\n\nKenya has sent 11,800 soldiers to Haiti, Chile said.")
    )
    assert placed.claim in (first, second)
    asked = ClaimSuggestion.objects.get()
    assert (asked.first, asked.second) == (first, second)
    assert asked.reasons[0] == "one statement fits both claims"


def test_an_answered_question_is_not_asked_again(unsure):
    ingest_article(KENYA)
    article = ingest_article(FRANCE)
    ClaimSuggestion.objects.update(state="different")
    own = only_claim(assertions__article=article)
    take_out_of_place(article)
    # Back into a claim of its own: another one, so the pair is a new one and is asked about anew.
    link_article(article=article)
    answered = ClaimSuggestion.objects.get(second=own)
    assert answered.state == "different"
    assert live_placement(article).claim != answered.first


def test_a_statement_is_never_placed_where_a_person_excluded_it(sure, editor):
    claim = live_placement(ingest_article(KENYA)).claim
    article = ingest_article(FRANCE)
    assert live_placement(article).claim == claim
    take_out_of_place(article)
    Exclusion.objects.create(assertion=article.assertions.get(), claim=claim, by=editor)
    link_article(article=article)
    assert live_placement(article).claim != claim


def test_an_exclusion_holds_for_the_claim_it_was_merged_into(sure, editor):
    remaining = live_placement(ingest_article(KENYA)).claim
    article = ingest_article(FRANCE)
    merged = Claim.objects.create(type=remaining.type, title="Twin", merged_into=remaining)
    take_out_of_place(article)
    Exclusion.objects.create(assertion=article.assertions.get(), claim=merged, by=editor)
    link_article(article=article)
    assert live_placement(article).claim != remaining


def test_a_merged_claim_gets_no_statements(sure):
    merged = live_placement(ingest_article(KENYA)).claim
    other = Claim.objects.create(type=merged.type, title="Elsewhere")
    Claim.objects.filter(pk=merged.pk).update(merged_into=other)
    assert live_placement(ingest_article(FRANCE)).claim != merged


def test_a_person_s_placement_is_left_alone(sure, editor):
    article = ingest_article(KENYA)
    assertion = article.assertions.get()
    elsewhere = Claim.objects.create(type=assertion.type, title="Elsewhere")
    take_out_of_place(article)
    Placement.objects.create(assertion=assertion, claim=elsewhere, by=editor)
    Assertion.objects.update(claim=elsewhere)
    link_article(article=article)
    assert live_placement(article).claim == elsewhere


def test_a_rejected_statement_is_not_placed(sure):
    article = ingest_article(KENYA)
    take_out_of_place(article)
    Assertion.objects.update(review_state="rejected")
    link_article(article=article)
    assert not Placement.objects.filter(is_live=True).exists()


def test_linking_again_changes_nothing(sure):
    article = ingest_article(KENYA)
    before = list(Placement.objects.values()), list(Claim.objects.values())
    link_article(article=article)
    assert (list(Placement.objects.values()), list(Claim.objects.values())) == before


def test_an_article_takes_as_many_queries_with_many_statements_as_with_one(sure):
    ingest_article(KENYA)
    countries = ("Haiti", "Mali", "Chad", "Togo", "Benin", "Ghana", "Niger", "Gabon")
    sentences = " ".join(
        f"Kenya has sent {300 + n} soldiers to {c}, Kenyan officials said."
        for n, c in enumerate(countries)
    )
    numbers = []
    for text in (FRANCE, f"Many\n\n{sentences}"):
        article = ingest_article(text)
        take_out_of_place(article)
        with CaptureQueriesContext(connection) as captured:
            link_article(article=article)
        numbers.append(len(captured))
    assert article.assertions.count() == len(countries)
    assert abs(numbers[1] - numbers[0]) <= 4


class TestShelf:
    """Claims by key."""

    def make(self, number, day):
        profile = Statement("killed").to_json()
        claims = Claim.objects.bulk_create(
            Claim(type="killed", title=f"Claim {n}", profile=profile) for n in range(number)
        )
        Shelf().file({c.pk: Filed(("a", "b"), day) for c in claims})
        return [c.pk for c in claims]

    def test_a_key_of_many_claims_gives_a_bounded_number(self):
        day = date(2025, 3, 1)
        self.make(3 * MOST_OF_A_KEY, day)
        self.make(3 * MOST_OF_A_KEY, None)
        found = Shelf().near({"a"}, day)
        assert len(found) == 2 * MOST_OF_A_KEY

    def test_the_claims_nearest_to_the_day_come_on_both_sides(self):
        day = date(2025, 3, 1)
        near = self.make(2, day - timedelta(days=1)) + self.make(2, day + timedelta(days=1))
        self.make(2 * MOST_OF_A_KEY, day - timedelta(days=400))
        self.make(2 * MOST_OF_A_KEY, day + timedelta(days=400))
        assert set(near) <= {one.claim for one in Shelf().near({"a"}, day)}

    def test_filing_forgets_the_keys_a_claim_no_longer_has(self):
        [claim] = self.make(1, date(2025, 3, 1))
        Shelf().file({claim: Filed(("b", "c"), date(2025, 3, 2))})
        assert set(ClaimBlock.objects.values_list("key", "last_reported_on")) == {
            ("b", date(2025, 3, 2)),
            ("c", date(2025, 3, 2)),
        }

    def test_filing_the_same_again_changes_nothing(self):
        [claim] = self.make(1, date(2025, 3, 1))
        assert Shelf().file({claim: Filed(("a", "b"), date(2025, 3, 1))}) == set()

    def test_the_claims_of_a_key_are_read_from_the_index_alone(self):
        self.make(2000, date(2025, 3, 1))
        with connection.cursor() as cursor:
            cursor.execute("analyze claims_claimblock")
            cursor.execute(
                "explain select claim_id, last_reported_on from claims_claimblock "
                "where key = 'a' and last_reported_on < '2025-03-02' "
                "order by last_reported_on desc, claim_id desc limit 25"
            )
            plan = " ".join(row[0] for row in cursor.fetchall())
        assert "claim_block_by_key" in plan
        assert "Sort" not in plan


def test_a_question_below_which_nothing_is_asked_may_not_lie_above_placing(settings):
    settings.LINK_PLACE_SCORE, settings.LINK_SUGGEST_SCORE = 0.5, 0.6
    [error] = [e for e in run_checks(tags=["claims"]) if e.id == "claimbase.E006"]
    assert "CLAIMBASE_LINK_SUGGEST" in error.hint


def test_a_statement_is_compared_with_a_bounded_number_of_claims(settings):
    """However many claims share all of its keys."""
    from claims.services.placing import plan, waiting_of
    from claims.services.statements import Statements

    article = ingest_article(KENYA)
    claim = only_claim()
    twins = Claim.objects.bulk_create(
        Claim(type=claim.type, title=f"Twin {n}", profile=claim.profile) for n in range(200)
    )
    keys = tuple(claim.blocks.values_list("key", flat=True))
    Shelf().file({c.pk: Filed(keys, None) for c in twins})
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 1.1
    read = []

    class Counting(Shelf):
        def profiles(self, ids, *, lock=False):
            read.extend(ids)
            return super().profiles(ids, lock=lock)

    waiting = waiting_of(Statements(article), article.assertions.all(), {})
    assert default_catalogue()[waiting[0].statement.type].key == claim.type
    plan(waiting, Counting())
    assert len(read) <= MOST_COMPARED
