"""Every page in Chromium: for each role, in light and dark, wide and on the narrowest phone."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, Response

from tests.browser.every_page import NO_PAGES, PAGES, ROLES, STEPS, make_world, names_of_addresses
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
NOTE_VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
HEAVIEST = 100_000


def test_no_page_is_forgotten():
    seen = {name.partition(",")[0] for name in PAGES}
    assert names_of_addresses() == seen | NO_PAGES | STEPS


@pytest.fixture
def people(transactional_db) -> dict[str, User]:
    from claimbase.roles import grant_roles

    grant_roles()
    return {role: make_user(role) for role in ROLES}


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    context.add_init_script(NOTE_VIOLATIONS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def be(page: Page, live_server) -> Callable[[User], None]:
    """Go on as somebody."""

    def signed_in(user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.clear_cookies()
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    return signed_in


def nothing_refused(page: Page) -> None:
    assert page.evaluate("window.violations") == [], page.url


@pytest.mark.parametrize("role", ROLES)
def test_each_page_renders_for_each_role_or_says_which_role_it_needs(page, people, be, role):
    world = make_world(people["editor"])
    be(people[role])
    for name, (least, address) in PAGES.items():
        response = page.goto(address(world))
        may = ROLES.index(role) >= ROLES.index(least)
        assert response.status == (200 if may else 403), (name, role)
        assert page.locator("h1").count() == 1, name
        if not may:
            assert least in page.locator("main").inner_text().lower(), name
        nothing_refused(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_each_page_is_accessible_and_needs_no_sideways_scroll(page, people, be, scheme, width):
    world = make_world(people["editor"])
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    be(people["admin"])
    found = []
    for name, (_, address) in PAGES.items():
        page.goto(address(world))
        page.wait_for_load_state()
        violations = Axe().run(page, options=WCAG).response["violations"]
        found += [(name, v["id"], v["nodes"][0]["html"]) for v in violations]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append((name, "sideways scroll", f"{wide} px"))
        nothing_refused(page)
    assert not found, "\n".join(map(str, found))


def test_no_page_is_heavy_and_none_brings_fonts(page, people, be):
    world = make_world(people["editor"])
    be(people["admin"])
    weights: dict[str, int] = {}
    fonts: list[str] = []

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        if kind == "font":
            fonts.append(response.url)
        if kind in ("script", "stylesheet") and response.ok:
            weights[response.url] = len(gzip.compress(response.body()))

    found = {}
    page.context.on("response", weigh)
    for name, (_, address) in PAGES.items():
        weights.clear()
        page.goto(address(world), wait_until="load")
        used = page.evaluate(
            "performance.getEntriesByType('resource').filter(e => /\\.(css|js)/.test(e.name)).map(e => e.name)"
        )
        found[name] = sum(weights.get(url, 0) for url in used)
    assert fonts == []
    assert {name: size for name, size in found.items() if size >= HEAVIEST} == {}
    assert min(found.values()) > 0
