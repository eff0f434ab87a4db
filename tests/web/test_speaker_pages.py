"""Who is who, through the pages."""

import pytest
from django.urls import reverse

from claims.models import MergeSuggestion, Speaker, SpeakerChange
from tests.identity.worlds import say, speaker

pytestmark = pytest.mark.django_db
SERVICE, NAMED = "Dell Institute", "Lorne Foundation"


@pytest.fixture
def two(db) -> tuple[Speaker, Speaker]:
    say(f"the {SERVICE}")
    say(f"the {NAMED}", "310")
    return speaker(SERVICE), speaker(NAMED)


def page(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:800]
    return answer.content.decode()


def post(client, name: str, row, /, **fields):
    return client.post(reverse(name, args=[row.public_id]), fields, follow=True)


def test_speakers_are_found_by_the_beginnings_of_words_of_any_name(as_reader, two):
    for query in ("dell", "inst dell", "DELL inst"):
        text = page(as_reader, f"/speakers/?q={query}")
        assert SERVICE in text
        assert NAMED not in text
    assert "No speaker matches" in page(as_reader, "/speakers/?q=volcano")
    assert "No speaker matches" in page(as_reader, "/speakers/?q=%26%7C")
    assert "1 statement" in page(as_reader, "/speakers/")


def test_a_speakers_page_tells_every_name_with_its_reason(as_reader, two):
    text = page(as_reader, two[0].get_absolute_url())
    for shown in (SERVICE, "the name it was first met under", "claimbase", "1.00", "Statements"):
        assert shown in text
    assert "needs the role of an editor" in text
    assert "Rename" not in text


def test_an_editor_merges_after_looking_at_what_results(as_editor, two):
    survivor, other = two
    address = reverse("speaker-merge", args=[survivor.public_id])
    assert NAMED in page(as_editor, f"{address}?q=lorne")
    preview = page(as_editor, f"{address}?with={other.public_id}")
    for shown in ("What results", f"Known as {SERVICE}, {NAMED}", "can be undone", "score 0.00"):
        assert shown in preview
    answer = post(
        as_editor,
        "speaker-merge",
        survivor,
        other=other.public_id,
        reason="The same house.",
        version=survivor.version,
    )
    assert f"{NAMED} is now {SERVICE}." in answer.content.decode()
    assert "The same house." in answer.content.decode()
    gone = as_editor.get(other.get_absolute_url())
    assert (gone.status_code, gone.url) == (301, survivor.get_absolute_url())
    assert NAMED not in page(as_editor, "/speakers/")
    assert "2 statements" in page(as_editor, "/speakers/?q=lorne")
    claims = page(as_editor, f"/claims/?speaker={other.public_id}")
    assert "Kenyan troops sent to Haiti" in claims


def test_an_editor_undoes_a_merge_from_the_history(as_editor, two):
    survivor, other = two
    post(as_editor, "speaker-merge", survivor, other=other.public_id, reason="x", version=1)
    change = SpeakerChange.objects.get()
    answer = post(as_editor, "speaker-change-undo", change, reason="They are two.")
    text = answer.content.decode()
    assert "Undone: " in text
    assert "(undone)" in text
    assert NAMED in page(as_editor, other.get_absolute_url())


def test_an_editor_splits_names_off(as_editor, two):
    survivor, other = two
    post(as_editor, "speaker-merge", survivor, other=other.public_id, reason="x", version=1)
    alias = survivor.aliases.get(name=NAMED)
    assert NAMED in page(as_editor, reverse("speaker-split", args=[survivor.public_id]))
    fields = {"aliases": [alias.pk], "name": "Lorne Fund", "reason": "Another house.", "version": 2}
    answer = post(as_editor, "speaker-split", survivor, **fields)
    assert "given to Lorne Fund" in answer.content.decode()
    assert speaker("Lorne Fund").attributions.count() == 1


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"reason": ""}, "A change needs a reason."),
        ({"aliases": []}, "Choose at least one name."),
        ({"name": ""}, "Name a new speaker, or give the id"),
        ({"into": "spk_x"}, "There is no speaker with this id."),
    ],
)
def test_a_split_that_is_not_whole_is_asked_again(as_editor, two, fields, shown):
    survivor, other = two
    post(as_editor, "speaker-merge", survivor, other=other.public_id, reason="x", version=1)
    alias = survivor.aliases.get(name=NAMED)
    whole = {"aliases": [alias.pk], "name": "Fund", "reason": "Why not.", "version": 2}
    answer = post(as_editor, "speaker-split", survivor, **{**whole, **fields})
    assert answer.status_code == 422
    assert shown in answer.content.decode()


