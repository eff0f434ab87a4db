"""Who says it."""

import pytest

from claims.extraction import Document, extract
from claims.extraction.types import QuoteKind, SpeakerKind
from sources.parsing.blocks import blocks
from sources.parsing.types import Zone, ZoneKind


def read(text: str):
    zones = tuple(Zone(b.start, b.end, ZoneKind.BODY, "block") for b in blocks(text))
    return extract(Document(text, zones))


def speakers(text: str) -> list[list[str]]:
    return [[s.name for s in a.speakers] for a in read(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Explicit, in front of the statement.
        ("Police said 12 people were killed.", ["Police"]),
        ("Police on Monday said 12 people had been killed.", ["Police"]),
        ("Kenya's water ministry said 12 people were killed.", ["Kenya's water ministry"]),
        ("Kyiv says it has lost 12 soldiers killed in the raid.", ["Kyiv"]),
        ("Hamas-run health authorities said 12 people were killed.", ["Hamas-run health authorities"]),
        ("Witnesses reported that at least five people had been killed.", ["Witnesses"]),
        ("The intelligence agency believes 300 soldiers were killed.", ["intelligence agency"]),
        ("The UN accused the army of killing 12 people.", ["UN"]),
        ("Some analysts estimate that 300 soldiers were killed.", ["Some analysts"]),
        ("Jo Marsh testified that 12 prisoners were killed.", ["Jo Marsh"]),
        ("Asked about the toll, Marsh said 12 people were killed.", ["Marsh"]),
        ("In an interview with Dell Radio on Monday, Ann Lee said that 12 people were killed.", ["Ann Lee"]),
        # With an apposition, a relative clause or brackets between name and verb.
        ("Ann Lee, a doctor, said 12 people were killed.", ["Ann Lee"]),
        ("Kenya's defence minister, Ann Lee, said 12 people were killed.", ["Ann Lee"]),
        ("A doctor at the city hospital, Jo Marsh, said he had counted 12 dead.", ["Jo Marsh"]),
        ("Sen. Ann Lee (D-Ohio), a member of the panel, said 12 people were killed.", ["Ann Lee"]),
        ("The driver who led the convoy said 12 people were killed.", ["driver"]),
        ("Doctors without Limits, which said it was \"overwhelmed\", said 12 people were killed.",
         ["Doctors without Limits"]),
        # Behind the statement, and inverted.
        ("At least 12 people were killed, the health ministry said.", ["health ministry"]),
        ("Twelve people were killed, the agency said in a June report.", ["agency"]),
        ("Twelve people were killed, said Jo Marsh, whose brother was wounded.", ["Jo Marsh"]),
        ('"We buried 12 people killed by the flood," said Ann Lee.', ["Ann Lee"]),
        ("'We have buried 12 people killed by the blast,' said Jo Marsh, the mayor.", ["Jo Marsh"]),
        ("''We have buried 12 people killed by the blast,'' said Jo Marsh, the mayor.", ["Jo Marsh"]),
        ("Said Jo Marsh: \"The blast killed 12 people.\"", ["Jo Marsh"]),
        # Nominal cues.
        ("According to Ann Lee, 12 people were killed.", ["Ann Lee"]),
        ("Twelve people were killed, according to Kenyan officials.", ["Kenyan officials"]),
        ("Twelve people were killed, according to a statement from the Red Cross.", ["Red Cross"]),
        ("In a statement from the army, 12 soldiers were reported killed.", ["army"]),
        ("The army's claim that 300 rebels were killed drew criticism.", ["army"]),
        ("Health ministry figures show 12 people were killed.", ["Health ministry figures"]),
        # Headlines.
        ("Officials: 12 people killed in flood", ["Officials"]),
        ("Twelve people were killed – Interior Ministry", ["Interior Ministry"]),
        # Anonymous.
        ("A US official who was not authorised to speak publicly said 12 soldiers were killed.", ["A US official"]),
        ("A U.S. official, speaking on condition of anonymity, said 12 soldiers were killed.", ["A U.S. official"]),
        ("The fire killed 12 people, a spokesman for the interior ministry told reporters on Sunday.",
         ["a spokesman for the interior ministry"]),
        ("Local media say at least five people were killed.", ["Local media"]),
        # Several in one clause.
        ("Kenyan officials and Western intelligence said 12 people were killed.",
         ["Kenyan officials", "Western intelligence"]),
        ("Western, Kenyan and French intelligence agencies said 12 people were killed.",
         ["Western, Kenyan and French intelligence agencies"]),
        ("Kenya, Uganda and the United States say 300 soldiers were killed.",
         ["Kenya", "Uganda", "United States"]),
        ("The Centre for Peace and Security Studies said 12 people were killed.",
         ["Centre for Peace and Security Studies"]),
        # Nobody named.
        ("Twelve people were reportedly killed.", ["reports"]),
        ("Reports say at least five people were killed.", ["reports"]),
        ("Five people are reported to have been killed.", ["reports"]),
        ("Five people were reportedly killed, police said.", ["police"]),
        ("Twelve people were killed.", []),
    ],
)  # fmt: skip
def test_the_speaker_of_a_statement_is_found(text, names):
    assert speakers(text)[0] == names


