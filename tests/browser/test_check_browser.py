"""Check a figure in a real browser: from the landing page to a copied sentence and a file, links, frames, keyboard, axe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from painting import PAINT_MS, wait_until_taken_over
from playwright.sync_api import Browser, Page, expect
from test_accessibility import VIEWS, faults

from portal import bootstrap
from portal.domain.record.period import Period
from portal.figures.frame_height import card_height
from portal.services.both_sides.claims import claims
from portal.services.checking.card import card
from portal.services.counted.question import Question
from portal.services.library.library import Library

ESTIMATE = "area=town:tiverton&from=2021-03&to=2022-02&measure=unrecorded"
MAY_COPY = {"permissions": ["clipboard-read", "clipboard-write"]}
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def library() -> Library:
    return bootstrap.library()


def open_check(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/check?{query}")
    expect(page.get_by_role("button", name="Copy the sentence")).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text("Where this comes from")).to_be_visible(timeout=PAINT_MS)


def unfold(page: Page, name: str) -> None:
    page.get_by_test_id("stExpander").get_by_text(name, exact=True).click()


def headline(page: Page) -> str:
    return page.locator("[data-headline]").inner_text(timeout=PAINT_MS)


@pytest.mark.parametrize("context", [MAY_COPY], indirect=True, ids=["may-copy"])
def test_landing_page_to_copied_sentence_and_file_takes_three_actions(
    page: Page, server: str, browser: Browser
) -> None:
    page.goto(server)
    page.get_by_role("link", name="Check a figure", exact=True).first.click(timeout=PAINT_MS)  # action 1
    # A button that the server wrote copies from the moment on when the part that listens is there.
    expect(page.locator("html[data-copying=on]")).to_be_attached(timeout=PAINT_MS)
    page.get_by_role("button", name="Copy the sentence").click(timeout=PAINT_MS)  # action 2
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible(timeout=PAINT_MS)
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download(timeout=PAINT_MS) as saved:
        page.get_by_role("link", name="Picture", exact=True).click()  # action 3
    assert saved.value.suggested_filename.startswith("on-the-record-")
    unfold(page, "Files, and the same in other forms")
    with page.expect_download(timeout=PAINT_MS) as saved:
        page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    assert saved.value.suggested_filename.endswith(".csv")
    assert copied.startswith("Police recorded 4,275 crimes in Mid Devon")
    # Somebody else opens the copied link, in a browser that has never been here.
    link = urlsplit(next(word for word in copied.split() if word.startswith("/check?")))
    other = browser.new_context()
    opened = wait_until_taken_over(other.new_page())
    opened.goto(f"{server}{link.path}?{link.query}")
    assert headline(opened) == headline(page) == "4,275 crimes, 51.6 (47.3 to 56.1) per 1,000 residents"
    other.close()


@pytest.mark.parametrize("context", VIEWS[:2], indirect=True, ids=["light", "dark"])
def test_range_is_drawn_and_not_only_described(page: Page, server: str) -> None:
    open_check(page, server, ESTIMATE)
    drawn = page.locator('img[src^="data:image/svg"]')
    expect(drawn).to_be_visible(timeout=PAINT_MS)
    assert "130 to 460" in (drawn.get_attribute("alt") or "")
    assert drawn.evaluate("one => one.complete && one.naturalWidth > 0 && one.clientWidth > 250")


@pytest.mark.parametrize("context", [MAY_COPY], indirect=True, ids=["may-copy"])
def test_every_text_is_copied_by_keyboard_and_says_so(page: Page, server: str) -> None:
    open_check(page, server, ESTIMATE)
    unfold(page, "Cite it, rebuild it")
    unfold(page, "As a picture, or on your own page")
    for act, start in (
        ("Copy the sentence", "If Tiverton's police recorded as the force did: 160 to 390"),
        ("Copy the full citation", "On the Record. Estimated unrecorded crimes in Tiverton"),
        ("Copy the command", "portal figure --area town:tiverton --from 2021-03 --to 2022-02"),
        ("Copy the frozen code", "<iframe src="),
    ):
        button = page.get_by_role("button", name=act)
        button.focus()
        page.keyboard.press("Enter")
        expect(button.locator("xpath=..").get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)


@pytest.mark.parametrize("context", [MAY_COPY], indirect=True, ids=["may-copy"])
def test_sentence_of_a_claim_is_copied_in_three_actions(page: Page, server: str, library: Library) -> None:
    claim = next(one for one in claims(library) if one.claim_id == "18-900-crimes")
    page.goto(server)
    page.get_by_role("link", name="Check a figure").first.click(
        timeout=PAINT_MS
    )  # action 1: every claim is in sight
    expect(page.locator(".claim")).to_have_count(len(claims(library)), timeout=PAINT_MS)
    card = page.locator(f"#claim-{claim.claim_id}")
    card.locator("summary").first.click(timeout=PAINT_MS)  # action 2, where the card is folded
    card.get_by_role("button", name="Copy sentence").click()  # action 3
    expect(card.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == claim.sentence


@pytest.mark.parametrize("width", [320, 480, 760])
def test_frame_of_a_figure_is_as_tall_as_what_stands_in_it(
    browser: Browser, server: str, library: Library, width: int
) -> None:
    context = browser.new_context()
    page = context.new_page()
    year, audited = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
    for question in (
        Question("E07000042", year),
        Question("E07000042", Period("2022-01", "2022-12")),
        Question("town:tiverton", audited, measure="unrecorded"),
        Question("E02007027+E02007028", audited, measure="unrecorded", spread="wide"),
        Question("E07000042", year, "violence", "unrecorded", "cdi-2018"),
        Question("E23000035", year, "anti-social-behaviour"),
    ):
        height = card_height(card(library, question, "https://crime.example.org", date.today()))
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server}/embed/figure?{question.query()}")
        assert page.evaluate("document.documentElement.scrollHeight") <= height, question
        assert page.evaluate("document.documentElement.scrollWidth") <= width, question
    context.close()


def test_text_is_selected_where_the_clipboard_is_not_allowed(page: Page, server: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    open_check(page, server, ESTIMATE)
    page.locator("html[data-copying=on]").wait_for(state="attached", timeout=30_000)
    page.get_by_role("button", name="Copy the sentence").click()
    expect(page.get_by_role("status").filter(has_text="Selected")).to_be_visible()
    assert page.evaluate("getSelection().toString()").startswith("If Tiverton's police recorded")


def test_picture_on_the_page_is_there_and_says_what_it_shows(page: Page, server: str) -> None:
    open_check(page, server, ESTIMATE)
    unfold(page, "As a picture, or on your own page")
    picture = page.get_by_alt_text("Estimated unrecorded crimes in Tiverton", exact=False)
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth === 1200", arg=picture.element_handle()
    )
    assert "130 to 460" in (picture.get_attribute("alt") or "")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as PNG").click()
    assert saved.value.suggested_filename.endswith(".png")


def test_reader_without_scripts_follows_the_link_to_the_same_number(page: Page, server: str) -> None:
    open_check(page, server, ESTIMATE)
    shown = headline(page)
    unfold(page, "Files, and the same in other forms")
    address = page.get_by_role("link", name="as a plain page").get_attribute("href")
    page.goto(f"{server}/{(address or '').lstrip('./')}")
    assert page.locator(".number").inner_text() == shown


@pytest.fixture
def other_site() -> Iterator[ThreadingHTTPServer]:
    """A newspaper's page at another origin of this machine; `body` is what it shows."""

    class Newspaper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(self.server.body.encode())  # type: ignore[attr-defined]

        def log_message(self, *_: object) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.shutdown()


