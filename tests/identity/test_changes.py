"""Editors merge, split and name speakers, and take it back."""

import threading
from dataclasses import replace

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.models import (
    Attribution,
    Claim,
    MergeSuggestion,
    Origin,
    Speaker,
    SpeakerAlias,
    SpeakerChange,
    SuggestionJudgement,
)
from claims.services.acting import ChangeRefusedError, UndoBlockedError
from claims.services.reading import document_of
from claims.services.speaker_changes import (
    StaleSpeakerError,
    add_alias,
    merge_speakers,
    rename,
    split_speaker,
    undo,
)
from claims.services.suggestions import accept_suggestion, decline_suggestion
from tests.factories import ingest_article, only_claim
from tests.identity.worlds import because, read_again, say, snapshot, speaker, store

pytestmark = pytest.mark.django_db
SERVICE, NAMED = "Dell Institute", "Lorne Foundation"


@pytest.fixture
def two(db) -> Claim:
    """A claim with two origins that are one in truth."""
    say(f"the {SERVICE}")
    say(f"the {NAMED}", "310")
    claim = only_claim(type="troops_deployed")
    assert claim.independent_count == 2
    return claim


def merge(user, survivor=SERVICE, merged=NAMED) -> SpeakerChange:
    by = because(user)
    return merge_speakers(survivor=speaker(survivor), merged=speaker(merged), by=by)


def test_a_merge_unites_names_statements_and_origins(two, editor):
    change = merge(editor)
    survivor = speaker(SERVICE)
    assert {a.name for a in survivor.aliases.all()} == {SERVICE, NAMED}
    assert survivor.attributions.count() == 2
    two.refresh_from_db()
    assert (two.independent_count, two.status) == (1, "single_source")
    assert (change.by, change.reason) == (editor, "they are one")
    gone = Speaker.objects.get(name=NAMED)
    assert gone.merged_into == survivor
    assert Origin.objects.filter(merged_into=None).count() == 1


def test_undoing_a_merge_restores_the_same_state(two, editor):
    before = snapshot()
    change = merge(editor)
    assert snapshot() != before
    undone = undo(change=change, by=because(editor, "they are two after all"))
    assert snapshot() == before
    assert undo(change=change, by=because(editor, "again")) == undone


def test_what_came_after_the_merge_goes_back_with_its_name(two, editor):
    change = merge(editor)
    say(f"the {NAMED}", "305")
    assert speaker(SERVICE).attributions.count() == 3
    undo(change=change, by=because(editor))
    assert speaker(NAMED).attributions.count() == 2
    assert {o.speakers.get().name for o in Origin.objects.filter(assertions__isnull=False)} == {
        SERVICE,
        NAMED,
    }
    two.refresh_from_db()
    assert two.independent_count == 2


def test_reading_again_leaves_what_a_person_merged_and_split(two, editor):
    merge(editor)
    survivor = speaker(SERVICE)
    moved = survivor.aliases.filter(name=NAMED)
    split_speaker(speaker=survivor, aliases=moved, to="Lorne Fund", by=because(editor))
    for attribution in Attribution.objects.select_related("assertion__article"):
        read_again(attribution.assertion.article)
    assert speaker("Lorne Fund").attributions.count() == 1
    assert speaker(SERVICE).attributions.count() == 1
    assert say(f"the {NAMED}").assertions.get().attributions.get().speaker.name == "Lorne Fund"


def test_a_split_gives_names_their_own_origin_and_can_be_undone(two, editor):
    merge(editor)
    before = snapshot()
    survivor = speaker(SERVICE)
    by = because(editor, "two bodies")
    moved = survivor.aliases.filter(name=NAMED)
    change = split_speaker(speaker=survivor, aliases=moved, to=NAMED + " 2", by=by)
    two.refresh_from_db()
    assert two.independent_count == 2
    undo(change=change, by=because(editor))
    after = snapshot()
    for part in ("aliases", "attributions", "statements", "claims", "members", "suggestions"):
        assert after[part] == before[part]
    assert Speaker.objects.get(name=NAMED + " 2").merged_into == survivor


