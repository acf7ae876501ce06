"""The same view and the same steps here and in the peer, turn about, in one run."""

from __future__ import annotations

import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Browser

from bench.browser import chromium
from bench.first_map import Starts, add_readers
from bench.measured import Found, Line
from bench.peer_data import write_peer_data
from bench.recolour import Changes, change_type, change_view, joined, lines_of, open_view
from bench.servers import Server, peer_server, portal_server

TIMES = 3
# The peer takes seconds for a change, so it gets fewer types.
TYPES = 4
REMARKS = (
    "The peer is a small Streamlit app of our own: one plotly choropleth of a counts table, no tiles, white background. "
    "It counts as painted when its map library says that all is drawn; two animation frames are added, as for ours.",
    "There is no GPU here, so the peer's map is drawn in software; on a machine with one it paints sooner. Bytes do not "
    "depend on that.",
    "Our page also holds the table, charts and text of an area's profile; the peer's holds the map alone. For crime "
    "types ours draws neighbourhoods (MSOA) and the peer small areas (LSOA), as each offers.",
    "Every view is new to its reader. Either site sends next to nothing for a view that the same reader saw before.",
)


def run() -> Found:
    ours, peers = Starts(), Starts()
    own, other = [], []
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        remark = write_peer_data(folder)
        for turn in range(TIMES):
            last = turn == TIMES - 1
            own.append(_start(browser, portal_server(), ours, "/?level=lsoa", "/?level=msoa" if last else ""))
            other.append(_start(browser, peer_server(folder), peers, "/", "/" if last else ""))
    lines = [
        Line("process start to well", "s", tuple(ours.well), peer=tuple(peers.well)),
        Line("first LSOA map, first reader after a start", "s", tuple(ours.first), peer=tuple(peers.first)),
        Line("first LSOA map, a later reader", "s", tuple(ours.later), peer=tuple(peers.later)),
    ]
    for what, part in (("all bytes", "all"), ("beyond Streamlit's bundle", "beyond")):
        lines.append(Line(f"first LSOA view, {what}", "MB", ours.megabytes(part), peer=peers.megabytes(part)))
    lines += _beside(joined(own[::-1]), joined(other[::-1]))
    return Found(lines, [remark, *REMARKS])


def _start(
    browser: Browser, serving: AbstractContextManager[Server], starts: Starts, view: str, types_view: str
) -> Changes:
    """One fresh server: its first reader, a later one who changes the view, and in the last turn one who changes types."""
    with serving as server:
        changes: Changes = {}
        add_readers(
            starts, server, browser, view, lambda visit: changes.update(change_view(visit, back=False))
        )
        if types_view:
            with open_view(browser, server.url + types_view) as visit:
                changes.update(change_type(visit, TYPES))
    return changes


def _beside(own: Changes, other: Changes) -> list[Line]:
    pairs = zip(lines_of("change", own, ()), lines_of("change", other, ()), strict=True)
    return [Line(ours.what, ours.unit, ours.values, peer=theirs.values) for ours, theirs in pairs]


if __name__ == "__main__":
    from bench.__main__ import main

    main(["peer"])
