"""A real Chromium with an empty cache, what a visit moved over the wire, and how long until the map was painted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, Request, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.stopwatch import STOPWATCH

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    # Nothing but this machine can be reached, so a page that needs another server cannot paint.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
# A view has settled when nothing has moved for this long.
SETTLED_SECONDS = 1.0
_SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; every visit gets a context of its own, and with it an empty cache."""
    named = os.environ.get("PORTAL_TEST_CHROMIUM")
    path = named or next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def as_slow_phone(session: CDPSession) -> None:
    """1.6 Mbit/s down, 0.75 up, 150 ms there and back, a processor slowed four times: what Lighthouse calls a slow 4G phone.

    The session's Network domain must be enabled.
    """
    session.send("Network.emulateNetworkConditions", _SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def chromium_version() -> str:
    with chromium() as browser:
        return browser.version


@dataclass(frozen=True)
class Moved:
    """Bytes of a visit: Streamlit's own files under /static/, everything else over HTTP, WebSocket both ways."""

    bundle: int
    beyond: int
    frames: int
    requests: int
    outside: int


@dataclass(frozen=True)
class Change:
    """From the click on an option to the repainted map, and the WebSocket bytes that came for it.

    `on_line` is what the server's side of the connections sent, packed as it goes; None where the system does not count.
    """

    seconds: float
    received: int
    on_line: int | None = None


def sent_by_peer(port: int) -> dict[str, int]:
    """Bytes sent so far from a port of this machine, by the other end of each open connection, as the kernel counts them."""
    ss = shutil.which("ss")
    if not ss:
        return {}
    command = [ss, "-tinHO", "state", "established", f"( sport = :{port} )"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return {
        line.split()[3]: int(sent[1])
        for line in said.splitlines()
        if (sent := re.search(r"bytes_sent:(\d+)", line))
    }


class Visit:
    """One page in a fresh context."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(viewport={"width": 1280, "height": 900})
        self._context.add_init_script(STOPWATCH)
        self.page: Page = self._context.new_page()
        self._requests: list[Request] = []
        self.received, self._sent, self._last = 0, 0, time.monotonic()
        self.page.on("request", self._requested)
        self.page.on("requestfinished", lambda _: self._moved())
        self.page.on("websocket", self._opened)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def first_paint(self, address: str) -> float:
        """Seconds from the start of navigation to the painted map."""
        self.page.goto(address, wait_until="commit")
        return self._painted_after(0) / 1000

    def settle(self) -> None:
        """Waits until the page has stopped moving bytes."""
        while time.monotonic() - self._last < SETTLED_SECONDS:
            self.page.wait_for_timeout(100)

    def moved(self) -> Moved:
        """Call when settled. Sizes are as sent, headers included; frames are not compressed by either site."""
        bundle = beyond = 0
        for request in self._requests:
            try:
                sizes = request.sizes()
            except PlaywrightError:
                # A request that was given up has no size; it still counts as a request.
                continue
            size = sizes["responseHeadersSize"] + sizes["responseBodySize"]
            if urlsplit(request.url).path.startswith("/static/"):
                bundle += size
            else:
                beyond += size
        outside = sum(urlsplit(request.url).hostname != "127.0.0.1" for request in self._requests)
        return Moved(bundle, beyond, self.received + self._sent, len(self._requests), outside)

    def options(self, label: str) -> list[str]:
        """What a list offers."""
        self.page.get_by_role("combobox", name=label).first.click()
        self.page.get_by_role("option").first.wait_for()
        found = [option.inner_text() for option in self.page.get_by_role("option").all()]
        self.page.keyboard.press("Escape")
        return found

    def change(self, label: str, option: str) -> Change:
        """Chooses an option with the mouse; the page itself holds the stopwatch."""
        before, count = self.received, self.page.evaluate("bench.paints.length")
        port = urlsplit(self.page.url).port or 0
        earlier = sent_by_peer(port)
        self.page.get_by_role("combobox", name=label).first.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        painted = self._painted_after(count)
        self.settle()
        seconds = (painted - self.page.evaluate("bench.clicked")) / 1000
        now = sent_by_peer(port)
        sent = sum(sent - earlier.get(peer, 0) for peer, sent in now.items())
        return Change(seconds, self.received - before, sent if now else None)

    def _painted_after(self, count: int) -> float:
        try:
            self.page.wait_for_function("count => bench.paints.length > count", arg=count, timeout=60_000)
        except PlaywrightTimeout as late:
            shown = self.page.inner_text("body")[:500]
            raise RuntimeError(f"no map was painted within a minute; the page reads: {shown}") from late
        return self.page.evaluate("count => bench.paints[count]", count)

    def _requested(self, request: Request) -> None:
        # Addresses like data: and blob: move nothing.
        if urlsplit(request.url).scheme in ("http", "https"):
            self._requests.append(request)
            self._moved()

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._came)
        socket.on("framesent", self._went)

    def _came(self, frame: str | bytes) -> None:
        self.received += len(frame)
        self._moved()

    def _went(self, frame: str | bytes) -> None:
        self._sent += len(frame)

    def _moved(self) -> None:
        self._last = time.monotonic()