def test_names_may_be_split_to_a_speaker_that_is_there(two, editor):
    say("Ann Kestrel", "290")
    ann = speaker("Ann Kestrel")
    add_alias(speaker=ann, name="Ann K. Kestrel-Lee", by=because(editor))
    split_speaker(
        speaker=ann,
        aliases=ann.aliases.filter(name="Ann Kestrel"),
        to=speaker(NAMED),
        by=because(editor),
    )
    assert speaker(NAMED).attributions.count() == 2


def test_a_split_keeps_at_least_one_name_and_moves_at_least_one(two, editor):
    one, other = speaker(SERVICE), speaker(NAMED)
    for aliases in ([], one.aliases.all(), other.aliases.all()):
        with pytest.raises(ChangeRefusedError):
            split_speaker(speaker=one, aliases=aliases, to="New", by=because(editor))


def test_a_group_contains_the_survivor_of_its_member(editor):
    ingest_article(
        "Report\n\nKenyan, Brazilian and Indian intelligence agencies said Kenya has sent 300 "
        "soldiers to Haiti."
    )
    say("the Harbour Watch Institute", "320")
    claim = only_claim(type="troops_deployed")
    assert claim.independent_count == 2
    before = snapshot()
    change = merge(editor, "Harbour Watch Institute", "Brazilian intelligence agencies")
    group = Speaker.objects.get(members=speaker("Harbour Watch Institute"))
    assert group.members.count() == 3
    claim.refresh_from_db()
    assert claim.independent_count == 1
    with pytest.raises(ChangeRefusedError, match="contains"):
        merge(editor, group.name, "Harbour Watch Institute")
    undo(change=change, by=because(editor))
    assert snapshot() == before


def test_a_statement_of_both_is_attributed_once(editor):
    say(f"the {SERVICE} and the {NAMED}")
    assert Attribution.objects.count() == 2
    before = snapshot()
    change = merge(editor)
    assert Attribution.objects.count() == 1
    undo(change=change, by=because(editor))
    assert snapshot() == before


def test_two_kinds_of_speakers_are_never_one(two, editor):
    say("Ann Kestrel")
    with pytest.raises(ChangeRefusedError, match="cannot be one"):
        merge(editor, SERVICE, "Ann Kestrel")
    with pytest.raises(ChangeRefusedError, match="itself"):
        merge(editor, SERVICE, SERVICE)


def test_a_change_needs_a_reason_and_the_version_that_was_seen(two, editor):
    one, other = speaker(SERVICE), speaker(NAMED)
    with pytest.raises(ChangeRefusedError, match="reason"):
        merge_speakers(survivor=one, merged=other, by=because(editor, "  "))
    rename(speaker=one, name="The Dell", by=because(editor))
    with pytest.raises(StaleSpeakerError, match="version"):
        merge_speakers(survivor=one, merged=other, by=because(editor, version=one.version))
    assert speaker("The Dell")


def test_a_change_that_others_build_on_is_undone_after_them(two, editor):
    say("the Kestrel Institute", "299")
    first = merge(editor)
    second = merge(editor, "Kestrel Institute", SERVICE)
    with pytest.raises(UndoBlockedError) as blocked:
        undo(change=first, by=because(editor))
    assert blocked.value.blocked_by == (second,)
    undo(change=second, by=because(editor))
    undo(change=first, by=because(editor))
    assert Speaker.objects.filter(merged_into=None).count() == 3


def test_a_new_name_is_kept_when_articles_are_read_again(two, editor):
    change = rename(speaker=speaker(SERVICE), name="Institute of Dell", by=because(editor))
    say(f"the {SERVICE}")
    assert speaker("Institute of Dell").attributions.count() == 2
    undo(change=change, by=because(editor))
    assert speaker(SERVICE)


def test_a_name_belongs_to_one_speaker(two, editor):
    with pytest.raises(ChangeRefusedError, match=NAMED):
        add_alias(speaker=speaker(SERVICE), name=f"the {NAMED}", by=because(editor))
    change = add_alias(speaker=speaker(SERVICE), name="Dell Watch", by=because(editor))
    undo(change=change, by=because(editor))
    assert not SpeakerAlias.objects.filter(name="Dell Watch").exists()


@pytest.fixture
def question(db) -> MergeSuggestion:
    """Two bodies that may be one, in one claim."""
    say("Kenya's intelligence service")
    say("Kenya's National Intelligence Service", "310")
    return MergeSuggestion.objects.get()


