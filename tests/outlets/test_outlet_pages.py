"""The list of outlets, and the page of one with its numbers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, EditorialChange
from claims.services.outlet_numbers import outlet_numbers
from sources.models import Outlet, OutletAlias
from tests.compare.worlds import FLOOD, SENT_TO_HAITI, four_outlets, report

pytestmark = pytest.mark.django_db
OWN_WORD = "A flood in Port Quillan killed 12 people."


def page(client, address: str, status: int = 200, **data) -> str:
    answer = client.get(address, data)
    assert answer.status_code == status
    return answer.content.decode()


def the(name: str) -> Outlet:
    return Outlet.objects.get(name=name)


def numbers(name: str):
    return outlet_numbers(the(name)).numbers


def test_who_reports_first_originates_and_who_comes_later_repeats(db):
    four_outlets()
    first, later = numbers("Lorne Mail"), numbers("Quillan Post")
    assert (first.claims, first.originates, first.repeats, first.delay) == (2, 2, 0, None)
    assert (later.claims, later.originates, later.repeats, later.delay) == (1, 0, 1, 1)


def test_only_what_an_outlet_asserts_is_counted_as_its_claims(db):
    four_outlets()
    denying = numbers("Talusa Times")
    assert (denying.statements, denying.claims) == (1, 0)


def test_its_own_word_makes_an_outlet_an_origin_however_late_it_comes(db):
    report("Lorne Mail", OWN_WORD, 3)
    report("Morvan Star", OWN_WORD, 5)
    late = numbers("Morvan Star")
    assert (late.first, late.origin, late.repeats) == (0, 1, 0)


def test_a_dropped_speaker_does_not_make_an_outlet_an_origin(db):
    report("Lorne Mail", SENT_TO_HAITI, 3)
    report("Morvan Star", "Kenya has sent about 300 soldiers to Haiti.", 5)
    late = numbers("Morvan Star")
    assert (late.originates, late.repeats) == (0, 1)


def test_a_copied_text_originates_nothing(db):
    long = " ".join(f"The mayor spoke of street number {n} at length." for n in range(40))
    report("Lorne Mail", f"{OWN_WORD}\n\n{long}", 3)
    report("Morvan Star", f"{OWN_WORD}\n\n{long}", 3)
    found = [numbers(name) for name in ("Lorne Mail", "Morvan Star")]
    assert sorted((n.taken, n.originates) for n in found) == [(0, 1), (1, 0)]
    source = max(found, key=lambda n: n.originates)
    name = "Lorne Mail" if source is found[0] else "Morvan Star"
    assert [(r.articles) for r in outlet_numbers(the(name)).repeaters] == [1]


def test_the_share_with_a_named_speaker_counts_neither_groups_nor_nobody(as_reader):
    report("Lorne Mail", FLOOD.replace("the mayor of Port Quillan", "Ann Kestrel"), 3)
    report("Lorne Mail", "An earthquake in Talusa killed 80 people, officials said.", 3)
    report("Lorne Mail", "A fire in Morvan injured 9 people.", 3)
    n = numbers("Lorne Mail")
    assert (n.statements, n.named, n.unnamed, n.own_voice) == (3, 1, 1, 1)
    text = page(as_reader, the("Lorne Mail").get_absolute_url())
    for shown in ("somebody with a name", "people or groups without a name", "in its own voice"):
        assert f"{shown}</dt><dd>1 of 3" in text


def test_the_page_tells_whose_words_it_passes_on_and_what_its_articles_added(as_reader):
    four_outlets()
    text = page(as_reader, the("Quillan Post").get_absolute_url())
    for shown in (
        "Kenyan officials",
        "1 of 1 statements",
        "0 of 1",
        "The delay is over the 1 of 1 claims",
        "repeats a known origin",
        "Compare with other outlets",
        "Report 1",
    ):
        assert shown in text


def test_who_names_an_outlet_as_its_source_is_listed_as_repeating_it(as_reader):
    report("Lorne Mail", FLOOD, 3)
    report(
        "Morvan Star",
        "A flood in Port Quillan killed 12 people, Ann Kestrel told the newspaper Lorne Mail.",
        4,
    )
    repeaters = outlet_numbers(the("Lorne Mail")).repeaters
    assert [(one.name, one.articles, one.statements) for one in repeaters] == [
        ("Morvan Star", 0, 1)
    ]


def test_an_outlet_with_more_articles_than_are_counted_says_so(as_reader, monkeypatch):
    for day in (3, 4, 5):
        report("Lorne Mail", OWN_WORD, day)
    monkeypatch.setattr("claims.services.outlet_numbers.MOST_ARTICLES", 2)
    text = page(as_reader, the("Lorne Mail").get_absolute_url())
    assert "Counted over its newest 2 articles." in text
    assert (numbers("Lorne Mail").articles, numbers("Lorne Mail").read) == (3, 2)


def test_its_articles_are_searched_and_come_in_pages(as_reader, monkeypatch):
    for day in (3, 4, 5):
        report("Lorne Mail", OWN_WORD, day)
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 2)
    address = the("Lorne Mail").get_absolute_url()
    first = as_reader.get(address).context["list"]
    assert [row.published_on.day for row in first.rows] == [5, 4]
    second = as_reader.get(f"{address}?{first.next_query}").context["list"]
    assert [row.published_on.day for row in second.rows] == [3]
    assert "No article of this outlet matches." in page(as_reader, address, q="volcano")


def test_articles_without_a_day_are_pointed_to(as_reader):
    from tests.factories import ingest_article

    ingest_article(f"Report\n\n{OWN_WORD}", outlet="Lorne Mail")
    address = the("Lorne Mail").get_absolute_url()
    assert "Articles without a day are not in this order" in page(as_reader, address)
    assert len(as_reader.get(address, {"sort": "read"}).context["list"].rows) == 1
    assert numbers("Lorne Mail").claims in (0, 1)


def test_the_pages_cost_a_fixed_number_of_queries(as_editor, django_assert_num_queries):
    four_outlets()
    addresses = (the("Lorne Mail").get_absolute_url(), "/outlets/", "/outlets/?sort=articles")
    counts = []
    for address in addresses:
        page(as_editor, address)
        with CaptureQueriesContext(connection) as few:
            page(as_editor, address)
        counts.append(len(few))
    for number in range(4):
        report("Lorne Mail", OWN_WORD, 5)
        report(f"Outlet {number}", FLOOD, 6)
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            page(as_editor, address)


def test_the_list_finds_outlets_by_any_name_family_and_reliability(as_reader):
    four_outlets()
    Outlet.objects.filter(name="Lorne Mail").update(family="Dell Press", reliability="B")
    OutletAlias.objects.create(outlet=the("Morvan Star"), key="evening", name="The Evening")
    for data, expected in (
        ({"q": "evening"}, ["Morvan Star"]),
        ({"q": "LORNE"}, ["Lorne Mail"]),
        ({"family": "Dell Press"}, ["Lorne Mail"]),
        ({"reliability": "B"}, ["Lorne Mail"]),
        ({}, ["Lorne Mail", "Morvan Star", "Quillan Post", "Talusa Times"]),
    ):
        rows = as_reader.get("/outlets/", data).context["list"].rows
        assert [row.name for row in rows] == expected
    assert "No outlet has this name" in page(as_reader, "/outlets/", q="nobody")


@pytest.mark.parametrize("sort", ["name", "newest", "articles"])
def test_the_list_comes_in_pages_in_every_order(as_reader, monkeypatch, sort):
    four_outlets()
    report("Morvan Star", FLOOD, 5)
    whole = [row.pk for row in as_reader.get("/outlets/", {"sort": sort}).context["list"].rows]
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 3)
    first = as_reader.get("/outlets/", {"sort": sort}).context["list"]
    second = as_reader.get(f"/outlets/?{first.next_query}").context["list"]
    assert [row.pk for row in (*first.rows, *second.rows)] == whole
    back = as_reader.get(f"/outlets/?{second.previous_query}").context["list"]
    assert [row.pk for row in back.rows] == whole[:3]
    if sort == "articles":
        assert whole[0] == the("Morvan Star").pk


class TestFamily:
    """Which house an outlet belongs to."""

    @pytest.fixture
    def two(self, db) -> list[Outlet]:
        report("Lorne Mail", OWN_WORD, 3)
        report("Morvan Star", OWN_WORD, 4)
        return [the("Lorne Mail"), the("Morvan Star")]

    def put(self, client, row: Outlet, family: str, status: int = 200, **fields):
        said = {"family": family, "reason": "Its imprint says so.", "version": row.version}
        answer = client.post(
            reverse("outlet-family", args=[row.public_id]), {**said, **fields}, follow=True
        )
        assert answer.status_code == status
        return answer.content.decode()

    def test_two_outlets_of_one_family_are_no_longer_independent(self, as_editor, two):
        assert Claim.objects.get().independent_count == 2
        for row in two:
            text = self.put(as_editor, row, "Dell Press")
            assert f"{row.name} belongs to Dell Press." in text
        assert Claim.objects.get().independent_count == 1
        assert "with <a" in page(as_editor, two[0].get_absolute_url())

    def test_it_can_be_taken_back(self, as_editor, two):
        for row in two:
            self.put(as_editor, row, "Dell Press")
        change = EditorialChange.objects.order_by("pk").last()
        as_editor.post(reverse("change-undo", args=[change.public_id]))
        assert the("Morvan Star").family == ""
        assert Claim.objects.get().independent_count == 2

    def test_it_needs_a_reason_and_loses_nothing(self, as_editor, two):
        text = self.put(as_editor, two[0], "Dell Press", 422, reason="")
        assert "Changing a family needs a reason." in text
        assert 'value="Dell Press"' in text

    def test_two_editors_at_once_see_each_other(self, as_editor, two):
        self.put(as_editor, two[0], "Dell Press")
        text = self.put(as_editor, two[0], "Kestrel House", 409)
        for shown in (
            "The outlet changed after you read it",
            "belongs to Dell Press",
            "Kestrel House",
        ):
            assert shown in text
        assert the("Lorne Mail").family == "Dell Press"

    def test_it_takes_an_editor(self, as_analyst, two):
        self.put(as_analyst, two[0], "Dell Press", 403)
        assert "Change its family" not in page(as_analyst, two[0].get_absolute_url())

    def test_more_claims_than_somebody_waits_for_are_left_to_an_admin(
        self, as_editor, two, monkeypatch
    ):
        monkeypatch.setattr("claims.services.reviewing.MOST_CLAIMS", 0)
        text = self.put(as_editor, two[0], "Dell Press", 422)
        assert "Too many claims (1) rest on the word of Lorne Mail" in text
        assert 'value="Dell Press"' in text
        assert the("Lorne Mail").family == ""

    def test_an_admin_sets_it_by_command(self, editor, two):
        from django.core.management import call_command

        for row in two:
            call_command("set_family", row.name, "Dell Press", by="editor", reason="Imprint.")
        assert Claim.objects.get().independent_count == 1

    @pytest.mark.parametrize(
        ("outlet", "by", "named"),
        [("Nobody", "editor", "no outlet"), ("Lorne Mail", "reader", "may change outlets")],
    )
    def test_the_command_names_what_is_wrong(self, editor, reader, two, outlet, by, named):
        from django.core.management import CommandError, call_command

        with pytest.raises(CommandError, match=named):
            call_command("set_family", outlet, "Dell Press", by=by, reason="Imprint.")
