"""Accounts in Chromium: signing in with two factors, tokens, people, and what survives a sign-out."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests.authenticator import code
from tests.browser.test_browser import sign_in
from tests.factories import PASSWORD, ingest_article, make_token, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def a_claim() -> Claim:
    ingest_article("Storm in Lorne\n\nPolice said 12 people were killed in Lorne.")
    return Claim.objects.get()


def set_up_second_factor(page: Page) -> str:
    page.goto("/account/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("img", name="QR code with the key below")).to_be_visible()
    secret = page.locator("ol code").inner_text()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return secret


def test_a_second_factor_is_set_up_and_asked_for(page):
    sign_in(page, "reader")
    secret = set_up_second_factor(page)
    page.get_by_text("reader", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    enter(page, "reader")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Code").fill(code(secret, steps_ahead=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome to claimbase")).to_be_visible()


def test_a_token_is_made_and_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, "analyst")
    page.goto("/account/tokens/")
    page.get_by_label("Name", exact=True).fill("Nightly import")
    page.get_by_label(re.compile("^ingest")).check()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    secret = page.evaluate("navigator.clipboard.readText()")
    assert secret == page.locator("#fresh-token").inner_text()
    page.wait_for_load_state()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Revoke Nightly import").click()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("“Nightly import” is revoked.", exact=False)).to_be_visible()


def test_what_was_typed_survives_a_session_that_ended(page):
    claim = a_claim()
    sign_in(page, "editor")
    page.goto(claim.get_absolute_url())
    page.get_by_label("Decision", exact=True).last.select_option("disputed")
    page.get_by_label("Reason").first.fill("Two lists differ.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("What you had typed there is kept")).to_be_visible()
    enter(page, "editor")
    expect(page.get_by_text("What you had typed is back.")).to_be_visible()
    expect(page.get_by_label("Reason").first).to_have_value("Two lists differ.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded: disputed.")).to_be_visible()
    page.goto(claim.get_absolute_url())
    expect(page.get_by_text("What you had typed is back.")).to_have_count(0)


def test_what_was_typed_is_not_given_to_somebody_else(page):
    claim = a_claim()
    User.objects.create_superuser("chief", password=PASSWORD)
    sign_in(page, "editor")
    page.goto(claim.get_absolute_url())
    page.get_by_label("Decision", exact=True).last.select_option("disputed")
    page.get_by_label("Reason").first.fill("Two lists differ.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record the decision").click()
    enter(page, "chief")
    expect(page.get_by_role("heading", name=claim.title, level=1)).to_be_visible()
    expect(page.get_by_label("Reason").first).to_have_value("")


def test_a_filter_after_the_session_ended_leads_the_whole_page_to_sign_in(page):
    a_claim()
    sign_in(page, "reader")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("checkbox", name="Single source").first.check()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_have_count(0)
    enter(page, "reader")
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_be_visible()


def test_single_keys_act_unless_they_are_switched_off(page):
    a_claim()
    sign_in(page, "reader")
    page.goto("/claims/")
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).to_be_focused()
    page.goto("/account/preferences/")
    page.get_by_label("Single keys act").uncheck()
    page.get_by_label("Time zone").select_option("Africa/Nairobi")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()
    page.goto("/claims/")
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).not_to_be_focused()


def test_accounts_work_without_javascript(browser, live_server, transactional_db, settings):
    from claimbase.roles import grant_roles

    grant_roles()
    settings.SENDS_MAIL = False
    make_user("admin")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    enter(page, "admin")
    set_up_second_factor(page)
    page.goto("/account/tokens/")
    page.get_by_label("Name", exact=True).fill("Nightly import")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("#fresh-token")).to_have_text(re.compile("^cb_"))
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.goto("/account/people/add/")
    page.get_by_label("Name", exact=True).fill("wanjiru")
    page.get_by_label("E-mail").fill("wanjiru@example.org")
    page.get_by_role("button", name="Add", exact=True).click()
    link = page.locator("#password-link").inner_text()
    page.get_by_text("admin", exact=True).first.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    page.get_by_label("New Password", exact=True).fill("seven green lanterns")
    page.get_by_label("New Password (again)").fill("seven green lanterns")
    page.get_by_role("button", name="Set password and sign in").click()
    expect(page.get_by_role("heading", name="Welcome to claimbase")).to_be_visible()
    context.close()


REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  document.documentElement.dataset.violation = event.violatedDirective + " " + event.blockedURI;
});
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_accounts_are_accessible_and_fit_a_phone(
    browser, live_server, transactional_db, scheme
):
    from claimbase.roles import grant_roles

    grant_roles()
    admin, reader = make_user("admin"), make_user("reader")
    make_token(admin, "read")
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        color_scheme=scheme,
    )
    page = context.new_page()
    page.add_init_script(REPORT_VIOLATIONS)
    found = []

    def look(address: str) -> None:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((address, width, "wider than the window"))
            found.extend(
                (address, width, violation["id"], violation["nodes"][0]["html"])
                for violation in Axe().run(page).response["violations"]
            )
        if violation := page.evaluate("document.documentElement.dataset.violation"):
            found.append((address, violation))

    for address in ("login/", "password/reset/", "password/reset/done/", "signup/", "inactive/"):
        look(f"/account/{address}")
    page.goto("/account/login/")
    enter(page, "admin")
    set_up_second_factor(page)
    for address in (
        "preferences/", "password/change/", "email/", "2fa/", "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/", "2fa/totp/deactivate/", "sessions/", "tokens/", "people/",
        "people/add/", f"people/{reader.pk}/", f"people/{reader.pk}/access/", "reauthenticate/",
    ):  # fmt: skip
        look(f"/account/{address}")
    look(reverse("token-revoke", args=[admin.auth_token_set.get().token_key]))
    for address in ("/nothing/", reverse("person-link", args=[reader.pk])):
        look(address)
    page.goto("/account/login/")
    context.clear_cookies()
    page.goto("/account/login/")
    enter(page, "reader")
    look("/account/people/")
    look("/account/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("img", name="QR code with the key below")).to_be_visible()
    page.wait_for_load_state()
    assert Axe().run(page).response["violations"] == []
    context.close()
    assert found == []
