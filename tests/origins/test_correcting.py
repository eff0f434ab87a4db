"""Editors say where a statement comes from; it stays, and can be taken back."""

from datetime import date

import pytest
from django.urls import reverse

from claims.models import Assertion, Attribution, ChainLink, EditorialChange, Origin
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.correcting_origins import (
    OwnVoice,
    Spoken,
    Unknown,
    correct_origin,
    unify_origins,
)
from claims.services.editorial import undo
from claims.services.linking import link_article
from sources.models import Article
from tests.factories import ingest_article, only_claim
from tests.identity.worlds import read_again, say, snapshot, speaker

pytestmark = pytest.mark.django_db
SENT = "Kenya has sent 300 soldiers to Haiti"


@pytest.fixture
def by(editor) -> By:
    return By(editor, "the paper says so")


def statement(article: Article) -> Assertion:
    return article.assertions.get(is_withdrawn=False)


def chain(article: Article) -> list[str]:
    return [str(link) for link in statement(article).links.all()]


def state() -> dict:
    links = ChainLink.objects.order_by("assertion", "position", "name")
    # Attributions are written anew with every reading.
    said = Attribution.objects.values_list("assertion", "speaker", "alias", "mention", "verb")
    return {
        **snapshot(),
        "attributions": sorted(said),
        "set_by": list(Assertion.objects.order_by("id").values_list("origin_set_by", flat=True)),
        "links": list(links.values_list("assertion", "position", "role", "name", "outlet")),
    }


def troops():
    return only_claim(type="troops_deployed")


def test_a_corrected_origin_counts_at_once(by):
    say("Ann Lee")
    other = say("Bo Diaz")
    assert troops().independent_count == 2
    change = correct_origin(assertion=statement(other), given=Spoken((speaker("Ann Lee"),)), by=by)
    assert troops().independent_count == 1
    assert (change.kind, change.by, change.reason) == ("origin", by.user, by.reason)
    assert chain(other)[-1] == "Ann Lee"
    assert statement(other).links.last().basis == "set by an editor"


@pytest.mark.parametrize("choice", ["origin", "speakers", "outlet", "unknown"])
def test_each_correction_stays_after_reading_again_and_is_undone_to_the_same_state(by, choice):
    known = say("Ann Lee")
    article = say("Bo Diaz")
    given = {
        "origin": lambda: statement(known).origin,
        "speakers": lambda: Spoken((speaker("Ann Lee"),), "Tarn Weekly", date(2024, 1, 2)),
        "outlet": OwnVoice,
        "unknown": Unknown,
    }[choice]()
    Origin.objects.get_or_create(
        key="unknown", defaults={"kind": "unknown", "label": "Unknown origin"}
    )
    ingest_article(f"Own\n\n{SENT} again.", outlet=article.outlet.name)
    before = state()
    change = correct_origin(assertion=statement(article), given=given, by=by)
    corrected = statement(article).origin
    read_again(article)
    link_article(article=article)
    assert statement(article).origin == corrected != before
    assert statement(article).origin_set_by == by.user
    undo(change=change, by=by)
    assert state() == before
    read_again(article)
    assert state() == before


def test_the_outlet_itself_is_the_one_the_text_came_from(by):
    text = f"Report\n\n{SENT}, Ann Lee said.\n\nThis post appeared first on Tarn Post.\n\nCopyright 2025 Lorne Mail"
    article = ingest_article(text, outlet="Lorne Mail")
    correct_origin(assertion=statement(article), given=OwnVoice(), by=by)
    assert statement(article).origin.label == "Tarn Post itself"


def test_the_second_of_two_editors_gets_a_conflict_that_shows_the_first(by, editor):
    article = say("Ann Lee")
    seen = statement(article).version
    correct_origin(assertion=statement(article), given=Unknown(), by=by)
    with pytest.raises(ConflictError) as conflict:
        correct_origin(assertion=statement(article), given=OwnVoice(), by=By(editor, "mine", seen))
    assert [change.summary for change in conflict.value.since] == [
        "Origin: Ann Lee → Unknown origin"
    ]
    assert statement(article).origin.kind == Origin.Kind.UNKNOWN


def test_what_makes_no_sense_is_refused(by, editor):
    article = say("Ann Lee")
    for given, reason in ((Spoken(()), "why"), (Unknown(), " ")):
        with pytest.raises(ChangeRefusedError):
            correct_origin(assertion=statement(article), given=given, by=By(editor, reason))
    assert not EditorialChange.objects.exists()


def two_interviews() -> tuple[Origin, Origin]:
    for number, paper in enumerate(("Dellsky Kuryer", "Herald of Dell")):
        ingest_article(
            f"Report {number}\n\n{SENT}, Ann Lee told the newspaper {paper}.",
            outlet=f"Outlet {number}",
            published="2025-03-03",
        )
    first, second = Origin.objects.filter(kind="speakers").order_by("pk")
    return first, second


