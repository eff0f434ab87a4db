"""Reviewing in Chromium: selecting words, correcting, two editors at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Assertion
from claims.services.acting import By
from claims.services.correcting import correct
from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.factories import make_user
from tests.review.worlds import statement


def assert_accessible_and_narrow(page: Page, where: str) -> None:
    page.wait_for_load_state()
    violations = Axe().run(page).response["violations"]
    assert [(where, v["id"], v["nodes"][0]["html"]) for v in violations] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, where
    page.set_viewport_size({"width": 1200, "height": 800})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_correction_that_meets_another_shows_both_sides(page, scheme):
    row = statement()
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "editor")
    page.goto(row.article.get_absolute_url())
    page.locator(".review summary", has_text="Grade").first.click()
    assert_accessible_and_narrow(page, "article")
    page.get_by_role("link", name="Correct: Kenya has sent").click()
    assert_accessible_and_narrow(page, "correct")
    page.get_by_label("Who or what is counted").fill("men")
    page.get_by_label("Place", exact=True).fill("Lorne")

    other = By(make_user("admin"), "It says women.", None)
    correct(assertion=row, changes={"who": "women", "modality": "planned"}, by=other)
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody changed the statement")).to_be_visible()
    expect(page.get_by_text("It says women.")).to_be_visible()
    assert_accessible_and_narrow(page, "conflict")
    page.get_by_label("Theirs: women").check()
    page.get_by_label("Place", exact=True).fill("Port Lorne")
    page.get_by_role("button", name="Store this").click()
    expect(page.get_by_role("status").get_by_text("Corrected: ")).to_be_visible()
    row.refresh_from_db()
    assert (row.who, row.place, row.modality) == ("women", "Port Lorne", "planned")
    assert_accessible_and_narrow(page, "statement")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").get_by_text("Undone: Corrected")).to_be_visible()
    row.refresh_from_db()
    assert (row.who, row.place) == ("women", "")


def test_selected_words_become_a_statement(page):
    row = statement()
    sign_in(page, "editor")
    page.goto(row.article.get_absolute_url())
    page.get_by_text("Add a statement that was not found").click()
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector("[data-selectable]"), NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (!node.data.includes("40 nurses")) node = walker.nextNode();
            const range = document.createRange();
            range.setStart(node, node.data.indexOf("40 nurses"));
            range.setEnd(node, node.data.indexOf("40 nurses") + 14);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#add-words")).to_have_value("40 nurses wait")
    expect(page.locator("#add-occurrence")).to_have_value("1")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Figure, in the words of the text")).to_have_value("40")
    assert_accessible_and_narrow(page, "add")
    page.get_by_label("What is claimed").select_option("displaced")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Added by hand: “He")).to_be_visible()
    assert Assertion.objects.get(extractor="person").figure_low == 40


def test_the_page_of_an_outlet_is_accessible(page):
    row = statement()
    sign_in(page, "editor")
    assert row.article.outlet is not None
    page.goto(row.article.outlet.get_absolute_url())
    page.get_by_text("Rate its reliability").click()
    page.get_by_label("Reliability").select_option("B")
    page.locator("#rate-reason").fill("Seldom wrong.")
    assert_accessible_and_narrow(page, "outlet")
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Lorne Mail rated B")).to_be_visible()
    assert_accessible_and_narrow(page, "outlet rated")
