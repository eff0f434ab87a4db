"""Working through a queue in Chromium: by keys alone, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Preferences
from claims.models import Assertion, Claim, ReviewStep
from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.factories import PASSWORD, make_user
from tests.queue.worlds import disputed, many, question, work

STATEMENTS = 20


@pytest.fixture
def waiting(transactional_db) -> Assertion:
    """Enough statements of one claim."""
    [row] = work(1)
    many(STATEMENTS, beside=row)
    return row


def begin(page: Page, queue: str = "new") -> None:
    sign_in(page, "editor")
    page.goto(f"/review/next/?queue={queue}")
    at_rest(page)


def at_rest(page: Page) -> str:
    """Wait until the next item is there, and give its address."""
    expect(page.locator("[data-item][aria-busy]")).to_have_count(0)
    expect(page.locator("[data-focus]")).to_be_focused()
    return page.url


def press(page: Page, key: str) -> None:
    """Press a key and wait for another item."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    at_rest(page)


def test_twenty_decisions_by_keys_alone_with_undo(page, waiting):
    begin(page)
    for n in range(STATEMENTS):
        if n % 5 == 3:
            page.keyboard.press("x")
            expect(page.get_by_label("Why the text does not say this")).to_be_focused()
            # All of it are keys that do something, but not here.
            page.keyboard.type("a skl jk z 1 n?/ gc")
            press(page, "Control+Enter")
        else:
            press(page, {0: "a", 1: "1", 2: "a", 4: "s"}[n % 5])
    told = {did: ReviewStep.objects.filter(did=did).count() for did in ("accept", "place", "reject", "skip")}  # fmt: skip
    assert told == {"accept": 8, "place": 4, "reject": 4, "skip": 4}
    assert Assertion.objects.filter(review_state="rejected").count() == 4
    last = ReviewStep.objects.first()
    press(page, "z")
    assert last.assertion.public_id in page.url
    expect(page.get_by_text("Undone: Skipped")).to_be_visible()
    last = ReviewStep.objects.filter(undone_at=None).first()
    press(page, "z")
    assert last.assertion.public_id in page.url
    expect(page.get_by_text("Undone: Rejected")).to_be_visible()
    assert Assertion.objects.filter(review_state="rejected").count() == 3


def test_decisions_and_answers_by_keys(page, transactional_db):
    claim, asked = disputed(), question(3)
    begin(page, "decide")
    page.keyboard.press("d")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Both stand: see c and d.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Queue clear.")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).decided_status == "disputed"
    page.goto("/review/next/?queue=duplicates")
    expect(page.get_by_text("What results")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("Queue clear.")).to_be_visible()
    asked.refresh_from_db()
    assert asked.state == "different"
    page.keyboard.press("z")
    expect(page.get_by_role("heading", name="Do these two ask the same?")).to_be_visible()
    asked.refresh_from_db()
    assert asked.state == "pending"


def test_the_next_item_is_there_before_the_server_has_answered(page, waiting):
    begin(page)
    page.wait_for_function("() => performance.getEntriesByType('resource').some(e => e.name.includes('/ahead/'))")  # fmt: skip
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/accept/", lambda route: held.append(route))
    page.keyboard.press("a")
    busy = page.locator("[data-item][aria-busy=true]")
    expect(busy.get_by_text("Kenya has sent").first).to_be_visible()
    expect(page.locator("[data-item]:not([aria-busy])")).to_be_hidden()
    # At rest: nothing can be said about it before it is leased.
    page.keyboard.press("a")
    held[0].continue_()
    expect(page.locator("[data-item][aria-busy]")).to_have_count(0)
    assert ReviewStep.objects.count() == 1


def test_a_server_that_fails_takes_nothing_that_was_typed(browser, live_server, waiting):
    from claimbase.roles import grant_roles

    grant_roles()
    # Of its own: that a request fails stands in the console, as it should.
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    begin(page)
    page.keyboard.press("x")
    page.keyboard.type("It is about trucks.")
    page.route("**/reject/", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    expect(page.get_by_label("Why the text does not say this")).to_have_value("It is about trucks.")
    page.unroute("**/reject/")
    page.get_by_role("button", name="Reject it").click()
    page.wait_for_function("() => document.querySelector('[data-said]')?.innerText.includes('Rejected')")  # fmt: skip
    assert ReviewStep.objects.get().did == "reject"
    context.close()


def test_what_was_typed_is_back_after_a_sign_out(page, waiting):
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
    page.keyboard.press("x")
    expect(page.get_by_label("Why the text does not say this")).to_have_value("It is about trucks.")


def test_keys_that_are_switched_off_do_nothing(page, waiting):
    sign_in(page, "editor")
    from django.contrib.auth.models import User

    Preferences.objects.create(user=User.objects.get(username="editor"), shortcuts=False)
    page.goto("/review/next/?queue=new")
    at_rest(page)
    for key in ("a", "1", "s", "?", "g", "c", "/"):
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert not ReviewStep.objects.exists()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".key").first).to_be_hidden()
    page.get_by_role("button", name="Accept", exact=True).click()
    page.wait_for_function("() => document.querySelector('[data-said]')?.innerText.includes('Accepted')")  # fmt: skip
    assert ReviewStep.objects.get().did == "accept"


def test_the_keys_are_shown_by_a_key_and_lead_elsewhere(page, waiting):
    begin(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("Accept: it was read right")).to_be_visible()
    page.keyboard.press("a")
    assert not ReviewStep.objects.exists()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).to_be_focused()
    page.keyboard.type("g r")
    expect(page.locator("input[type=search]").first).to_have_value("g r")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Review", exact=True)).to_be_visible()


def test_the_queue_is_worked_through_without_javascript(browser, live_server, waiting):
    from claimbase.roles import grant_roles

    grant_roles()
    make_user("editor")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/review/")
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="New statements").click()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted: “Kenya has sent")).to_be_visible()
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Why the text does not say this").fill("It is about trucks.")
    page.get_by_role("button", name="Reject it").click()
    expect(page.get_by_text("Rejected: “Kenya has sent")).to_be_visible()
    page.locator(".choice").first.click()
    expect(page.get_by_text("Accepted: “Kenya has sent")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: Accepted: “Kenya has sent")).to_be_visible()
    page.get_by_role("link", name="Keyboard shortcuts").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    context.close()
    assert [step.did for step in ReviewStep.objects.all()] == ["place", "reject", "accept"]
