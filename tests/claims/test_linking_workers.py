"""Workers that link at once, each with its own connection to the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from claims.models import Assertion, Claim, Placement
from claims.services import linking
from claims.services.assessing import assess_claims
from claims.services.linking import link_article
from claims.services.rebuild import rebuild
from sources.models import Article
from tests.bench.stories import Newsroom
from tests.bench.story_load import Loader, make_outlets, store_unlinked

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, ARTICLES = 4, 24


@pytest.fixture
def articles():
    """Articles of few stories, so that workers meet in the same claims all the time."""
    make_outlets()
    newsroom = Newsroom(3)
    stories = newsroom.stories()
    reports = []
    while len(reports) < ARTICLES:
        story, found = next(stories)
        found += [newsroom.report(story) for _ in range(4 - len(found))]
        reports += found[:4]
    # One report of each story after the other: neighbours in time are not of one story.
    mixed = [reports[n] for start in range(4) for n in range(start, ARTICLES, 4)]
    return store_unlinked(mixed, Loader(newsroom))


@pytest.fixture
def clear_cut(settings):
    """Scores at which generated stories are told apart, so that the order of articles cannot matter."""
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 0.6


def link(pk):
    assess_claims(link_article(article=Article.objects.get(pk=pk)))


def at_once(work, items, workers=WORKERS):
    """Do the work on all items, so many at a time; what one of them raises is raised."""
    start = Barrier(workers)

    def worker(mine):
        try:
            start.wait(timeout=60)
            for item in mine:
                work(item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(worker, [items[n::workers] for n in range(workers)]))


def partition():
    groups = {}
    for pk, claim in Assertion.objects.values_list("pk", "claim"):
        groups.setdefault(claim, set()).add(pk)
    return {frozenset(group) for group in groups.values()}


def forget_places():
    Placement.objects.update(is_live=False)
    Assertion.objects.update(claim=None)
    Claim.objects.update(profile={})
    with connection.cursor() as cursor:
        cursor.execute("delete from claims_claimblock")


def test_four_workers_end_in_the_same_claims_as_one(articles, clear_cut):
    ids = [article.pk for article in articles]
    for pk in ids:
        link(pk)
    alone = partition()
    forget_places()
    at_once(link, ids)
    assert partition() == alone


def test_no_placement_is_lost_and_profiles_hold_every_statement(articles):
    at_once(link, [article.pk for article in articles])
    live = Placement.objects.filter(is_live=True)
    assert live.count() == Assertion.objects.count()
    for claim in Claim.objects.all():
        assert claim.profile["size"] == live.filter(claim=claim).count()


def test_workers_of_one_new_story_make_one_claim_of_each_question(articles, clear_cut):
    first = articles[:1] * WORKERS
    at_once(link, [article.pk for article in first])
    assert Placement.objects.count() == first[0].assertions.count()


def test_articles_with_very_many_keys_link_one_at_a_time_and_lose_nothing(articles, monkeypatch):
    monkeypatch.setattr(linking, "MOST_LOCKS", 3)
    at_once(link, [article.pk for article in articles[:8]])
    placed = Assertion.objects.filter(article__in=articles[:8])
    assert not placed.filter(claim=None).exists()


def test_a_claim_that_is_merged_while_a_worker_decides_gets_nothing(articles, settings):
    """The worker waits for the claim, sees that it changed, and decides again."""
    settings.LINK_PLACE_SCORE = settings.LINK_SUGGEST_SCORE = 0.01
    link(articles[0].pk)
    merged = Claim.objects.order_by("pk").first()
    other = Claim.objects.create(type=merged.type, title="Remaining")
    same = Article.objects.filter(title__contains=articles[0].title.split(" in ")[1].split(",")[0])
    late = same.exclude(pk=articles[0].pk).first()
    merging, decided = Barrier(2), Barrier(2)

    def merge(_):
        with transaction.atomic():
            Claim.objects.filter(pk=merged.pk).update(merged_into=other)
            merging.wait(timeout=60)
            # The worker now waits for the row this transaction holds.
            _until_somebody_waits()
        decided.wait(timeout=60)

    def place(_):
        merging.wait(timeout=60)
        link(late.pk)
        decided.wait(timeout=60)

    at_once(lambda work: work(None), [merge, place], workers=2)
    assert not merged.assertions.filter(article=late).exists()
    assert not late.assertions.filter(claim=None).exists()


def _until_somebody_waits():
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("select pg_sleep(0.05)")
    raise AssertionError("The worker did not wait for the claim.")


def test_a_rebuild_while_workers_link_loses_nothing(articles):
    ids = [article.pk for article in articles]
    for pk in ids[:8]:
        link(pk)

    def anew(_):
        rebuild(say=lambda text: None)

    jobs = [
        lambda _: [link(pk) for pk in ids[8:16]],
        anew,
        lambda _: [link(pk) for pk in ids[16:]],
    ]
    at_once(lambda work: work(None), jobs, workers=3)
    live = Placement.objects.filter(is_live=True)
    assert live.count() == Assertion.objects.count()
    assert not Assertion.objects.filter(claim=None).exists()
    rebuild(say=lambda text: None)
    assert rebuild(say=lambda text: None).changes == 0