@pytest.mark.parametrize(
    "text",
    [
        "The group has claimed responsibility for a bombing that killed 12 people.",
        "Officials said the search would go on. At least 12 people were killed.",
        "Officers came to River Street for a report of a fire that killed 12 people.",
        "Jo Marsh, a teacher who left the United States for Dell, was among 12 people killed.",
        "The army said 30 rebels fled. The town has a school. Twelve people were killed there in 2015.",
        "Lee said, \"We are proud.\" The blast on Monday killed 12 people.",
    ],
)  # fmt: skip
def test_a_neighbours_speaker_does_not_leak_into_the_outlets_own_words(text):
    assert speakers(text)[-1] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Twelve people were killed, Lee said, while the army said 30 were killed.",
         [["Lee"], ["army"]]),
        ("According to the ministry, 12 people were killed. Police said 30 were wounded.",
         [["ministry"], ["Police"]]),
        ("Ten soldiers were killed, the Pentagon confirmed on Friday, and 30 were wounded.",
         [["Pentagon"], ["Pentagon"]]),
        ("Officials stayed silent before the ministry gave in, saying 12 soldiers were wounded.",
         [["ministry"]]),
    ],
)  # fmt: skip
def test_each_clause_has_its_own_speaker(text, names):
    assert speakers(text) == names


def test_short_names_pronouns_and_offices_lead_to_the_full_name():
    text = (
        "Kenya's ambassador to Haiti, Ann Lee, spoke on Monday.\n\n"
        "Lee said 12 people were killed. She added that 30 people were wounded.\n\n"
        "The envoy said five people were missing."
    )
    assert speakers(text) == [["Ann Lee"]] * 3


def test_a_body_is_known_again_by_its_noun():
    text = (
        "Haiti's health ministry opened a centre. The Kenyan water ministry said 12 people were killed.\n\n"
        "The monitor Arda Watch arrived later. The ministry said 30 people were wounded."
    )
    assert speakers(text) == [["Kenyan water ministry"]] * 2


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        ("The Ostra Red Cross", "The shipping company", "shipping company"),
        ("The interior ministry", "The charity", "charity"),
        ("Police", "The ferry operator", "ferry operator"),
        ("NORLIND", "The shipping company", "NORLIND"),
        ("The Relief Network", "The charity", "Relief Network"),
    ],
)
def test_a_description_stands_only_for_what_it_can_describe(first, then, name):
    text = f"{first} said that 118 people had been killed.\n\n{then} said that 25 people had been wounded."
    assert speakers(text)[-1] == [name]


def test_a_name_with_capitals_is_not_taken_for_another_ministry():
    text = (
        "The Kenyan Water Ministry said 12 people were killed. "
        "The Haitian Health Ministry said 30 people were wounded."
    )
    assert speakers(text) == [["Kenyan Water Ministry"], ["Haitian Health Ministry"]]


