"""Every example of the catalogue is read as it says; a catalogue that cannot work is refused."""

from pathlib import Path

import pytest

from claims.catalogue import (
    Catalogue,
    CatalogueError,
    default_catalogue,
    load_catalogue,
    use_own_types,
)
from claims.extraction import Document, extract

TYPES = list(default_catalogue().types.values())
EXAMPLES = [(t.key, e) for t in TYPES for e in t.examples]
COUNTER_EXAMPLES = [(t.key, text) for t in TYPES for text in t.counter_examples]


def read(key: str, text: str, catalogue: Catalogue | None = None):
    return [a for a in extract(Document(text), catalogue) if a.type == key]


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda v: getattr(v, "text", v))
def test_every_example_of_a_type_is_read(key, example):
    found = read(key, example.text)
    figures = [a.figure.text if a.figure else "" for a in found]
    assert example.figure in figures
    one = found[figures.index(example.figure)]
    assert {name: one.roles.get(name) for name in example.roles} == dict(example.roles)


@pytest.mark.parametrize(("key", "text"), COUNTER_EXAMPLES)
def test_no_counter_example_of_a_type_is_read(key, text):
    assert read(key, text) == []


def test_the_eighteen_types_are_there():
    assert set(default_catalogue().types) == {
        "killed",
        "wounded",
        "casualties",
        "missing",
        "captured",
        "detained",
        "exchanged",
        "displaced",
        "evacuated",
        "rescued",
        "weapons_fired",
        "troops_deployed",
        "wounded_treated",
        "children_hosted",
        "workers_sent",
        "materiel_supplied",
        "aid_supplied",
        "cost_waived",
    }


NEW_TYPE = """
[[type]]
key = "vaccinated"
label = "Vaccinated"
title = "{group *people} vaccinated[ in {place}]"
counts = ["people"]
elliptic = true
figure = "required"
unit = "people"
key_roles = ["group"]
event_bound = false
patterns = [
  { text = "(vaccinated|vaccinating|inoculated){adv} {n}" },
  { text = "{n}{aux} (vaccinated|inoculated)" },
]
examples = [
  { text = "Medics vaccinated 300 children.", figure = "300" },
  { text = "About 90 villagers were vaccinated.", figure = "About 90" },
  { text = "More than 40 people have been inoculated.", figure = "More than 40" },
]
counter_examples = ["The vaccine costs 40 dollars.", "The clinic has 40 beds."]
"""


def test_a_new_type_is_one_file_and_no_code(tmp_path: Path):
    path = tmp_path / "vaccinated.toml"
    path.write_text(NEW_TYPE)
    catalogue = load_catalogue([path])
    (found,) = read("vaccinated", "Nurses vaccinated at least 1,200 people in a week.", catalogue)
    assert found.figure is not None
    assert found.figure.text == "at least 1,200"


def test_the_example_of_the_readme_is_a_working_type(tmp_path: Path):
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    path = tmp_path / "bridges.toml"
    path.write_text(readme.partition("```toml\n")[2].partition("```")[0])
    catalogue = load_catalogue([path])
    (new,) = catalogue.types.values()
    for example in new.examples:
        (found,) = read(new.key, example.text, catalogue)
        assert found.figure is not None
        assert found.figure.text == example.figure
    for text in new.counter_examples:
        assert read(new.key, text, catalogue) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"{n}{aux} (vaccinated|inoculated)"', '"{n}{aux} (vaccinated"', "no regular expression"),
        ('"{n}{aux} (vaccinated|inoculated)"', '"{n} {always} late"', "no known mark"),
        ('unit = "people"\n', "", "'unit' is missing"),
        ('["people"]', '["peeple"]', "peeple, which no noun"),
        ('figure = "required"\nunit', 'figure = "perhaps"\nunit', "perhaps"),
        ('"The clinic has 40 beds."', "", "counter_examples"),
        ("unit =", "units =", "unknown fields units"),
        ('inoculated)" }', 'inoculated)", unles = "dogs" }', "unknown fields unles in a pattern"),
        ("[[type]]", "[[kind]]", "no \\[\\[type\\]\\] table"),
    ],
)
def test_a_catalogue_that_cannot_work_is_refused_by_name(tmp_path, old, new, message):
    path = tmp_path / "broken.toml"
    path.write_text(NEW_TYPE.replace(old, new))
    with pytest.raises(CatalogueError, match=message) as refused:
        load_catalogue([path])
    assert "broken.toml" in str(refused.value)


@pytest.fixture
def _no_own_types():
    yield
    use_own_types(None)


@pytest.mark.usefixtures("_no_own_types")
def test_an_installation_has_types_of_its_own_in_a_folder(tmp_path: Path):
    (tmp_path / "vaccinated.toml").write_text(NEW_TYPE)
    use_own_types(tmp_path)
    (found,) = extract(Document("Nurses vaccinated at least 1,200 people in a week."))
    assert found.type == "vaccinated"
    assert "killed" in default_catalogue().types


@pytest.mark.usefixtures("_no_own_types")
def test_a_folder_that_cannot_be_used_changes_nothing(tmp_path: Path):
    (tmp_path / "killed.toml").write_text(NEW_TYPE.replace('"vaccinated"', '"killed"', 1))
    with pytest.raises(CatalogueError, match="killed exists already"):
        use_own_types(tmp_path)
    with pytest.raises(CatalogueError, match="no folder"):
        use_own_types(tmp_path / "missing")
    assert "vaccinated" not in default_catalogue().types
