"""The real pages in Chromium: clicking through, without errors, accessible, on a phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim, Speaker
from sources.services.processing import process
from tests.factories import PASSWORD, ingest_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures" / "articles"


@pytest.fixture
def samples(transactional_db) -> None:
    from sources.models import IngestBatch
    from sources.services.collecting import collect
    from sources.services.receiving import open_batch, receive_found

    batch = open_batch(channel=IngestBatch.Channel.COMMAND, name="samples")
    for found in collect([str(FIXTURES)]):
        process(receive_found(found, batch=batch).source_file.pk)


def sign_in(page: Page, role: str) -> None:
    make_user(role)
    page.goto("/claims/")
    page.get_by_label("Name").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_be_visible()


def test_the_samples_show_corroborated_single_source_and_disputed_claims(page, samples):
    sign_in(page, "reader")
    for status in ("Corroborated", "Single source", "Disputed"):
        expect(page.locator("#results .status", has_text=status).first).to_be_visible()


def test_a_filter_works_at_once_and_stands_in_the_address(page, samples):
    sign_in(page, "reader")
    page.get_by_role("checkbox", name="Disputed").check()
    page.wait_for_url("**status=disputed**")
    expect(page.locator("#results article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("checkbox", name="Disputed")).to_be_checked()


def test_from_a_claim_to_the_exact_place_and_a_decision(page, samples):
    sign_in(page, "editor")
    page.get_by_role("link", name="North Korean troops sent to Russia").click()
    expect(page.get_by_text("independent origins", exact=True)).to_be_visible()
    page.get_by_role("link", name="open in the article").first.click()
    expect(page.locator("mark.anchor").first).to_be_visible()
    page.go_back()
    page.get_by_label("Decision", exact=True).last.select_option("corroborated")
    page.get_by_label("Reason", exact=True).fill("Two services that do not share sources.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded: corroborated.")).to_be_visible()
    assert (
        Claim.objects.get(decided_status="corroborated").title
        == "North Korean troops sent to Russia"
    )


def test_what_was_set_aside_unfolds_in_its_place_and_stays_accessible(page, transactional_db):
    article = ingest_article(
        "Storm closes harbour\n\nPolice said 12 people were killed in the port of Lorne on Monday.\n\n"
        "You may also like\n\nTen harbours to see\n\nCopyright 2025 Lorne Mail"
    )
    sign_in(page, "reader")
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("Ten harbours to see")).to_be_hidden()
    page.get_by_text("Set aside:").press("Enter")
    expect(page.get_by_text("Ten harbours to see")).to_be_visible()
    expect(page.get_by_text("by rule: copyright")).to_be_visible()
    page.wait_for_load_state()
    assert Axe().run(page).response["violations"] == []


def test_the_pages_work_without_javascript(browser, live_server, samples):
    make_user("reader")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/claims/")
    page.get_by_label("Name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("checkbox", name="Disputed").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#results article")).to_have_count(1)
    context.close()


def test_two_speakers_become_one_and_two_again(page, samples):
    from tests.identity.worlds import say

    say("the Dell Institute")
    say("the Lorne Foundation")
    sign_in(page, "editor")
    page.goto(Speaker.objects.get(name="Dell Institute").get_absolute_url())
    page.get_by_role("link", name="Merge another speaker into this one").click()
    page.get_by_label("Who is the same? Search by name").fill("lorne found")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Lorne Foundation").click()
    expect(page.get_by_text("The merge can be undone.")).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("Its old name.")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("Lorne Foundation is now Dell Institute.")).to_be_visible()
    page.locator("#history ~ ul summary").click()
    page.get_by_placeholder("Why it is undone").fill("They are two.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("(undone)")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_in_light_and_dark_and_fit_a_phone(page, samples, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "editor")
    claim = Claim.objects.order_by("-report_count").first()
    assert claim is not None
    article = claim.assertions.first().article
    speaker = Speaker.objects.first()
    assert speaker is not None
    for address in (
        "/",
        "/claims/",
        "/topics/",
        "/help/",
        claim.get_absolute_url(),
        article.get_absolute_url(),
        speaker.get_absolute_url(),
        f"{speaker.get_absolute_url()}merge/?q=o",
        f"{speaker.get_absolute_url()}split/",
        "/speakers/suggestions/",
        "/ingest/",
        "/help/method/",
    ):
        page.goto(address)
        page.wait_for_load_state()
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        page.set_viewport_size({"width": 1200, "height": 800})


def test_claims_are_merged_after_a_preview_and_apart_again(page, transactional_db):
    from tests.editing.worlds import HAITI, MALI, report

    report("the Dell Institute")
    report("the Lorne Foundation", to="Mali", number=1)
    sign_in(page, "editor")
    page.get_by_role("link", name=HAITI).click()
    page.get_by_role("link", name="Merge with another claim").click()
    page.get_by_label("Which claim asks the same?").fill("mali")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=MALI).click()
    expect(page.get_by_role("heading", name="What results")).to_be_visible()
    accessible_on_a_phone(page)
    page.get_by_label("Reason", exact=True).fill("One mission.")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("merged into", exact=False).first).to_be_visible()
    assert Claim.objects.get(title=HAITI).report_count == 2
    accessible_on_a_phone(page)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("(undone by editor")).to_be_visible()
    assert Claim.objects.listed().count() == 2


def test_the_second_of_two_editors_sees_both_and_applies_theirs(page, transactional_db):
    from claims.services.claim_changes import retitle
    from tests.editing.worlds import HAITI, because, report, second_editor

    report("the Dell Institute")
    sign_in(page, "editor")
    claim = Claim.objects.get()
    page.goto(claim.get_absolute_url())
    retitle(claim=claim, title="Kenya’s mission", by=because(second_editor(), "shorter"))
    page.get_by_label("Decision", exact=True).last.select_option("confirmed")
    page.locator("#id_reason").fill("The ministry showed it.")
    refused: list[int] = []
    page.on("response", lambda answer: refused.append(answer.status))
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", name="changed while you were at it")).to_be_visible()
    assert 409 in refused
    for words in ("The ministry showed it.", "shorter", "Kenya’s mission", HAITI):
        expect(page.get_by_text(words).first).to_be_visible()
    accessible_on_a_phone(page)
    page.get_by_role("button", name="Apply mine to the current version").click()
    expect(page.get_by_text("Recorded: confirmed.")).to_be_visible()


def accessible_on_a_phone(page: Page) -> None:
    """The page has nothing that axe finds, and needs no sideways scroll at 320 px."""
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    page.wait_for_load_state()
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    page.set_viewport_size({"width": 1200, "height": 800})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_for_editing_claims_are_accessible(page, transactional_db, scheme):
    from tests.editing.worlds import HAITI, MALI, report, suggest

    statement = report("the Dell Institute")
    report("the Lorne Foundation", number=1)
    report("Ann Kestrel", to="Mali", number=2)
    claim, other = Claim.objects.get(title=HAITI), Claim.objects.get(title=MALI)
    suggest(claim, other)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "editor")
    for address in (
        claim.get_absolute_url(),
        f"/claims/{claim.public_id}/merge/?q=mali",
        f"/claims/{claim.public_id}/merge/?with={other.public_id}",
        f"/claims/{claim.public_id}/split/",
        f"/claims/{claim.public_id}/challenge/",
        f"/claims/{claim.public_id}/history/",
        f"/assertions/{statement.public_id}/place/?q=mali",
        f"/assertions/{statement.public_id}/place/?to=new",
        f"/assertions/{statement.public_id}/exclude/",
        "/claims/suggestions/",
    ):
        page.goto(address)
        accessible_on_a_phone(page)
