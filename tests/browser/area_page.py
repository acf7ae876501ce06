"""The area page as a reader handles it: what it shows, and how to change it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

from painting import PAINT_MS, wait_until_at_rest
from playwright.sync_api import Frame, Page, expect

SEARCH = "Postcode, town or village"


MID_DEVON = "E07000042"


def open_view(page: Page, server: str, query: str = "") -> None:
    """The page of the area asked for; of Mid Devon where the query names none."""
    named = query if "area=" in query else f"?area={MID_DEVON}{'&' + query[1:] if query else ''}"
    page.goto(f"{server}/{named}")
    page.locator("iframe[data-painted], .columns[data-drawn]").first.wait_for(timeout=PAINT_MS)
    expect(page.get_by_text(re.compile(r"^Release 2"))).to_be_visible(timeout=PAINT_MS)


def open_fold(page: Page, name: str) -> None:
    """Opens the fold of this name, if it is closed, and lets it unfold; whichever kind of fold it is."""
    fold = page.locator("details").filter(has=page.locator("summary", has_text=name)).first
    fold.wait_for(timeout=PAINT_MS)
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
        # It unfolds for half a second. Whatever list is open is shut by the moving page.
        page.wait_for_timeout(600)
        fold.element_handle().wait_for_element_state("stable")


def painted(page: Page) -> str:
    """The view the map shows: area, first month, last month, crime, measure, level."""
    return page.locator("iframe[data-painted]").get_attribute("data-painted", timeout=PAINT_MS) or ""


def expect_painted(page: Page, view: str) -> None:
    expect(page.locator("iframe[data-painted]")).to_have_attribute("data-painted", view, timeout=PAINT_MS)


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a list with the keyboard, which is how a reader without a mouse does it.

    Once the page has stopped: an open list is shut by the framework when the page moves under it.
    """
    if label == "Map by":
        open_fold(page, "More choices")
    wait_until_at_rest(page)
    box = page.get_by_label(label, exact=True).first
    box.focus()
    page.keyboard.press("ArrowDown")
    # A long list is drawn only as far as it is seen; typing narrows it.
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.click(timeout=PAINT_MS)


def map_frame(page: Page) -> Frame:
    frame = page.locator("iframe[data-painted]").element_handle()
    assert frame is not None
    content = frame.content_frame()
    assert content is not None
    return content


def click_area(page: Page, code: str) -> None:
    """Clicks the middle of an area on the map, which says its number in the line below."""
    page.locator("iframe[data-painted]").scroll_into_view_if_needed()
    spot = map_frame(page).evaluate(
        """code => {
            const found = [];
            map_areas.eachLayer(group => group.eachLayer && group.eachLayer(layer => {
                if (layer.feature && layer.feature.id === code) found.push(layer);
            }));
            const point = map_areas.latLngToContainerPoint(found[0].getCenter());
            return [point.x, point.y];
        }""",
        code,
    )
    box = page.locator("iframe[data-painted]").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])


def tooltip_of(page: Page, code: str) -> str:
    """What the map says of an area when the pointer rests on it."""
    return map_frame(page).evaluate(
        """code => {
            let said = '';
            map_areas.eachLayer(group => group.eachLayer && group.eachLayer(layer => {
                if (layer.feature && layer.feature.id === code) {
                    layer.fire('mousemove', {latlng: layer.getCenter()});
                    said = document.querySelector('.leaflet-tooltip').textContent;
                }
            }));
            return said;
        }""",
        code,
    )


def table_row(page: Page, caption: str, name: str) -> list[str]:
    """The cells of one row of the table whose caption starts as given."""
    open_fold(page, "More choices")
    table = page.get_by_role("table").filter(has=page.locator("caption", has_text=caption)).first
    row = table.locator("tr").filter(has=page.get_by_role("button", name=name, exact=True)).first
    row.wait_for(timeout=PAINT_MS)
    return row.locator("th, td").all_inner_texts()


def portal_figure(area: str, first: str, last: str, crime: str, *more: str) -> dict[str, Any]:
    """What the command line says for the same selection."""
    command = [sys.executable, "-m", "portal.cli", "figure", "--area", area, "--from", first, "--to", last]
    command += ["--crime", crime, "--json", *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
