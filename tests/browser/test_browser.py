"""The real pages in Chromium: clicking through, without errors, accessible, on a phone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from claims.models import Claim, Speaker
from sources.services.processing import process
from tests.factories import PASSWORD, ingest_article, make_user

CHROMIUM = os.environ.get("CHROMIUM_PATH") or next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
if CHROMIUM is None:
    if os.environ.get("REQUIRE_BROWSER"):
        raise RuntimeError("REQUIRE_BROWSER is set, and there is no Chromium")
    pytestmark.append(
        pytest.mark.skip(reason="no Chromium here (install chromium, or set CHROMIUM_PATH)")
    )
FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures" / "articles"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django refuses to work beside one otherwise.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", "--disable-dev-shm-usage"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server, transactional_db) -> Iterator[Page]:
    from claimbase.roles import grant_roles

    grant_roles()
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1200, "height": 800})
    context.route(
        "**/*", lambda r: r.continue_() if r.request.url.startswith(live_server.url) else r.abort()
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    yield page
    context.close()
    assert errors == []


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
    page.goto("/")
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
    page.get_by_label("Disputed").check()
    page.wait_for_url("**status=disputed**")
    expect(page.locator("#results article")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Disputed")).to_be_checked()


def test_from_a_claim_to_the_exact_place_and_a_decision(page, samples):
    sign_in(page, "editor")
    page.get_by_role("link", name="North Korean troops sent to Russia").click()
    expect(page.get_by_text("independent origins", exact=True)).to_be_visible()
    page.get_by_role("link", name="open in the article").first.click()
    expect(page.locator("mark.anchor").first).to_be_visible()
    page.go_back()
    page.get_by_label("Decision", exact=True).last.select_option("corroborated")
    page.get_by_label("Reason").fill("Two services that do not share sources.")
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
    assert Axe().run(page).response["violations"] == []


def test_the_pages_work_without_javascript(browser, live_server, samples):
    make_user("reader")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Disputed").check()
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
    page.get_by_label("Reason").fill("Its old name.")
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
        "/claims/",
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
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        page.set_viewport_size({"width": 1200, "height": 800})
