"""What people come for, from the first page to the last, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim
from claims.services.claim_changes import retitle
from sources.models import SourceFile
from sources.services.processing import process
from tests.editing.worlds import HAITI, MALI, because, report, second_editor
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 30_000


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browser: Browser, live_server, transactional_db) -> Iterator[Page]:
    from claimbase.roles import grant_roles

    grant_roles()
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 800},
        java_script_enabled=request.param,
    )
    context.set_default_timeout(SOON)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def enter(page: Page, role: str, where: str) -> None:
    """Ask for a page, sign in on the way, and arrive there."""
    make_user(role)
    page.goto(where)
    page.get_by_label("Name").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{where}")


def test_from_words_to_a_claim_to_the_place_in_the_article(page):
    statement = report("the Dell Institute")
    report("Ann Kestrel", to="Mali", number=2)
    enter(page, "reader", "/claims/")
    page.get_by_label("Search claims").fill("haiti")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#results article")).to_have_count(1)
    page.locator("#results").get_by_role("link", name=HAITI).click()
    expect(page.get_by_role("heading", name=HAITI, exact=True)).to_be_visible()
    page.locator(f"#{statement.public_id}").get_by_role("link", name="open in the article").click()
    page.wait_for_url(f"**/articles/{statement.article.public_id}/#{statement.public_id}")
    expect(page.locator("mark.anchor").first).to_have_text("300 soldiers")


def test_from_files_to_progress_to_the_receipt(page, tmp_path):
    enter(page, "analyst", "/ingest/")
    (tmp_path / "flood.txt").write_text("Flood\n\nPolice said 12 people were killed in Lorne.")
    page.get_by_label("Files or zip archives").set_input_files([tmp_path / "flood.txt"])
    page.get_by_role("button", name="Read them").first.click()
    page.wait_for_url("**/ingest/batches/bat_*/")
    expect(page.get_by_text("0 of 1 files finished")).to_be_visible()
    for pk in SourceFile.objects.filter(state="received").values_list("pk", flat=True):
        process(pk)
    page.reload()
    expect(page.get_by_role("heading", name="What came out", exact=True)).to_be_visible()
    page.get_by_role("link", name="Flood", exact=True).click()
    expect(page.locator("mark.anchor").first).to_have_text("12 people")


def test_from_signing_in_to_a_dispute_with_its_reason_in_the_history(page):
    report("the Dell Institute")
    enter(page, "editor", Claim.objects.get().get_absolute_url())
    page.locator("#id_status").select_option("disputed")
    page.locator("#id_reason").fill("The institute was not there.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded: disputed.")).to_be_visible()
    expect(page.locator(".answer .status")).to_have_text("! Disputed")
    history = page.locator("#history ~ *")
    expect(history.get_by_text("The institute was not there.").first).to_be_visible()


def test_from_two_claims_to_one_and_back(page):
    report("the Dell Institute")
    report("the Lorne Foundation", to="Mali", number=1)
    claim = Claim.objects.get(title=HAITI)
    enter(page, "editor", claim.get_absolute_url())
    page.get_by_role("link", name="Merge with another claim").click()
    page.get_by_label("Which claim asks the same?").fill("mali")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=MALI).click()
    expect(page.get_by_role("heading", name="What results")).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("One mission.")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("merged into").first).to_be_visible()
    assert Claim.objects.get(title=HAITI).report_count == 2
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone:").first).to_be_visible()
    assert Claim.objects.listed().count() == 2


def test_the_second_of_two_editors_sees_what_the_first_did_and_loses_nothing(page):
    report("the Dell Institute")
    claim = Claim.objects.get()
    enter(page, "editor", claim.get_absolute_url())
    retitle(claim=claim, title="Kenya’s mission", by=because(second_editor(), "shorter"))
    page.locator("#id_status").select_option("confirmed")
    page.locator("#id_reason").fill("The ministry showed it.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", name="changed while you were at it")).to_be_visible()
    for words in ("The ministry showed it.", "shorter", "Kenya’s mission"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("button", name="Apply mine to the current version").click()
    expect(page.get_by_text("Recorded: confirmed.")).to_be_visible()
