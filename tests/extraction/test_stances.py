"""What speakers do with a fact, and what the outlet could not verify."""

import pytest

from claims.extraction.types import Stance
from tests.extraction.test_attribution import read

FACT = "Kenya's ambassador, Ann Lee, said Kenya has sent 300 soldiers to Haiti.\n\n"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Dell Institute cast doubt on the treatment of wounded Syrian soldiers in Iran.", Stance.DOUBTS),
        ("The Kremlin denied that 12 people had been killed.", Stance.DENIES),
        ("The minister said no civilians were killed.", Stance.DENIES),
        ("Police said 12 people were killed.", Stance.ASSERTS),
    ],
)  # fmt: skip
def test_the_stance_is_what_the_speaker_does_with_the_fact(text, stance):
    assert read(text)[0].stance is stance


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("Haiti's foreign ministry declined to comment on Lee's remarks.", "Haiti's foreign ministry",
         Stance.NO_COMMENT),
        ("Officials in Haiti did not reply to requests for comment.", "Officials in Haiti", Stance.NO_COMMENT),
        ("Haiti has not responded to the claims.", "Haiti", Stance.NO_COMMENT),
        ("The army had no immediate reply to the report.", "army", Stance.NO_COMMENT),
        ("The embassy could not be reached for comment.", "embassy", Stance.NO_COMMENT),
        ("The palace has denied such reports.", "palace", Stance.DENIES),
        ("The Kremlin dismissed the claim as baseless.", "Kremlin", Stance.DENIES),
        ("Haiti's government rejected the allegation.", "Haiti's government", Stance.DENIES),
        ("Haiti's government called the reports \"groundless rumours\".", "Haiti's government", Stance.DENIES),
        ("Haiti's government said the reports were fabricated.", "Haiti's government", Stance.DENIES),
        ("The claim was denied by Haiti.", "Haiti", Stance.DENIES),
        ("The Dell Institute questioned the ambassador's figures.", "Dell Institute", Stance.DOUBTS),
        ("The Dell Institute called the figure into question.", "Dell Institute", Stance.DOUBTS),
        ("Analysts were sceptical about the numbers.", "Analysts", Stance.DOUBTS),
    ],
)  # fmt: skip
def test_a_reaction_to_somebodys_words_is_kept_with_the_fact_it_is_about(text, speaker, stance):
    told, reaction = read(FACT + text)
    assert told.stance is Stance.ASSERTS
    assert ([s.name for s in reaction.speakers], reaction.stance) == ([speaker], stance)
    assert (reaction.type, reaction.figure) == (told.type, None)
    assert reaction.excerpt == text


@pytest.mark.parametrize(
    "text",
    [
        "Haiti's government rejected the proposal.",
        "Police questioned the ambassador's driver.",
        "The judge denied him bail.",
        "Prosecutors dismissed the charges.",
        "It was unclear whether Haiti rejected the statement.",
    ],
)
def test_what_is_not_about_somebodys_words_is_no_reaction(text):
    assert len(read(FACT + text)) == 1


def test_what_is_said_instead_of_a_denied_report_is_not_denied():
    text = "Moscow denied the reports, saying 12 soldiers were wounded in training."
    assert [(a.type, a.stance) for a in read(FACT + text)[1:]] == [
        ("troops_deployed", Stance.DENIES),
        ("wounded", Stance.ASSERTS),
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Ann Lee said 12 people were killed, a figure that could not be independently verified.",
         "a figure that could not be independently verified"),
        ("Ann Lee said 12 people were killed. The paper has not been able to verify the figure.",
         "The paper has not been able to verify the figure"),
        ("Ann Lee said 12 people were killed. There was no independent confirmation of the toll.",
         "There was no independent confirmation of the toll"),
        ("Ann Lee said 12 people were killed. Police have not confirmed who fired.", ""),
        ("Ann Lee said 12 people were killed. It rained.", ""),
    ],
)  # fmt: skip
def test_what_the_outlet_could_not_verify_stays_with_the_statement(text, note):
    (found,) = read(text)
    assert found.stance is Stance.ASSERTS
    assert note in found.verification_note
    assert bool(note) == bool(found.verification_note)


def test_a_disclaimer_about_both_claims_belongs_to_each():
    text = (
        "Ann Lee said 12 people were killed. The army said 30 rebels were killed. "
        "Neither claim could be independently confirmed."
    )
    assert [a.verification_note for a in read(text)] == [
        "Neither claim could be independently confirmed"
    ] * 2
