"""The list of origins, and the page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Origin
from tests.compare.worlds import FLOOD, HAITI, SENT_TO_HAITI, four_outlets, report

pytestmark = pytest.mark.django_db
OFFICIALS = "Kenyan officials"


def labels(client, **data) -> list[str]:
    answer = client.get("/origins/", data)
    assert answer.status_code == 200
    return [row.label for row in answer.context["list"].rows]


def officials() -> Origin:
    return Origin.objects.filter(label__contains=OFFICIALS).earliest("pk")


def test_origins_are_found_by_the_beginnings_of_words_of_their_label_or_speaker(as_reader):
    four_outlets()
    origin = officials()
    for words in ("kenyan offic", "OFFICIALS", "offic kenyan"):
        assert labels(as_reader, q=words) == [origin.label]
    assert labels(as_reader, q="volcano") == []
    assert labels(as_reader, q="%&|") == []
    assert "No origin matches" in as_reader.get("/origins/", {"q": "volcano"}).content.decode()


def test_an_origin_is_also_found_by_another_name_of_its_speaker(as_reader):
    four_outlets()
    speaker = officials().speakers.get()
    speaker.aliases.create(key="organisation:the nairobi ministry", name="The Nairobi Ministry")
    assert labels(as_reader, q="nairobi") == [officials().label]


def test_the_list_counts_statements_reports_outlets_and_claims_apart(as_reader):
    four_outlets()
    answer = as_reader.get("/origins/", {"q": "kenyan officials"})
    _, counts, absorbed = answer.context["rows"][0]
    assert (counts.statements, counts.articles, counts.outlets, counts.claims) == (2, 2, 2, 1)
    assert absorbed == 0
    assert "2 outlets" in answer.content.decode()


def test_origins_are_narrowed_by_kind_and_sorted_by_what_rests_on_them(as_reader):
    four_outlets()
    report("Lorne Mail", "A fire in Morvan injured 9 people.", 6)
    report("Morvan Star", SENT_TO_HAITI, 6)
    assert labels(as_reader, kind="outlet") == ["Lorne Mail itself"]
    assert labels(as_reader, sort="reports")[0] == officials().label
    assert labels(as_reader)[0] == "Lorne Mail itself"


@pytest.mark.parametrize("sort", ["newest", "reports"])
def test_the_list_comes_in_pages(as_reader, monkeypatch, sort):
    four_outlets()
    whole = labels(as_reader, sort=sort)
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 1)
    found, answer = [], as_reader.get("/origins/", {"sort": sort})
    while True:
        found += [row.label for row in answer.context["list"].rows]
        if not answer.context["list"].page.next:
            break
        answer = as_reader.get(f"/origins/?{answer.context['list'].next_query}")
    assert found == whole


def test_what_was_unified_is_not_listed_and_what_led_to_it_is_counted(as_reader):
    four_outlets()
    kept = officials()
    gone = Origin.objects.create(
        key="variant", kind="speakers", label="A variant", merged_into=kept
    )
    assert gone.label not in labels(as_reader)
    assert "1 variant taken for the same occasion" in as_reader.get("/origins/").content.decode()
    assert as_reader.get(gone.get_absolute_url()).status_code == 301


def test_a_page_tells_which_outlets_carry_it_and_which_claims_rest_on_it(as_reader):
    four_outlets()
    text = as_reader.get(officials().get_absolute_url()).content.decode()
    for shown in (HAITI, "Lorne Mail", "Quillan Post", "2 of 2", "since", "this is one origin"):
        assert shown in text


def test_a_medium_between_speaker_and_outlet_is_named(as_reader):
    report(
        "Morvan Star",
        "A flood in Port Quillan killed 12 people, Ann Kestrel told the newspaper Lorne Mail.",
    )
    origin = Origin.objects.get(kind="speakers")
    assert "Lorne Mail" in [
        one.name for one in as_reader.get(origin.get_absolute_url()).context["page"].media
    ]


def test_its_statements_come_in_pages(as_reader, monkeypatch):
    four_outlets()
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 1)
    address = officials().get_absolute_url()
    first = as_reader.get(address).context["list"]
    second = as_reader.get(f"{address}?{first.next_query}").context["list"]
    assert {len(first.rows), len(second.rows)} == {1}
    assert first.rows[0].pk > second.rows[0].pk
    assert second.page.next is None


def test_the_pages_cost_a_fixed_number_of_queries(as_editor, django_assert_num_queries):
    four_outlets()
    addresses = (officials().get_absolute_url(), "/origins/", "/origins/?sort=reports&q=k")
    counts = []
    for address in addresses:
        as_editor.get(address)
        with CaptureQueriesContext(connection) as few:
            as_editor.get(address)
        counts.append(len(few))
    for number in range(4):
        report(f"Outlet {number}", SENT_TO_HAITI, 6)
        report(f"Outlet {number}", FLOOD.replace("the mayor", f"Kate Dell{number}"), 6)
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            as_editor.get(address)


def test_the_api_searches_origins_in_the_same_way(as_reader):
    four_outlets()
    found = as_reader.get("/api/v1/origins/", {"q": "kenyan"}).json()["results"]
    assert [row["label"] for row in found] == [officials().label]