def test_a_suggestion_that_is_accepted_merges(question, editor):
    change = accept_suggestion(suggestion=question, by=because(editor))
    question.refresh_from_db()
    assert (change.kind, question.state) == ("merge", "accepted")
    assert question.judgements.get().verdict == "accepted"
    with pytest.raises(ChangeRefusedError, match="already"):
        decline_suggestion(suggestion=question, by=because(editor))
    undo(change=change, by=because(editor))
    question.refresh_from_db()
    assert question.state == "pending"


def test_a_pair_that_was_declined_is_not_asked_about_again(question, editor):
    decline_suggestion(suggestion=question, by=because(editor, "two services"))
    say("Kenya's National Intelligence Service")
    say("the Kenyan intelligence service")
    question.refresh_from_db()
    assert question.state == "declined"
    assert MergeSuggestion.objects.count() == 1
    assert Speaker.objects.filter(merged_into=None).count() == 2


def test_a_question_follows_the_speaker_it_is_about(question, editor):
    say(f"the {SERVICE}")
    before = snapshot()
    change = merge(editor, SERVICE, question.second.name)
    question.refresh_from_db()
    assert speaker(SERVICE) in (question.first, question.second)
    undo(change=change, by=because(editor))
    assert snapshot() == before


def test_two_that_may_be_one_count_as_one_until_an_editor_says(article_pair, editor):
    claim, question = article_pair
    assert claim.independent_count == 1
    decline_suggestion(suggestion=question, by=because(editor, "two institutes"))
    claim.refresh_from_db()
    assert claim.independent_count == 2


@pytest.fixture
def article_pair(db) -> tuple[Claim, MergeSuggestion]:
    say("the Lorne Institute for Fisheries")
    say("the Lorna Institute for Fisheries", "310")
    return only_claim(type="troops_deployed"), MergeSuggestion.objects.get()


def test_changes_and_judgements_are_never_changed_or_deleted(question, editor):
    accept_suggestion(suggestion=question, by=because(editor))
    for change in (
        lambda: SpeakerChange.objects.all().delete(),
        lambda: SpeakerChange.objects.update(reason="other"),
        lambda: SuggestionJudgement.objects.update(reason="other"),
        lambda: SuggestionJudgement.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match=r"annot|trigger"), transaction.atomic():
            change()


@pytest.fixture
def many(db) -> list[int]:
    """Speakers alone, in company and in groups, with one occasion and several."""
    ingest_article(
        "Report\n\nKenyan, Brazilian and Indian intelligence agencies said Kenya has sent 300 "
        "soldiers to Haiti."
    )
    for who in (
        f"the {SERVICE}",
        f"the {NAMED}",
        f"the {SERVICE} and the {NAMED}",
        "the Kestrel Institute",
        "Kenya's intelligence service",
        "Kenya's National Intelligence Service",
    ):
        say(who)
    return list(Speaker.objects.values_list("pk", flat=True))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_merging_and_undoing_any_speakers_restores_the_same_state(many, editor, data):
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(many), st.sampled_from(many)), max_size=4))
    with transaction.atomic():
        before, done = snapshot(), []
        for survivor, merged in pairs:
            try:
                change = merge_speakers(
                    survivor=Speaker.objects.get(pk=survivor),
                    merged=Speaker.objects.get(pk=merged),
                    by=because(editor),
                )
                done.append(change)
            except ChangeRefusedError:
                continue
        for change in reversed(done):
            undo(change=change, by=because(editor))
        assert snapshot() == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_merge_while_articles_come_in_loses_no_statement():
    from claimbase.roles import grant_roles
    from tests.factories import make_user

    grant_roles()
    user = make_user("editor")
    say(f"the {SERVICE}")
    say(f"the {NAMED}")
    errors: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(4):
                say(f"the {NAMED}")
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=read)
    thread.start()
    change = merge(user)
    thread.join()
    assert errors == []
    assert speaker(SERVICE).attributions.count() == 6
    undo(change=change, by=because(user))
    assert speaker(NAMED).attributions.count() == 5


def test_the_reader_may_name_a_speaker_twice_in_one_statement(two, editor):
    merge(editor)
    article = say(f"the {SERVICE}")
    (found,) = extract(document_of(article))
    other = replace(found.speakers[0], name=NAMED)
    twice = replace(found, speakers=(*found.speakers, other))
    store(article, [twice])
    assert article.assertions.get().attributions.count() == 1
