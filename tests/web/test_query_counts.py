"""How many questions each page asks of the database: a number that does not grow with what it shows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.every_page import PAGES, make_world
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# By page, as an admin sees it, with what `make_world` puts on it.
QUERIES = {
    # One of them is for web addresses that gave no file, which no list of files shows.
    "home": 38,
    "claim-list": 14,
    "claim-list, a saved search changed": 12,
    "claim-facet": 6,
    "claim": 43,
    "claim-figures": 12,
    "claim-provenance": 14,
    "claim-cite": 20,
    "statement-cite": 8,
    "claim-history": 9,
    "claim-revision": 9,
    "claim-suggestion-list": 6,
    "claim-merge": 80,
    "claim-split": 9,
    "claim-challenge": 8,
    "assertion": 10,
    "statement-correct": 8,
    "assertion-origin": 14,
    "statement-place": 7,
    "statement-exclude": 98,
    "statement-add": 5,
    "article-list": 8,
    "article": 12,
    "article-details": 8,
    "outlet-list": 7,
    "outlet": 14,
    "speaker-list": 8,
    "speaker": 15,
    "speaker-merge": 6,
    "speaker-split": 6,
    "speaker-details": 7,
    "suggestion-list": 5,
    "origin": 16,
    "origin-unify": 9,
    "origin-list": 8,
    "compare-outlets": 11,
    "compare-outlets, none chosen": 5,
    "topic-list": 6,
    "topic": 10,
    "topic-add": 6,
    "topic-edit": 7,
    "topic-delete": 5,
    "review": 18,
    "review-item": 26,
    "review-item, a claim": 23,
    "review-item, a pair": 14,
    "review-effect": 77,
    "review-origin": 14,
    "review-recent": 8,
    "help": 4,
    "help-shortcuts": 4,
    "ingest": 7,
    "ingest-batch-list": 6,
    "ingest-batch": 9,
    "source-file": 7,
    "help-method": 4,
    "help-exports": 4,
    "searches": 7,
    "search-edit": 5,
    "search-delete": 5,
    "search-feed-address": 6,
    "claim-list-feed-address": 5,
    "claim-feed-address": 6,
    "feed-token-revoke": 5,
    "preferences": 5,
    "tokens": 5,
    "people": 6,
    "person-add": 4,
    "person": 6,
    "mfa_index": 6,
    "usersessions_list": 5,
    "account_email": 7,
    "account_change_password": 4,
    "account_logout": 4,
}


def test_every_page_asks_as_many_questions_as_it_is_known_to(editor):
    world = make_world(editor)
    client = Client()
    client.force_login(make_user("admin"))
    found = {}
    for name, (_, address) in PAGES.items():
        path = address(world)
        # What is kept after the first visit (content types, charts) is no question of the page.
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, name
        found[name] = len(asked)
    assert found == QUERIES
