"""The browser, and a page in it that must not report errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server_at_rest import RunningRequests

CHROMIUM = os.environ.get("CHROMIUM_PATH") or next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
if CHROMIUM is None and os.environ.get("REQUIRE_BROWSER"):
    raise RuntimeError("REQUIRE_BROWSER is set, and there is no Chromium")


_REQUESTS = RunningRequests()


@pytest.fixture(autouse=True)
def _server_at_rest(transactional_db: None) -> Iterator[None]:
    """A page that is left may still tell the server so, and a request that runs holds tables that the end
    of the test empties."""
    yield
    _REQUESTS.wait_until_none()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here (install chromium, or set CHROMIUM_PATH)")
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
    # That somebody else was faster is answered with 409 and a page, which Chromium notes as an error.
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "status of 409" not in message.text
            else None
        ),
    )
    yield page
    context.close()
    assert errors == []
