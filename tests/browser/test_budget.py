"""What a first visit costs a reader on a phone line; docs/accessibility.md states the same limits."""

from __future__ import annotations

import re
from pathlib import Path

from area_page import open_view
from playwright.sync_api import Browser, Request

STATEMENT = Path(__file__).parents[2] / "docs" / "accessibility.md"


def limits() -> list[float]:
    """Megabytes of a first visit, those beyond the framework, requests; kilobytes of a plain page."""
    found = re.search(
        r"first visit to the area page moves at most ([\d.]+) MB, ([\d.]+) MB of it beyond the framework's own files, in at most (\d+) requests; the plain page of an area at most (\d+) KB",
        " ".join(STATEMENT.read_text(encoding="utf-8").split()),
    )
    assert found
    return [float(number) for number in found.groups()]


def test_first_visit_keeps_to_its_budget(browser: Browser, server: str) -> None:
    all_mb, beyond_mb, requests, plain_kb = limits()
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    open_view(page, server, "?area=town:tiverton")
    sizes = {}
    for request in list(finished):
        if request.url.startswith("http"):
            size = request.sizes()
            sizes[request.url] = size["responseHeadersSize"] + size["responseBodySize"]
    beyond = sum(size for url, size in sizes.items() if "/static/" not in url)
    page.context.close()
    assert sum(sizes.values()) < all_mb * 1e6
    assert beyond < beyond_mb * 1e6
    assert len(finished) <= requests
    plain = browser.new_context().new_page()
    answer = plain.goto(f"{server}/area/town:tiverton")
    assert answer
    assert answer.request.sizes()["responseBodySize"] < plain_kb * 1000
    plain.context.close()
