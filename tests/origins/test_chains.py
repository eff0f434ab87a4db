"""The way of a statement as data: who published it, from whom, citing whom, said by whom."""

import pytest

from claims.models import Assertion, ChainLink
from claims.services.acting import By
from claims.services.chains import rebuild_chains, same_origin
from claims.services.export import assertion_rows
from claims.services.speaker_changes import merge_speakers, undo
from sources.models import Article
from sources.services.outlets import find_or_create_outlet, outlets_called
from tests.copies.texts import story
from tests.factories import ingest_article
from tests.identity.worlds import say, speaker

pytestmark = pytest.mark.django_db
SENT = "Kenya has sent 300 soldiers to Haiti"


def chain(article: Article) -> list[str]:
    return [str(link) for link in article.assertions.get(is_withdrawn=False).links.all()]


def roles(article: Article) -> list[str]:
    return [link.role for link in article.assertions.get().links.all()]


def test_an_outlets_own_words_are_a_chain_of_one():
    article = ingest_article(f"Report\n\n{SENT}.", outlet="Lorne Mail")
    assert (chain(article), roles(article)) == (["Lorne Mail"], ["published"])


def test_a_speaker_is_the_end_of_the_chain_with_the_place_that_names_them():
    article = ingest_article(f"Report\n\n{SENT}, Ann Lee said.", outlet="Lorne Mail")
    assert chain(article) == ["Lorne Mail", "Ann Lee"]
    link = article.assertions.get().links.last()
    assert article.text[link.start : link.end] == "Ann Lee"
    assert (link.role, link.basis) == ("speaker", "the text says “said”")


def test_a_paper_that_was_told_stands_between():
    article = ingest_article(
        f"Report\n\n{SENT}, Ann Lee told the newspaper Dellsky Kuryer.", outlet="Lorne Mail"
    )
    assert chain(article) == ["Lorne Mail", "Dellsky Kuryer", "Ann Lee"]
    assert roles(article) == ["published", "told", "speaker"]
    told = article.assertions.get().links.all()[1]
    assert article.text[told.start : told.end] == "Dellsky Kuryer"


def test_a_syndicated_text_that_cites_a_paper_is_a_chain_of_four():
    article = ingest_article(
        f"Report\n\n{SENT}, Ann Lee told the newspaper Dellsky Kuryer.\n\n"
        "This post appeared first on Tarn Post.\n\nCopyright 2025 Lorne Mail",
        outlet="Lorne Mail",
    )
    assert chain(article) == ["Lorne Mail", "Tarn Post", "Dellsky Kuryer", "Ann Lee"]
    assert roles(article) == ["published", "copied", "told", "speaker"]


def test_a_copy_shows_whom_it_was_taken_from_and_its_source_does_not():
    text = story(31, f"{SENT}, Ann Lee said.")
    source = ingest_article(text, outlet="Tarn Post", published="2025-03-01")
    copy = ingest_article(f"{text}\n\nCopyright 2025 Lorne Mail", outlet="Lorne Mail")
    assert chain(copy) == ["Lorne Mail", "Tarn Post", "Ann Lee"]
    assert chain(source) == ["Tarn Post", "Ann Lee"]
    hop = copy.assertions.get().links.all()[1]
    assert (hop.role, hop.outlet.name) == ("copied", "Tarn Post")


def test_speakers_who_speak_jointly_share_the_last_place():
    article = ingest_article(
        f"Report\n\n{SENT}, according to Ann Lee and the Dell Institute.", outlet="Lorne Mail"
    )
    links = list(article.assertions.get().links.all())
    assert {str(link) for link in links[1:]} == {"Ann Lee", "Dell Institute"}
    assert {link.position for link in links[1:]} == {1}


def test_a_report_that_names_nobody_ends_in_an_unknown_source():
    article = ingest_article("Report\n\nKenya has reportedly sent 300 soldiers to Haiti.")
    assert roles(article)[-1] == "unknown"


def test_a_medium_in_another_spelling_is_the_outlet_that_is_known():
    outlet = find_or_create_outlet(name="Dellskii Kurier")
    assert outlets_called(["Dellskiy Kurier", "The Dellskii Kurier", "Tarn Post"]) == {
        "Dellskiy Kurier": outlet,
        "The Dellskii Kurier": outlet,
    }
    article = ingest_article(
        f"Report\n\n{SENT}, Ann Lee told the newspaper Dellskiy Kurier.", outlet="Lorne Mail"
    )
    link = article.assertions.get().links.all()[1]
    assert (link.outlet, link.name, str(link)) == (outlet, "Dellskiy Kurier", "Dellskii Kurier")


def test_a_medium_that_another_report_names_is_added_to_earlier_chains():
    first = ingest_article(f"One\n\n{SENT}, Ann Lee said.", outlet="A", published="2025-03-01")
    assert chain(first) == ["A", "Ann Lee"]
    ingest_article(
        f"Two\n\n{SENT}, Ann Lee told the newspaper Dellsky Kuryer.",
        outlet="B",
        published="2025-03-02",
    )
    assert chain(first) == ["A", "Dellsky Kuryer", "Ann Lee"]
    assert "another report" in first.assertions.get().links.all()[1].basis


def test_chains_follow_a_merge_of_speakers_and_its_undoing(editor):
    first, second = say("the Dell Institute"), say("the Lorne Foundation")
    before = chain(second)
    change = merge_speakers(
        survivor=speaker("Dell Institute"),
        merged=speaker("Lorne Foundation"),
        by=By(editor, "one house"),
    )
    assert chain(second)[-1] == chain(first)[-1] == "Dell Institute"
    undo(change=change, by=By(editor, "two after all"))
    assert chain(second) == before


def test_a_chain_that_comes_out_the_same_is_not_written_again():
    article = ingest_article(f"Report\n\n{SENT}, Ann Lee said.", outlet="Lorne Mail")
    before = list(ChainLink.objects.values_list("pk", flat=True))
    rebuild_chains([article.assertions.get().pk])
    assert list(ChainLink.objects.values_list("pk", flat=True)) == before


def test_other_statements_of_the_same_origin_are_given_newest_first():
    articles = [say("Ann Lee", figure) for figure in ("300", "301", "302")]
    statements = [article.assertions.get() for article in articles]
    assert list(same_origin(statements[0])) == [statements[2], statements[1]]


def test_chains_are_on_the_pages_in_the_api_and_in_the_export(as_reader):
    article = ingest_article(
        f"Report\n\n{SENT}, Ann Lee told the newspaper Dellsky Kuryer.", outlet="Lorne Mail"
    )
    statement = Assertion.objects.get()
    for address in (article.get_absolute_url(), statement.origin.get_absolute_url()):
        shown = as_reader.get(address).content.decode()
        assert "→" in shown
        assert "Dellsky Kuryer" in shown
    row = as_reader.get(f"/api/v1/assertions/{statement.public_id}/").json()
    assert [link["name"] for link in row["chain"]] == ["Lorne Mail", "Dellsky Kuryer", "Ann Lee"]
    assert row["chain"][2]["speaker"] == statement.origin.speakers.get().public_id
    assert next(assertion_rows())["chain"] == ["Lorne Mail", "Dellsky Kuryer", "Ann Lee"]
