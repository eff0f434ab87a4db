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


def type_keys(page: Page, keys: str, pause: float = 70) -> None:
    """Press keys one by one, as somebody types who does not hurry."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def press_tab_until(page: Page, field: str) -> None:
    """Tab on to a field; the parts of a date and its calendar come before the next one."""
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(page.evaluate("document.activeElement.outerHTML"))


def addresses_asked_for(page: Page) -> list[str]:
    """From now on, the addresses of lists that the page asks the server for."""
    asked: list[str] = []
    page.on(
        "request",
        lambda r: asked.append(r.url) if "/claims/?" in r.url or "before=" in r.url else 0,
    )
    return asked


class TestTypingDatesAndNumbers:
    def test_a_date_typed_key_by_key_is_sent_once_and_whole(self, page, claims):
        sign_in(page)
        asked = addresses_asked_for(page)
        page.locator("#after").focus()
        type_keys(page, "11022024", 150)
        expect(page.locator(".chips")).to_contain_text("Reported from: 2 Nov 2024")
        expect(page.locator("#after")).to_be_focused()
        assert len(asked) == 1
        assert "after=2024-11-02" in asked[0]
        press_tab_until(page, "before")

    def test_two_dates_typed_in_one_go_are_both_kept(self, page, claims):
        sign_in(page)
        asked = addresses_asked_for(page)
        page.locator("#after").focus()
        type_keys(page, "11022024", 20)
        press_tab_until(page, "before")
        type_keys(page, "12312025", 20)
        expect(page.locator(".chips")).to_contain_text("Reported until: 31 Dec 2025")
        expect(page.locator(".chips")).to_contain_text("Reported from: 2 Nov 2024")
        expect(page.locator("#before")).to_be_focused()
        assert len(asked) == 1

    def test_who_begins_a_second_date_while_the_first_is_answered_loses_nothing(self, page, claims):
        sign_in(page)
        page.locator("#after").focus()
        type_keys(page, "11022024", 20)
        press_tab_until(page, "before")
        type_keys(page, "123", 20)
        page.wait_for_timeout(900)
        type_keys(page, "12025", 20)
        expect(page.locator("#before")).to_have_value("2025-12-31")
        expect(page.locator(".chips")).to_contain_text("Reported until: 31 Dec 2025")
        expect(page.locator(".chips")).to_contain_text("Reported from: 2 Nov 2024")

    def test_the_least_number_of_origins_acts_without_a_button(self, page, claims):
        sign_in(page)
        page.locator("#min_origins").focus()
        page.keyboard.press("2")
        expect(page.locator(".chips")).to_contain_text("Least independent origins: 2")
        expect(page.get_by_role("heading", name="1 claim", exact=True)).to_be_visible()
        expect(page.locator("#min_origins")).to_be_focused()
        page.keyboard.press("Backspace")
        expect(page.locator(".chips")).to_have_count(0)

    def test_a_year_that_is_not_whole_is_sent_only_when_it_is_left(self, page, claims):
        sign_in(page)
        asked = addresses_asked_for(page)
        page.locator("#after").focus()
        type_keys(page, "110220", 20)
        page.wait_for_timeout(900)
        assert asked == []
        page.locator("#q").focus()
        expect(page.locator(".alert-warning")).to_contain_text("0020-11-02 lies before 1900")
        expect(page.get_by_role("heading", name="2 claims")).to_be_visible()

    def test_who_goes_back_finds_what_was_typed(self, page, claims):
        sign_in(page)
        page.locator("#after").focus()
        type_keys(page, "11022024", 20)
        expect(page.locator(".chips")).to_contain_text("Reported from: 2 Nov 2024")
        page.get_by_role("checkbox", name="Disputed").check()
        expect(page.locator(".chips")).to_contain_text("Disputed")
        page.go_back()
        expect(page.get_by_role("checkbox", name="Disputed")).not_to_be_checked()
        expect(page.locator("#after")).to_have_value("2024-11-02")
        page.go_back()
        expect(page.locator("#after")).to_have_value("")
        expect(page.locator(".chips")).to_have_count(0)

    def test_the_list_of_articles_waits_until_its_dates_are_left(self, page, claims):
        sign_in(page)
        page.goto("/articles/")
        page.locator("#after").focus()
        type_keys(page, "11022024", 20)
        press_tab_until(page, "before")
        type_keys(page, "12312025", 20)
        page.wait_for_timeout(900)
        assert page.url.endswith("/articles/")
        page.locator("#q").focus()
        expect(page).to_have_url(re.compile("after=2024-11-02.*before=2025-12-31"))