def test_its_stands_for_the_country_named_in_the_sentence():
    text = "Kenya counts more: 300 soldiers were killed, according to its intelligence service."
    assert speakers(text) == [["Kenya's intelligence service"]]


def test_a_person_speaks_for_the_state_whose_office_they_hold():
    text = "Kenya's ambassador to Haiti, Ann Lee, arrived. Lee said 12 people were killed."
    (speaker,) = read(text)[0].speakers
    assert (speaker.kind, speaker.affiliation) == (SpeakerKind.PERSON, "Kenya")


@pytest.mark.parametrize(
    ("text", "names", "via"),
    [
        ("Twelve people were killed, Ann Lee told the newspaper Dell Courant on Monday.",
         ["Ann Lee"], ("Dell Courant",)),
        ("Reuters reported, citing two security sources, that 12 people were killed.",
         ["two security sources"], ("Reuters",)),
        ("The death toll is 12, according to Arnadu, which cited hospital sources.",
         ["hospital sources"], ("Arnadu",)),
        ("The Dell Observer newspaper quoted a police officer as saying that 12 people were killed.",
         ["a police officer"], ("Dell Observer newspaper",)),
        ("Twelve people were killed, Reuters reported.", ["Reuters"], ()),
    ],
)  # fmt: skip
def test_the_medium_is_the_way_and_not_the_speaker_when_somebody_is_cited(text, names, via):
    (found,) = read(text)
    assert ([s.name for s in found.speakers], found.via) == (names, via)


def test_a_quotation_goes_on_with_its_speaker():
    text = 'Ann Lee said the flood was the worst in years.\n\n"It killed 12 people and wounded 30."'
    assert speakers(text) == [["Ann Lee"]] * 2
    assert {a.quote for a in read(text)} == {QuoteKind.DIRECT}


def test_a_split_quotation_belongs_to_one_speaker():
    text = '"There were 12 people killed," Ann Lee, the mayor of Dell, said. "Another 30 were wounded."'
    assert speakers(text) == [["Ann Lee"]] * 2


def test_a_quotation_belongs_to_whom_the_paragraph_names_behind_it():
    text = (
        "Jo Marsh said the flood had come at night.\n\n"
        '"It killed 12 people in my street." The room fell silent. "We go on," Ann Lee said.'
    )
    assert speakers(text) == [["Ann Lee"]]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya lost 300 soldiers killed, the army said. Three civilians were also wounded.",
        "Ann Lee told reporters that 12 soldiers were killed.\n\nThirty wounded soldiers are still being treated.",
        "Ann Lee said 12 soldiers were killed.\n\nEight were wounded in the raid.\n\nLee said the war would end.",
    ],
)  # fmt: skip
def test_a_sentence_that_plainly_carries_on_keeps_the_speaker(text):
    said = speakers(text)
    assert said[-1] == said[0] != []


def test_the_country_that_speaks_is_not_the_one_that_acts():
    (found,) = read("According to Kenya, Uganda has sent 300 soldiers to Haiti.")
    assert dict(found.roles) == {"group": "Uganda", "target": "Haiti"}


def test_members_of_a_group_are_known():
    (found,) = read("Western, Kenyan and French intelligence agencies said 12 people were killed.")
    assert found.speakers[0].members[1] == "Kenyan intelligence agencies"


@pytest.mark.parametrize("title", ["Principal", "Coroner", "Sheriff", "Police spokesman Officer"])
def test_what_stands_before_a_name_is_its_title(title):
    (found,) = read(f"{title} Jo Marsh said 12 people were killed.")
    assert [(s.name, s.kind) for s in found.speakers] == [("Jo Marsh", SpeakerKind.PERSON)]


def test_what_is_only_imagined_is_no_statement():
    assert read("The flood could kill 300 people.") == []
    assert read("If 300 soldiers are sent to Haiti, the minister said, the war will end.") == []
