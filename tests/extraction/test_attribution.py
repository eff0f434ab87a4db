"""Who says it."""

import pytest

from claims.extraction import Document, extract
from claims.extraction.types import QuoteKind, SpeakerKind, Stance


def read(text: str):
    return extract(Document(text))


def speakers(text: str) -> list[list[str]]:
    return [[s.name for s in a.speakers] for a in read(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At least 12 people were killed, the health ministry said.", ["health ministry"]),
        ("Police said 12 people were killed.", ["Police"]),
        ("According to Ann Lee, 12 people were killed.", ["Ann Lee"]),
        ("Twelve people were killed, according to Kenyan officials.", ["Kenyan officials"]),
        ("Ann Lee, a doctor, said 12 people were killed.", ["Ann Lee"]),
        ("Kenya's defence minister, Ann Lee, said 12 people were killed.", ["Ann Lee"]),
        ('"We buried 12 people killed by the flood," said Ann Lee.', ["Ann Lee"]),
        ("Kenyan officials and Western intelligence said 12 people were killed.",
         ["Kenyan officials", "Western intelligence"]),
        ("Western, Kenyan and French intelligence agencies said 12 people were killed.",
         ["Western, Kenyan and French intelligence agencies"]),
        ("Twelve people were reportedly killed.", ["reports"]),
        ("Twelve people were killed.", []),
        ("Officials: 12 people killed in flood", ["Officials"]),
        ("In an interview with Dell Radio on Monday, Ann Lee said that 12 people were killed.", ["Ann Lee"]),
        ("Kenya's water ministry said 12 people were killed.", ["Kenya's water ministry"]),
    ],
)  # fmt: skip
def test_the_speaker_of_a_statement_is_found(text, names):
    assert speakers(text)[0] == names


def test_short_names_pronouns_and_offices_lead_to_the_full_name():
    text = (
        "Kenya's ambassador to Haiti, Ann Lee, spoke on Monday.\n\n"
        "Lee said 12 people were killed. She added that 30 people were wounded.\n\n"
        "The envoy said five people were missing."
    )
    assert speakers(text) == [["Ann Lee"]] * 3


def test_a_person_speaks_for_the_state_whose_office_they_hold():
    text = "Kenya's ambassador to Haiti, Ann Lee, arrived. Lee said 12 people were killed."
    (speaker,) = read(text)[0].speakers
    assert (speaker.kind, speaker.affiliation) == (SpeakerKind.PERSON, "Kenya")


def test_the_medium_of_an_interview_is_the_way_not_the_speaker():
    (found,) = read("Twelve people were killed, Ann Lee told the newspaper Dell Courant on Monday.")
    assert [s.name for s in found.speakers] == ["Ann Lee"]
    assert found.via == ("Dell Courant",)


def test_a_quotation_goes_on_with_its_speaker():
    text = 'Ann Lee said the flood was the worst in years.\n\n"It killed 12 people and wounded 30."'
    assert speakers(text) == [["Ann Lee"]] * 2
    assert {a.quote for a in read(text)} == {QuoteKind.DIRECT}


def test_the_country_that_speaks_is_not_the_one_that_acts():
    (found,) = read("According to Kenya, Uganda has sent 300 soldiers to Haiti.")
    assert dict(found.roles) == {"group": "Uganda", "target": "Haiti"}


def test_members_of_a_group_are_known():
    (found,) = read("Western, Kenyan and French intelligence agencies said 12 people were killed.")
    assert found.speakers[0].members[1] == "Kenyan intelligence agencies"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (
            "The Dell Institute cast doubt on the treatment of wounded Syrian soldiers in Iran.",
            Stance.DOUBTS,
        ),
        ("The Kremlin denied that 12 people had been killed.", Stance.DENIES),
        ("The minister said no civilians were killed.", Stance.DENIES),
        ("Police said 12 people were killed.", Stance.ASSERTS),
    ],
)
def test_the_stance_is_what_the_speaker_does_with_the_fact(text, stance):
    assert read(text)[0].stance is stance


def test_silence_about_somebodys_remarks_is_kept_as_no_comment():
    text = (
        "Kenya's ambassador, Ann Lee, said Kenya has sent 300 soldiers to Haiti.\n\n"
        "Haiti's foreign ministry declined to comment on Lee's remarks."
    )
    found = read(text)
    assert [a.stance for a in found] == [Stance.ASSERTS, Stance.NO_COMMENT]
    assert found[1].type == found[0].type
    assert found[1].figure is None


def test_what_is_only_imagined_is_no_statement():
    assert read("The flood could kill 300 people.") == []
    assert read("If 300 soldiers are sent to Haiti, the minister said, the war will end.") == []


def test_what_the_outlet_could_not_verify_stays_with_the_statement():
    (found,) = read(
        "Ann Lee said 12 people were killed, a figure that could not be independently verified."
    )
    assert "could not be independently verified" in found.verification_note
