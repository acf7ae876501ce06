"""How soon the first question of /write is there on a slow telephone, with an empty cache, and what the visit moves.

1.6 Mbit/s, 150 ms for each way there and back, and a processor slowed four times, all three by the browser itself.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from bench.browser import as_slow_phone, chromium
from bench.measured import Found, Line
from bench.servers import portal_server

VISITS = 9
MOST_SECONDS = 1.0
# The question is there when the browser has painted it and its last answer is in the page.
WHEN = """() => {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    const [page] = performance.getEntriesByType("navigation");
    const question = document.querySelector("h1")?.textContent === "What is it about?";
    const whole = document.querySelectorAll("main input[type=radio]").length > 5;
    return painted && page.domContentLoadedEventEnd && question && whole
        ? [Math.max(painted.startTime, page.domContentLoadedEventEnd), page.transferSize] : null;
}"""


def run() -> Found:
    seconds, kilobytes = [], []
    with portal_server() as server, chromium() as browser:
        # The process is started; nobody has opened the page yet.
        for _ in range(VISITS):
            took, moved = _visit(browser, server.url)
            seconds.append(took / 1000)
            kilobytes.append(moved / 1000)
    return Found(
        [
            Line("first question of /write, slow telephone", "s", tuple(seconds), MOST_SECONDS),
            Line("that page, as sent", "KB", tuple(kilobytes)),
        ],
        remarks=[
            "The browser limits the line to 1.6 Mbit/s with 150 ms there and back, and slows the processor four times.",
            "From the start of navigation to the painted question with all its answers; every visit has an empty cache.",
        ],
    )


def _visit(browser: Browser, address: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    as_slow_phone(devtools)
    page.goto(f"{address}/write", wait_until="commit")
    page.wait_for_function(WHEN)
    found: list[float] = page.evaluate(WHEN)
    context.close()
    return found[0], found[1]


if __name__ == "__main__":
    from bench.__main__ import main

    main(["write"])
