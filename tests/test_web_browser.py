"""The pages in a real browser, over the demonstration's dataset: mouse, keyboard, phone."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the page's parts are not installed")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from pipeline.dataset import Dataset
from pipeline.demo import run_demo
from pipeline.web.app import create_app
from pipeline.web.server import listen
from pipeline.web.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE = 120_000  # milliseconds, for a machine that has more to do
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed")

PAGES = ("/figures", "/alarms", "/review", "/series", "/sources", "/check")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder)
    return folder / "solieu.db"


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    app = create_app(Settings(str(database)))
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    bound.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=FLAGS, timeout=PATIENCE
        )
        expect.set_options(timeout=PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    one = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    one.set_default_timeout(PATIENCE)
    yield one
    one.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A tab; at its end, nothing may have been refused, nor asked of another host."""
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda told: complaints.append(told.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: complaints.append(asked.url)
           if not asked.url.startswith((address, "data:")) else None)  # fmt: skip
    yield tab
    assert complaints == []


def show(page: Page, path: str) -> None:
    """Open a page and wait until it is shown."""
    page.goto(path)
    wait_until_shown(page)


def wait_until_shown(page: Page) -> None:
    """Until the page has been painted: a browser drops what is pressed before that."""
    page.wait_for_load_state()
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def test_search_narrows_as_one_types(page: Page) -> None:
    show(page, "/figures")
    page.get_by_role("searchbox").press_sequentially("dak to", delay=10)
    expect(page).to_have_url(re.compile(r"/figures\?q=dak\+to$"))
    expect(page.locator(".card mark").first).to_be_visible()
    expect(page.locator(".card").first).to_contain_text("Đăk")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_filter_is_clicked_and_the_link_keeps_it(page: Page) -> None:
    show(page, "/figures")
    before = page.locator("#total").inner_text()
    page.get_by_label(re.compile("An Giang")).first.check()
    expect(page.locator("#total")).not_to_have_text(before)
    expect(page).to_have_url(re.compile("province="))
    narrowed = page.locator("#total").inner_text()
    show(page, page.url)
    expect(page.locator("#total")).to_have_text(narrowed)
    expect(page.get_by_label(re.compile("An Giang")).first).to_be_checked()


def test_an_article_marks_its_figures(page: Page) -> None:
    show(page, "/figures?alarm=yes")
    page.locator(".foot a").first.click()
    expect(page.locator("article .figure.alarmed").first).to_be_visible()
    first = page.locator("article .figure").first
    first.click()
    expect(page.locator(".sidelist li:target")).to_have_count(1)
    assert first.get_attribute("title")


def test_a_view_is_downloaded(page: Page) -> None:
    show(page, "/figures?alarm=yes")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    lines = waiting.value.path().read_text("utf-8").splitlines()
    assert lines[0].startswith("figure_id,article_id,indicator,value")
    assert len(lines) > 1


def test_the_language_is_switched(page: Page) -> None:
    show(page, "/figures?alarm=yes")
    page.locator("#language").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Figures")
    expect(page).to_have_url(re.compile("alarm=yes"))
    page.get_by_role("link", name="Alarms", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alarms")


def test_a_review_needs_only_the_keyboard(page: Page, database: Path) -> None:
    show(page, "/review")
    judged = page.locator("form#review").get_attribute("action")
    page.keyboard.press("c")
    expect(page.locator("#field-indicator")).to_be_focused()
    page.locator("#field-value").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("17")
    page.locator("#reviewer").focus()
    page.keyboard.type("ban biên tập")
    page.get_by_role("button", name="Lưu bản sửa").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form#review")).not_to_have_attribute("action", judged or "")
    wait_until_shown(page)
    second = page.locator("form#review").get_attribute("action")
    expect(page.locator("#reviewer")).to_have_value("ban biên tập")
    page.keyboard.press("a")
    expect(page.locator("form#review")).not_to_have_attribute("action", second or "")
    reviews = Dataset(database).reviews()
    assert list(reviews["verdict"])[-2:] == ["corrected", "accepted"]
    assert list(reviews["corrected_value"])[-2] == 17


def test_alarms_are_judged_by_keyboard(page: Page) -> None:
    show(page, "/alarms")
    waiting = page.locator(".alarmcard").count()
    page.keyboard.press("j")
    card = page.locator(".alarmcard").first
    expect(card).to_be_focused()
    page.keyboard.press("x")
    expect(card.locator(".state")).to_have_text("đúng là có vấn đề")
    expect(card).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".alarmcard").nth(1)).to_be_focused()
    show(page, "/alarms")
    assert page.locator(".alarmcard").count() == waiting - 1


def test_keys_are_only_letters_while_typing(page: Page) -> None:
    show(page, "/review")
    judged = page.locator("form#review").get_attribute("action")
    page.locator("#note").press_sequentially("ra")
    expect(page.locator("#note")).to_have_value("ra")
    expect(page.locator("form#review")).to_have_attribute("action", judged or "")


def test_a_series_is_drawn(page: Page) -> None:
    show(page, "/series")
    drawn = page.locator(".chart img")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    page.locator("#indicator").select_option("funds")
    expect(page).to_have_url(re.compile("indicator=funds"))


def test_a_text_is_checked(page: Page) -> None:
    show(page, "/check")
    page.get_by_label("Văn bản").fill(
        "Xã có 74 mô hình (36 mô hình kinh tế; 25 mô hình văn hóa; 15 mô hình an ninh)."
    )
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator(".alarmcard")).to_contain_text("76")


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_the_page_without_scrolling_sideways(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    show(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_accessible(page: Page, path: str) -> None:
    show(page, path)
    assert page.evaluate(_UNLABELLED) == []
    assert page.evaluate(_FAINT) == []
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


_UNLABELLED = """
[...document.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
  .filter(field => !(field.labels && field.labels.length) && !field.textContent.trim()
                   && !field.getAttribute("aria-label"))
  .map(field => field.outerHTML)"""

# Contrast of text against its background as WCAG 2 counts it: 4.5 is level AA.
_FAINT = """(() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92
    : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("main *, header *")) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.getClientRects().length) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(ratio.toFixed(2) + " " + element.outerHTML.slice(0, 90));
  }
  return found;
})()"""
