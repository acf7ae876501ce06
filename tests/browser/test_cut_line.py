"""What a page says when its line to the site is cut or never comes, and that it carries on; and without its fonts."""

from __future__ import annotations

import re
import time

from area_page import choose
from painting import PAINT_MS
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

LINE = re.compile("/_stcore/stream")
PLACE = "/?area=town:tiverton&level=msoa"
LOST = "This page has lost its connection to the site."
NEVER = "The live part of this page has not loaded."


class Line:
    """The sockets of a page: let through, or shut as they come."""

    def __init__(self, page: Page, is_open: bool = True) -> None:
        self.is_open, self.now = is_open, []  # type: ignore[var-annotated]
        page.route_web_socket(LINE, self._come)
        # The framework asks there whether the server is well before it opens another.
        page.route("**/_stcore/health", self._ask)

    def _come(self, socket: WebSocketRoute) -> None:
        if self.is_open:
            self.now.append(socket)
            socket.connect_to_server()
        else:
            socket.close(code=1011)

    def _ask(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            route.abort()

    def cut(self) -> None:
        self.is_open = False
        self.now[-1].close(code=1011)


def test_page_says_that_its_line_is_cut_and_carries_on_when_it_is_back(page: Page, server: str) -> None:
    line = Line(page)
    page.goto(f"{server}{PLACE}")
    words = page.locator("#cut[role=status]")
    expect(words).to_be_empty()
    line.cut()
    expect(words).to_contain_text(LOST, timeout=PAINT_MS)
    assert "CONNECTED" not in page.locator("[data-test-connection-state]").evaluate(
        "app => [app.dataset.testConnectionState]"
    )
    until = time.monotonic() + 15
    while time.monotonic() < until:
        # The framework would ask a reader to look at a terminal.
        assert page.get_by_role("dialog").filter(visible=True).count() == 0
        page.wait_for_timeout(500)
    assert not words.evaluate("words => words.inert || document.getElementById('root').inert")
    box = words.locator("p").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 1000 + 1
    find = page.get_by_role("button", name="Find", exact=True).locator("p")
    assert find.evaluate("p => getComputedStyle(p).color") != "rgb(255, 255, 255)", (
        "white words on a white button"
    )
    line.is_open = True
    expect(words).to_be_empty(timeout=PAINT_MS)
    assert page.get_by_role("dialog").filter(visible=True).count() == 0
    choose(page, "Crime type", "Burglary")
    expect(page).to_have_url(re.compile("crime=burglary"), timeout=PAINT_MS)


def test_page_whose_line_never_comes_keeps_its_figure_and_leads_on(browser: Browser, server: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    Line(page, is_open=False)
    page.goto(f"{server}{PLACE}")
    expect(page.locator("#cut")).to_contain_text(NEVER, timeout=PAINT_MS)
    expect(page.locator("#first .figure-card .big")).to_be_visible()
    page.locator("#cut").get_by_role("link", name="every area on a plain page").click()
    expect(page).to_have_url(re.compile("/areas$"))
    page.close()


def test_page_is_read_without_its_fonts(page: Page, server: str) -> None:
    asked: list[str] = []

    def stop(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(re.compile(r"\.woff2?(\?|$)"), stop)
    page.goto(f"{server}{PLACE}")
    assert asked
    for part in (page.get_by_role("heading", level=1), page.get_by_test_id("stMain").locator(".big").first):
        expect(part).to_be_visible(timeout=PAINT_MS)
        assert part.evaluate("part => part.getBoundingClientRect().width") > 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
