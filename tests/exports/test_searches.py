"""Saved searches: private and shared, and what they find."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, SavedSearch, SearchOpening, Speaker
from claims.services.acting import ChangeRefusedError
from claims.services.saved_searches import COUNTED, MOST_SEARCHES, counts, save_search
from tests.exports.worlds import claims, content, kenya
from tests.factories import make_token

pytestmark = pytest.mark.django_db


def saved(
    person: User, name: str = "Two origins", query: str = "min_origins=2", **more
) -> SavedSearch:
    return save_search(person=person, name=name, query=query, **{"is_shared": False, **more})


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def colleague(db) -> User:
    person = User.objects.create_user("colleague")
    person.groups.add(Group.objects.get(name="analyst"))
    return person


class TestSaving:
    def test_a_list_is_saved_from_its_page_and_found_again(self, as_reader):
        claims(9)
        page = content(as_reader, "/claims/?min_origins=2&sort=reports")
        query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")
        answer = as_reader.post(
            "/searches/", {"query": query, "name": "  Well   attested "}, follow=True
        )
        search = SavedSearch.objects.get()
        opened = f"&saved={search.public_id}"
        assert answer.redirect_chain == [(f"/claims/?min_origins=2&sort=reports{opened}", 302)]
        assert "Saved as “Well attested”" in answer.content.decode()
        assert re.fullmatch(r"sch_[0-9A-Z]{26}", search.public_id)
        text = content(as_reader, "/searches/")
        assert "Well attested" in text
        assert "Least independent origins: 2 · sorted by reports" in text
        found = as_reader.get(f"/searches/{search.public_id}/")
        assert found.url == f"/claims/?min_origins=2&sort=reports{opened}"

    def test_a_later_page_saves_the_list_and_not_the_page(self, reader):
        assert saved(reader, query="min_origins=2&cursor=abc&page_size=25").query == "min_origins=2"

    def test_the_list_of_everything_can_be_saved(self, as_reader):
        as_reader.post("/searches/", {"query": "", "name": "All"})
        search = SavedSearch.objects.get()
        opened = f"/claims/?saved={search.public_id}"
        assert as_reader.get(f"/searches/{search.public_id}/").url == opened
        assert "all claims" in content(as_reader, "/searches/")

    @pytest.mark.parametrize(
        ("name", "query", "told"),
        [
            ("", "min_origins=2", "needs a name"),
            ("x" * 101, "min_origins=2", "100 characters"),
            ("two ORIGINS", "min_origins=2", "another name"),
            ("New", "status=rumoured", "status:"),
            ("New", "colour=red", "colour:"),
            ("New", "q=" + "x" * 5000, "characters"),
        ],
    )
    def test_what_cannot_be_saved_is_named_and_nothing_typed_is_lost(
        self, as_reader, reader, name, query, told
    ):
        saved(reader, "Two origins")
        answer = as_reader.post("/searches/", {"query": query, "name": name})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert told in text
        assert name[:50] in text
        assert SavedSearch.objects.count() == 1

    def test_two_people_may_use_the_same_name(self, reader, analyst):
        saved(reader)
        saved(analyst)
        assert SavedSearch.objects.count() == 2

    def test_there_is_an_end_to_how_many(self, reader):
        SavedSearch.objects.bulk_create(
            SavedSearch(owner=reader, name=f"Search {n}") for n in range(MOST_SEARCHES)
        )
        with pytest.raises(ChangeRefusedError, match="delete one first"):
            saved(reader)

    def test_it_takes_a_role(self, django_user_model):
        client = signed_in(django_user_model.objects.create_user("nobody"))
        assert client.get("/searches/").status_code == 403
        assert client.post("/searches/", {"name": "Mine"}).status_code == 403


class TestSharing:
    def test_a_reader_saves_for_themselves_only(self, as_reader):
        as_reader.post("/searches/", {"query": "", "name": "Mine", "is_shared": "on"})
        assert not SavedSearch.objects.get().is_shared

    def test_a_private_search_is_nobody_elses(self, as_analyst, reader):
        search = saved(reader, "Secret plans")
        assert "Secret plans" not in content(as_analyst, "/searches/")
        for part in ("", "edit/", "delete/", "feed/", "counts/", "feed.atom"):
            assert as_analyst.get(f"/searches/{search.public_id}/{part}").status_code == 404

    def test_a_shared_one_is_seen_and_opened_by_everyone_and_changed_by_its_owner(
        self, as_analyst, as_reader
    ):
        as_analyst.post("/searches/", {"query": "min_origins=2", "name": "Ours", "is_shared": "on"})
        search = SavedSearch.objects.get()
        text = content(as_reader, "/searches/")
        assert "Ours" in text
        assert f"/searches/{search.public_id}/edit/" not in text
        opened = f"/claims/?min_origins=2&saved={search.public_id}"
        assert as_reader.get(f"/searches/{search.public_id}/").url == opened
        for part in ("edit/", "delete/"):
            assert (
                as_reader.post(f"/searches/{search.public_id}/{part}", {"name": "x"}).status_code
                == 403
            )
        assert SavedSearch.objects.get().name == "Ours"
        told = content(as_reader, f"/searches/{search.public_id}/edit/", status=403)
        assert "is changed by analyst, who saved it, or by an admin" in told
        assert "Changing saved searches of others" in told

    def test_its_owner_renames_it_and_makes_it_private(self, as_analyst, as_reader, analyst):
        search = saved(analyst, is_shared=True)
        answer = as_analyst.post(f"/searches/{search.public_id}/edit/", {"name": "Mine again"})
        assert answer.url == "/searches/"
        assert "Mine again" in content(as_analyst, "/searches/")
        assert "Mine again" not in content(as_reader, "/searches/")

    def test_renaming_to_a_name_that_is_there_is_refused_with_what_was_typed(
        self, as_analyst, analyst
    ):
        saved(analyst, "First")
        search = saved(analyst, "Second")
        answer = as_analyst.post(f"/searches/{search.public_id}/edit/", {"name": "FIRST"})
        assert answer.status_code == 422
        assert 'value="FIRST"' in answer.content.decode()

    def test_a_reader_who_shared_as_an_analyst_can_still_end_it(self, analyst):
        search = saved(analyst, is_shared=True)
        analyst.groups.set([Group.objects.get(name="reader")])
        client = signed_in(User.objects.get(pk=analyst.pk))
        client.post(f"/searches/{search.public_id}/edit/", {"name": "Mine"})
        assert not SavedSearch.objects.get().is_shared
        client.post(f"/searches/{search.public_id}/edit/", {"name": "Mine", "is_shared": "on"})
        assert not SavedSearch.objects.get().is_shared

    def test_an_admin_clears_up_what_others_shared(self, analyst, db):
        chief = User.objects.create_user("chief")
        chief.groups.add(Group.objects.get(name="admin"))
        shared, private = saved(analyst, "Ours", is_shared=True), saved(analyst, "Mine")
        client = signed_in(chief)
        assert client.post(f"/searches/{shared.public_id}/delete/").status_code == 302
        assert client.post(f"/searches/{private.public_id}/delete/").status_code == 404
        assert SavedSearch.objects.get() == private


class TestDeleting:
    def test_it_asks_first(self, as_reader, reader):
        search = saved(reader)
        text = content(as_reader, f"/searches/{search.public_id}/delete/")
        assert "Delete “Two origins”?" in text
        assert SavedSearch.objects.exists()
        as_reader.post(f"/searches/{search.public_id}/delete/")
        assert not SavedSearch.objects.exists()
        assert as_reader.get(f"/searches/{search.public_id}/").status_code == 404


class TestCounting:
    def test_it_says_how_many_match_and_how_many_changed_since_it_was_opened(
        self, as_reader, reader
    ):
        made = claims(9)
        search = saved(reader)
        opened = timezone.now()
        Claim.objects.filter(pk__in=[made[2].pk, made[3].pk]).update(
            changed_at=opened + timedelta(minutes=1)
        )
        found = counts(search, reader)
        assert (found.matching, found.new) == (3, 1)
        text = content(as_reader, f"/searches/?count={search.public_id}")
        assert re.search(r">3</b> claims · <b class=\"number\">1</b> new or changed", text)
        part = content(
            as_reader, f"/searches/{search.public_id}/counts/", headers={"HX-Request": "true"}
        )
        assert part.startswith("<span")
        assert "<h1" not in part

    def test_what_was_opened_is_new_no_more_to_that_person_only(self, as_reader, analyst, reader):
        search = saved(analyst, is_shared=True)
        claims(3)
        Claim.objects.update(changed_at=timezone.now())
        assert counts(search, reader).new is None
        as_reader.get(f"/searches/{search.public_id}/")
        assert counts(search, reader).new == 0
        assert counts(search, analyst).new == 1
        assert SearchOpening.objects.count() == 2

    def test_counting_ends_somewhere(self, as_reader, reader):
        Claim.objects.bulk_create(
            Claim(type="troops_deployed", title=f"Claim {n}") for n in range(COUNTED + 5)
        )
        search = saved(reader, query="")
        assert counts(search, reader).matching == COUNTED + 1
        assert "more than 1,000" in content(as_reader, f"/searches/?count={search.public_id}")

    def test_the_page_counts_nothing_by_itself_and_asks_as_much_for_many_as_for_one(
        self, as_reader, reader
    ):
        def asked() -> list[str]:
            with CaptureQueriesContext(connection) as found:
                content(as_reader, "/searches/")
            return [query["sql"] for query in found]

        speaker = kenya().attributions.get().speaker
        saved(reader, "First", f"speaker={speaker.public_id}")
        before = asked()
        for n in range(8):
            saved(reader, f"Number {n}", f"speaker={speaker.public_id}&min_origins={n}")
        after = asked()
        assert len(after) == len(before)
        assert not any('FROM "claims_claim"' in sql for sql in after)


class TestWhatIsGone:
    def test_a_filter_that_was_merged_opens_with_a_warning_and_means_what_it_is_now(
        self, as_reader, reader
    ):
        speaker = kenya().attributions.get().speaker
        old = Speaker.objects.create(
            name="Officials of Kenya", kind=speaker.kind, merged_into=speaker
        )
        search = saved(reader, query=f"speaker={old.public_id}")
        answer = as_reader.get(f"/searches/{search.public_id}/", follow=True)
        opened = f"/claims/?speaker={speaker.public_id}&saved={search.public_id}"
        assert answer.redirect_chain[0][0] == opened
        text = answer.content.decode()
        assert "“Officials of Kenya” was merged into “Kenyan officials”" in text
        assert Claim.objects.get().title in text
        assert counts(search, reader).matching == 1

    def test_a_filter_that_is_gone_opens_with_a_warning(self, as_reader, reader):
        claims(1)
        search = saved(reader)
        SavedSearch.objects.update(query="outlet=out_01JD3V7Q9MZK4T6W2B8X5RHN0A&min_origins=0")
        text = as_reader.get(f"/searches/{search.public_id}/", follow=True).content.decode()
        assert "outlet: Select a valid choice" in text
        assert "This filter was left out" in text
        page = content(as_reader, f"/searches/?count={search.public_id}")
        assert "Cannot be counted: outlet:" in page


class TestApi:
    def client(self, user: User, *scopes: str) -> Client:
        return Client(headers={"Authorization": f"Bearer {make_token(user, *scopes)}"})

    def send(self, client: Client, method: str, address: str, **body):
        return getattr(client, method)(address, body, content_type="application/json")

    def test_a_search_is_saved_read_changed_and_deleted(self, analyst):
        client = self.client(analyst, "read", "write")
        made = self.send(
            client, "post", "/api/v1/saved-searches/", name="Two", query="min_origins=2"
        )
        assert made.status_code == 201
        row = made.json()
        assert (row["name"], row["query"], row["is_shared"]) == ("Two", "min_origins=2", False)
        assert row["feed"] == f"http://testserver/searches/{row['id']}/feed.atom"
        address = f"/api/v1/saved-searches/{row['id']}/"
        assert client.get(address).json() == row
        changed = self.send(client, "patch", address, is_shared=True, query="min_origins=3")
        assert (changed.json()["query"], changed.json()["is_shared"]) == ("min_origins=3", True)
        assert changed.json()["name"] == "Two"
        assert [r["id"] for r in client.get("/api/v1/saved-searches/").json()["results"]] == [
            row["id"]
        ]
        assert client.delete(address).status_code == 204
        assert client.get(address).status_code == 404

    def test_only_ones_own_and_shared_ones_are_there(self, reader, colleague):
        saved(colleague, "Secret")
        ours = saved(colleague, "Ours", is_shared=True)
        client = self.client(reader, "read", "write")
        rows = client.get("/api/v1/saved-searches/").json()["results"]
        assert [row["name"] for row in rows] == ["Ours"]
        address = f"/api/v1/saved-searches/{ours.public_id}/"
        assert self.send(client, "patch", address, name="Mine").status_code == 403
        assert client.delete(address).status_code == 403

    def test_scopes_and_roles_are_kept(self, reader, analyst):
        read_only = self.client(reader, "read")
        refused = self.send(read_only, "post", "/api/v1/saved-searches/", name="Mine")
        assert (refused.status_code, refused.json()["needs"]["scope"]) == (403, "write")
        client = self.client(reader, "read", "write")
        refused = self.send(client, "post", "/api/v1/saved-searches/", name="Mine", is_shared=True)
        assert (refused.status_code, refused.json()["needs"]["role"]) == (403, "analyst")
        assert self.send(client, "post", "/api/v1/saved-searches/", name="Mine").status_code == 201

    def test_what_cannot_be_saved_is_a_problem(self, reader):
        client = self.client(reader)
        wrong = self.send(client, "post", "/api/v1/saved-searches/", name="A", query="colour=red")
        assert (wrong.status_code, wrong.json()["errors"][0]["attr"]) == (400, "query")
        self.send(client, "post", "/api/v1/saved-searches/", name="A")
        twice = self.send(client, "post", "/api/v1/saved-searches/", name="a")
        assert twice.status_code == 409
