"""The reader is chosen by a setting; what cannot be used is said at the start, with what to do."""

import json
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from claims.catalogue import default_catalogue
from claims.extraction import Document, extract
from claims.extraction.versions import package_digest
from claims.readers import Reader, ReaderError, ReaderSettingsError, RulesReader
from claims.services.readers import configured_reader, read, reader_named
from tests.readers.endpoint import Answer, completion, says

TEXT = "Police said 12 people were killed in Lorne."


class EveryWord:
    """Somebody's own reader: takes the first sentence for a claim."""

    name = "every-word"
    version = "7"
    prompt = ""

    def extract(self, document):
        return extract(document)[:1]


class Careless(EveryWord):
    def extract(self, document):
        from dataclasses import replace

        return [replace(one, start=one.start + 1) for one in extract(document)]


class Nameless:
    version, prompt = "1", ""

    def extract(self, document):
        return []


class LongName(EveryWord):
    name = "n" * 51


class Broken:
    def __init__(self):
        raise OSError("no model file")


def own(cls):
    return f"{__name__}.{cls.__name__}"


def problems(settings, **values):
    for name, value in values.items():
        setattr(settings, name, value)
    return [(e.id, e.msg, e.hint) for e in run_checks(tags=["claims"])]


def test_the_rules_read_unless_something_else_is_said():
    reader = configured_reader()
    assert isinstance(reader, Reader)
    assert (reader.name, reader.prompt) == ("rules", "")
    assert reader.extract(Document(TEXT)) == extract(Document(TEXT))


def test_a_class_of_ones_own_reads(settings):
    settings.READER = own(EveryWord)
    reader = configured_reader()
    assert (reader.name, reader.version) == ("every-word", "7")
    assert len(read(reader, Document(TEXT))) == 1


def test_a_reader_is_held_to_its_contract():
    with pytest.raises(ReaderError, match="whose excerpt is not what stands there"):
        read(reader_named(own(Careless)), Document(TEXT))


def test_the_default_settings_pass(settings):
    assert problems(settings) == []


@pytest.mark.parametrize(
    ("values", "id_", "told", "hint"),
    [
        ({"READER": "nobody.Reader"}, "E004", "nobody.Reader cannot be made", "dotted path"),
        ({"READER": "gpt"}, "E004", "gpt cannot be made", "rules, llm"),
        ({"READER": own(Nameless)}, "E004", "is no reader", "name, version, prompt"),
        ({"READER": own(LongName)}, "E004", "up to 50 characters", "name, version, prompt"),
        ({"READER": own(Broken)}, "E004", "no model file", "dotted path"),
        ({"READER": "llm", "LLM_MODEL": "m"}, "E004", "needs CLAIMBASE_LLM_URL.", "http://"),
        ({"READER": "llm"}, "E004", "CLAIMBASE_LLM_URL and CLAIMBASE_LLM_MODEL", "http://"),
        ({"READER": "llm", "LLM_MODEL": "m", "LLM_URL": "localhost:1"}, "E004", "localhost:1", "http"),
        (
            {"READER": "llm", "LLM_MODEL": "m", "LLM_URL": "http://x/v1", "LLM_SECONDS": 120},
            "E005", "may take 120 seconds", "CLAIMBASE_STUCK_SECONDS",
        ),
    ],
)  # fmt: skip
def test_a_reader_that_cannot_be_used_is_an_error_with_a_hint(settings, values, id_, told, hint):
    ((found_id, message, found_hint),) = problems(settings, **values)
    assert found_id == f"claimbase.{id_}"
    assert told in message
    assert hint in found_hint


def test_without_the_extra_the_error_says_how_to_install_it(settings, monkeypatch):
    for name in [n for n in sys.modules if n == "openai" or n.startswith("claims.readers.llm")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openai", None)
    ((_, message, hint),) = problems(settings, READER="llm", LLM_URL="http://x/v1", LLM_MODEL="m")
    assert "[llm]" in message
    assert "pip install -r requirements-llm.lock" in hint


def test_the_rules_load_without_the_extra():
    import subprocess

    code = (
        "import sys; sys.modules['openai'] = sys.modules['pydantic'] = None; import claims.readers"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_change_of_rules_or_catalogue_is_another_version(tmp_path, monkeypatch):
    package = tmp_path / "some_rules"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "data" / "words.toml").write_text("a = 'b'")
    monkeypatch.syspath_prepend(tmp_path)
    versions = [package_digest("some_rules")]
    for path, text in (("data/words.toml", "a = 'c'"), ("new.py", ""), ("__init__.py", "x = 1")):
        (package / path).write_text(text)
        package_digest.cache_clear()
        versions.append(package_digest("some_rules"))
    package_digest.cache_clear()
    assert len(set(versions)) == 4
    reader = RulesReader(default_catalogue())
    assert default_catalogue().version in reader.version
    assert package_digest("claims.extraction", "claims.catalogue") in reader.version


class TestExtractCommand:
    """`manage.py extract` reads with any reader, and touches no database."""

    @pytest.fixture
    def article(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text(f"Flood\n\n{TEXT}\n\nThe mayor spoke to reporters.\n")
        return str(path)

    def lines(self, capsys):
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    def test_it_reads_with_the_configured_reader(self, article, capsys):
        call_command("extract", article)
        (line,) = self.lines(capsys)
        assert (line["figure"]["text"], line["extractor"]) == ("12", "rules")

    def test_it_reads_with_a_language_model(self, article, capsys, settings, endpoint):
        settings.LLM_URL, settings.LLM_MODEL = endpoint.url, "test-model"
        endpoint.answer(
            says({"type": "killed", "evidence": "12 people were killed", "figure": "12"})
        )
        call_command("extract", "--reader", "llm", article)
        (line,) = self.lines(capsys)
        assert (line["type"], line["extractor"]) == ("killed", "llm")
        assert line["extractor_version"].startswith("test-model+")
        assert line["extractor_prompt"]

    def test_it_reads_with_a_class_of_ones_own(self, article, capsys):
        call_command("extract", "--reader", own(EveryWord), article)
        assert self.lines(capsys)[0]["extractor"] == "every-word"

    def test_a_reader_that_fails_is_told_for_each_file(self, article, capsys, settings, endpoint):
        settings.LLM_URL, settings.LLM_MODEL = endpoint.url, "test-model"
        endpoint.answer(completion(None, refusal="No."), Answer("{}"))
        with pytest.raises(CommandError, match="2 files could not be read"):
            call_command("extract", "--reader", "llm", article, article)
        assert "refused" in capsys.readouterr().err

    def test_an_unknown_reader_is_refused_at_once(self, article):
        with pytest.raises(CommandError, match="dotted path"):
            call_command("extract", "--reader", "nobody.Reader", article)


def test_settings_errors_are_reader_errors():
    assert issubclass(ReaderSettingsError, ReaderError)
