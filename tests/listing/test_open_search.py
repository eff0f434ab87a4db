"""A saved search that is open in the list of claims: named there, and saved over."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import SavedSearch
from claims.services.saved_searches import save_search
from tests.exports.worlds import claims, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(reader) -> SavedSearch:
    claims(9)
    return save_search(person=reader, name="Attested", query="min_origins=2", is_shared=False)


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def bar(client: Client, query: str) -> str:
    """What the list says of the search that is open, as running text."""
    text = content(client, f"/claims/?{query}")
    found = re.search(r'<div class="open-search".*?</div>', text, re.S)
    return words(found[0]) if found else ""


def filled_in(client: Client, query: str) -> dict[str, str]:
    """What the form that saves over the search carries."""
    text = content(client, f"/claims/?{query}")
    form = re.search(r'<form method="post" action="/searches/[^"]+/filters/".*?</form>', text, re.S)
    assert form
    pairs = re.findall(r'name="(query|seen)" value="([^"]*)"', form[0])
    return {name: html.unescape(value) for name, value in pairs}


class TestNaming:
    def test_the_list_names_the_search_and_says_when_it_shows_something_else(
        self, as_reader, search
    ):
        opened = as_reader.get(f"/searches/{search.public_id}/").url
        assert bar(as_reader, opened.partition("?")[2]).startswith("Saved search: Attested Rename")
        assert "Save over it" not in content(as_reader, opened)
        changed = f"min_origins=3&sort=changed&saved={search.public_id}"
        assert bar(as_reader, changed).startswith("Saved search: Attested , changed Save over it")

    def test_the_usual_order_is_no_change(self, as_reader, search):
        same = f"sort=changed&min_origins=2&saved={search.public_id}"
        assert ", changed" not in bar(as_reader, same)

    def test_it_stays_open_while_filters_change_and_is_no_filter_itself(self, as_reader, search):
        opened = f"min_origins=2&saved={search.public_id}"
        text = content(as_reader, f"/claims/?{opened}")
        assert f'name="saved" value="{search.public_id}"' in text
        chips = re.findall(r'<a class="chip" href="([^"]+)"', text)
        assert chips == [f"/claims/?saved={search.public_id}"]
        assert 'name="query" value="min_origins=2"' in text
        assert 'href="/claims/feed/?min_origins=2"' in text

    def test_one_that_is_not_there_is_a_warning(self, as_analyst, search):
        text = content(as_analyst, f"/claims/?min_origins=2&saved={search.public_id}")
        assert "saved: you see no such saved search" in text
        assert "Attested" not in text
        assert 'name="saved"' not in text


class TestSavingOver:
    def test_its_owner_saves_the_present_filters_over_it(self, as_reader, search):
        form = filled_in(as_reader, f"min_origins=3&sort=reports&saved={search.public_id}")
        answer = as_reader.post(f"/searches/{search.public_id}/filters/", form, follow=True)
        assert "“Attested” finds what this list shows from now on." in answer.content.decode()
        search.refresh_from_db()
        assert search.query == "min_origins=3&sort=reports"
        assert answer.redirect_chain[0][0] == f"/claims/?{search.query}&saved={search.public_id}"

    def test_who_was_slower_sees_both_and_can_still_apply_theirs(self, as_reader, search):
        form = filled_in(as_reader, f"min_origins=3&saved={search.public_id}")
        other = filled_in(as_reader, f"q=soldiers&saved={search.public_id}")
        as_reader.post(f"/searches/{search.public_id}/filters/", other)
        answer = as_reader.post(f"/searches/{search.public_id}/filters/", form)
        assert answer.status_code == 409
        text = words(answer.content.decode())
        assert "Filters soldiers Least independent origins: 3" in text
        search.refresh_from_db()
        assert search.query == "q=soldiers"
        seen = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
        assert seen
        as_reader.post(f"/searches/{search.public_id}/filters/", {**form, "seen": seen[1]})
        search.refresh_from_db()
        assert search.query == "min_origins=3"

    def test_renaming_what_was_changed_meanwhile_shows_both(self, as_reader, search):
        address = f"/searches/{search.public_id}/edit/"
        page = content(as_reader, address)
        seen = re.search(r'name="seen" value="([^"]+)"', page)
        assert seen
        as_reader.post(address, {"name": "Well attested", "seen": seen[1]})
        answer = as_reader.post(address, {"name": "Twice told", "seen": seen[1]})
        assert answer.status_code == 409
        assert "Name Well attested Twice told" in words(answer.content.decode())
        search.refresh_from_db()
        assert search.name == "Well attested"

    def test_others_are_not_offered_it_and_are_refused(self, as_analyst, search):
        SavedSearch.objects.update(is_shared=True)
        assert "Save over it" not in bar(as_analyst, f"q=x&saved={search.public_id}")
        answer = as_analyst.post(f"/searches/{search.public_id}/filters/", {"query": "q=x"})
        assert answer.status_code == 403

    def test_filters_that_are_not_there_are_named(self, as_reader, search):
        answer = as_reader.post(f"/searches/{search.public_id}/filters/", {"query": "colour=red"})
        assert answer.status_code == 400
        assert "colour" in answer.content.decode()


def test_a_search_is_told_in_the_words_of_the_list(as_reader, reader: User):
    save_search(
        person=reader,
        name="Mixed",
        query="q=Korea&after=2025-02-01&status=single_source&needs_review=true&sort=changed",
        is_shared=False,
    )
    assert (
        "Korea · Reported from: 1 Feb 2025 · Single source · Needs re-review: yes"
        " · sorted by last change" in words(content(as_reader, "/searches/"))
    )
