"""`manage.py link --rebuild`: everything the machine placed is decided anew; what people decided stays."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import (
    Assertion,
    Claim,
    ClaimBlock,
    ClaimSuggestion,
    EditorialChange,
    Exclusion,
    Placement,
)
from claims.services.acting import By
from claims.services.assessing import Decision, assess_claims, decide
from claims.services.editorial import record
from claims.services.journal import Journal
from claims.services.linking import link_article
from claims.services.rebuild import rebuild
from claims.services.upkeep import refresh_claims
from tests.bench.stories import Newsroom
from tests.bench.story_load import Loader, make_outlets, store_unlinked

pytestmark = pytest.mark.django_db
ARTICLES = 16


@pytest.fixture
def articles():
    """Articles of generated stories, as reading leaves them."""
    make_outlets()
    newsroom = Newsroom(5)
    stories = newsroom.stories()
    reports = []
    while len(reports) < ARTICLES:
        reports += next(stories)[1][:5]
    return store_unlinked(reports[:ARTICLES], Loader(newsroom))


@pytest.fixture
def linked(articles):
    """The same, linked in another order than that of their days."""
    for article in reversed(articles):
        assess_claims(link_article(article=article))
    return articles


def quietly():
    return rebuild(say=lambda text: None)


def state():
    """All rows that linking writes."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Claim, Assertion, Placement, ClaimBlock, ClaimSuggestion)
    ]


def partition():
    groups = {}
    for pk, claim in Assertion.objects.values_list("pk", "claim"):
        groups.setdefault(claim, set()).add(pk)
    return {frozenset(group) for group in groups.values()}


def move(assertion, claim, by=None):
    """Put a statement into a claim, by the machine or by a person, and settle both claims."""
    before = assertion.claim_id
    Placement.objects.filter(assertion=assertion, is_live=True).update(is_live=False)
    score = None if by else 0.8
    Placement.objects.create(assertion=assertion, claim=claim, by=by, score=score)
    Assertion.objects.filter(pk=assertion.pk).update(claim=claim)
    refresh_claims({claim.pk, before})
    assess_claims({claim.pk, before})


def mislaid():
    """A statement, the claim that it belongs to, and another of the same type that it does not."""
    for assertion in Assertion.objects.select_related("claim").order_by("pk"):
        others = Claim.objects.filter(type=assertion.type, report_count__gte=1)
        other = others.exclude(pk=assertion.claim_id).order_by("pk").first()
        if other is not None and assertion.claim.assertions.count() > 2:
            return assertion, assertion.claim, other
    raise AssertionError("The generated stories have no two claims of one type.")


def test_run_twice_it_changes_nothing(linked):
    quietly()
    before = state()
    assert quietly().changes == 0
    assert state() == before


def test_what_waits_is_placed(articles):
    assert quietly().moved == Assertion.objects.count()
    assert not Assertion.objects.filter(claim=None).exists()
    assert Claim.objects.filter(report_count__gte=1).count() == len(partition())


def test_the_order_in_which_articles_came_does_not_matter(articles):
    for article in reversed(articles):
        link_article(article=article)
    quietly()
    backwards = partition()
    Placement.objects.update(is_live=False)
    Assertion.objects.update(claim=None)
    for article in articles:
        link_article(article=article)
    quietly()
    assert partition() == backwards


def test_a_statement_the_machine_mislaid_returns_and_ids_stay(linked):
    quietly()
    before = partition()
    assertion, home, other = mislaid()
    move(assertion, other)
    summary = quietly()
    assertion.refresh_from_db()
    assert (summary.moved, assertion.claim) == (1, home)
    assert partition() == before


def test_a_statement_that_a_person_placed_stays(linked, editor):
    quietly()
    assertion, _, other = mislaid()
    move(assertion, other, by=editor)
    quietly()
    assertion.refresh_from_db()
    assert assertion.claim == other
    assert quietly().changes == 0


def test_a_statement_does_not_return_to_a_claim_it_was_excluded_from(linked, editor):
    quietly()
    assertion, home, other = mislaid()
    move(assertion, other)
    Exclusion.objects.create(assertion=assertion, claim=home, by=editor)
    quietly()
    assertion.refresh_from_db()
    assert assertion.claim != home
    assert quietly().changes == 0


