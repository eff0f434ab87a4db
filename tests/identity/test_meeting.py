"""What the machine makes of the names that articles bring."""

import threading

import pytest
from django.db import connection, connections

from claims.extraction.types import SpeakerKind as K
from claims.extraction.types import SpeakerMention
from claims.models import MergeSuggestion, Speaker, SpeakerAlias, SpeakerBlock
from claims.services.speakers import identify_speakers
from sources.models import Article
from tests.factories import ingest_article
from tests.identity.worlds import read_again, say, speaker

pytestmark = pytest.mark.django_db


def mention(name: str, kind: K = K.PERSON, **more) -> SpeakerMention:
    return SpeakerMention(name, name, kind, 0, 0, **more)


@pytest.fixture
def article(db) -> Article:
    return ingest_article("Notes\n\nNothing was counted in Lorne.")


def meet(article: Article, *mentions: SpeakerMention) -> list[Speaker]:
    return [a.speaker for a in identify_speakers(mentions=mentions, article=article).values()]


def test_another_spelling_becomes_an_alias_with_score_and_reasons(article):
    (first,) = meet(article, mention("Ann Zelensky"))
    (second,) = meet(article, mention("Ann Zelenskyy"))
    assert first == second
    alias = SpeakerAlias.objects.get(name="Ann Zelenskyy")
    assert (alias.score, alias.set_by) == (1.0, None)
    assert alias.reasons[0] == "+0.95 The same full name, the transliteration and titles aside"


def test_a_doubt_is_a_question_to_editors_and_two_speakers(article):
    (first,) = meet(article, mention("Ann Kestrel", affiliation="Kenya"))
    (second,) = meet(article, mention("Anne Kestrel", affiliation="Kenya", role="envoy"))
    (third,) = meet(article, mention("Kenya's intelligence service", K.ORGANISATION))
    (fourth,) = meet(article, mention("Kenya's National Intelligence Service", K.ORGANISATION))
    assert first != second
    assert third != fourth
    question = MergeSuggestion.objects.get(first=third, second=fourth)
    assert question.state == "pending"
    assert question.reasons


def test_a_last_name_alone_is_known_article_by_article():
    say("Hoffman")
    ingest_article("Elsewhere\n\nA flood in Peru killed 20 people, Hoffman said.")
    assert Speaker.objects.filter(name="Hoffman").count() == 2
    assert all(a.article_id_in_key for a in SpeakerAlias.objects.filter(name="Hoffman"))


def test_unnamed_people_and_ministries_of_two_countries_stay_apart(article):
    found = meet(
        article,
        mention("Kenyan officials", K.GROUP, affiliation="Kenya"),
        mention("Haitian officials", K.GROUP, affiliation="Haiti"),
        mention("officials", K.GROUP),
        mention("Kenyan Defence Ministry", K.ORGANISATION),
        mention("Haitian Defence Ministry", K.ORGANISATION),
        mention("Ministry of Defence", K.ORGANISATION),
    )
    assert len(set(found)) == 6
    assert not MergeSuggestion.objects.exists()


def test_a_group_contains_the_service_that_its_words_describe(article):
    (service,) = meet(article, mention("Kenya's intelligence service", K.ORGANISATION))
    names = ("Kenyan intelligence agencies", "Indian intelligence agencies")
    found = identify_speakers(
        mentions=[mention("Kenyan and Indian intelligence agencies", K.GROUP, members=names)],
        article=article,
    )
    group = next(a.speaker for a in found.values() if a.speaker.members.exists())
    assert service in group.members.all()
    assert group.members.count() == 2


def test_two_candidates_as_good_are_asked_about_both(article):
    (one,) = meet(article, mention("Institute for Social Work", K.ORGANISATION))
    (two,) = meet(article, mention("Institute for the Study of War", K.ORGANISATION))
    (short,) = meet(article, mention("ISW", K.ORGANISATION))
    assert short not in (one, two)
    assert MergeSuggestion.objects.filter(second=short).count() == 2


def test_reading_an_article_again_brings_nobody_new():
    article = say("Ann Kestrel")
    say("Hoffman")
    before = list(SpeakerAlias.objects.values())
    read_again(article)
    assert list(SpeakerAlias.objects.values()) == before


def test_meeting_a_speaker_costs_the_same_among_few_and_among_many(
    article, django_assert_num_queries
):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        meet(article, mention("Ann Kestrel", affiliation="Kenya"))
    speakers = Speaker.objects.bulk_create(
        Speaker(name=f"Ann{n} Kestrel", kind="person") for n in range(2000)
    )
    SpeakerAlias.objects.bulk_create(
        SpeakerAlias(speaker=s, key=f"person:{s.name.casefold()}", name=s.name) for s in speakers
    )
    SpeakerBlock.objects.bulk_create(SpeakerBlock(speaker=s, key="end:ksrl") for s in speakers)
    with django_assert_num_queries(len(few)):
        meet(article, mention("Zoe Kestrel", affiliation="Kenya"))


def test_an_editors_name_is_known_to_the_machine(article, editor):
    from claims.services.speaker_changes import add_alias
    from tests.identity.worlds import because

    (first,) = meet(article, mention("Ann Kestrel"))
    add_alias(speaker=first, name="The Hawk of Lorne", by=because(editor))
    assert meet(article, mention("the Hawk of Lorne")) == [first]


def test_an_editor_may_say_whose_a_last_name_is(article, editor):
    from claims.services.speaker_changes import add_alias
    from tests.identity.worlds import because

    (first,) = meet(article, mention("Ann Kestrel", affiliation="Kenya"))
    add_alias(speaker=first, name="Kestrel", by=because(editor))
    assert meet(article, mention("Kestrel")) == [first]
    assert meet(article, mention("Kestrel", affiliation="Haiti")) != [first]


def test_a_speaker_met_by_last_name_is_called_by_the_full_name_later(article):
    (first,) = meet(article, mention("Kestrel", affiliation="Kenya", role="envoy"))
    (second,) = meet(article, mention("Ann Kestrel", affiliation="Kenya", role="envoy"))
    assert first == second
    assert Speaker.objects.get().name == "Ann Kestrel"


def test_a_person_may_go_by_two_quite_different_names(article, editor):
    from claims.services.speaker_changes import add_alias
    from tests.identity.worlds import because

    (first,) = meet(article, mention("Ann Kestrel"))
    add_alias(speaker=first, name="The Hawk of Lorne", by=because(editor))
    assert meet(article, mention("Ann Kesstrel")) == [first]


@pytest.mark.django_db(transaction=True)
def test_workers_that_meet_one_new_speaker_at_once_make_one():
    article = ingest_article("Notes\n\nNothing was counted in Lorne.")
    names = ["Ann Zelensky", "Ann Zelenskiy", "Ann Zelenskyy", "Dr Ann Zelenskii"]
    gate = threading.Barrier(len(names))
    errors: list[Exception] = []

    def work(name: str) -> None:
        try:
            gate.wait()
            meet(article, mention(name))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Speaker.objects.count() == 1
    assert speaker(Speaker.objects.get().name).aliases.count() >= 2
