"""The chart of a claim in Chromium: it comes by itself, and its marks lead to their rows."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.figures_page.worlds import spread


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_mark_leads_to_the_row_of_its_statement(page, by):
    claim = spread()
    row = claim.assertions.get(stance="denies").public_id
    sign_in(page, "reader")
    page.goto(claim.get_absolute_url())
    mark = page.locator(f".wide-chart a.mark[data-row={row}]")
    expect(mark).to_have_attribute("href", f"#{row}", timeout=30_000)
    if by == "mouse":
        mark.click()
    else:
        mark.focus()
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"#{row}$"))
    expect(page.locator(f"tr#{row}, #{row}").first).to_be_in_viewport()
    # The second time it stands in the page.
    page.reload()
    expect(mark).to_have_attribute("href", f"#{row}")
    expect(page.get_by_role("link", name=re.compile("12,000; Haiti; Tarn Post"))).to_be_visible()