def test_claims_said_to_be_different_are_not_joined(linked):
    quietly()
    assertion, home, _ = mislaid()
    apart = Claim.objects.create(type=home.type, title="Apart")
    move(assertion, apart)
    ClaimSuggestion.objects.create(first=home, second=apart, score=0.7, state="different")
    quietly()
    assertion.refresh_from_db()
    assert assertion.claim == apart
    assert home.assertions.exists()
    assert quietly().changes == 0


def test_an_assessed_claim_keeps_its_id_and_its_decision(linked, editor):
    quietly()
    _, home, _ = mislaid()
    decide(claim=home, decision=Decision("confirmed", "seen"), by=editor)
    quietly()
    home.refresh_from_db()
    assert (home.status, home.needs_review) == ("confirmed", False)
    assert home.assertions.exists()


def test_a_merge_stands(linked, editor):
    quietly()
    _, remaining, other = mislaid()
    for assertion in other.assertions.all():
        move(assertion, remaining, by=editor)
    Claim.objects.filter(pk=other.pk).update(merged_into=remaining)
    quietly()
    other.refresh_from_db()
    assert other.merged_into == remaining
    assert not other.assertions.exists()
    assert quietly().changes == 0


def test_a_title_given_by_hand_stays(linked, editor):
    quietly()
    _, home, _ = mislaid()
    Claim.objects.filter(pk=home.pk).update(title="As the editor says", title_is_edited=True)
    quietly()
    home.refresh_from_db()
    assert home.title == "As the editor says"
    assert home.assertions.exists()


def test_a_claim_that_loses_all_statements_keeps_its_row_and_is_not_listed(linked):
    quietly()
    assertion, _, _ = mislaid()
    lost = Claim.objects.create(type=assertion.type, title="Lost")
    move(assertion, lost)
    assert Claim.objects.listed().filter(pk=lost.pk).exists()
    assert quietly().emptied == 1
    assert not Claim.objects.listed().filter(pk=lost.pk).exists()
    lost.refresh_from_db()
    assert (lost.report_count, lost.blocks.count()) == (0, 0)


def test_open_questions_about_a_claim_that_holds_nothing_are_closed(linked):
    quietly()
    assertion, home, _ = mislaid()
    lost = Claim.objects.create(type=assertion.type, title="Lost")
    move(assertion, lost)
    asked = ClaimSuggestion.objects.create(first=home, second=lost, score=0.7)
    quietly()
    asked.refresh_from_db()
    assert asked.state == ClaimSuggestion.State.MOOT


def test_an_act_that_was_undone_holds_nothing(linked, editor):
    quietly()
    before = partition()
    assertion, home, _ = mislaid()
    lost = Claim.objects.create(type=assertion.type, title="Lost")
    move(assertion, lost)
    by = By(editor, "looked at again")
    act = record(
        EditorialChange.Kind.JUDGE,
        by=by,
        journal=Journal(),
        summary="Apart",
        claim=lost,
        other=home,
    )
    quietly()
    assertion.refresh_from_db()
    assert assertion.claim == lost
    EditorialChange.objects.create(
        kind="undo", undoes=act, by=editor, summary="Undone", claim=lost, other=home
    )
    quietly()
    assert partition() == before


def test_a_withdrawn_statement_is_left_where_it_is(linked):
    quietly()
    assertion, _, other = mislaid()
    move(assertion, other)
    Assertion.objects.filter(pk=assertion.pk).update(is_withdrawn=True)
    quietly()
    assertion.refresh_from_db()
    assert assertion.claim == other


def test_the_command_says_what_changed(linked):
    told = StringIO()
    call_command("link", "--rebuild", stdout=told)
    call_command("link", "--rebuild", stdout=told)
    assert "0 changes" in told.getvalue().splitlines()[-4]


def test_without_rebuild_the_command_links_what_waits(articles):
    told = StringIO()
    call_command("link", stdout=told)
    assert f"{ARTICLES} articles" in told.getvalue()
    assert not Assertion.objects.filter(claim=None).exists()
    assert Claim.objects.filter(report_count=0).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_rebuilds_do_not_run_at_once():
    from django.db import connections

    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor, connection.cursor() as ours:
            ours.execute("select 1")
            from sources.services.locks import _key

            cursor.execute("select pg_advisory_lock(%s)", [_key("linking:rebuild")])
            with pytest.raises(CommandError, match="Another rebuild"):
                call_command("link", "--rebuild")
    finally:
        other.close()
