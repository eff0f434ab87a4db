"""What a language model proposes is taken where the text bears it out, and nowhere else."""

from datetime import date
from decimal import Decimal

import pytest
from structlog.testing import capture_logs

from claims.catalogue import default_catalogue
from claims.extraction import Document
from claims.extraction.types import Modality, SpeakerKind, Stance
from claims.figures import Quantifier
from claims.readers import check
from claims.readers.llm import LLMOptions, LLMReader
from sources.parsing.types import Zone, ZoneKind
from tests.readers.endpoint import completion, says

TEXT = (
    "Storm over Lorne\n\n"
    "“About 40 villagers perished” when the dam gave way on Monday, Mayor Ann Lee told the Lorne Mail.\n\n"
    "She added that 12 people were injured in Dell. Rescuers reportedly pulled 7 hikers out of the mud."
)
ABOUT_40 = {"figure": "About 40", "quantifier": "approximately", "low": 40, "high": 40}


def proposal(evidence="About 40 villagers perished", **fields):
    return {"type": "killed", "evidence": evidence, **ABOUT_40, "speakers": ["Ann Lee"], **fields}


def document(text=TEXT, **fields):
    return Document(text, published_on=date(2025, 3, 5), **fields)


def read(llm, endpoint, *proposals, text=TEXT, **fields):
    endpoint.answer(says(*proposals))
    article = document(text, **fields)
    found = llm.extract(article)
    check(found, article, default_catalogue(), llm)
    return found


def why_dropped(llm, endpoint, *proposals, **fields):
    with capture_logs() as logs:
        assert read(llm, endpoint, *proposals, **fields) == []
    (drop,) = [entry for entry in logs if entry["event"] == "proposed statement dropped"]
    (summary,) = [entry for entry in logs if entry["event"].startswith("article read")]
    assert summary["dropped"] == {drop["reason"]: 1}
    return drop["reason"]


def test_a_good_answer_becomes_an_assertion_at_its_exact_place(llm, endpoint):
    (found,) = read(llm, endpoint, proposal(who="villagers", place="Lorne", date="Monday"))
    assert found.type == "killed"
    assert TEXT[found.figure_start : found.figure_end] == "About 40"
    assert TEXT[found.anchor_start : found.anchor_end] == "About 40 villagers"
    assert found.figure.quantifier is Quantifier.APPROXIMATELY
    assert (found.figure.low, found.figure.unit) == (Decimal(40), "people")
    assert (found.who, found.place) == ("villagers", "Lorne")
    assert found.event_date.first == date(2025, 3, 3)
    (speaker,) = found.speakers
    assert (speaker.name, speaker.kind) == ("Ann Lee", SpeakerKind.PERSON)
    assert found.stance is Stance.ASSERTS


def test_it_says_how_each_statement_came_about(llm, endpoint):
    (found,) = read(llm, endpoint, proposal())
    assert "quoted by the model, found word for word" in found.reasons
    assert any("speaker by model" in reason for reason in found.reasons)


def test_the_endpoint_is_asked_in_its_protocol(llm, endpoint):
    read(llm, endpoint, title="Storm over Lorne", outlet="Lorne Mail")
    (call,) = endpoint.calls
    assert endpoint.paths == ["/v1/chat/completions"]
    assert endpoint.keys == ["Bearer sesame"]
    assert call["model"] == "test-model"
    schema = call["response_format"]["json_schema"]["schema"]
    statement = schema["properties"]["statements"]["items"]
    assert statement["properties"]["type"]["enum"] == list(default_catalogue().types)
    assert statement["required"] == list(statement["properties"])
    system, user = (message["content"] for message in call["messages"])
    assert "Seven bridges" not in system
    assert all(key in system for key in default_catalogue().types)
    for expected in ("Lorne Mail", "2025-03-05", "12 people were injured in Dell."):
        assert expected in user


@pytest.mark.parametrize(
    "evidence",
    [
        "About 40 villagers perished",
        "about 40  VILLAGERS perished",
        '"About 40 villagers perished" when the dam',
        "'About 40 villagers perished'",
        "About 40 villagers … gave way",
        "About 40 villagers perished [...] on Monday",
        "About 40 villagers (of Lorne) perished",
        "...About 40 villagers perished.",
    ],
)
def test_quotations_are_found_as_models_write_them(llm, endpoint, evidence):
    (found,) = read(llm, endpoint, proposal(evidence))
    assert found.figure.text == "About 40"


