"""Reading whole documents."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import Document, extract
from claims.extraction.types import Modality
from sources.parsing import parse

WORDS = st.sampled_from(
    [
        "12",
        "hundreds",
        "about",
        "3,000",
        "soldiers",
        "people",
        "killed",
        "wounded",
        "Kenya",
        "Kenyan",
        "Haiti",
        "to",
        "in",
        "of",
        "and",
        "the",
        ",",
        ".",
        '"',
        "said",
        "according",
        "Ann",
        "Lee",
        "sent",
        "“",
        "”",
        "’",
        "were",
        "were",
        "é",
        "🙂",
        "missiles",
        "orphans",
        "hosted",
        "free",
        "charge",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_statement_points_at_its_place(text):
    for found in extract(Document(text)):
        assert text[found.start : found.end] == found.excerpt
        assert found.start <= found.anchor_start < found.anchor_end <= found.end
        if found.figure:
            assert text[found.figure_start : found.figure_end] == found.figure.text


def test_page_furniture_is_never_read():
    body = (
        "Twelve people were killed in the flood of Lorne on Monday, the mayor of the town said.\n\n"
    )
    article = parse(
        f"Flood in Lorne\n\n{body}{body}You may also like\n\nStorm leaves 40 people dead in the north.\n".encode(),
        name="a.txt",
    )
    found = extract(Document(article.text, article.zones))
    assert {a.figure.text for a in found} == {"Twelve"}


def test_every_figure_of_a_list_is_read_with_its_own_thing():
    (killed, wounded) = extract(Document("The raid killed 35 people and injured 80."))
    assert (killed.type, killed.figure.text) == ("killed", "35")
    assert (wounded.type, wounded.figure.text) == ("wounded", "80")


def test_one_figure_of_killed_and_wounded_together_is_casualties():
    (found,) = extract(Document("About 4,000 soldiers have been killed or wounded."))
    assert found.type == "casualties"


def test_days_are_resolved_against_the_day_of_publication():
    text = "Twelve people were killed in Lorne on Monday."
    (found,) = extract(Document(text, published_on=date(2025, 3, 5)))
    assert found.event_date is not None
    assert found.event_date.first == date(2025, 3, 3)


def test_without_a_day_of_publication_a_weekday_stays_open():
    (found,) = extract(Document("Twelve people were killed in Lorne on Monday."))
    assert found.event_date is None
    assert found.place == "Lorne"


def test_a_plan_is_told_from_a_deed():
    (found,) = extract(Document("Kenya will send 300 soldiers to Haiti."))
    assert found.modality is Modality.PLANNED


def test_rates_are_not_counts():
    assert extract(Document("The army fired 300 shells a day.")) == []


def test_each_statement_explains_itself():
    (found,) = extract(Document("Police said 12 people were killed."))
    assert any(r.startswith("pattern:") for r in found.reasons)
    assert any("speaker" in r for r in found.reasons)


@pytest.mark.parametrize(
    "hostile",
    ["1" * 200_000, '"' * 200_000, "killed 12 people and " * 4_000, "(" * 50_000, " of" * 60_000],
    ids=["digits", "quotation marks", "one sentence", "brackets", "little words"],
)
def test_hostile_text_is_read_to_its_end(hostile):
    assert isinstance(extract(Document(hostile)), list)


def test_the_extract_command_needs_no_database(tmp_path, capsys):
    from django.core.management import call_command

    path = tmp_path / "a.txt"
    path.write_text("Flood in Lorne\n\nPolice said 12 people were killed.")
    call_command("extract", str(path))
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found["figure"] == {"text": "12", "quantifier": "exact", "low": 12, "high": 12}
    assert found["speakers"] == ["Police"]
