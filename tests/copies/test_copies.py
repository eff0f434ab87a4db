"""Copies among ingested articles: found in any order, tied to one source, and one voice."""

import itertools
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from claims.models import Assertion, Claim, Origin
from claims.services.acting import By
from claims.services.hand_placing import place_statement
from sources.models import Article, ArticleMatch, ArticleSketch, SketchKey
from sources.services.processing import process
from tests.copies.texts import sentences, story
from tests.factories import ingest_article, only_claim, receive

pytestmark = pytest.mark.django_db
TROOPS = "Kenya has sent 300 soldiers to Haiti."
DAYS = {"Lorne Mail": "2025-03-02", "Dell Daily": "2025-03-03", "Tarn Post": "2025-03-05"}
CREDIT = "\n\nThis post appeared first on {}."


def publish(outlet: str, text: str | None = None, *, credit: str = "", day: str | None = None):
    text = text or story(1, TROOPS)
    text += (CREDIT.format(credit) if credit else "") + f"\n\nCopyright 2025 {outlet}"
    day = DAYS[outlet] if day is None else day
    said = {"published": day} if day else {}
    return ingest_article(text, outlet=outlet, **said)


def source_of(outlet: str) -> str | None:
    root = Article.objects.get(outlet__name=outlet).copy_of
    return root.outlet.name if root and root.outlet else None


def came_from(outlet: str) -> str | None:
    text_from = Article.objects.get(outlet__name=outlet).text_from
    return text_from.name if text_from else None


@pytest.mark.parametrize("order", list(itertools.permutations(DAYS)))
def test_the_earliest_is_the_source_whatever_order_they_arrive_in(order):
    rewritten = story(1, "An opening of our own, and a long one at that.", TROOPS)
    for outlet in order:
        publish(outlet, rewritten if outlet == "Tarn Post" else None)
    assert [source_of(outlet) for outlet in DAYS] == [None, "Lorne Mail", "Lorne Mail"]
    assert {came_from(outlet) for outlet in DAYS} == {"Lorne Mail"}
    assert not Article.objects.filter(copy_of__copy_of__isnull=False).exists()


def test_a_credited_original_that_arrives_last_becomes_the_source_of_all():
    publish("Lorne Mail", credit="Tarn Post")
    publish("Dell Daily")
    # Neither is the source the first one credits, but that is where the text came from.
    assert (source_of("Lorne Mail"), came_from("Lorne Mail")) == ("Dell Daily", "Tarn Post")
    assert came_from("Dell Daily") == "Tarn Post"
    publish("Tarn Post")
    assert [source_of(outlet) for outlet in DAYS] == ["Tarn Post", "Tarn Post", None]


def test_the_agency_in_the_dateline_is_where_the_text_came_from():
    dated = story(1, f"LORNE (Gull Agency) — {TROOPS}")
    article = publish("Lorne Mail", dated)
    assert (article.syndicated_from.name, article.voice.name) == ("Gull Agency", "Gull Agency")
    publish("Dell Daily")
    assert came_from("Dell Daily") == "Gull Agency"


def test_own_words_of_copies_are_one_origin_and_add_no_independence():
    for outlet in reversed(DAYS):
        publish(outlet)
    origin = Origin.objects.get(outlet__name="Lorne Mail")
    assert set(Assertion.objects.values_list("origin", flat=True)) == {origin.pk}
    claim = only_claim(type="troops_deployed")
    assert (claim.report_count, claim.outlet_count, claim.independent_count) == (3, 3, 1)


def test_the_words_of_a_copy_stand_where_they_stood_however_late_it_comes():
    text = story(
        1, "Officials said that 31 people had died in Lorne.", "Police said 14 were wounded."
    )
    publish("Lorne Mail", text)
    publish("Dell Daily", text, day="2025-09-20")
    assert source_of("Dell Daily") == "Lorne Mail"
    for said in ("31 people", "14 were wounded"):
        both = Assertion.objects.filter(excerpt__contains=said)
        assert both.count() == 2
        assert both.values("claim").distinct().count() == 1
    late = Assertion.objects.filter(article__outlet__name="Dell Daily").first()
    assert late.placements.get().reasons == ["the same words in another copy of this text"]


def test_the_words_of_a_copy_follow_what_an_editor_did_with_them(editor):
    text = story(1, "Officials said that 31 people had died in Lorne.")
    publish("Lorne Mail", text)
    statement = Assertion.objects.get()
    publish("Tarn Post", "Fire\n\nA fire killed 31 people in Kestrel, police said.")
    other = Claim.objects.exclude(pk=statement.claim_id).get()
    place_statement(assertion=statement, to=other, by=By(editor, "The same fire."))
    publish("Dell Daily", text, day="2025-09-20")
    copied = Assertion.objects.get(article__outlet__name="Dell Daily")
    assert copied.claim == other


def test_two_texts_of_one_event_are_two_voices():
    publish("Lorne Mail")
    publish("Dell Daily", story(2, TROOPS))
    assert only_claim(type="troops_deployed").independent_count == 2
    assert not ArticleMatch.objects.exists()


