"""Handing in and watching, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sources.models import BatchItem, IngestBatch, SourceFile
from sources.services.processing import process
from tests.browser.test_browser import pytestmark, sign_in  # noqa: F401
from tests.factories import PASSWORD, make_user
from tests.ingest.archives import zipped

SOON = 30_000
FLOOD = "Flood in Lorne\n\nPolice said 12 people were killed in Lorne."
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Drops a folder with two files the way a browser hands it over, which no test tool can do with a mouse.
DROP = """(zone) => {
  const file = (name, text) => ({
    isFile: true, isDirectory: false, fullPath: `/news/${name}`,
    file: (found) => found(new File([text], name)),
  });
  const parts = [[file("a.txt", "Storm in Dell\\n\\nPolice said 3 people were injured."),
                  file("a.json", '{"outlet": "Dell Daily"}')], []];
  const folder = { isFile: false, isDirectory: true, createReader: () => ({ readEntries: (f) => f(parts.shift()) }) };
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  drop.dataTransfer = { items: [{ webkitGetAsEntry: () => folder }] };
  zone.dispatchEvent(drop);
}"""


@pytest.fixture
def page_in_trouble(browser, live_server, transactional_db) -> Iterator[Page]:
    """A page that may be refused something, which the browser notes as an error."""
    from claimbase.roles import grant_roles

    grant_roles()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=SOON)
    yield
    expect.set_options(timeout=5_000)


def read_all() -> None:
    for pk in SourceFile.objects.filter(state="received").values_list("pk", flat=True):
        process(pk)


def folder_of(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(
            f"Report {number}\n\nPolice said {number + 2} people died."
        )
    return folder


def test_files_and_an_archive_are_sent_followed_and_received(page, tmp_path):
    sign_in(page, "analyst")
    (tmp_path / "flood.txt").write_text(FLOOD)
    (tmp_path / "more.zip").write_bytes(zipped({"b.txt": "B\n\nText.", "c.zip": b"PK"}))
    page.goto("/ingest/")
    page.get_by_label("Files or zip archives").set_input_files(
        [tmp_path / "flood.txt", tmp_path / "more.zip"]
    )
    expect(page.locator("[data-note]")).to_have_text("2 files chosen: flood.txt and others")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("1 of 3 files finished, 1 failed")).to_be_visible()
    expect(page.get_by_text("an archive inside an archive")).to_be_visible()
    read_all()
    expect(page.get_by_role("heading", name="What came out", exact=True)).to_be_visible()
    expect(page.locator("[data-aloud]")).to_have_text(
        "100 percent: 3 of 3 files finished, 1 failed."
    )
    expect(page.get_by_role("link", name="Flood in Lorne")).to_be_visible()


def test_the_address_after_an_upload_is_the_batches_own(page, tmp_path):
    sign_in(page, "analyst")
    (tmp_path / "flood.txt").write_text(FLOOD)
    page.goto("/ingest/")
    page.get_by_label("Files or zip archives").set_input_files(tmp_path / "flood.txt")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("0 of 1 files finished")).to_be_visible()
    batch = IngestBatch.objects.get().get_absolute_url()
    assert page.evaluate("location.pathname") == batch
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("flood.txt")


def test_a_page_that_is_done_or_hidden_asks_nothing_any_more(page, tmp_path):
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.get_by_text("Paste a text").click()
    page.get_by_label("Text of an article").fill(FLOOD)
    page.get_by_role("button", name="Read them").click()
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if "/progress/" in request.url else None,
    )
    with page.expect_request("**/progress/**", timeout=SOON):
        pass
    hide = "(is) => { Object.defineProperty(document, 'hidden', {value: is, configurable: true});"
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", True)
    count = len(asked)
    page.wait_for_timeout(2600)
    assert len(asked) == count
    read_all()
    with page.expect_request("**/progress/**"):
        page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", False)
    expect(page.get_by_text("1 of 1 files finished.", exact=True)).to_be_visible()
    count = len(asked)
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", False)
    page.wait_for_timeout(2600)
    assert len(asked) == count


def test_a_dropped_folder_arrives_with_its_paths_and_what_it_tells(page):
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.locator(".dropzone").evaluate(DROP)
    expect(page.locator("[data-note]")).to_have_text("2 files chosen: news/a.txt and others")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("0 of 1 files finished")).to_be_visible()
    item = BatchItem.objects.get()
    assert (item.name, item.source_file.sidecar) == ("news/a.txt", {"outlet": "Dell Daily"})


def test_many_files_go_in_parts_and_a_part_that_got_lost_is_sent_again(page, tmp_path):
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.get_by_label("A whole folder").set_input_files(folder_of(tmp_path, 25))
    # The second part arrives, but its answer never comes back.
    page.evaluate("""() => {
      const real = window.fetch;
      let count = 0;
      window.fetch = async (...args) => {
        const answer = await real(...args);
        count += 1;
        if (count === 2) throw new TypeError("lost");
        return answer;
      };
    }""")
    posts: list[str] = []
    page.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("0 of 25 files finished")).to_be_visible()
    assert len(posts) == 3
    batch = IngestBatch.objects.get()
    assert batch.name == "news/00.txt and 24 more"
    assert not batch.items.filter(is_duplicate=True).exists()


def test_what_is_wrong_is_told_beside_the_button_and_what_was_chosen_stays(
    page_in_trouble, tmp_path, settings
):
    settings.MAX_UPLOAD_FILES = 2
    page = page_in_trouble
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.get_by_label("A whole folder").set_input_files(folder_of(tmp_path, 3))
    page.get_by_role("button", name="Read them").click()
    expect(page.locator("[data-problems]")).to_contain_text("3 files are more than the 2")
    page.get_by_role("button", name="Choose none of them").click()
    expect(page.locator("[data-note]")).to_have_text("")


def test_the_form_is_filled_in_and_sent_by_keys_alone(page):
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.get_by_label("Files or zip archives").focus()
    reached = []
    for _ in range(9):
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        )
        page.keyboard.press("Tab")
    assert reached[:6] == [
        "files", "folder", "Say outlet and date of these files", "What can be handed in, and how much",
        "Paste a text", "Paste web addresses",
    ]  # fmt: skip
    page.get_by_text("Paste a text").press("Enter")
    page.get_by_label("Text of an article").fill(FLOOD)
    page.get_by_role("button", name="Read them").press("Enter")
    expect(page.get_by_text("0 of 1 files finished")).to_be_visible()


def test_focus_stays_where_it_is_while_the_page_renews_itself(page, tmp_path):
    sign_in(page, "analyst")
    page.goto("/ingest/")
    page.get_by_label("A whole folder").set_input_files(folder_of(tmp_path, 2))
    page.get_by_role("button", name="Read them").click()
    link = page.get_by_role("link", name="news/01.txt")
    link.focus()
    with page.expect_response("**/progress/**"):
        pass
    page.wait_for_timeout(300)
    expect(link).to_be_focused()


def test_without_javascript_files_are_sent_watched_called_off_and_tried_again(
    browser, live_server, transactional_db, tmp_path
):
    from claimbase.roles import grant_roles

    grant_roles()
    make_user("analyst")
    (tmp_path / "a.txt").write_text(FLOOD)
    (tmp_path / "b.zip").write_bytes(zipped({"b.txt": "B\n\nText."}))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Name").fill("analyst")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/ingest/")
    page.get_by_label("Files or zip archives").set_input_files(
        [tmp_path / "a.txt", tmp_path / "b.zip"]
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("0 of 2 files finished")).to_be_visible()
    process(SourceFile.objects.get(name="a.txt").pk)
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_text("1 of 2 files finished")).to_be_visible()
    page.get_by_role("button", name="Call off what has not begun (1)").click()
    expect(page.get_by_text("2 of 2 files finished, 1 cancelled")).to_be_visible()
    page.get_by_role("button", name="Try again what was called off (1)").click()
    expect(page.get_by_text("1 of 2 files finished")).to_be_visible()
    read_all()
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_role("heading", name="What came out", exact=True)).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_in_light_and_dark_and_fit_a_phone(page, scheme, tmp_path):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "analyst")
    archive = zipped(
        {"a.txt": FLOOD, "a-long-name-without-any-space-" * 4 + ".txt": "", "c.zip": b"PK"}
    )
    (tmp_path / "x.zip").write_bytes(archive)
    page.goto("/ingest/")
    page.get_by_label("Files or zip archives").set_input_files(tmp_path / "x.zip")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("1 of 3 files finished")).to_be_visible()
    waiting = IngestBatch.objects.get().get_absolute_url()
    for states in ("waiting", "done"):
        for address in ("/ingest/", "/ingest/batches/", waiting, _first_file()):
            page.goto(address)
            if address == "/ingest/":
                for part in page.locator("main summary").all():
                    part.click()
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 800})
                page.wait_for_load_state()
                violations = Axe().run(page, options=AXE).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == [], address
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        if states == "waiting":
            read_all()


def _first_file() -> str:
    return SourceFile.objects.earliest("id").get_absolute_url()