def test_embed_code_shows_the_figure_on_another_site_and_the_page_itself_may_not_be_framed(
    browser: Browser, server: str, other_site: ThreadingHTTPServer
) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_check(page, server, ESTIMATE)
    unfold(page, "As a picture, or on your own page")
    code = page.locator("code", has_text="release=").filter(has_text="<iframe").inner_text()
    other_site.body = (
        code.replace("http://localhost:8501", server) + f'<iframe src="{server}/figure?{ESTIMATE}"></iframe>'
    )  # type: ignore[attr-defined]
    page.goto(f"http://localhost:{other_site.server_port}/")
    framed = page.frame_locator("iframe").first
    expect(framed.locator(".number")).to_have_text(
        "160 to 390 (about 250) if recorded as in the whole force; 130 to 460 allowing for places to differ"
    )
    expect(framed.get_by_text("Frozen: release")).to_be_visible()
    assert page.frame_locator("iframe").nth(1).locator(".number").count() == 0
    context.close()


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("query", ["", ESTIMATE])
def test_phone_width_has_no_sideways_scroll(page: Page, server: str, query: str) -> None:
    open_check(page, server, query)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "context", VIEWS, indirect=True, ids=lambda v: f"{v['viewport']['width']}-{v['color_scheme']}"
)
def test_page_has_no_accessibility_fault(page: Page, server: str) -> None:
    open_check(page, server, ESTIMATE)
    assert faults(page) == []
