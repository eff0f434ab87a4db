"""Editors say what a speaker is and whom a group contains, through the pages and the API."""

import pytest
from django.urls import reverse

from claims.models import Speaker, SpeakerChange
from tests.factories import only_claim
from tests.identity.worlds import read_again, say, snapshot, speaker

pytestmark = pytest.mark.django_db
CHARITY, WATCH = "Doctors for Kenya", "Lorne Foundation"


@pytest.fixture
def two(db) -> tuple[Speaker, Speaker]:
    say(f"the {WATCH}")
    say("Haitian officials", "310")
    return speaker(WATCH), Speaker.objects.exclude(name=WATCH).get()


def address(row: Speaker) -> str:
    return reverse("speaker-details", args=[row.public_id])


def details(client, row: Speaker, **said):
    row.refresh_from_db()
    whole = {
        "kind": row.kind,
        "role": row.role,
        "country": row.country,
        "affiliation": row.affiliation,
        "members": [one.public_id for one in row.members.all()],
        "version": row.version,
        "reason": "It says so itself.",
        **said,
    }
    return client.post(address(row), whole, follow=True)


def undo(client, change: SpeakerChange, reason: str = "Not so."):
    return client.post(
        reverse("speaker-change-undo", args=[change.public_id]), {"reason": reason}, follow=True
    )


def independent() -> int:
    return only_claim(type="troops_deployed").independent_count


def test_an_editor_corrects_kind_role_and_side_and_claims_are_weighed_anew(as_editor, two):
    watch, officials = two
    assert officials.country == "Haiti"
    assert independent() == 2
    assert 'href="' + address(watch) in as_editor.get(watch.get_absolute_url()).content.decode()
    answer = details(
        as_editor, watch, kind="group", role="an observer", country="Haiti", affiliation="Lorne"
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in ("Anonymous group · an observer · Lorne · speaks for Haiti", "It says so itself."):
        assert shown in text
    assert "speaks for: – → Haiti" in text
    assert independent() == 1


def test_undoing_it_gives_back_the_same_state(as_editor, two):
    before = snapshot()
    details(as_editor, two[0], country="Haiti", role="an observer")
    undo(as_editor, SpeakerChange.objects.get())
    assert snapshot() == before
    assert independent() == 2


def test_members_of_a_group_are_found_by_words_and_make_it_one_voice_with_them(as_editor, two):
    watch, officials = two
    searched = details(as_editor, officials, step="search", q="lorne", reason="half a sen")
    text = searched.content.decode()
    assert searched.status_code == 200
    assert f'value="{watch.public_id}"' in text
    assert "half a sen" in text
    assert not SpeakerChange.objects.exists()
    before = snapshot()
    text = details(as_editor, officials, members=[watch.public_id]).content.decode()
    assert f"with {WATCH}" in text
    assert list(officials.members.all()) == [watch]
    assert independent() == 1
    assert f'id="{watch.public_id}" checked' in as_editor.get(address(officials)).content.decode()
    details(as_editor, officials, members=[])
    assert independent() == 2
    undo(as_editor, SpeakerChange.objects.first())
    undo(as_editor, SpeakerChange.objects.exclude(kind="undo").last())
    assert snapshot() == before


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"reason": ""}, "A change needs a reason."),
        ({}, "Nothing was changed"),
        ({"country": "Atlantis"}, "No country or bloc is called “Atlantis”"),
        ({"kind": "reports"}, "Select a valid choice"),
        ({"members": ["own"]}, "Only an anonymous group contains others."),
        ({"members": ["own"], "kind": "group"}, "A group does not contain itself."),
        ({"members": ["spk_x"]}, "There is no speaker with the id"),
    ],
)
def test_what_makes_no_sense_is_asked_again_with_what_was_typed(as_editor, two, said, shown):
    watch = two[0]
    if said.get("members") == ["own"]:
        said = {**said, "members": [watch.public_id]}
    typed = "typed before" if said else ""
    answer = details(as_editor, watch, **({"role": typed} if typed else {}), **said)
    assert answer.status_code == 422
    assert shown in answer.content.decode()
    assert typed in answer.content.decode()
    assert not SpeakerChange.objects.exists()


def test_a_group_is_not_put_into_its_own_member(as_editor, two):
    watch, officials = two
    details(as_editor, watch, kind="group")
    details(as_editor, officials, members=[watch.public_id])
    answer = details(as_editor, watch, members=[officials.public_id])
    assert answer.status_code == 422
    assert "contains this group already" in answer.content.decode()


