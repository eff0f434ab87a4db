"""From the list to a claim, to its place in the article, and from statement to statement by keys."""

import re

from playwright.sync_api import expect

from claims.models import Claim
from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.factories import ingest_article


def test_from_the_list_to_the_words_in_the_article_and_on_by_keys(page, transactional_db):
    for number in range(1, 4):
        ingest_article(
            f"Report {number}\n\nKenya has sent {number}00 soldiers to Haiti, the Dell Institute said.\n\n"
            f"Kenya has sent {number}10 soldiers to Mali, the Lorne Foundation said.",
            outlet=f"Outlet {number}",
            published=f"2025-03-0{number}",
        )
    claim = Claim.objects.get(title="Kenyan troops sent to Haiti")
    sign_in(page, "reader")
    page.goto("/claims/")
    page.get_by_role("link", name=claim.title).first.click()
    page.get_by_label("Sort").select_option("oldest")
    first_row = page.locator("#evidence-part tbody tr[id^=asr_]").first
    expect(first_row).to_contain_text("100 soldiers")
    expect(page).to_have_url(re.compile("sort=oldest"))
    page.get_by_label("Show", exact=True).select_option("denials")
    expect(page.get_by_text("Nobody denies or doubts it.")).to_be_visible()
    expect(page.locator("#evidence-said")).to_have_text("Evidence: no statement in this view.")
    page.get_by_role("link", name="Show all statements").click()
    page.get_by_role("link", name="open in the article").first.click()
    expect(page.locator("mark.claim").first).to_be_visible()

    page.keyboard.press("]")
    expect(page.get_by_role("link", name="Statement 1", exact=True)).to_be_focused()
    expect(page.locator("#note-1")).to_have_class(re.compile("is-lit"))
    page.keyboard.press("]")
    expect(page.get_by_role("link", name="Statement 2", exact=True)).to_be_focused()
    expect(page.locator("#note-1")).not_to_have_class(re.compile("is-lit"))
    page.keyboard.press("[")
    expect(page.get_by_role("link", name="Statement 1", exact=True)).to_be_focused()
    page.locator("#note-2").hover()
    expect(page.locator("mark[data-notes='2']").first).to_have_class(re.compile("is-lit"))
