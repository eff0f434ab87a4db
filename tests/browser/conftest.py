"""The browser, and a page in it that must not report errors."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM_PATH") or next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
if CHROMIUM is None and os.environ.get("REQUIRE_BROWSER"):
    raise RuntimeError("REQUIRE_BROWSER is set, and there is no Chromium")


class _Requests:
    """How many requests the server is answering, and when that last changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._changed = 0.0
        request_started.connect(self._began)
        request_finished.connect(self._ended)

    def _began(self, **kwargs: object) -> None:
        self._count(1)

    def _ended(self, **kwargs: object) -> None:
        self._count(-1)

    def _count(self, by: int) -> None:
        with self._lock:
            self._running += by
            self._changed = time.monotonic()

    def wait_until_none(self, quiet: float = 0.3, most: float = 20.0) -> None:
        """Until nothing has run for so many seconds; raises AssertionError when that does not come."""
        until = time.monotonic() + most
        while time.monotonic() < until:
            with self._lock:
                if self._running <= 0 and time.monotonic() - self._changed >= quiet:
                    return
            time.sleep(0.05)
        raise AssertionError("the server is still answering requests")


_REQUESTS = _Requests()


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