@pytest.mark.parametrize(
    "evidence",
    [
        "Exactly 40 bishops drowned",  # made up
        "About 40 people died in the village",  # paraphrased
        "0 villagers perished",  # the end of a number
        "About 40 … mud",  # words far apart
        "",
        "…",
    ],
)
def test_what_is_not_in_the_text_is_dropped(llm, endpoint, evidence):
    assert why_dropped(llm, endpoint, proposal(evidence)) == "its evidence is not in the text"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "unicorns_seen"}, "a type the catalogue does not have"),
        ({"stance": "shrugs"}, "a stance or modality that does not exist"),
        ({"modality": "dreamt"}, "a stance or modality that does not exist"),
        ({"modality": "planned"}, "its type does not count what is planned"),
        ({"speakers": ["Jane Doe"]}, "a speaker who is not in the article"),
        ({"speakers": [TEXT[20:150]]}, "a speaker who is not in the article"),
        ({"figure": None}, "its type needs a figure"),
        ({"figure": "about 50", "low": 50, "high": 50}, "its figure is not in the evidence"),
        ({"speakers": 7}, "not in the form asked for"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_dropped_with_its_reason(llm, endpoint, changes, reason):
    assert why_dropped(llm, endpoint, proposal(**changes)) == reason


def test_a_pronoun_is_whoever_our_rules_say_or_nobody(llm, endpoint):
    text = "Mayor Ann Lee said it was over. She said 40 people had been killed."
    killed = {"figure": "40", "quantifier": "exact", "speakers": ["she"]}
    (found,) = read(llm, endpoint, proposal("40 people had been killed", **killed), text=text)
    assert [speaker.name for speaker in found.speakers] == ["Ann Lee"]
    reason = why_dropped(
        llm, endpoint, proposal("40 people were killed", **killed), text="40 people were killed."
    )
    assert reason == "a speaker who is not in the article"


def test_a_person_named_more_fully_than_in_the_article_is_the_one_of_that_last_name(llm, endpoint):
    killed = proposal("12 people were killed", figure="12", speakers=["Jane Doe"])
    (found,) = read(llm, endpoint, killed, text="12 people were killed, President Doe said.")
    assert [speaker.name for speaker in found.speakers] == ["Doe"]
    reason = why_dropped(
        llm, endpoint, killed, text="12 people were killed, John Doe said. Doe was tired."
    )
    assert reason == "a speaker who is not in the article"


def test_full_stops_in_initials_may_be_left_out(llm, endpoint):
    killed = proposal("12 people were killed", figure="12", speakers=["US officials"])
    (found,) = read(llm, endpoint, killed, text="12 people were killed, U.S. officials said.")
    assert [speaker.mention for speaker in found.speakers] == ["U.S. officials"]


def test_one_bad_statement_costs_no_other(llm, endpoint):
    found = read(llm, endpoint, "nonsense", proposal("made up"), proposal())
    assert [one.figure.text for one in found] == ["About 40"]


def test_our_reading_of_the_number_words_counts(llm, endpoint):
    (found,) = read(llm, endpoint, proposal(low=400, high=400, quantifier="exact"))
    assert (found.figure.low, found.figure.quantifier) == (40, Quantifier.APPROXIMATELY)
    assert any("the words say approximately 40" in reason for reason in found.reasons)


def test_a_number_that_counts_nothing_is_dropped(llm, endpoint):
    text = "A man aged 40 perished, Ann Lee said."
    reason = why_dropped(
        llm, endpoint, proposal("aged 40 perished", figure="40", quantifier="exact"), text=text
    )
    assert reason.startswith("its figure counts nothing")


def test_a_sum_of_money_counts_no_people(llm, endpoint):
    text = "The storm cost Lorne $40 million, Ann Lee said."
    cost = proposal("cost Lorne $40 million", figure="$40 million", quantifier="exact")
    assert why_dropped(llm, endpoint, cost, text=text).startswith("its figure counts nothing")


def test_a_sum_of_money_counts_where_the_type_counts_money(llm, endpoint):
    text = "Norway gave Lorne $40 million in aid, Ann Lee said."
    gift = proposal("gave Lorne $40 million", type="aid_supplied", figure="$40 million")
    (found,) = read(llm, endpoint, gift, text=text)
    assert found.figure.low == 40_000_000


def test_page_furniture_is_never_taken(llm, endpoint):
    text = "Ann Lee spoke in Lorne.\n\nAbout 40 villagers perished"
    start = text.index("About")
    zones = (
        Zone(0, start - 2, ZoneKind.BODY, "text"),
        Zone(start, len(text), ZoneKind.TEASER, "related"),
    )
    assert why_dropped(llm, endpoint, proposal(), text=text, zones=zones) == (
        "its evidence is page furniture"
    )
    assert "villagers" not in endpoint.calls[0]["messages"][1]["content"]


def test_the_same_words_elsewhere_are_a_second_statement_and_a_third_proposal_is_none(
    llm, endpoint
):
    text = "About 40 villagers perished\n\nAbout 40 villagers perished, Ann Lee said."
    with capture_logs() as logs:
        found = read(llm, endpoint, proposal(), proposal(), proposal(), text=text)
    assert [one.anchor_start for one in found] == [0, text.rindex("About")]
    assert [e["reason"] for e in logs if "reason" in e] == ["found already at the same place"]


def test_what_the_rules_find_too_keeps_their_parties(llm, endpoint):
    text = "Kenya sent 300 soldiers to Haiti in May, officials in Nairobi said."
    proposed = proposal(
        "sent 300 soldiers to Haiti", type="troops_deployed", figure="300", quantifier="exact",
        low=300, high=300, speakers=["officials in Nairobi"], group="Haiti", target=None,
    )  # fmt: skip
    (found,) = read(llm, endpoint, proposed, text=text)
    assert found.roles == {"group": "Kenya", "target": "Haiti"}
    assert any(reason.startswith("pattern:") for reason in found.reasons)


def test_what_no_rule_finds_has_the_parties_the_model_can_quote(llm, endpoint):
    text = (
        "Of the contingents that quietly flew out, Kenya’s counted 300 soldiers; Haiti was waiting."
    )
    proposed = proposal(
        "counted 300 soldiers", type="troops_deployed", figure="300", quantifier="exact",
        low=300, high=300, speakers=[], group="Kenya’s", target="Haiti", actor="Haiti",
    )  # fmt: skip
    (found,) = read(llm, endpoint, proposed, text=text)
    assert found.roles == {"group": "Kenya", "target": "Haiti"}
    assert "no rule finds it" in found.reasons
    assert found.speakers == ()


def test_reportedly_is_a_speaker_only_where_it_stands(llm, endpoint):
    rescued = {"type": "rescued", "figure": "7", "quantifier": "exact", "low": 7, "high": 7}
    (found,) = read(
        llm, endpoint, proposal("pulled 7 hikers out of the mud", **rescued, speakers=["reports"])
    )
    assert found.speakers[0].kind is SpeakerKind.REPORTS
    assert why_dropped(llm, endpoint, proposal(speakers=["reports"])) == (
        "a speaker who is not in the article"
    )


def test_a_denial_needs_no_figure(llm, endpoint):
    text = "The army denied that civilians had been killed."
    proposed = proposal(
        "denied that civilians had been killed", figure=None, quantifier=None, low=None,
        high=None, speakers=["army"], stance="denies",
    )  # fmt: skip
    (found,) = read(llm, endpoint, proposed, text=text)
    assert (found.stance, found.figure) == (Stance.DENIES, None)


def test_a_plan_is_kept_as_a_plan(llm, endpoint):
    text = "Kenya will send 300 soldiers to Haiti."
    proposed = proposal(
        "send 300 soldiers to Haiti", type="troops_deployed", figure="300", low=300, high=300,
        quantifier="exact", speakers=[], modality="planned",
    )  # fmt: skip
    (found,) = read(llm, endpoint, proposed, text=text)
    assert found.modality is Modality.PLANNED


def test_long_articles_go_in_parts_of_whole_paragraphs(endpoint):
    paragraphs = [
        f"In town {n} the mayor Ann Lee said {n} people were killed." for n in range(3, 40)
    ]
    text = "\n\n".join(paragraphs)

    def last_of_part(call):
        shown = call["messages"][1]["content"].split("<text>\n")[1].split("\n</text>")[0]
        assert set(shown.split("\n\n")) <= set(paragraphs)
        number = shown.split("\n\n")[-1].split(" said ")[1].split()[0]
        return says(proposal(f"{number} people were killed", figure=number, low=int(number),
                             high=int(number), quantifier="exact"))  # fmt: skip

    endpoint.chosen = last_of_part
    options = LLMOptions(endpoint.url, "test-model", seconds=20, characters=600)
    zones = tuple(
        Zone(text.index(p), text.index(p) + len(p), ZoneKind.BODY, "text") for p in paragraphs
    )
    found = LLMReader(options, default_catalogue()).extract(document(text, zones=zones))
    assert len(endpoint.calls) == len(found) > 3
    assert all(text[one.start : one.end] == one.excerpt for one in found)


def test_an_article_without_readable_text_is_not_sent(llm, endpoint):
    assert llm.extract(Document("")) == []
    assert endpoint.calls == []


def test_json_in_a_code_fence_is_read(llm, endpoint):
    answer = '```json\n{"statements": []}\n```'
    endpoint.answer(completion(answer))
    assert llm.extract(document()) == []


def test_the_prompt_and_the_model_tell_one_reader_from_another(llm, tmp_path):
    from claims.catalogue.loading import TYPES, load_catalogue

    smaller = load_catalogue([TYPES / "harm.toml"])
    other = LLMReader(LLMOptions("http://127.0.0.1:1/v1", "other"), smaller)
    assert llm.name == other.name == "llm"
    assert llm.prompt != other.prompt
    assert llm.version.startswith("test-model+")
    assert other.version.startswith("other+")
    assert max(len(llm.version), len(llm.prompt)) <= 64
