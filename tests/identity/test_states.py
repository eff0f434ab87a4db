"""Two organs of one state are one voice; who only bears a country's name is not its voice."""

import pytest

from claims.extraction.types import SpeakerKind
from claims.identity.states import speaks_for_state
from claims.models import Speaker
from tests.factories import ingest_article, only_claim

ORGANISATION, GROUP, PERSON = SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.PERSON


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Kenya", SpeakerKind.COUNTRY, True),
        ("Kenya's emergency services", ORGANISATION, True),
        ("the Kenyan prosecutor's office", ORGANISATION, True),
        ("Kenyan police", GROUP, True),
        ("Kenyan officials", GROUP, True),
        ("Nairobi military administration", ORGANISATION, True),
        ("Kenya's Ministry for Aid", ORGANISATION, True),
        ("Doctors for Kenya", ORGANISATION, False),
        ("Help Kenya", ORGANISATION, False),
        ("the Kenyan Red Cross", ORGANISATION, False),
        ("Red Crescent Society of Kenya", ORGANISATION, False),
        ("a Kenyan charity", GROUP, False),
        ("Kenyan aid workers", GROUP, False),
        ("the Kenyan opposition", GROUP, False),
        ("Kenyan residents", GROUP, False),
    ],
)
def test_a_name_tells_who_speaks_for_its_state(name, kind, expected):
    assert speaks_for_state(name, kind, "", "Kenya") is expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Kenya's ambassador to Haiti", True),
        ("spokesman for the Kenyan army", True),
        ("president of Kenya", True),
        ("president of the Kenyan Red Cross", False),
        ("envoy for Kenya", False),
        ("Kenyan activist", False),
    ],
)
def test_of_a_person_the_office_tells(role, expected):
    assert speaks_for_state("Ada Mwangi", PERSON, role, "Kenya") is expected


def test_who_has_no_country_speaks_for_no_state():
    assert not speaks_for_state("the police", GROUP, "", "")


def counted(*speakers: str) -> int:
    for number, who in enumerate(speakers):
        text = f"Kenya has sent 300 soldiers to Haiti, {who} said."
        ingest_article(f"Report {number}\n\n{text}", outlet=f"Outlet {number}")
    assert Speaker.objects.count() == len(speakers)
    return only_claim().independent_count


@pytest.mark.django_db
def test_two_organs_of_one_state_are_one_origin():
    assert counted("the Haitian prosecutor's office", "Haiti's emergency services") == 1


@pytest.mark.django_db
def test_a_charity_with_a_countrys_name_is_another_origin_than_its_state():
    assert counted("the charity Doctors for Haiti", "Haitian police") == 2
