"""A slow phone: when the first number stands, when the page answers, when the map is painted, and what it moved and shifted.

1.6 Mbit/s down, 0.75 up, 150 ms there and back, a processor slowed four times, an empty cache: what Lighthouse calls a slow
4G phone, set in Chromium by its own protocol. The plotly twin is opened in the same run.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.browser import as_slow_phone, chromium
from bench.measured import Found, Line
from bench.peer_data import write_peer_data
from bench.servers import peer_server, portal_server
from bench.stopwatch import STOPWATCH

TIMES = 5
PATIENCE_MS = 120_000
FIRST_LIMIT, READY_LIMIT, MAP_LIMIT, SHIFT_LIMIT = 1.0, 7.0, 9.0, 0.05
MACHINE_LIMIT = 1.4
VIEWS = {"landing": "/", "area": "/?area=town:tiverton", "claims": "/check"}
# The first number a reader came for, seen and not only sent; the page answers once what stood first has given way to
# Streamlit's own parts; and how far anything moved that nobody had asked to move.
EYES = """
window.eyes = { first: null, ready: null, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) eyes.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
const number = (part) => /[0-9]/.test(part.innerText) && part.getBoundingClientRect().height > 0 && !part.closest("[inert]");
const parts = ".figure-card .big, .print-box p, #sentence, [data-testid=stMetricValue]";
const see = () => {
  const now = performance.now();
  if (eyes.first === null && [...document.querySelectorAll(parts)].some(number))
    requestAnimationFrame(() => { eyes.first ??= performance.now(); });
  if (eyes.ready === null && !document.getElementById("first") && document.querySelector("READY")) eyes.ready = now;
  if (eyes.first === null || eyes.ready === null) requestAnimationFrame(see);
};
see();
"""
OURS, TWINS = ".st-key-footer", ".js-plotly-plot, [data-testid=stSelectbox]"


@dataclass
class Seen:
    """By visit, in seconds, bytes and shares of a screen."""

    first: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    shift: list[float] = field(default_factory=list)


def visit(
    browser: Browser, address: str, seen: Seen, ready: str, *, has_map: bool, is_slow: bool = True
) -> None:
    """One reader with an empty cache."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=is_slow, has_touch=is_slow
    )
    page = context.new_page()
    moved = [0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda each: _add(moved, each["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda each: _add(moved, len(each["response"]["payloadData"]))
    )
    if is_slow:
        as_slow_phone(session)
    page.add_init_script(STOPWATCH)
    page.add_init_script(EYES.replace("READY", ready))
    try:
        page.goto(address, wait_until="commit", timeout=PATIENCE_MS)
        page.wait_for_function("() => eyes.ready !== null", timeout=PATIENCE_MS)
        if has_map:
            page.wait_for_function("() => bench.paints.length > 0", timeout=PATIENCE_MS)
            seen.painted.append(page.evaluate("Math.max(bench.paints[0], eyes.ready)") / 1000)
        _note(page, seen, moved[0])
    except PlaywrightTimeout as late:
        raise RuntimeError(f"{address} was not whole within two minutes") from late
    finally:
        context.close()


def _add(moved: list[int], size: int) -> None:
    moved[0] += max(size, 0)


def _note(page: Page, seen: Seen, moved: int) -> None:
    eyes: dict[str, Any] = page.evaluate("eyes")
    if eyes["first"] is not None:
        seen.first.append(eyes["first"] / 1000)
    seen.ready.append(eyes["ready"] / 1000)
    seen.megabytes.append(moved / 1e6)
    seen.shift.append(eyes["shift"])


def run() -> Found:
    ours, plain, machine, twin = {name: Seen() for name in VIEWS}, Seen(), Seen(), Seen()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        remark = write_peer_data(Path(name))
        with portal_server() as server, peer_server(Path(name)) as peer:
            # A server packs its files beside its first answers; a reader on a phone is seldom its first.
            for view in VIEWS.values():
                visit(browser, server.url + view, Seen(), OURS, has_map=view != "/check", is_slow=False)
            visit(browser, peer.url, Seen(), TWINS, has_map=True, is_slow=False)
            claim = _first_claim()
            for _ in range(TIMES):
                for name_of, view in VIEWS.items():
                    visit(browser, server.url + view, ours[name_of], OURS, has_map=name_of != "claims")
                visit(browser, server.url + claim, plain, "#sentence", has_map=False)
                visit(browser, peer.url, twin, TWINS, has_map=True)
                visit(browser, server.url, machine, OURS, has_map=True, is_slow=False)
    lines = [line for name_of, seen in ours.items() for line in _lines(name_of, seen, twin)]
    lines += [Line("one claim, plain: first number", "s", tuple(plain.first), FIRST_LIMIT)]
    lines += [Line("landing, this machine: first map", "s", tuple(machine.painted), MACHINE_LIMIT)]
    return Found(lines, [remark, "The map counts once it is painted and can be seen."])


def _lines(name: str, seen: Seen, twin: Seen) -> list[Line]:
    lines = [
        Line(f"{name}: first number", "s", tuple(seen.first), FIRST_LIMIT),
        Line(f"{name}: interactive", "s", tuple(seen.ready), READY_LIMIT, tuple(twin.ready)),
        Line(f"{name}: bytes", "MB", tuple(seen.megabytes), None, tuple(twin.megabytes)),
        Line(f"{name}: layout shift", "%", tuple(100 * each for each in seen.shift), 100 * SHIFT_LIMIT),
    ]
    if seen.painted:
        lines.insert(
            2, Line(f"{name}: map painted", "s", tuple(seen.painted), MAP_LIMIT, tuple(twin.painted))
        )
    return lines


def _first_claim() -> str:
    from portal import bootstrap
    from portal.services.both_sides.claim_review import claim_path
    from portal.services.both_sides.claims import claims

    return claim_path(claims(bootstrap.library())[0])


if __name__ == "__main__":
    from bench.__main__ import main

    main(["phone"])
