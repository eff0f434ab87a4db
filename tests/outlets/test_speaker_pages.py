"""The list of speakers, and what the page of one counts."""

import pytest

from claims.models import Claim, Speaker
from tests.compare.worlds import FLOOD, HAITI, four_outlets, report

pytestmark = pytest.mark.django_db


def officials() -> Speaker:
    return Speaker.objects.get(name__icontains="Kenyan officials")


def shown(client, speaker: Speaker, **data):
    answer = client.get(speaker.get_absolute_url(), data)
    assert answer.status_code == 200
    return answer


def test_what_a_speaker_stated_and_denied_is_counted_with_its_denominators(as_reader):
    four_outlets()
    said = shown(as_reader, officials()).context["page"].said
    assert (said.statements, said.stated, said.denied) == (2, 1, 0)
    assert (said.disputed, said.challenged) == (1, 1)
    haiti = Speaker.objects.get(name="Haiti")
    answer = shown(as_reader, haiti)
    assert (answer.context["page"].said.stated, answer.context["page"].said.denied) == (0, 1)
    assert "1 of 1" in shown(as_reader, officials()).content.decode()


def test_a_statement_stands_beside_the_figure_the_claim_has_now(as_reader):
    four_outlets()
    Claim.objects.filter(title=HAITI).update(figure_text="between 200 and 900")
    text = shown(as_reader, officials()).content.decode()
    for part in ("about 300", "between 200 and 900", "Figure of the claim now", "Lorne Mail"):
        assert part in text


def test_statements_are_narrowed_and_come_in_pages(as_reader, monkeypatch):
    four_outlets()
    speaker = officials()
    assert not shown(as_reader, speaker, stance="denies").context["list"].rows
    assert len(shown(as_reader, speaker, type="troops_deployed").context["list"].rows) == 2
    assert "No statement matches." in shown(as_reader, speaker, q="volcano").content.decode()
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 1)
    first = shown(as_reader, speaker).context["list"]
    second = as_reader.get(f"{speaker.get_absolute_url()}?{first.next_query}").context["list"]
    assert first.rows[0].pk > second.rows[0].pk


def test_statements_are_counted_by_type(as_reader):
    four_outlets()
    report("Lorne Mail", "A flood in Lorne killed 12 people, Kenyan officials said.", 6)
    types = shown(as_reader, officials()).context["page"].types
    assert {(one.key, one.statements, one.claims) for one in types} == {
        ("troops_deployed", 2, 1),
        ("killed", 1, 1),
    }


@pytest.mark.parametrize("sort", ["newest", "name", "statements"])
def test_the_list_comes_in_pages_in_every_order(as_reader, monkeypatch, sort):
    four_outlets()
    report("Lorne Mail", FLOOD.replace("the mayor of Port Quillan", "Ann Kestrel"), 6)
    whole = [row.pk for row in as_reader.get("/speakers/", {"sort": sort}).context["list"].rows]
    names = [Speaker.objects.get(pk=pk).name for pk in whole]
    if sort == "name":
        assert names[0] == "Ann Kestrel"
    if sort == "statements":
        assert whole[0] == officials().pk
    monkeypatch.setattr("sources.listing.PAGE_SIZE", 2)
    first = as_reader.get("/speakers/", {"sort": sort}).context["list"]
    second = as_reader.get(f"/speakers/?{first.next_query}").context["list"]
    assert [row.pk for row in (*first.rows, *second.rows)] == whole[:4]


def test_speakers_are_narrowed_by_the_country_they_speak_for(as_reader):
    four_outlets()
    answer = as_reader.get("/speakers/", {"country": "Kenya"})
    assert [row.name for row in answer.context["list"].rows] == [officials().name]
    assert "Kenya" in answer.context["countries"]
