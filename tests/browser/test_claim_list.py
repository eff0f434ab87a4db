"""Narrowing the list of claims in the browser, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.editing.worlds import HAITI, MALI, deny, report
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claims(transactional_db) -> None:
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation")):
        report(who, number=number, figure=str(300 + 40 * number))
    deny("Haiti")
    report("the Kestrel Institute", figure="310", to="Mali", number=10)


def sign_in(page: Page) -> None:
    make_user("reader")
    page.goto("/account/login/?next=/claims/")
    page.get_by_label("Name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def test_a_facet_is_chosen_in_place_and_the_focus_stays(page, claims):
    sign_in(page)
    origins = page.locator("#facet-origins")
    origins.locator("summary").click()
    box = page.get_by_role("checkbox", name="Disputed")
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/claims/\?(sort=changed&)?status=disputed"))
    expect(page.get_by_role("heading", name="1 claim", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=HAITI)).to_be_visible()
    expect(page.get_by_role("link", name=MALI)).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    expect(origins).to_have_attribute("open", "")
    expect(page.locator("#list-said")).to_have_text("1 result for Disputed")
    page.go_back()
    expect(page.get_by_role("heading", name="2 claims")).to_be_visible()


def test_search_and_order_belong_to_the_filters(page, claims):
    sign_in(page)
    page.get_by_role("checkbox", name="Troops deployed").check()
    expect(page.locator(".chips")).to_contain_text("Troops deployed")
    page.get_by_role("searchbox").fill("kestrel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 claim", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("q=kestrel"))
    expect(page).to_have_url(re.compile("type=troops_deployed"))
    page.get_by_label("Sort by").select_option("reports")
    expect(page).to_have_url(re.compile("sort=reports"))
    page.get_by_role("link", name="Remove the filter kestrel").click()
    expect(page.get_by_role("heading", name="2 claims")).to_be_visible()


def test_without_scripts_the_filters_are_a_form(browser, live_server, claims):
    from claimbase.roles import grant_roles

    grant_roles()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    page.get_by_role("checkbox", name="Disputed").check()
    page.get_by_role("searchbox").fill("soldiers")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name=HAITI)).to_be_visible()
    expect(page.get_by_role("link", name=MALI)).to_have_count(0)
    page.get_by_role("link", name="Remove the filter Disputed").click()
    expect(page.get_by_role("link", name=MALI)).to_be_visible()
    context.close()
