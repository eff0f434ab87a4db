"""The list of claims as people use it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from claims.models import Challenge, Claim, Speaker, SpeakerAlias, Status
from claims.services.assessing import Decision, decide
from claims.services.challenges import record_challenge
from sources.models import Outlet
from tests.editing.worlds import HAITI, MALI, because, deny, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti(db) -> Claim:
    """Three independent origins with different figures, and a denial."""
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation", "Ann Kestrel")):
        report(who, number=number, figure=str(300 + 40 * number))
    deny("Haiti")
    return Claim.objects.get(title=HAITI)


@pytest.fixture
def mali(db) -> Claim:
    report("the Kestrel Institute", figure="about 310", to="Mali", number=10)
    return Claim.objects.get(title=MALI)


def page(client, query: str = "", **headers: str) -> str:
    answer = client.get(f"/claims/{query}", headers=headers)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def row_of(text: str, claim: Claim) -> str:
    """The row of a claim as running text."""
    (row,) = [r for r in re.findall(r"<article.*?</article>", text, re.S) if claim.title in r]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def titles(text: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', text)


def box(text: str, name: str, value: str) -> tuple[bool, int]:
    """Whether a value of a facet is chosen, and its count."""
    found = re.search(
        rf'name="{name}" value="{re.escape(value)}"[^>]*?( checked)?>.*?class="count">([\d,]+)<',
        text,
        re.S,
    )
    assert found, (name, value)
    return bool(found[1]), int(found[2].replace(",", ""))


def chips(text: str) -> dict[str, str]:
    """The filters in force, each with the address without it."""
    return {
        words: address.replace("&amp;", "&")
        for address, words in re.findall(
            r'<a class="chip" href="([^"]*)"><span[^>]*>Remove the filter</span> <span>([^<]*)<',
            text,
        )
    }


class TestRow:
    def test_tells_figure_status_and_three_numbers_apart(self, haiti, as_reader):
        row = row_of(page(as_reader), haiti)
        for said in (
            "Disputed",
            "300–380 people",
            "3 independent origins",
            "3 reports in 3 outlets",
            "denied by Haiti",
            "last report 4 Mar 2025",
        ):
            assert said in row, (said, row)

    def test_shows_what_was_computed_where_an_editor_decided_otherwise(
        self, haiti, editor, as_reader
    ):
        decide(claim=haiti, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
        row = row_of(page(as_reader), haiti)
        assert "Confirmed decided; computed: disputed" in row
        assert "by editor" in row

    def test_says_nobody_changed_it_when_a_report_did(self, haiti, editor, as_reader):
        decide(claim=haiti, decision=Decision(Status.CONFIRMED, "admitted"), by=editor)
        from django.utils import timezone

        later = timezone.now() + timezone.timedelta(hours=1)
        Claim.objects.filter(pk=haiti.pk).update(changed_at=later)
        assert "by editor" not in row_of(page(as_reader), haiti)

    def test_draws_the_figures_of_each_independent_origin(self, haiti, mali, as_reader):
        text = page(as_reader)
        (drawn,) = re.findall(r"<svg class=\"range\".*?</svg>", text, re.S)
        for said in ("Dell Institute: 300", "Lorne Foundation: 340", "Ann Kestrel: 380"):
            assert said in drawn
        assert drawn.count("<circle") == 3
        assert 'role="img"' in drawn
        assert "style=" not in drawn

    def test_names_several_who_speak_against_it_once_each(self, haiti, editor, as_reader):
        for number, who in enumerate(("the Mira Agency", "the Tarn Office", "the Oslo Desk")):
            said = report(who, number=20 + number, to="Mali")
            record_challenge(
                claim=haiti,
                assertion=said,
                kind=Challenge.Kind.QUESTIONS_PLAUSIBILITY,
                by=because(editor),
            )
        row = row_of(page(as_reader), haiti)
        assert "denied by Haiti; doubted by Mira Agency, Tarn Office and others" in row
        assert "(4 challenges)" in row


class TestSearch:
    @pytest.mark.parametrize("words", ["Kestrel", "ann kes", "Kenyan troops", "soldiers", "Haiti"])
    def test_finds_by_speaker_title_statement_and_place(self, haiti, as_reader, words):
        assert titles(page(as_reader, f"?q={words}")) == [HAITI]

    def test_finds_by_another_name_of_a_speaker(self, haiti, as_reader):
        who = Speaker.objects.get(name="Ann Kestrel")
        SpeakerAlias.objects.create(speaker=who, key="person:nan the hawk", name="Nan the Hawk")
        assert titles(page(as_reader, "?q=hawk")) == [HAITI]
        assert titles(page(as_reader, "?q=falcon")) == []

    def test_does_not_find_what_was_rejected(self, mali, editor, as_reader):
        from claims.services.reviewing import reject

        reject(assertion=mali.assertions.get(), by=because(editor))
        assert titles(page(as_reader, "?q=soldiers")) == []
        assert titles(page(as_reader, "?q=Institute")) == []


class TestFilters:
    def test_have_counts_and_stay_chosen(self, haiti, mali, as_reader):
        text = page(as_reader, "?status=disputed&type=troops_deployed")
        assert titles(text) == [HAITI]
        assert box(text, "status", "disputed") == (True, 1)
        assert box(text, "status", "single_source") == (False, 1)
        assert box(text, "type", "troops_deployed") == (True, 1)
        assert box(text, "challenged", "true") == (False, 1)

    def test_several_values_of_one_are_alternatives(self, haiti, mali, as_reader):
        outlets = Outlet.objects.filter(name__in=("Outlet 1", "Outlet 10"))
        query = "&".join(f"outlet={o.public_id}" for o in outlets)
        text = page(as_reader, f"?{query}")
        assert set(titles(text)) == {HAITI, MALI}
        assert titles(page(as_reader, f"?{query}&review=draft&origins=3")) == [HAITI]

    def test_each_can_be_taken_away_alone_or_all_at_once(self, haiti, mali, as_reader):
        who = Speaker.objects.get(name="Ann Kestrel")
        text = page(
            as_reader, f"?q=soldiers&status=disputed&speaker={who.public_id}&after=2025-01-01"
        )
        found = chips(text)
        assert set(found) == {"soldiers", "Disputed", "Ann Kestrel", "Reported from: 1 Jan 2025"}
        assert unquote(found["Ann Kestrel"]).endswith(
            "?q=soldiers&status=disputed&after=2025-01-01"
        )
        assert '<a class="chip clear" href="/claims/">Clear all</a>' in text

    def test_what_changed_since_a_day_stays_in_the_form(self, haiti, as_reader):
        text = page(as_reader, "?changed_since=2025-01-01")
        assert titles(text) == [HAITI]
        assert '<input type="hidden" name="changed_since" value="2025-01-01">' in text
        assert titles(page(as_reader, "?changed_since=2999-01-01")) == []

    def test_a_speaker_that_was_merged_finds_what_it_is_now(self, haiti, editor, as_reader):
        from claims.services.speaker_changes import merge_speakers

        one, other = Speaker.objects.filter(
            name__in=("Lorne Foundation", "Dell Institute")
        ).order_by("pk")
        merge_speakers(survivor=one, merged=other, by=because(editor))
        assert titles(page(as_reader, f"?speaker={other.public_id}")) == [HAITI]

    def test_what_is_wrong_is_named_and_the_rest_holds(self, haiti, mali, as_reader):
        text = page(as_reader, "?status=purple&outlet=out_nobody&place=%00&challenged=maybe")
        for warning in (
            "status: Select a valid choice",
            "outlet: Select a valid choice",
            "place: Null characters",
            "challenged: Say true or false, not “maybe”",
        ):
            assert warning in text
        assert set(titles(text)) == {HAITI, MALI}


class TestNothingFound:
    def test_says_which_filter_to_drop_and_what_that_gives(self, haiti, mali, as_reader):
        text = page(as_reader, "?q=soldiers&status=corroborated")
        ways = re.findall(r">(without [^<]+)</a>", text)
        assert ways == ["without Corroborated: 2 claims"]
        assert "/articles/?q=soldiers" in text

    def test_without_data_says_what_to_do_by_role(self, as_reader, as_analyst):
        assert "Ask an analyst or editor to add articles" in page(as_reader)
        text = page(as_analyst)
        assert ">Add articles</a>" in text
        assert "Ask an analyst" not in text


class TestAnswerToHtmx:
    def test_is_results_and_facets_with_the_address(self, haiti, as_reader):
        answer = as_reader.get("/claims/?q=&status=disputed&after=", headers={"HX-Request": "true"})
        text = answer.content.decode()
        assert answer["HX-Push-Url"] == "/claims/?status=disputed"
        assert "<html" not in text
        assert text.lstrip().startswith('<section id="results"')
        assert re.search(
            r'<div id="facet-boxes" hx-swap-oob="innerHTML">.*value="disputed"', text, re.S
        )
        # What is being typed is left alone.
        assert 'id="after"' not in text
        assert "1 result for Disputed" in text

    def test_is_the_whole_page_when_the_browser_goes_back(self, haiti, as_reader):
        text = page(as_reader, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
        assert "<html" in text


class TestAllValues:
    def test_are_found_by_part_of_the_name_and_counted_under_the_same_rule(
        self, haiti, mali, as_reader
    ):
        text = as_reader.get("/claims/facets/speaker/?status=disputed").content.decode()
        assert "Kestrel Institute" not in text
        text = as_reader.get("/claims/facets/speaker/?find=kestrel").content.decode()
        assert re.findall(r'<li><a href="[^"]+">([^<]+)</a>', text) == [
            "Ann Kestrel",
            "Kestrel Institute",
        ]
        link = re.search(r'<a href="([^"]+)">Ann Kestrel', text)
        assert link
        assert titles(as_reader.get(link[1]).content.decode()) == [HAITI]

    def test_come_in_pages_none_lost(self, haiti, mali, as_reader, monkeypatch):
        monkeypatch.setattr("claims.views.claim_list.VALUES_ON_A_PAGE", 2)
        seen, address = [], "/claims/facets/outlet/"
        while address:
            text = as_reader.get(address).content.decode()
            seen += re.findall(r'<li><a href="[^"]+">([^<]+)</a>', text)
            following = re.search(r'rel="next" href="([^"]+)"', text)
            address = f"/claims/facets/outlet/{following[1]}" if following else ""
        assert sorted(seen) == sorted(Outlet.objects.values_list("name", flat=True))

    def test_exist_only_for_facets_that_have_many(self, as_reader):
        assert as_reader.get("/claims/facets/colour/").status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(haiti, as_reader, django_assert_num_queries):
    page(as_reader)
    with django_assert_num_queries(11):
        page(as_reader)
    for number in range(12):
        report(f"the Office {number}", number=30 + number, to="Mali", figure=str(400 + number))
        report(f"the Bureau {number}", number=50 + number, to="Chad", figure=str(400 + number))
    deny("Mali", number=91)
    with django_assert_num_queries(11):
        page(as_reader)