def test_statements_of_earlier_articles_follow_when_their_source_arrives():
    late = publish("Dell Daily")
    assert late.assertions.get().origin.label == "Dell Daily itself"
    publish("Lorne Mail")
    assert late.assertions.get().origin.label == "Lorne Mail itself"
    assert [str(link) for link in late.assertions.get().links.all()] == ["Dell Daily", "Lorne Mail"]
    assert only_claim(type="troops_deployed").independent_count == 1


def test_an_origin_a_person_set_stays_when_the_source_changes(editor):
    late = publish("Dell Daily")
    statement = late.assertions.get()
    Assertion.objects.filter(pk=statement.pk).update(origin_set_by=editor)
    publish("Lorne Mail")
    assert late.assertions.get().origin == statement.origin


def test_a_round_up_of_two_stories_does_not_tie_them_together():
    one, other = sentences(11, 12), sentences(12, 12)
    both = "Round-up of the week\n\n" + "\n\n".join([*one, *other])
    publish("Lorne Mail", "One story\n\n" + "\n\n".join(one))
    publish("Dell Daily", "Other story\n\n" + "\n\n".join(other), day="2025-03-02")
    publish("Tarn Post", both)
    assert (source_of("Lorne Mail"), source_of("Dell Daily")) == (None, None)
    assert source_of("Tarn Post") in ("Lorne Mail", "Dell Daily")
    assert ArticleMatch.objects.count() == 2


def test_the_source_of_a_much_copied_text_arriving_last_takes_all_copies_over():
    for number in range(30):
        publish(f"Outlet {number}", day=f"2025-03-{number % 20 + 5:02}")
    publish("Lorne Mail")
    roots = Article.objects.exclude(outlet__name="Lorne Mail").values_list(
        "copy_of__outlet__name", "text_from__name"
    )
    assert set(roots) == {("Lorne Mail", "Lorne Mail")}
    assert only_claim(type="troops_deployed").independent_count == 1


def test_looking_for_copies_again_changes_nothing(capsys):
    for outlet in DAYS:
        publish(outlet)

    def state():
        return (
            list(Article.objects.order_by("pk").values("pk", "copy_of", "text_from")),
            sorted(SketchKey.objects.values_list("key", "article")),
            sorted(ArticleMatch.objects.values_list("first", "second", "of_first", "of_second")),
        )

    before = state()
    call_command("find_copies")
    assert "0 articles compared; 2 are copies" in capsys.readouterr().out
    call_command("find_copies", "--all")
    assert "3 articles compared; 2 are copies" in capsys.readouterr().out
    assert state() == before


def test_copies_among_articles_stored_before_are_found_by_the_command():
    for outlet in DAYS:
        publish(outlet)
    Article.objects.update(copy_of=None, text_from=None, text_from_because="")
    for model in (ArticleMatch, SketchKey, ArticleSketch):
        model.objects.all().delete()
    call_command("find_copies")
    assert [source_of(outlet) for outlet in DAYS] == [None, "Lorne Mail", "Lorne Mail"]


def test_a_setting_tells_from_which_share_on_a_text_is_a_copy(settings):
    half = "\n\n".join([*sentences(21, 10), *sentences(22, 8)])
    publish("Lorne Mail", "Whole\n\n" + "\n\n".join(sentences(21, 18)))
    publish("Dell Daily", f"Half\n\n{half}")
    assert source_of("Dell Daily") == "Lorne Mail"
    settings.COPY_SHARE = 0.9
    call_command("find_copies", "--all")
    assert (source_of("Dell Daily"), came_from("Lorne Mail")) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_workers_that_store_copies_at_once_find_each_other():
    files = [
        receive(
            story(1, TROOPS) + f"\n\n{sentences(100 + n, 1)[0]}",
            sidecar={"outlet": f"Outlet {n}", "published": f"2025-03-{20 - n:02}"},
        )
        for n in range(4)
    ]
    barrier = threading.Barrier(len(files))

    def work(source_file_id: int) -> None:
        try:
            barrier.wait()
            process(source_file_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(file.pk,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    roots = Article.objects.values_list("outlet__name", "copy_of__outlet__name")
    assert dict(roots) == {"Outlet 3": None} | {f"Outlet {n}": "Outlet 3" for n in range(3)}
    origins = Assertion.objects.values_list("origin__outlet__name", flat=True)
    assert set(origins) == {"Outlet 3"}
    assert Claim.objects.get(type="troops_deployed").independent_count == 1


def test_an_articles_page_shows_the_copies_of_its_text(as_reader):
    source = publish("Lorne Mail")
    copy = publish("Dell Daily", story(1, TROOPS, length=8))
    shown = as_reader.get(copy.get_absolute_url()).content.decode()
    for words in (
        "This text is a copy of",
        "Copies of this text",
        "100 %",
        "shortened",
        "published first",
        "the source",
    ):
        assert words in shown
    assert "Dell Daily" in as_reader.get(source.get_absolute_url()).content.decode()
    row = as_reader.get(f"/api/v1/articles/{copy.public_id}/").json()
    assert (row["copy_of"], row["text_from"]["name"]) == (source.public_id, "Lorne Mail")
