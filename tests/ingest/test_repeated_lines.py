"""Lines that an outlet prints under many articles are found by counting."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims.models import Assertion, Claim
from sources.models import Article, OutletLine, SourceFile
from sources.parsing.json import zones_from_json
from sources.parsing.repeated import REPEATED_RULE, line_hash
from sources.services.processing import process
from sources.services.repeated_lines import count_lines
from sources.services.rereading import waiting_to_be_read_again
from tests.factories import ingest_article, receive

TEASER = "Flood leaves 12 people dead in the south of Lorne"
TITLES = ("Storm closes harbour", "Council votes on bridge", "School opens in Dell", "Rain ends")
TEXTS = (
    "The harbour was closed on Monday after a storm that lasted until the morning.",
    "The council voted for the new bridge over the river, which will be built of stone.",
    "A new school opened its doors in Dell, and its first lessons were about the sea.",
    "The rain that fell on the coast for nine days came to an end on Sunday evening.",
)


def article_text(number: int, line: str = TEASER) -> str:
    return f"{TITLES[number]}\n\n{TEXTS[number]}\n\n{line}\n\n{TEXTS[number]} It was so again."


def one(number: int, *, line: str = TEASER, outlet: str = "Lorne Mail", **said: str) -> Article:
    return ingest_article(article_text(number, line), outlet=outlet, **said)


def rules(article: Article) -> dict[str, str]:
    article.refresh_from_db()
    return {article.text[z.start : z.end]: z.rule for z in zones_from_json(article.zones)}


def read_what_waits() -> None:
    for source_file_id in waiting_to_be_read_again():
        process(source_file_id)


def standing(article: Article) -> list[Assertion]:
    return list(article.assertions.filter(is_withdrawn=False))


@pytest.mark.django_db
def test_a_line_under_two_titles_is_text_and_under_three_furniture():
    first, second = one(0), one(1)
    assert rules(first)[TEASER] == rules(second)[TEASER] == "text"
    third = one(2)
    assert {rules(article)[TEASER] for article in (first, second, third)} == {REPEATED_RULE}
    assert rules(first)[TEXTS[0]] == "text"


@pytest.mark.django_db
def test_articles_read_before_are_read_again_and_lose_what_stood_in_the_line():
    first, second = one(0), one(1)
    assert len(standing(first)) == len(standing(second)) == 1
    third = one(2)
    assert standing(third) == []
    assert set(waiting_to_be_read_again()) == {first.source_file_id, second.source_file_id}
    read_what_waits()
    assert standing(first) == standing(second) == []
    assert set(SourceFile.objects.values_list("state", flat=True)) == {SourceFile.State.DONE}
    assert not Claim.objects.filter(report_count__gt=0).exists()


@pytest.mark.django_db
def test_a_later_article_has_the_line_set_aside_at_once():
    for number in range(3):
        one(number)
    read_what_waits()
    fourth = one(3)
    assert rules(fourth)[TEASER] == REPEATED_RULE
    assert waiting_to_be_read_again() == []


@pytest.mark.django_db
def test_what_a_person_accepted_stays_when_the_line_is_set_aside(as_analyst):
    first = one(0)
    (accepted,) = standing(first)
    Assertion.objects.filter(pk=accepted.pk).update(review_state="accepted")
    one(1)
    one(2)
    read_what_waits()
    assert standing(first) == [accepted]
    shown = as_analyst.get(first.get_absolute_url()).content.decode()
    assert f'id="{accepted.public_id}"' in shown
    assert '<details class="furniture" open>' in shown
    assert REPEATED_RULE in shown


@pytest.mark.django_db
def test_the_text_of_an_article_never_changes():
    first = one(0)
    before = first.text, first.text_sha256
    one(1)
    one(2)
    first.refresh_from_db()
    assert (first.text, first.text_sha256) == before


@pytest.mark.django_db
def test_lines_are_counted_by_outlet():
    articles = [one(n, outlet=o) for n, o in enumerate(("Lorne Mail", "Dell Daily", "Coast Wire"))]
    assert {rules(article)[TEASER] for article in articles} == {"text"}


@pytest.mark.django_db
def test_articles_of_an_unknown_outlet_are_not_counted():
    for number in range(3):
        ingest_article(article_text(number))
    assert not OutletLine.objects.exists()


@pytest.mark.django_db
def test_the_same_title_again_is_no_other_article():
    texts = [f"{TITLES[0]}\n\n{text}\n\n{TEASER}\n\n{text} Again." for text in TEXTS]
    articles = [ingest_article(text, outlet="Lorne Mail") for text in texts]
    assert {rules(article)[TEASER] for article in articles} == {"text"}


@pytest.mark.django_db
def test_articles_with_the_same_title_are_set_right_too():
    texts = [f"{TITLES[0]}\n\n{text}\n\n{TEASER}\n\n{text} Again." for text in TEXTS[:2]]
    same = [ingest_article(text, outlet="Lorne Mail") for text in texts]
    one(2)
    one(3)
    assert {rules(article)[TEASER] for article in same} == {REPEATED_RULE}


@pytest.mark.django_db
def test_updates_of_one_story_under_new_titles_keep_their_text():
    body = "\n\n".join(f"{text} It was so all along the coast." for text in TEXTS)
    versions = [
        ingest_article(f"{title}\n\nPolice said {n} people were killed.\n\n{body}", outlet="Mail")
        for n, title in enumerate(TITLES, start=12)
    ]
    assert {rule for v in versions for rule in rules(v).values()} == {
        "text",
        "first line, not ended like a sentence",
    }


@pytest.mark.django_db
def test_the_background_of_a_story_that_reports_somebody_stays_text():
    line = "Some 3,000 villagers have died in the drought, the relief council said."
    articles = [one(number, line=line) for number in range(4)]
    assert {rules(article)[line] for article in articles} == {"text"}


@pytest.mark.django_db
def test_a_line_with_another_figure_is_another_line():
    articles = [
        one(n, line=f"Flood leaves {n + 12} people dead in the south of Lorne") for n in range(3)
    ]
    assert all(REPEATED_RULE not in rules(article).values() for article in articles)


@pytest.mark.django_db
def test_the_number_of_articles_is_a_setting(settings):
    settings.REPEATED_LINE_ARTICLES = 2
    first, second = one(0), one(1)
    assert rules(first)[TEASER] == rules(second)[TEASER] == REPEATED_RULE


@pytest.mark.django_db
def test_counting_an_article_again_changes_nothing():
    first, second = one(0), one(1)
    before = list(OutletLine.objects.order_by("pk").values())
    for article in (first, second, first):
        count_lines(article=article)
    assert list(OutletLine.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_an_article_that_changed_while_it_was_read_is_read_once_more(monkeypatch):
    first, second = one(0), one(1)
    SourceFile.objects.filter(pk=first.source_file_id).update(
        state=SourceFile.State.EXTRACTING, heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    third = receive(article_text(2), sidecar={"outlet": "Lorne Mail"})
    reads = []

    def meanwhile(*, article_id: int, **_: object) -> None:
        reads.append(article_id)
        if reads == [first.pk]:
            process(third.pk)

    from sources.signals import article_ingested

    article_ingested.connect(meanwhile)
    try:
        process(first.source_file_id)
    finally:
        article_ingested.disconnect(meanwhile)
    assert reads.count(first.pk) == 2
    assert standing(first) == []
    assert rules(second)[TEASER] == REPEATED_RULE


@pytest.mark.django_db(transaction=True)
def test_workers_that_store_articles_of_one_outlet_at_once_miss_no_line():
    files = [receive(article_text(n), sidecar={"outlet": "Lorne Mail"}) for n in range(4)]
    barrier = threading.Barrier(len(files))

    def work(source_file_id: int) -> None:
        barrier.wait()
        try:
            process(source_file_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(file.pk,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read_what_waits()
    line = OutletLine.objects.get(line_hash=line_hash(TEASER))
    assert line.repeated_at is not None
    assert {rules(article)[TEASER] for article in Article.objects.all()} == {REPEATED_RULE}
    assert not Assertion.objects.filter(is_withdrawn=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_folder_ingested_in_one_process_ends_with_every_article_set_right(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(article_text(number))
        (tmp_path / f"{number}.json").write_text('{"outlet": "Lorne Mail"}')
    call_command("ingest", str(tmp_path), local=True)
    assert not Assertion.objects.filter(is_withdrawn=False).exists()
    assert set(SourceFile.objects.values_list("state", flat=True)) == {SourceFile.State.DONE}


@pytest.mark.django_db
def test_a_file_that_failed_since_stays_failed():
    first = one(0)
    SourceFile.objects.filter(pk=first.source_file_id).update(
        state=SourceFile.State.FAILED, error="x", error_code="x"
    )
    one(1)
    one(2)
    assert first.source_file_id not in waiting_to_be_read_again()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sign up NOW!", "sign up now"),
        ("**Sign up** now", "Sign  up\u00a0now"),
        ("More from the coast …", "More from the coast"),
    ],
)
def test_case_marks_and_spacing_do_not_tell_lines_apart(one, other):
    assert line_hash(one) == line_hash(other)


@pytest.mark.parametrize("line", ["", "***", "12", "7 – 8", "a"])
def test_lines_with_next_to_no_letters_are_not_counted(line):
    assert line_hash(line) is None
