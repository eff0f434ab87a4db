"""What a claim says of itself follows the statements it holds."""

import pytest

from claims.catalogue import default_catalogue
from claims.extraction import extract
from claims.models import Assertion, Claim, Placement
from claims.readers import RulesReader
from claims.services.assessing import assess_claims
from claims.services.linking import link_article
from claims.services.reading import document_of, read_article, store_assertions
from claims.services.upkeep import refresh_claims
from tests.bench.stories import Newsroom
from tests.bench.story_load import Loader, make_outlets, store_unlinked
from tests.factories import ingest_article, only_claim

pytestmark = pytest.mark.django_db
READER = RulesReader(default_catalogue())
KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."


def test_summing_up_anew_gives_what_linking_added_up():
    make_outlets()
    newsroom = Newsroom(9)
    reports = [report for _ in range(15) for report in next(newsroom.stories())[1][:4]]
    for article in store_unlinked(reports, Loader(newsroom)):
        link_article(article=article)
    assert Claim.objects.exists()
    assert refresh_claims(Claim.objects.values_list("pk", flat=True)) == []


def test_a_statement_that_leaves_takes_its_words_along():
    ingest_article(KENYA)
    claim = only_claim()
    before = claim.profile
    article = ingest_article(FRANCE)
    claim.refresh_from_db()
    assert claim.profile != before
    Placement.objects.filter(assertion__article=article).update(is_live=False)
    refresh_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.profile == before


def test_a_claim_that_holds_nothing_has_no_keys_and_is_not_listed():
    ingest_article(KENYA)
    claim = only_claim()
    Placement.objects.update(is_live=False)
    refresh_claims([claim.pk])
    assert not claim.blocks.exists()
    assert not Claim.objects.listed().exists()
    claim.refresh_from_db()
    assert claim.title == "Kenyan troops sent to Haiti"


def test_a_decided_claim_that_holds_nothing_is_still_listed():
    ingest_article(KENYA)
    claim = only_claim()
    Claim.objects.update(decided_status="confirmed")
    Placement.objects.update(is_live=False)
    refresh_claims([claim.pk])
    assert Claim.objects.listed().filter(pk=claim.pk).exists()


def test_a_title_given_by_hand_stays():
    ingest_article(KENYA)
    claim = only_claim()
    Claim.objects.update(title="As the editor says", title_is_edited=True)
    Assertion.objects.update(roles={"group": "Kenya", "target": "Mali"})
    refresh_claims([claim.pk])
    claim.refresh_from_db()
    assert (claim.title, claim.roles["target"]) == ("As the editor says", "Mali")


def test_a_correction_reaches_title_and_keys():
    ingest_article(KENYA)
    claim = only_claim()
    Assertion.objects.update(roles={"group": "Uganda", "target": "Mali"})
    assert refresh_claims([claim.pk]) == [claim.pk]
    claim.refresh_from_db()
    assert claim.title == "Ugandan troops sent to Mali"


def test_reading_an_article_again_keeps_every_placement():
    article = ingest_article(KENYA)
    ingest_article(FRANCE)
    before = list(Placement.objects.values()), list(Claim.objects.values())
    read_article(article_id=article.pk, advance=lambda state: None)
    assert (list(Placement.objects.values()), list(Claim.objects.values())) == before


def test_a_withdrawn_statement_leaves_its_claim_s_counts_and_profile():
    ingest_article(KENYA, outlet="One")
    claim = only_claim()
    before = claim.profile
    article = ingest_article(FRANCE, outlet="Two")
    claim.refresh_from_db()
    assert claim.report_count == 2
    store_assertions(article=article, found=[], reader=READER)
    refresh_claims([claim.pk])
    assess_claims(link_article(article=article))
    claim.refresh_from_db()
    assert (claim.report_count, claim.profile) == (1, before)


def test_a_statement_that_is_found_again_counts_again():
    article = ingest_article(KENYA)
    store_assertions(article=article, found=[], reader=READER)
    refresh_claims([only_claim().pk])
    assert only_claim().is_empty
    read_article(article_id=article.pk, advance=lambda state: None)
    assert not only_claim().is_empty
    assert only_claim().blocks.exists()
    assert extract(document_of(article))


def test_a_claim_of_thousands_is_summed_up_from_a_bounded_number():
    ingest_article(KENYA)
    claim, assertion = only_claim(), Assertion.objects.get()
    copies = []
    for number in range(300):
        copy = Assertion.objects.get(pk=assertion.pk)
        copy.pk, copy.public_id, copy.anchor_start = None, "", assertion.anchor_start + 1
        copy.span_end = assertion.span_end + number + 1
        copy.anchor_end = copy.span_end
        copy.anchor_start = copy.span_end - 1
        copies.append(copy)
    Assertion.objects.bulk_create(copies)
    Placement.objects.bulk_create(
        Placement(assertion=copy, claim=claim, score=1.0) for copy in copies
    )
    refresh_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.profile["size"] == 50
