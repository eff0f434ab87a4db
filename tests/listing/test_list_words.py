"""What the lists of claims and articles say beside their rows."""

from __future__ import annotations

import re

import pytest

from tests.editing.worlds import HAITI, report
from tests.exports.worlds import content
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_a_status_is_a_sign_and_a_word_and_the_sign_is_not_read_out(as_reader):
    report("the Dell Institute")
    text = content(as_reader, "/claims/")
    assert '<span aria-hidden="true">●</span> Single source' in text
    assert "1 Single source" not in words(text)


def test_small_lines_have_a_legend_where_there_are_any(as_reader):
    report("the Dell Institute", figure="300")
    assert "What the small lines show" not in content(as_reader, "/claims/")
    report("the Lorne Foundation", figure="340", number=1)
    text = content(as_reader, "/claims/")
    assert "What the small lines show" in text
    assert "Figures, a line for each independent origin." in text


def test_popups_of_the_list_close_each_other(as_analyst):
    report("the Dell Institute")
    text = content(as_analyst, "/claims/")
    assert len(re.findall(r'<details class="[a-z-]+" name="list-tools">', text)) == 2


def test_a_word_that_nothing_has_is_answered_with_how_words_are_matched(as_reader):
    report("the Dell Institute")
    assert HAITI in content(as_reader, "/claims/?q=soldiers")
    for address in ("/claims/?q=soldeirs", "/articles/?q=soldeirs"):
        text = words(content(as_reader, address))
        assert "Check the spelling of “soldeirs”: words are matched whole, by their stem" in text
    assert "Check the spelling" not in content(as_reader, "/claims/?status=disputed")


def test_the_list_of_articles_says_how_many_there_are(as_reader, monkeypatch):
    for number in range(3):
        ingest_article(f"Report {number}\n\nA ferry left Lorne on day {number}.")
    ingest_article("Weather\n\nIt rained in Talusa.")
    assert "4 articles" in words(content(as_reader, "/articles/"))
    assert "1 article found" in words(content(as_reader, "/articles/?q=rained"))
    monkeypatch.setattr("claims.views.articles.MOST_COUNTED", 2)
    assert "2 or more articles found" in words(content(as_reader, "/articles/?q=ferry"))
