"""Editors correct who published an article, and when, through the page and the API."""

import pytest
from django.urls import reverse

from claims.models import Assertion, Claim, EditorialChange, Origin
from sources.models import Article, Outlet, SourceFile
from sources.services.processing import process
from tests.factories import ingest_article, only_claim

pytestmark = pytest.mark.django_db
SENT = "Kenya sent 300 soldiers to Haiti on Monday."


@pytest.fixture
def article(db) -> Article:
    """Of no outlet, and with no day."""
    ingest_article(f"Other news\n\n{SENT}", outlet="Tarn Post", published="2025-03-04")
    return ingest_article(f"Troops leave\n\n{SENT} It rained.")


def where(article: Article) -> str:
    return reverse("article-details", args=[article.public_id])


def send(client, article: Article, **said):
    now = Article.objects.get(pk=article.pk)
    acts = EditorialChange.objects.filter(article=now).count()
    whole = {
        "outlet": now.outlet.name if now.outlet else "",
        "published_on": now.published_on or "",
        "title": now.title,
        "byline": now.byline,
        "version": 1 + acts,
        "reason": "It stands on the page.",
    }
    return client.post(where(article), {**whole, **said}, follow=True)


def take_back(client, change: EditorialChange, **said):
    address = reverse("change-undo", args=[change.public_id])
    return client.post(address, {"reason": "no", **said}, follow=True)


def claim() -> Claim:
    return only_claim(type="troops_deployed")


def statement(article: Article) -> Assertion:
    return article.assertions.select_related("origin__outlet").get(is_withdrawn=False)


def state() -> dict:
    return {
        "articles": list(
            Article.objects.order_by("pk").values(
                "outlet", "title", "published_on", "byline", "basis", "syndicated_from"
            )
        ),
        "origins": list(Assertion.objects.order_by("pk").values_list("pk", "origin")),
        "claims": list(
            Claim.objects.order_by("pk").values(
                "outlet_count", "independent_count", "first_reported_on", "last_reported_on"
            )
        ),
    }


def test_an_editor_corrects_outlet_and_day_and_the_claim_follows(as_editor, article):
    assert (claim().outlet_count, claim().independent_count) == (1, 1)
    assert where(article) in as_editor.get(article.get_absolute_url()).content.decode()
    answer = send(as_editor, article, outlet="Coastal Courier", published_on="2025-03-05")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "outlet: unknown → Coastal Courier" in text
    article.refresh_from_db()
    assert (article.outlet.name, str(article.published_on)) == ("Coastal Courier", "2025-03-05")
    assert article.basis["outlet"] == article.basis["published_on"] == "set by an editor"
    assert statement(article).origin.outlet == article.outlet
    assert (claim().outlet_count, claim().independent_count) == (2, 2)
    assert str(claim().last_reported_on) == "2025-03-05"
    found = as_editor.get(f"/claims/?outlet={article.outlet.public_id}").content.decode()
    assert claim().title in found
    page = as_editor.get(where(article)).content.decode()
    for shown in ("It stands on the page.", "outlet: set by an editor", "Undo"):
        assert shown in page


def test_the_text_is_read_again_with_the_day_it_has_now(as_editor, article):
    assert statement(article).event_first is None
    send(as_editor, article, published_on="2025-03-05")
    file = article.source_file
    file.refresh_from_db()
    assert file.state == SourceFile.State.RECEIVED
    process(file.pk)
    assert str(statement(article).event_first) == "2025-03-03"
    take_back(as_editor, EditorialChange.objects.get())
    process(file.pk)
    assert statement(article).event_first is None


def test_undoing_it_gives_back_the_same_state(as_editor, article):
    before = state()
    send(
        as_editor, article, outlet="Tarn Post", published_on="2025-03-05", title="Gone", byline="X"
    )
    assert state() != before
    assert statement(article).origin.label == "Tarn Post itself"
    assert claim().independent_count == 1
    text = take_back(as_editor, EditorialChange.objects.get(), next=where(article)).content.decode()
    assert "(undone)" in text
    assert state() == before