def test_the_second_of_two_editors_sees_what_the_first_did_and_loses_nothing(as_editor, two):
    watch = two[0]
    details(as_editor, watch, role="an observer")
    answer = details(as_editor, watch, version=1, role="a foundation", reason="Their site.")
    text = answer.content.decode()
    assert answer.status_code == 409
    for shown in (
        "changed after you read it",
        "role: – → an observer",
        "a foundation",
        "Their site.",
    ):
        assert shown in text
    watch.refresh_from_db()
    assert details(as_editor, watch, role="a foundation").status_code == 200


def test_reading_again_leaves_what_a_person_said(as_editor, two):
    say("Ann Kestrel, the Kenyan ambassador to Haiti,", "290")
    kestrel = speaker("Ann Kestrel")
    assert (kestrel.country, bool(kestrel.role)) == ("Kenya", True)
    details(as_editor, kestrel, country="", affiliation="", role="")
    for row in (kestrel, *two):
        for attribution in row.attributions.select_related("assertion__article"):
            read_again(attribution.assertion.article)
    say("Ann Kestrel, the Kenyan ambassador to Haiti,", "291")
    kestrel.refresh_from_db()
    assert (kestrel.country, kestrel.affiliation, kestrel.role) == ("", "", "")
    undo(as_editor, SpeakerChange.objects.get())
    say("Ann Kestrel, the Kenyan ambassador to Haiti,", "292")
    kestrel.refresh_from_db()
    assert kestrel.country == "Kenya"


def test_only_a_later_change_of_the_same_detail_stands_in_the_way_of_undo(as_editor, two):
    watch = two[0]
    for said in ({"role": "an observer"}, {"country": "Haiti"}, {"role": "a foundation"}):
        details(as_editor, watch, **said)
    third, second, first = SpeakerChange.objects.order_by("-pk")
    answer = undo(as_editor, first)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{third.get_absolute_url()}"' in text
    assert f'href="{second.get_absolute_url()}"' not in text
    assert undo(as_editor, second).status_code == 200


def test_an_undo_without_a_reason_says_so_where_it_was_asked_for(as_editor, two):
    details(as_editor, two[0], role="an observer")
    change = SpeakerChange.objects.get()
    answer = undo(as_editor, change, reason="")
    text = answer.content.decode()
    assert answer.status_code == 422
    form = text[text.index(f'id="{change.public_id}"') :]
    assert "<details" in form
    assert " open>" in form[: form.index("</details>")]
    assert "A change needs a reason." in form[: form.index("</details>")]


def test_a_reader_may_not(as_reader, two):
    assert as_reader.get(address(two[0])).status_code == 403
    assert details(as_reader, two[0], role="x").status_code == 403
    assert "Correct what it is" not in as_reader.get(two[0].get_absolute_url()).content.decode()


def api(client, row: Speaker, what: str, tag: str = "*", **body):
    return client.post(
        f"/api/v1/speakers/{row.public_id}/{what}/",
        {"reason": "Seen.", **body},
        content_type="application/json",
        headers={"If-Match": tag},
    )


def test_the_api_changes_what_is_given_and_leaves_the_rest(as_editor, two):
    watch, officials = two
    answer = api(as_editor, watch, "details", role="an observer")
    assert (answer.status_code, answer.json()["kind"]) == (200, "describe")
    watch.refresh_from_db()
    assert (watch.role, watch.kind) == ("an observer", "organisation")
    answer = api(as_editor, officials, "details", members=[watch.public_id])
    assert answer.status_code == 200
    assert api(as_editor, officials, "details", country="Atlantis").status_code == 409
    stale = api(as_editor, watch, "details", f'"{watch.public_id}-1"', role="x")
    assert stale.status_code == 412


def test_a_speaker_without_statements_is_removed_and_comes_back(as_editor, two):
    watch = two[0]
    loose = Speaker.objects.create(name="Oleg Testov", kind="person")
    gone = reverse("speaker-remove", args=[loose.public_id])
    assert gone in as_editor.get(loose.get_absolute_url()).content.decode()
    kept = reverse("speaker-remove", args=[watch.public_id])
    assert kept not in as_editor.get(watch.get_absolute_url()).content.decode()
    assert as_editor.post(kept, {"reason": "x", "version": watch.version}).status_code == 422
    assert as_editor.post(gone, {"reason": "", "version": 1}).status_code == 422
    answer = as_editor.post(gone, {"reason": "Made up.", "version": 1}, follow=True)
    assert "This speaker is removed" in answer.content.decode()
    assert "Testov" not in as_editor.get("/speakers/").content.decode()
    undo(as_editor, SpeakerChange.objects.get())
    assert "Testov" in as_editor.get("/speakers/").content.decode()
    assert api(as_editor, loose, "remove").status_code == 200
