"""Titles tell whom a claim counts, where and when; two events never read alike."""

from datetime import date

from claims.linking import Days, Statement
from claims.services.counted import kind_of
from claims.services.titles import profile_title
from tests.linking.worlds import MARCH, TYPES, killed


def title(statement: Statement) -> str:
    return profile_title(TYPES[statement.type], statement)


def test_an_event_is_named_by_place_and_day():
    assert title(killed(places=("Lorne",), days=(MARCH,))) == "People killed in Lorne, 4 March 2025"


def test_without_a_day_the_month_of_the_reports_is_given_as_such():
    assert title(killed(places=("Lorne",))) == "People killed in Lorne, reported March 2025"


def test_a_period_is_no_day():
    years = Days(date(2022, 1, 1), date(2024, 12, 31))
    assert title(killed(days=(years,))) == "People killed, 2022–2024"


def test_a_sub_group_is_named_in_the_words_of_the_article():
    miners = killed(kinds={"miner": 1}, who="Chadian miners", roles={"group": "Chad"})
    assert title(miners) == "Chadian miners killed, reported March 2025"


def test_a_standing_question_has_no_date():
    sent = Statement("troops_deployed", {"group": "Kenya", "target": "Haiti"}, reported=MARCH)
    assert title(sent) == "Kenyan troops sent to Haiti"


def test_kinds_are_broad_unless_a_word_narrows_them():
    assert kind_of("people") == kind_of("dead") == kind_of("Chadians") == ""
    assert kind_of("schoolgirls") == "child"
    assert kind_of("war orphans") == "child/orphan"
    assert kind_of("officers", {"soldier"}) == "soldier/officer"
    assert kind_of("prisoners of war") == "prisoner"
    assert kind_of("airport staff members") == "staff"
    assert kind_of("foreign travellers") == "foreigner"
    assert kind_of("crates of food") == ""