def test_a_change_on_an_old_version_is_shown_as_a_conflict(as_editor, two):
    survivor, other = two
    post(as_editor, "speaker-rename", survivor, name="The Dell", reason="x", version=1)
    for name, fields in (
        ("speaker-merge", {"other": other.public_id}),
        ("speaker-rename", {"name": "Dell again"}),
        ("speaker-add-name", {"new_name": "Dell again"}),
    ):
        answer = post(as_editor, name, survivor, reason="Seen.", version=1, **fields)
        assert answer.status_code == 409, name
        assert "The speaker changed after you read it" in answer.content.decode()
        assert "Seen." in answer.content.decode()
    assert SpeakerChange.objects.count() == 1


def test_a_change_that_others_build_on_says_what_to_undo_first(as_editor, two):
    survivor, other = two
    say("the Kestrel Institute")
    post(as_editor, "speaker-merge", survivor, other=other.public_id, reason="x", version=1)
    first = SpeakerChange.objects.get()
    kestrel = speaker("Kestrel Institute")
    post(as_editor, "speaker-merge", survivor, other=kestrel.public_id, reason="x", version=2)
    answer = post(as_editor, "speaker-change-undo", first, reason="x")
    assert answer.status_code == 409
    assert "Kestrel Institute merged into" in answer.content.decode()


def test_names_are_added_and_speakers_renamed(as_editor, two):
    answer = post(
        as_editor, "speaker-add-name", two[0], new_name="Dell Watch", reason="x", version=1
    )
    assert "Dell Watch is a name of" in answer.content.decode()
    assert "editor" in page(as_editor, two[0].get_absolute_url())
    post(as_editor, "speaker-rename", two[0], name="House of Dell", reason="x", version=2)
    assert "House of Dell" in page(as_editor, "/speakers/?q=dell watch")


def test_editors_answer_questions(as_editor):
    say("Kenya's intelligence service")
    say("Kenya's National Intelligence Service")
    assert "1 open question" in page(as_editor, "/speakers/")
    question = MergeSuggestion.objects.get()
    text = page(as_editor, "/speakers/suggestions/")
    assert "They belong to the same country" in text
    assert "May be the same as" in page(as_editor, question.first.get_absolute_url())
    answer = as_editor.post(reverse("suggestion-accept", args=[question.public_id]), follow=True)
    assert "An answer needs a reason." in answer.content.decode()
    answer = post(as_editor, "suggestion-decline", question, reason="Two services.")
    assert "stay two speakers" in answer.content.decode()
    answer = post(as_editor, "suggestion-accept", question, reason="One after all.")
    assert "answered already" in answer.content.decode()
    assert "Two services." in page(as_editor, "/speakers/suggestions/?state=declined")


def test_a_question_that_is_accepted_merges(as_editor):
    say("Kenya's intelligence service")
    say("Kenya's National Intelligence Service")
    question = MergeSuggestion.objects.get()
    answer = post(as_editor, "suggestion-accept", question, reason="One service.")
    assert "is now" in answer.content.decode()
    assert Speaker.objects.listed().count() == 1


def test_others_are_refused_and_told_which_role_it_takes(as_analyst, two):
    survivor, other = two
    for answer in (
        as_analyst.get(reverse("speaker-merge", args=[survivor.public_id])),
        as_analyst.get(reverse("speaker-split", args=[survivor.public_id])),
        as_analyst.get(reverse("suggestion-list")),
        post(as_analyst, "speaker-merge", survivor, other=other.public_id, reason="x", version=1),
        post(as_analyst, "speaker-rename", survivor, name="x", reason="x", version=1),
        post(as_analyst, "speaker-add-name", survivor, new_name="x", reason="x", version=1),
    ):
        assert answer.status_code == 403
        assert "role of an editor" in answer.content.decode()
    assert not SpeakerChange.objects.exists()


def test_a_speakers_page_costs_a_fixed_number_of_queries(
    as_editor, two, django_assert_max_num_queries
):
    for number in range(6):
        say(f"the {SERVICE}", str(300 + number))
    with django_assert_max_num_queries(19):
        page(as_editor, two[0].get_absolute_url())


def test_no_page_on_speakers_has_inline_code(as_editor, two):
    for address in (
        "/speakers/",
        "/speakers/suggestions/",
        two[0].get_absolute_url(),
        f"{reverse('speaker-merge', args=[two[0].public_id])}?with={two[1].public_id}",
        reverse("speaker-split", args=[two[0].public_id]),
    ):
        text = page(as_editor, address)
        assert " style=" not in text
        assert "<script>" not in text
