"""The page of an article and the list of articles."""

import re

import pytest
from django.urls import reverse

from claims.models import Assertion
from sources.models import Article
from tests.factories import ingest_article

pytestmark = pytest.mark.django_db

FIRST = "Kenya has sent 300 soldiers to Haiti, the Dell Institute said."
SECOND = "Kenya has sent 310 soldiers to Mali, the Lorne Foundation said."


@pytest.fixture
def article(db) -> Article:
    return ingest_article(
        f"A report\n\n{FIRST}\n\nThe sea was calm.\n\n{SECOND}\n\nThe sea was calm.",
        outlet="Lorne Mail",
        published="2025-03-03",
        url="https://lorne.example/report",
    )


def page(client, article, query="") -> str:
    answer = client.get(f"{article.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def statements(article) -> list[Assertion]:
    return list(article.assertions.order_by("span_start"))


class TestText:
    def test_paragraphs_are_numbered_and_linked(self, as_reader, article):
        text = page(as_reader, article)
        for number in range(1, 6):
            assert f'id="p{number}"' in text
            assert f'href="#p{number}" aria-label="Paragraph {number}"' in text

    def test_marks_numbers_and_notes_belong_together(self, as_reader, article):
        text = page(as_reader, article)
        for number, one in enumerate(statements(article), 1):
            assert f'<span id="{one.public_id}"></span><mark' in text
            assert f'data-notes="{number}"' in text
            assert f'href="#note-{number}" aria-label="Statement {number}"' in text
            assert f'<li id="note-{number}" data-note="{number}"' in text

    def test_words_of_two_statements_are_marked_as_such(self, as_reader, article):
        first = statements(article)[0]
        first.pk, first.public_id, first.type = None, f"asr_{'0' * 26}", "casualties"
        first.save()
        assert re.search(
            r'<mark class="claim[^"]* many[^"]*" data-notes="1 2">', page(as_reader, article)
        )

    def test_walking_is_offered_by_buttons_that_name_their_keys(self, as_reader, article):
        text = page(as_reader, article)
        for key in "[]":
            assert f'data-hotkey="{key}" aria-keyshortcuts="{key}"' in text
        assert "js/spans" in text

    def test_original_archive_and_source_file_are_linked(self, as_reader, article):
        text = page(as_reader, article)
        assert 'href="https://lorne.example/report"' in text
        assert 'href="https://web.archive.org/web/20250303*/https://lorne.example/report"' in text
        assert article.source_file.get_absolute_url() in text

    def test_a_statement_that_cannot_be_placed_is_listed_and_not_dropped(self, as_reader, article):
        one = statements(article)[0]
        Assertion.objects.filter(pk=one.pk).update(excerpt="Kenya has sent 999 soldiers.")
        text = page(as_reader, article)
        assert "1 statement could not be placed" in text
        assert "Kenya has sent 999 soldiers." in text
        assert 'data-notes="1"' not in text
        assert 'data-notes="2"' in text


class TestNotes:
    def test_tell_claim_status_speaker_and_chain(self, as_reader, article):
        text = page(as_reader, article).split('id="note-1"')[1].split('id="note-2"')[0]
        one = statements(article)[0]
        assert one.place_in_claim in text
        for shown in ("Single source", "Dell Institute", "Lorne Mail", "→", "300"):
            assert shown in text

    def test_only_unreviewed_dims_the_others_and_hides_none(self, as_editor, article):
        one = statements(article)[0]
        as_editor.post(reverse("statement-accept", args=[one.public_id]), {"version": one.version})
        text = page(as_editor, article)
        assert "1 of them unreviewed." in text
        assert 'href="?show=unreviewed"' in text
        text = page(as_editor, article, "?show=unreviewed")
        assert "only-unreviewed" in text
        assert 'data-note="1" class="reviewed"' in text
        assert 'data-note="2">' in text

    def test_an_unknown_view_is_named(self, as_reader, article):
        assert "show: there is no &#x27;all&#x27; here." in page(as_reader, article, "?show=all")


class TestAdding:
    def test_a_paragraph_offers_its_words_without_a_script(self, as_editor, article):
        assert 'href="?add=2#add"' in page(as_editor, article)
        text = page(as_editor, article, "?add=2")
        assert f"required>{FIRST}</textarea>" in text
        assert "These are the words of paragraph 2." in text

    def test_words_that_stand_twice_say_which_place_is_meant(self, as_editor, article):
        assert 'name="occurrence" class="form-control" value="2"' in page(
            as_editor, article, "?add=5"
        )
        assert 'name="occurrence" class="form-control" value="1"' in page(
            as_editor, article, "?add=3"
        )

    def test_what_is_offered_is_found_again(self, as_editor, article):
        answer = as_editor.get(
            reverse("statement-add", args=[article.public_id]),
            {"words": "The sea was calm.", "occurrence": "2"},
        )
        assert answer.status_code == 200
        assert '<mark class="claim anchor">The sea was calm.</mark>' in answer.content.decode()

    @pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²"])
    def test_a_paragraph_that_is_not_there_is_named(self, as_editor, article, number):
        assert "add: there is no paragraph" in page(as_editor, article, f"?add={number}")

    def test_readers_are_offered_nothing(self, as_reader, article):
        text = page(as_reader, article, "?add=2")
        assert 'href="?add=' not in text
        assert 'id="add"' not in text


class TestList:
    def titles(self, client, query="") -> list[str]:
        text = client.get(f"/articles/{query}").content.decode()
        return re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', text)

    @pytest.fixture
    def others(self, article):
        ingest_article(f"Older\n\n{FIRST}", outlet="Kester Post", published="2025-01-01")
        ingest_article(f"Undated\n\n{SECOND}", outlet="Kester Post")

    def test_counts_statements_and_those_that_are_unreviewed(self, as_reader, article):
        text = as_reader.get("/articles/").content.decode()
        assert "2 statements, 2 unreviewed" in text

    def test_is_narrowed_to_what_waits_for_review(self, as_reader, article, others):
        Assertion.objects.filter(article__title="Older").update(review_state="accepted")
        assert "Older" not in self.titles(as_reader, "?unreviewed=true")
        assert self.titles(as_reader, "?unreviewed=false") == ["Older"]
        rows = as_reader.get("/api/v1/articles/?unreviewed=false").json()["results"]
        assert [row["title"] for row in rows] == ["Older"]

    def test_is_sorted_by_date_and_says_what_has_none(self, as_reader, article, others):
        assert self.titles(as_reader) == ["Undated", "Older", "A report"]
        assert self.titles(as_reader, "?sort=published") == ["A report", "Older"]
        text = as_reader.get("/articles/?sort=published").content.decode()
        assert "articles without a date of publication are left out" in text

    def test_empty_says_what_to_do_by_role(self, as_reader, as_analyst):
        assert "needs the role of an analyst" in as_reader.get("/articles/").content.decode()
        assert "Add articles" in as_analyst.get("/articles/").content.decode()

    def test_without_a_match_says_how_to_go_on(self, as_reader, article):
        assert "Clear the filters" in as_reader.get("/articles/?q=zebra").content.decode()


def test_both_pages_cost_a_fixed_number_of_queries(
    as_editor, article, django_assert_max_num_queries
):
    long = "\n\n".join(
        f"Kenya has sent {n}00 soldiers to Haiti, the Dell Institute said." for n in range(2, 30)
    )
    article = ingest_article(f"Long\n\n{long}", outlet="Lorne Mail", published="2025-03-04")
    assert article.assertions.count() > 20
    with django_assert_max_num_queries(16):
        page(as_editor, article)
    with django_assert_max_num_queries(10):
        as_editor.get("/articles/")
