"""Cold start to the first painted map in a browser that has never been here, and what the first view moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench.browser import Moved, Visit, chromium
from bench.measured import Found, Line
from bench.servers import Server, portal_server

TIMES = 3
BEYOND_LIMIT_MB = 1.5


@dataclass
class Starts:
    """Seconds by start: server well, map of its first reader, map of a reader who comes later; bytes of the first."""

    well: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def megabytes(self, part: str) -> tuple[float, ...]:
        parts = {
            "all": lambda m: m.bundle + m.beyond + m.frames,
            "bundle": lambda m: m.bundle,
            "beyond": lambda m: m.beyond + m.frames,
            "frames": lambda m: m.frames,
        }
        return tuple(parts[part](moved) / 1e6 for moved in self.moved)


def add_readers(
    starts: Starts,
    server: Server,
    browser: Browser,
    view: str,
    then: Callable[[Visit], object] = lambda visit: None,
) -> None:
    """A fresh server's first reader and a later one, both with empty caches; `then` is what the later one does next."""
    starts.well.append(server.seconds)
    with Visit(browser) as visit:
        starts.first.append(visit.first_paint(server.url + view))
        visit.settle()
        starts.moved.append(visit.moved())
    with Visit(browser) as visit:
        starts.later.append(visit.first_paint(server.url + view))
        visit.settle()
        then(visit)


def run() -> Found:
    starts = Starts()
    with chromium() as browser:
        for _ in range(TIMES):
            with portal_server() as server:
                add_readers(starts, server, browser, "/")
    outside = tuple(float(moved.outside) for moved in starts.moved)
    if any(outside):
        raise RuntimeError("the page asked a server that is not this machine for something")
    return Found(
        [
            Line("process start to /healthz", "s", tuple(starts.well)),
            Line("first map, first reader after a start", "s", tuple(starts.first)),
            Line("first map, a later reader", "s", tuple(starts.later)),
            Line("first view, all bytes", "MB", starts.megabytes("all")),
            Line("first view, Streamlit's own bundle", "MB", starts.megabytes("bundle")),
            Line("first view, beyond the bundle", "MB", starts.megabytes("beyond"), BEYOND_LIMIT_MB),
            Line("of that, WebSocket frames", "MB", starts.megabytes("frames")),
            Line("first view, requests", "", tuple(float(moved.requests) for moved in starts.moved)),
            Line("requests to other machines", "", outside, 0),
        ],
        [
            "Every reader has an empty browser cache; the browser itself is already open.",
            "Streamlit's own bundle is what lies under /static/; its page and its few other answers count as ours.",
        ],
    )


if __name__ == "__main__":
    from bench.__main__ import main

    main(["first_map"])