def test_two_origins_made_one_stay_one_when_their_articles_are_read_again(by):
    first, second = two_interviews()
    before = state()
    change = unify_origins(origin=second, into=first, by=by)
    for article in Article.objects.all():
        read_again(article)
    assert set(Assertion.objects.values_list("origin", flat=True)) == {first.pk}
    undo(change=change, by=by)
    assert state() == before
    for article in Article.objects.all():
        read_again(article)
    assert state() == before


def test_occasions_of_different_speakers_are_not_made_one(by):
    say("Ann Lee")
    say("Bo Diaz")
    first, second = Origin.objects.order_by("pk")
    with pytest.raises(ChangeRefusedError, match="same speakers"):
        unify_origins(origin=second, into=first, by=by)


def test_an_editor_corrects_on_the_page_and_takes_it_back(as_editor, as_reader):
    article = say("Ann Lee")
    row = statement(article)
    address = reverse("assertion-origin", args=[row.public_id])
    assert "correct the origin" in as_editor.get(article.get_absolute_url()).content.decode()
    assert "correct the origin" not in as_reader.get(article.get_absolute_url()).content.decode()
    assert "Ann Lee" in as_editor.get(address).content.decode()
    typed = {"choice": "speakers", "speakers": "ann lee", "medium": "Tarn Weekly", "reason": "seen"}
    done = as_editor.post(address, {**typed, "version": row.version}, follow=True)
    assert "Ann Lee, through Tarn Weekly" in done.content.decode()
    late = as_editor.post(address, {**typed, "version": row.version, "choice": "unknown"})
    assert late.status_code == 409
    assert "What happened meanwhile" in late.content.decode()
    assert "Tarn Weekly" in late.content.decode()
    change = EditorialChange.objects.get()
    undo = reverse("change-undo", args=[change.public_id])
    undone = as_editor.post(undo, {"reason": "no", "next": address}, follow=True)
    assert "(undone)" in undone.content.decode()
    assert chain(article)[-1] == "Ann Lee"
    assert statement(article).origin_set_by is None


def test_a_form_that_is_not_filled_in_says_what_is_missing(as_editor):
    row = statement(say("Ann Lee"))
    address = reverse("assertion-origin", args=[row.public_id])
    for typed, said in (
        ({}, "Choose where it comes from."),
        ({"choice": "origin"}, "Say which origin."),
        ({"choice": "speakers", "speakers": "Nobody Known"}, "No speaker is called"),
        ({"choice": "unknown"}, "A change needs a reason."),
    ):
        answer = as_editor.post(address, {"version": row.version, **typed})
        assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_readers_may_not_correct_and_are_told_whose_part_it_is(as_reader):
    row = statement(say("Ann Lee"))
    answer = as_reader.get(reverse("assertion-origin", args=[row.public_id]))
    assert answer.status_code == 403
    assert "role of an editor" in answer.content.decode()
    api = f"/api/v1/assertions/{row.public_id}/origin/"
    body = {"choice": "unknown", "reason": "no"}
    sent = as_reader.post(api, body, content_type="application/json", headers={"If-Match": "*"})
    assert sent.status_code == 403


def test_origins_are_unified_on_the_page(as_editor):
    first, second = two_interviews()
    page = as_editor.get(second.get_absolute_url()).content.decode()
    assert first.public_id in page
    address = reverse("origin-unify", args=[second.public_id])
    assert as_editor.post(address, {"reason": "one"}).status_code == 422
    done = as_editor.post(address, {"into": first.public_id, "reason": "one"}, follow=True)
    assert "Taken for the same occasion" in done.content.decode()
    assert as_editor.get(second.get_absolute_url()).status_code == 301


def test_corrections_through_the_api_name_the_version_they_are_about(as_editor):
    row = statement(say("Ann Lee"))
    where = f"/api/v1/assertions/{row.public_id}/"
    etag = as_editor.get(where)["ETag"]

    def send(to: str, tag: str = "", **body):
        headers = {"If-Match": tag} if tag else {}
        return as_editor.post(to, body, content_type="application/json", headers=headers)

    unknown = {"choice": "unknown", "reason": "nobody knows"}
    assert send(f"{where}origin/", **unknown).status_code == 428
    done = send(f"{where}origin/", etag, **unknown)
    now = done.json()["assertion"]
    assert (done.status_code, now["origin"]["label"]) == (200, "Unknown origin")
    assert now["chain"][-1]["role"] == "unknown"
    assert send(f"{where}origin/", etag, **unknown).status_code == 412
    assert send(f"{where}origin/", "*", choice="origin", reason="x").status_code == 400
    (change,) = as_editor.get("/api/v1/changes/").json()["results"]
    undone = send(f"/api/v1/changes/{change['id']}/undo/", reason="we do")
    assert undone.json()["kind"] == "undo"
    assert as_editor.get(where).json()["origin"]["label"] == "Ann Lee"
