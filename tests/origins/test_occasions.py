"""Variants of one occasion are one origin."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.extraction.occasions import occasions_named, quotes_in, same_quote
from claims.models import Origin, OriginQuote
from claims.services.tracing import Occasion, family_of, find_occasion, speakers_origin
from tests.factories import ingest_article, only_claim
from tests.identity.worlds import say, speaker

SENT = "Kenya has sent 300 soldiers to Haiti"
QUOTE = "We have sent our 300 soldiers to Haiti because their own police asked us for help"
OTHERWISE = "We sent 300 of our soldiers to Haiti since its own police had asked us to help them"


def test_a_quote_in_another_translation_is_the_same_and_another_one_is_not():
    (first,), (second,) = quotes_in(f"“{QUOTE},” she said."), quotes_in(f"“{OTHERWISE},” she said.")
    assert same_quote(first, second)
    (other,) = quotes_in(
        "“The harbour will be closed until the divers have cleared the wreck,” he said."
    )
    assert not same_quote(first, other)


def test_what_an_editor_put_in_brackets_is_no_part_of_a_quote():
    (plain,) = quotes_in(
        '"The (Kenyan) soldiers are treated in our [own] hospitals on the coast," he said.'
    )
    assert plain == "the soldiers are treated in our hospitals on the coast"
    assert quotes_in("“Very few words,” he said.") == ()


@pytest.mark.parametrize(
    ("sentence", "medium", "day"),
    [
        (
            "Ms. Lee said so in an interview with the newspaper Dellsky Kuryer published on 9 February.",
            "Dellsky Kuryer",
            date(2025, 2, 9),
        ),
        ("In a statement released on Feb. 3, 2025, Ann Lee said so.", "", date(2025, 2, 3)),
        ("Ann Lee gave an interview to the magazine Tarn Weekly.", "Tarn Weekly", None),
    ],
)
def test_an_article_names_the_occasion(sentence, medium, day):
    (found,) = occasions_named(f"Soldiers sent.\n\n{sentence}", date(2025, 2, 12))
    assert (found.medium, found.day) == (medium, day)
    assert found.is_of("Ann Lee")
    assert not found.is_of("Bo Diaz")


def test_the_day_of_what_is_reported_is_not_the_day_of_the_interview():
    text = "In an interview, Ann Lee said that the soldiers were sent on 3 January."
    assert occasions_named(text, date(2025, 2, 12)) == ()


@pytest.mark.django_db
class TestOrigins:
    def test_a_dated_interview_gives_its_origin_the_day(self):
        ingest_article(
            f"Report\n\n{SENT}, Ann Lee told the newspaper Dellsky Kuryer in an interview "
            "published on 9 February.",
            published="2025-02-12",
        )
        origin = Origin.objects.get()
        assert (origin.dated_on, origin.date_is_stated) == (date(2025, 2, 9), True)
        ingest_article(f"Later\n\n{SENT}, Ann Lee said.", outlet="B", published="2025-02-01")
        origin.refresh_from_db()
        assert origin.dated_on == date(2025, 2, 9)

    def test_an_interview_named_in_a_sentence_of_its_own_holds_for_the_speaker(self):
        ingest_article(
            f"Report\n\n{SENT}, Ann Lee said.\n\nLee made the remarks in an interview with the "
            "newspaper Dellsky Kuryer.",
            published="2025-02-12",
        )
        assert Origin.objects.get().label == "Ann Lee, through Dellsky Kuryer"

    def test_a_quote_known_from_elsewhere_joins_its_occasion(self):
        for number, (words, paper, day) in enumerate(
            (
                (QUOTE, "Dellsky Kuryer", "2025-01-05"),
                (OTHERWISE, "Herald of Dell", "2025-04-20"),
            )
        ):
            ingest_article(
                f"Report {number}\n\n“{words},” Ann Lee told the newspaper {paper}.",
                outlet=f"Outlet {number}",
                published=day,
            )
        assert Origin.objects.filter(kind="speakers").count() == 1
        assert OriginQuote.objects.count() == 2

    def test_another_interview_is_another_occasion_of_the_same_voice(self):
        for number, paper in enumerate(("Dellsky Kuryer", "Tarn Weekly")):
            ingest_article(
                f"Report {number}\n\n{SENT}, Ann Lee told the newspaper {paper}.",
                outlet=f"Outlet {number}",
                published="2025-03-03",
            )
        assert Origin.objects.filter(kind="speakers").count() == 2
        assert only_claim(type="troops_deployed").independent_count == 1

    def test_a_speaker_with_many_occasions_costs_no_more(self):
        say("Ann Lee")
        lee = speaker("Ann Lee")
        family = family_of([lee.pk])

        def cost() -> tuple[int, int]:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                found = find_occasion(
                    family=family,
                    occasion=Occasion("Kestrel News", date(2030, 1, 1), quotes=("no such words",)),
                )
            assert found is None
            return len(queries), sum("LIMIT" in q["sql"] for q in queries)

        before = cost()
        Origin.objects.bulk_create(
            Origin(key=f"many|{n}", family=family, kind="speakers", label="x", medium=f"Paper {n}")
            for n in range(300)
        )
        assert cost() == before == (2, 2)

    def test_the_nearest_occasion_with_the_same_medium_is_chosen(self):
        say("Ann Lee")
        lee = [speaker("Ann Lee")]
        first = speakers_origin(speakers=lee, occasion=Occasion("Dell News", date(2025, 1, 1)))
        second = speakers_origin(speakers=lee, occasion=Occasion("Dell News", date(2025, 6, 1)))
        assert first != second
        near = speakers_origin(speakers=lee, occasion=Occasion("The Dell News", date(2025, 5, 20)))
        assert near == second
