"""Which facts a sentence states: of which type, with which figure, and what it leaves unsaid."""

from datetime import date

import pytest

from claims.extraction import Document, ExtractedAssertion, extract
from claims.extraction.types import Modality, Stance

DAY = date(2026, 3, 4)


def read(text: str) -> list[ExtractedAssertion]:
    return extract(Document(text, published_on=DAY))


def facts(text: str) -> set[str]:
    """`type figure` of everything that a text states; `type` alone where there is no figure."""
    return {f"{a.type} {a.figure.text}" if a.figure else a.type for a in read(text)}


LISTS = [
    (
        "Two policemen and 15 villagers were killed in the raid.",
        {"killed Two", "killed 15"},
    ),
    (
        "The raid killed 12 rebels and 15 villagers were wounded.",
        {"killed 12", "wounded 15"},
    ),
    (
        "At least 90 died in Peru, seven in Bolivia and three in Chile.",
        {"killed At least 90", "killed seven", "killed three"},
    ),
    ("Quarry blasts kill nine, wound 30", {"killed nine", "wounded 30"}),
    ("The ministry gave in, saying 12 soldiers were wounded.", {"wounded 12"}),
    ("Nine killed, 30 injured in quarry blasts", {"killed Nine", "wounded 30"}),
    (
        "The militia fired 40 rockets and 12 drones at the port.",
        {"weapons_fired 40", "weapons_fired 12"},
    ),
    (
        "Norway decided to send 300 soldiers and 80 engineers to Mali.",
        {"troops_deployed 300", "workers_sent 80"},
    ),
]
PARTS = [
    (
        "Eight people, including two children, were killed.",
        {"killed Eight", "killed two"},
    ),
    (
        "About 900 soldiers, including 40 medics and two colonels, are based in Chad.",
        {"troops_deployed About 900", "troops_deployed 40", "troops_deployed two"},
    ),
    (
        "Victims were two Kenyans, one Chilean and a dozen Ghanaians.",
        {"killed two", "killed one", "killed a dozen"},
    ),
    (
        "The blast injured 15, three of them critically.",
        {"wounded 15", "wounded three"},
    ),
    (
        "Of the 70 injured, 13 were in serious condition.",
        {"wounded 70", "wounded_treated 13"},
    ),
]
APART = [
    ("Dozens of guards at the gate have been wounded.", {"wounded Dozens"}),
    ("More than 160,000 people, mainly women, fled the capital.", {"displaced More than 160,000"}),
    ("About 310 families (some 1,600 people) were evacuated.", {"evacuated About 310"}),
    ("Some 40 sailors from Ghana were rescued.", {"rescued Some 40"}),
    ("The six young hikers killed had set out at dawn.", {"killed six"}),
]
BEHIND = [
    ("The number of villagers wounded has risen to 33.", {"wounded 33"}),
    ("The number of miners who were airlifted from the valley was 14.", {"evacuated 14"}),
    (
        "Six more bodies were found, bringing the death toll to 47.",
        {"killed Six more", "killed 47"},
    ),
    ("The storm has claimed at least 92 lives.", {"killed at least 92"}),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_what_is_listed_shares_the_verb(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_a_part_of_a_total_is_a_fact_of_its_own(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), APART)
def test_a_verb_is_found_behind_what_is_inserted(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), BEHIND)
def test_a_figure_may_stand_behind_what_it_counts(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The strike could kill hundreds of people.",
        "If 300 soldiers are sent to Mali, the treaty is void.",
        "The minister wants Kenya to send 1,000 soldiers to Haiti.",
        "The two discussed the possibility of Turkey supplying Libya with 20 tanks.",
        "They warned of 5,000 deaths in a war.",
        "Kenya urged Chad to release 30 prisoners.",
        "Some 1,200 people a day are killed on the roads.",
        "The firm fired 30 workers.",
        "The team received $250,000 in fines.",
        "The car has up to five radar sensors to feed its systems.",
        "Our father treated us to dinner.",
        "Three attackers armed with rifles stormed the hotel.",
    ],
)
def test_what_is_imagined_wanted_or_something_else_is_no_fact(text):
    assert facts(text) == set()


def test_what_is_planned_or_feared_says_so():
    (planned,) = read("Norway will send 300 soldiers to Mali.")
    (feared,) = read("At least 12 fishermen are feared dead.")
    (actual,) = read("At least 12 fishermen are dead.")
    assert [planned.modality, feared.modality, actual.modality] == [
        Modality.PLANNED,
        Modality.FEARED,
        Modality.ACTUAL,
    ]


def test_a_part_is_told_from_its_total():
    total, part = read("The crash killed nine sailors, including two divers.")
    assert "part" not in total.roles
    assert part.roles["part"] == "divers"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nobody was injured in the fire, the mayor said.", "wounded"),
        ("There were no casualties, the governor said.", "casualties"),
        ("“We have never exported weapons to Libya,” the ministry said.", "materiel_supplied"),
        ("Norway did not send troops to Syria.", "troops_deployed"),
    ],
)
def test_a_denial_is_a_denial(text, kind):
    (denial,) = read(text)
    assert (denial.type, denial.stance, denial.figure) == (kind, Stance.DENIES, None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ten people were killed in Kursk, President Jane Doe said.", "Kursk"),
        ("Ten people were killed in the southern city of Port Sudan.", "Port Sudan"),
        ("Ten people were wounded near Vladivostok, Russia, on Monday.", "Vladivostok, Russia"),
        ("Ten civilians died in Turkish hospitals.", ""),
    ],
)
def test_the_place_is_where_it_happened(text, place):
    (fact, *_) = read(text)
    assert fact.place == place


@pytest.mark.parametrize(
    ("when", "first", "last", "precision"),
    [
        ("on Monday", date(2026, 3, 2), date(2026, 3, 2), "day"),
        ("yesterday", date(2026, 3, 3), date(2026, 3, 3), "day"),
        ("three days ago", date(2026, 3, 1), date(2026, 3, 1), "day"),
        ("in the past 24 hours", date(2026, 3, 3), date(2026, 3, 4), "day"),
        ("last week", date(2026, 2, 23), date(2026, 3, 1), "week"),
        ("this week", date(2026, 3, 2), date(2026, 3, 4), "week"),
        ("two months ago", date(2026, 1, 1), date(2026, 1, 31), "month"),
        ("in November", date(2025, 11, 1), date(2025, 11, 30), "month"),
        ("last summer", date(2025, 6, 1), date(2025, 8, 31), "season"),
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
    ],
)
def test_dates_are_told_from_the_day_of_publication_to_their_precision(
    when, first, last, precision
):
    (fact,) = read(f"Ten people were killed {when}.")
    assert fact.event_date is not None
    assert (fact.event_date.first, fact.event_date.last) == (first, last)
    assert fact.event_date.precision == precision


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("About 300 families were displaced.", "families"),
        ("About 300 people were displaced.", "people"),
        ("Iran has sent Libya 40 containers of ammunition.", "containers"),
        ("Iran has sent Libya 40 tanks.", "items"),
        ("Norway gave Haiti 20 tonnes of food.", "tons"),
        ("Norway gave Haiti $20 million in aid.", "$"),
    ],
)
def test_a_figure_says_what_it_is_a_number_of(text, unit):
    (fact,) = read(text)
    assert fact.figure is not None
    assert fact.figure.unit == unit
