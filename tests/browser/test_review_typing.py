"""In Chromium: what was typed into the forms of an item is never thrown away unasked, and what is on its way
says so."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Assertion, ReviewStep
from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.browser.test_review_queue import at_rest, begin, press
from tests.factories import PASSWORD
from tests.queue.worlds import work
from tests.review.worlds import statement

REFUSED = "You changed fields in Fix: save them, or throw them away."


@pytest.fixture
def waiting(transactional_db) -> list[Assertion]:
    return work(3)


def counted(page: Page):
    return page.locator("[data-item]:not([aria-busy])").get_by_label("Who or what is counted")


def fix(page: Page, words: str = "guards") -> None:
    page.keyboard.press("f")
    counted(page).fill(words)
    page.keyboard.press("Escape")
    expect(counted(page)).to_be_hidden()


def test_typed_corrections_are_not_lost_to_another_act(page, waiting):
    begin(page)
    fix(page)
    before = page.url
    for key in ("a", "1", "l", "j"):
        page.keyboard.press(key)
        expect(page.get_by_text(REFUSED)).to_be_visible()
        assert page.url == before
    assert not ReviewStep.objects.exists()
    expect(page.get_by_role("button", name="Back to Fix")).to_be_focused()
    page.keyboard.press("Enter")
    expect(counted(page)).to_be_focused()
    expect(counted(page)).to_have_value("guards")
    press(page, "Control+Enter")
    step = ReviewStep.objects.get()
    assert (step.did, step.assertion.who) == ("correct", "guards")


def test_they_are_thrown_away_when_that_is_said(page, waiting):
    begin(page)
    fix(page)
    page.keyboard.press("a")
    page.get_by_role("button", name="Throw them away").click()
    expect(page.get_by_text(REFUSED)).to_have_count(0)
    at_rest(page)
    page.keyboard.press("f")
    expect(counted(page)).not_to_have_value("guards")
    counted(page).fill("guards")
    page.get_by_role("link", name="Cancel: change nothing").click()
    page.wait_for_load_state()
    expect(counted(page)).to_be_hidden()
    at_rest(page)
    press(page, "a")
    assert ReviewStep.objects.get().did == "accept"
    assert not Assertion.objects.filter(who="guards").exists()


def test_they_are_back_in_sight_when_the_item_is_opened_again(page, waiting):
    begin(page)
    item = page.url
    fix(page)
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_be_visible()
    page.wait_for_load_state()
    page.goto(item)
    expect(page.get_by_text("What you had typed is back.")).to_be_visible()
    expect(counted(page)).to_be_visible()
    expect(counted(page)).to_have_value("guards")


def test_a_reason_is_back_in_sight_after_signing_in_again(page, waiting):
    begin(page)
    page.keyboard.press("x")
    page.keyboard.type("It is about trucks.")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/account/login/**")
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("What you had typed is back.")).to_be_visible()
    reason = page.get_by_label("Why the text does not say this")
    expect(reason).to_be_visible()
    expect(reason).to_have_value("It is about trucks.")


def test_an_undo_while_an_item_is_saved_takes_that_item_back(page, waiting):
    begin(page)
    item = page.url
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/accept/", lambda route: held.append(route))
    page.keyboard.press("a")
    expect(page.get_by_text("Saving…")).to_be_visible()
    expect(page.get_by_text("Next, while this is being saved:")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("Saving, then taking it back…")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_text("Undone: Accepted")).to_be_visible()
    assert page.url == item
    step = ReviewStep.objects.get()
    assert step.undone_at is not None


def test_selected_words_bring_the_form_to_where_they_are(page):
    row = statement()
    sign_in(page, "editor")
    page.goto(row.article.get_absolute_url())
    text = page.locator("[data-selectable]").get_by_text("nurses wait").first
    text.click(click_count=3)
    panel = page.locator("#add")
    expect(panel).to_be_in_viewport()
    expect(page.get_by_label("The words of the text, copied exactly")).to_be_visible()
    expect(page.locator("#add-words")).not_to_have_value("")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#add-words")).to_be_hidden()
