"""Feeds of lists, saved searches and claims, for readers that cannot sign in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claimbase.logs import without_secrets
from claims.models import Claim, FeedToken, Status
from claims.services.acting import By
from claims.services.assessing import Decision, decide
from claims.services.claim_changes import merge_claims, retitle
from claims.services.feed_tokens import make_token, secret_of
from claims.services.saved_searches import save_search
from tests.exports.worlds import ATOM, claims, content, entries, feed, kenya, report

pytestmark = pytest.mark.django_db


def secret(person: User) -> str:
    return secret_of(make_token(person=person))


@pytest.fixture
def anyone() -> Client:
    """A feed reader: it holds no session."""
    return Client()


def test_a_feed_has_the_newest_changes_of_the_matching_claims(anyone, reader):
    made = claims(60)
    token = secret(reader)
    root = feed(content(anyone, f"/claims/feed.atom?token={token}"))
    newest = sorted(made, key=lambda claim: (claim.changed_at, claim.pk), reverse=True)[:50]
    assert entries(root) == [f"Unassessed: {claim.title}" for claim in newest]
    narrowed = feed(content(anyone, f"/claims/feed.atom?min_origins=2&sort=reports&token={token}"))
    assert entries(narrowed) == [
        f"Unassessed: {claim.title}"
        for claim in sorted(made, key=lambda claim: (claim.changed_at, claim.pk), reverse=True)
        if claim.independent_count >= 2
    ]


def test_an_entry_says_status_figure_and_three_numbers(anyone, reader):
    kenya("Lorne Mail")
    kenya("Corvo Post")
    root = feed(content(anyone, f"/claims/feed.atom?token={secret(reader)}"))
    entry = root.find(f"{ATOM}entry")
    text = entry.findtext(f"{ATOM}summary")
    for said in (
        "Status: Single source, computed.",
        "Figure: about 1,000 people.",
        "1 independent origin.",
        "2 reports.",
        "2 outlets.",
    ):
        assert f"<p>{said}</p>" in text
    claim = Claim.objects.get()
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{claim.get_absolute_url()}"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == claim.changed_at.replace(
        microsecond=claim.changed_at.microsecond
    )


def test_every_change_of_a_claim_is_an_entry_of_its_own(as_reader):
    kenya("Lorne Mail")
    before = feed(content(as_reader, "/claims/feed.atom")).findtext(f"{ATOM}entry/{ATOM}id")
    kenya("Corvo Post")
    after = feed(content(as_reader, "/claims/feed.atom")).findtext(f"{ATOM}entry/{ATOM}id")
    assert before != after


def test_the_feed_names_its_address_without_the_token(anyone, reader):
    token = secret(reader)
    text = content(anyone, f"/claims/feed.atom?min_origins=1&token={token}")
    assert token not in text
    own = feed(text).find(f"{ATOM}link[@rel='self']").get("href")
    assert own == "http://testserver/claims/feed.atom?min_origins=1"


def test_what_xml_cannot_hold_or_would_take_for_markup_does_no_harm(as_reader):
    (claim,) = claims(1)
    Claim.objects.filter(pk=claim.pk).update(
        title="A <b>bold</b> & \x0bstrange\x1b title", figure_text="<script>1</script>",
        figure_quantifier="exact", figure_low=1, figure_high=1,
    )  # fmt: skip
    root = feed(content(as_reader, "/claims/feed.atom"))
    assert entries(root) == ["Unassessed: A <b>bold</b> & strange title"]
    assert "&lt;script&gt;" in root.findtext(f"{ATOM}entry/{ATOM}summary")


def test_an_empty_feed_is_a_feed(as_reader):
    root = feed(content(as_reader, "/claims/feed.atom"))
    assert entries(root) == []
    assert content(as_reader, "/claims/feed.atom") == content(as_reader, "/claims/feed.atom")


def test_a_reader_that_has_it_already_is_told_so(anyone, reader):
    claims(3)
    address = f"/claims/feed.atom?token={secret(reader)}"
    first = anyone.get(address)
    assert first["Last-Modified"]
    again = anyone.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Claim.objects.update(version=7)
    changed = anyone.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_wrong_filter_is_no_feed(as_reader):
    assert "status:" in content(as_reader, "/claims/feed.atom?status=rumoured", status=400)


class TestTokens:
    def test_without_token_or_session_one_is_sent_to_sign_in(self, anyone):
        assert anyone.get("/claims/feed.atom").url.startswith("/account/login/")

    @pytest.mark.parametrize(
        "wrong", ["", "nonsense", "cbf_", "cbf_000000000000" + "0" * 40, "cbf_\x00", "cbf_é"]
    )
    def test_a_token_that_is_none_is_refused(self, anyone, reader, wrong):
        secret(reader)
        assert anyone.get("/claims/feed.atom", {"token": wrong}).status_code == 403

    def test_a_token_of_which_a_letter_is_wrong_is_refused(self, anyone, reader):
        token = secret(reader)
        other = token[:-1] + ("0" if token[-1] != "0" else "1")
        assert anyone.get("/claims/feed.atom", {"token": other}).status_code == 403
        assert anyone.get("/claims/feed.atom", {"token": token + "0"}).status_code == 403

    def test_a_revoked_token_is_refused_and_the_next_one_is_another(
        self, as_reader, reader, anyone
    ):
        old = secret(reader)
        assert "Revoke your feed token?" in content(as_reader, "/searches/token/revoke/")
        assert as_reader.post("/searches/token/revoke/").status_code == 302
        new = secret(reader)
        assert old != new
        assert "revoked" in content(anyone, f"/claims/feed.atom?token={old}", status=403)
        feed(content(anyone, f"/claims/feed.atom?token={new}"))

    def test_it_opens_no_more_than_its_person_may_read_now(self, anyone, reader):
        address = f"/claims/feed.atom?token={secret(reader)}"
        assert anyone.get(address).status_code == 200
        reader.groups.clear()
        assert "role reader" in content(anyone, address, status=403)
        User.objects.filter(pk=reader.pk).update(is_active=False)
        assert anyone.get(address).status_code == 403

    def test_it_opens_feeds_and_nothing_else(self, anyone, editor):
        token = secret(editor)
        claims(1)
        for address in ("/claims/", "/claims/export.csv", "/searches/", "/claims/feed/"):
            assert anyone.get(address, {"token": token}).status_code == 302
        assert anyone.get("/api/v1/claims/", {"token": token}).status_code == 401
        bearer = {"Authorization": f"Bearer {token}"}
        assert anyone.get("/api/v1/claims/", headers=bearer).status_code == 401
        assert not anyone.cookies

    def test_the_database_alone_does_not_tell_it(self, reader):
        token = secret(reader)
        row = FeedToken.objects.values().get()
        assert row["key"] in token
        assert not any(token[-40:] in str(value) for value in row.values())

    def test_another_secret_key_makes_another_token(self, reader, anyone, settings):
        token = secret(reader)
        settings.SECRET_KEY = "another one"
        assert anyone.get("/claims/feed.atom", {"token": token}).status_code == 403

    def test_its_last_use_is_noted_to_the_minute(self, anyone, reader):
        token = secret(reader)
        anyone.get("/claims/feed.atom", {"token": token})
        first = FeedToken.objects.get().last_used_at
        anyone.get("/claims/feed.atom", {"token": token})
        assert FeedToken.objects.get().last_used_at == first
        assert first > datetime(2025, 1, 1, tzinfo=UTC)

    def test_no_log_line_holds_it(self):
        said = {
            "event": "GET /claims/feed.atom?q=a&token=cbf_abc failed",
            "request": "?token=x&b=1",
        }
        told = without_secrets(None, "error", said)
        assert told == {
            "event": "GET /claims/feed.atom?q=a&token=… failed",
            "request": "?token=…&b=1",
        }

    def test_a_failing_feed_logs_no_token(self, reader, caplog):
        token = secret(reader)
        client = Client(raise_request_exception=False)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE claims_claim RENAME TO elsewhere")
        assert client.get("/claims/feed.atom", {"token": token}).status_code == 500
        assert "/claims/feed.atom?token=…" in caplog.text
        assert token not in caplog.text


class TestPages:
    def test_the_address_for_a_reader_is_shown_once_there_is_a_token(self, as_reader, anyone):
        text = content(as_reader, "/claims/feed/?min_origins=2")
        assert "Make my feed token" in text
        page = "/claims/feed/?min_origins=2"
        assert as_reader.post("/searches/token/", {"next": page}).url == page
        text = content(as_reader, page)
        address = text.partition('id="feed-address">')[2].partition("<")[0].replace("&amp;", "&")
        claims(5)
        assert len(entries(feed(content(anyone, address)))) == 1

    def test_it_leads_to_no_other_site(self, as_reader):
        answer = as_reader.post("/searches/token/", {"next": "https://evil.example/"})
        assert answer.url == "/searches/#feeds"

    def test_making_one_twice_keeps_it(self, as_reader):
        for _ in range(2):
            as_reader.post("/searches/token/")
        assert FeedToken.objects.count() == 1

    def test_a_claim_has_an_address_for_readers_too(self, as_reader, reader):
        secret(reader)
        kenya()
        claim = Claim.objects.get()
        text = content(as_reader, f"/claims/{claim.public_id}/feed/")
        assert f"http://testserver/claims/{claim.public_id}/feed.atom?token=cbf_" in text


class TestClaimFeed:
    def address(self, claim: Claim) -> str:
        return f"/claims/{claim.public_id}/feed.atom"

    def test_it_tells_what_happened_newest_first(self, as_reader, editor):
        kenya("Lorne Mail")
        claim = Claim.objects.get()
        kenya("Corvo Post")
        by = By(editor, "a better name")
        retitle(claim=claim, title="Kenyans in Haiti", by=by)
        decide(claim=claim, decision=Decision(Status.DISPUTED, "Nobody saw them."), by=editor)
        root = feed(content(as_reader, self.address(claim)))
        told = entries(root)
        assert told[0] == "Decided: disputed (computed: single source)"
        assert "Kenyans in Haiti" in told[1]
        assert "Statement added: Corvo Post, Report of Corvo Post" in told
        assert "Statement added: Lorne Mail, Report of Lorne Mail" in told
        first = root.find(f"{ATOM}entry")
        assert "Nobody saw them." in first.findtext(f"{ATOM}summary")
        assert first.findtext(f"{ATOM}author/{ATOM}name") == "editor"
        times = [e.findtext(f"{ATOM}updated") for e in root.findall(f"{ATOM}entry")]
        assert times == sorted(times, reverse=True)

    def test_entries_keep_their_ids(self, as_reader, editor):
        kenya("Lorne Mail")
        claim = Claim.objects.get()
        ids = lambda: [  # noqa: E731
            e.findtext(f"{ATOM}id")
            for e in feed(content(as_reader, self.address(claim))).findall(f"{ATOM}entry")
        ]
        before = ids()
        retitle(claim=claim, title="Kenyans in Haiti", by=By(editor, "better"))
        assert ids()[1:] == before

    def test_a_merged_claim_leads_to_the_one_it_is_now(self, anyone, reader, editor):
        first = kenya().claim
        second = report("Kenya has sent 300 soldiers to Mali, Kenyan officials said.").claim
        merge_claims(survivor=first, merged=[second], by=By(editor, "the same"))
        token = secret(reader)
        answer = anyone.get(self.address(second), {"token": token}, follow=True)
        root = feed(answer.content.decode())
        assert any("erged" in title for title in entries(root))
        assert root.findtext(f"{ATOM}title").startswith(first.title)

    def test_no_claim_no_feed(self, as_reader):
        assert as_reader.get("/claims/clm_01JD3V7Q9MZK4T6W2B8X5RHN0A/feed.atom").status_code == 404

    def test_the_number_of_queries_is_fixed(self, as_reader):
        kenya("Lorne Mail")
        claim = Claim.objects.get()

        def asked() -> int:
            with CaptureQueriesContext(connection) as found:
                content(as_reader, self.address(claim))
            return len(found)

        before = asked()
        for n in range(4):
            kenya(f"Outlet {n}")
        assert asked() == before


class TestSearchFeed:
    def test_it_follows_the_search(self, anyone, reader):
        claims(9)
        search = save_search(person=reader, name="Two", query="min_origins=2", is_shared=False)
        address = f"/searches/{search.public_id}/feed.atom?token={secret(reader)}"
        root = feed(content(anyone, address))
        assert len(entries(root)) == 3
        assert root.findtext(f"{ATOM}title") == "Two · claimbase"

    def test_it_is_open_to_whom_the_search_is(self, anyone, reader, analyst):
        mine = save_search(person=analyst, name="Mine", query="", is_shared=False)
        ours = save_search(person=analyst, name="Ours", query="", is_shared=True)
        token = secret(reader)
        feed(content(anyone, f"/searches/{ours.public_id}/feed.atom?token={token}"))
        private = f"/searches/{mine.public_id}/feed.atom?token={token}"
        assert anyone.get(private).status_code == 404

    def test_one_whose_filter_is_gone_says_so_instead_of_telling_of_other_claims(
        self, as_reader, reader
    ):
        claims(3)
        search = save_search(
            person=reader, name="Old", query="type=troops_deployed", is_shared=False
        )
        type(search).objects.update(query="type=no_such_type")
        root = feed(content(as_reader, f"/searches/{search.public_id}/feed.atom"))
        assert entries(root) == ["“Old” cannot be read any more"]
        assert "type:" in root.findtext(f"{ATOM}entry/{ATOM}summary")


def test_the_number_of_queries_of_a_list_feed_is_fixed(as_reader):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            content(as_reader, "/claims/feed.atom")
        return len(found)

    claims(1)
    before = asked()
    claims(30)
    assert asked() == before
