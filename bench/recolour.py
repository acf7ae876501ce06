"""From the click on an option to the repainted map, and the bytes that came for it."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Browser

from bench.browser import Change, Visit, chromium
from bench.measured import Found, Line
from bench.servers import portal_server

SECONDS_LIMIT, KB_LIMIT = 0.25, 36.0
# Mid Devon, Exeter, Plymouth and Torridge: sectors of many kinds, each asked about for the first time.
SECTORS = ("", "&area=E07000041", "&area=E06000026", "&area=E07000046")
# The sector with the most small areas; each visit gets a fresh server, so that no answer was asked for before.
CORNWALL, CORNWALL_VISITS = "&area=E06000052", 2
MOST_TYPES = 8

Changes = dict[str, list[Change]]


def change_view(visit: Visit, back: bool = True) -> Changes:
    """Another year, one crime type, the first year again: three views new to this reader. Then `back` to the start."""
    # Shorter periods are drawn by neighbourhood, which is another map and not a change of colours.
    first, second = [year for year in visit.options("Period") if "(" not in year and not year.endswith("…")][
        :2
    ]
    every, kind = visit.options("Crime type")[:2]
    changes: Changes = {"period": [visit.change("Period", second)]}
    changes["crime type"] = [visit.change("Crime type", kind)]
    changes["period"].append(visit.change("Period", first))
    if back:
        changes["crime type"].append(visit.change("Crime type", every))
    return changes


def change_type(visit: Visit, most: int = MOST_TYPES) -> Changes:
    """Each of the first types once."""
    return {
        "crime type": [visit.change("Crime type", kind) for kind in visit.options("Crime type")[1 : most + 1]]
    }


def change_level(visit: Visit) -> Changes:
    """A period of a few months and back to a year, by which small areas give way to neighbourhoods and return."""
    options = visit.options("Period")
    short = next(option for option in options if "months)" in option)
    return {
        "period with a change of level": [visit.change("Period", option) for option in (short, options[0])]
    }


def open_view(browser: Browser, address: str) -> Visit:
    """A reader whose first map is painted and whose page is quiet."""
    visit = Visit(browser)
    visit.first_paint(address)
    visit.settle()
    return visit


def joined(several: list[Changes]) -> Changes:
    return {what: [c for changes in several for c in changes.get(what, [])] for what in several[0]}


def lines_of(where: str, changes: Changes, recoloured: Sequence[str]) -> list[Line]:
    """The targets are those of a map that is only coloured anew; other changes bring outlines as well."""
    lines = []
    for what, made in changes.items():
        seconds_limit, kb_limit = (SECONDS_LIMIT, KB_LIMIT) if what in recoloured else (None, None)
        seconds, kilobytes = tuple(c.seconds for c in made), tuple(c.received / 1e3 for c in made)
        lines.append(Line(f"{where}, {what}: click to map", "s", seconds, seconds_limit))
        lines.append(Line(f"{where}, {what}: bytes unpacked", "KB", kilobytes))
        packed = tuple(c.on_line / 1e3 for c in made if c.on_line is not None)
        if packed:
            lines.append(Line(f"{where}, {what}: bytes on the line", "KB", packed, kb_limit))
    return lines


def run() -> Found:
    with chromium() as browser:
        with portal_server() as server:
            several = []
            for sector in SECTORS:
                with open_view(browser, f"{server.url}/?level=lsoa{sector}") as visit:
                    several.append(change_view(visit))
            with open_view(browser, f"{server.url}/?level=msoa") as visit:
                types = change_type(visit)
            with open_view(browser, f"{server.url}/?level=lsoa") as visit:
                levels = change_level(visit)
        largest = []
        for _ in range(CORNWALL_VISITS):
            with (
                portal_server() as server,
                open_view(browser, f"{server.url}/?level=lsoa{CORNWALL}") as visit,
            ):
                largest.append(change_view(visit))
    lines = lines_of("LSOA", joined(several), ("period",)) + lines_of(
        "LSOA, Cornwall", joined(largest), ("period",)
    )
    lines += lines_of("MSOA", types, ("crime type",)) + lines_of("LSOA to MSOA and back", levels, ())
    return Found(
        lines,
        [
            "The stopwatch runs inside the page, from the click to the second animation frame after the map says it is "
            "painted. Bytes unpacked are WebSocket frames until the page is quiet; on the line is what the kernel sent.",
            "Every view is new to the server, and new to the reader but for the way back to all crime.",
            "Single types are not shown by small area, so choosing one there brings the outlines of neighbourhoods (MSOA).",
            "A period under 12 months takes small areas to neighbourhoods, so outlines are drawn anew; no target is set.",
        ],
    )


if __name__ == "__main__":
    from bench.__main__ import main

    main(["recolour"])