def test_a_later_correction_of_the_same_detail_is_to_be_undone_first(as_editor, article):
    for said in ({"outlet": "Coastal Courier"}, {"byline": "Ann Lee"}, {"outlet": "Tarn Post"}):
        send(as_editor, article, **said)
    third, second, first = EditorialChange.objects.order_by("-pk")
    take_back(as_editor, first)
    take_back(as_editor, second)
    assert not hasattr(EditorialChange.objects.get(pk=first.pk), "undone_by")
    take_back(as_editor, third)
    take_back(as_editor, first)
    article.refresh_from_db()
    assert (article.outlet, article.byline, article.basis.get("outlet")) == (None, "", None)


def test_an_occasion_that_only_this_article_dates_is_dated_by_its_day(as_editor, db):
    article = ingest_article(
        "Report\n\nKenya has sent 300 soldiers to Haiti, Ann Lee said.",
        outlet="Tarn Post",
        published="2020-01-01",
    )
    send(as_editor, article, published_on="2025-03-05")
    assert str(Origin.objects.get(label="Ann Lee").dated_on) == "2025-03-05"


def test_the_text_of_copies_comes_from_whoever_had_it_first(as_editor, db):
    text = "Report\n\n" + " ".join(
        f"Officials counted {n} boats near the pier of district {n} before noon." for n in range(30)
    )
    first = ingest_article(text, outlet="Tarn Post", published="2025-03-04")
    second = ingest_article(text + " ", outlet="Dell Times", published="2025-03-06")
    second.refresh_from_db()
    assert second.copy_of == first
    send(as_editor, second, published_on="2025-03-01")
    first.refresh_from_db()
    assert (first.copy_of, first.text_from.name) == (second, "Dell Times")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"reason": ""}, "A change needs a reason."),
        ({}, "Nothing was changed"),
        ({"published_on": "2999-01-01"}, "cannot be published in the future"),
        ({"published_on": "Monday"}, "Give a day, as in"),
        ({"title": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_makes_no_sense_is_asked_again(as_editor, article, said, shown):
    typed = {"byline": "typed before"} if said else {}
    answer = send(as_editor, article, **typed, **said)
    assert answer.status_code == 422
    assert shown in answer.content.decode()
    assert typed.get("byline", "") in answer.content.decode()
    assert not EditorialChange.objects.exists()


def test_the_second_of_two_editors_sees_what_the_first_did(as_editor, article):
    send(as_editor, article, outlet="Coastal Courier")
    answer = send(as_editor, article, outlet="Dell Times", version=1)
    text = answer.content.decode()
    assert answer.status_code == 409
    for shown in ("What happened meanwhile", "→ Coastal Courier", 'value="Dell Times"'):
        assert shown in text
    assert not Outlet.objects.filter(name="Dell Times").exists()


def test_a_reader_sees_where_the_details_come_from_and_may_not_change_them(as_reader, article):
    text = as_reader.get(where(article)).content.decode()
    assert "Where they come from" in text
    assert "<textarea" not in text
    assert send(as_reader, article, outlet="X").status_code == 403


def test_the_api_changes_what_is_given_and_names_the_version(as_editor, article):
    address = f"/api/v1/articles/{article.public_id}/"
    tag = as_editor.get(address)["ETag"]

    def post(tag: str | None, **body):
        headers = {"If-Match": tag} if tag else {}
        body = {"reason": "Seen.", **body}
        return as_editor.post(
            f"{address}details/", body, content_type="application/json", headers=headers
        )

    assert post(None, outlet="Coastal Courier").status_code == 428
    answer = post(tag, outlet="Coastal Courier")
    assert answer.status_code == 200, answer.content
    assert answer.json()["change"]["article"] == article.public_id
    assert answer.json()["article"]["title"] == article.title
    stale = post(tag, published_on="2025-03-05")
    assert stale.status_code == 412
    assert stale.json()["since"][0]["kind"] == "article"
    assert post(answer["ETag"], published_on="2025-03-05").status_code == 200
    assert post("*").status_code == 409
