"""What a page loads: no font of signs and no slanted face for a chevron, and the library of charts only where one is in sight."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from painting import wait_until_taken_over
from playwright.sync_api import Browser, Page, expect

from portal.markup.tokens import Theme, token

PAINT_MS = 60_000
AREA = "/?area=town:tiverton"


def asked_for(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url.rsplit("/", 1)[-1]))
    return found


@pytest.mark.parametrize("view", ["/", AREA, "/check"])
def test_page_asks_for_two_faces_and_no_font_of_signs(page: Page, server: str, view: str) -> None:
    asked = asked_for(page)
    page.goto(server + view)
    page.wait_for_timeout(2000)
    faces = {name.rpartition("-")[0] for name in asked if name.endswith(".woff2")}
    assert faces == {"face-text", "face-heading"}
    assert not [name for name in asked if "Italic" in name]


def test_signs_of_folds_are_still_drawn(page: Page, server: str) -> None:
    page.goto(server + AREA)
    sign = page.locator("[data-testid=stExpander] summary [data-testid=stIconMaterial]").first
    drawn = "part => getComputedStyle(part, '::before').content"
    assert sign.evaluate(drawn) == '"+"'
    page.locator("[data-testid=stExpander] summary").first.click()
    expect(page.locator("[data-testid=stExpander] details[open]").first).to_be_attached()
    assert sign.evaluate(drawn) == '"−"'


def test_library_of_charts_comes_when_a_chart_is_near_and_moves_nothing(page: Page, server: str) -> None:
    asked = asked_for(page)
    page.goto(server + AREA)
    page.wait_for_timeout(2000)
    assert not [name for name in asked if name.startswith(("ArrowVegaLiteChart", "embed"))]
    place = page.get_by_role("img", name=re.compile("^Line chart of recorded crimes in Tiverton"))
    expect(place).to_be_attached()
    tall = "document.querySelector('[data-testid=stMain]').scrollHeight"
    before = page.evaluate(tall)
    page.locator("#trend").scroll_into_view_if_needed()
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible(timeout=PAINT_MS)
    page.wait_for_timeout(1500)
    assert [name for name in asked if name.startswith("embed")]
    assert abs(page.evaluate(tall) - before) <= 8


def test_band_below_the_name_of_a_plain_page_goes_from_edge_to_edge(page: Page, server: str) -> None:
    page.goto(f"{server}/area/town:tiverton")
    box = page.locator(".strap-plain").bounding_box()
    assert box
    assert (box["x"], box["x"] + box["width"]) == (0, page.evaluate("document.documentElement.clientWidth"))


@pytest.mark.parametrize(("system", "chosen"), [("dark", None), ("light", "Dark"), ("dark", "Light")])
def test_theme_is_the_one_the_reader_chose_or_else_that_of_the_system(
    browser: Browser, server: str, system: Literal["dark", "light"], chosen: str | None
) -> None:
    wanted: Theme = "dark" if (chosen or system).lower() == "dark" else "light"
    with browser.new_context(color_scheme=system) as context:
        page = wait_until_taken_over(context.new_page())
        if chosen:
            page.add_init_script(f"localStorage.setItem('stActiveTheme-/-v2', JSON.stringify('{chosen}'))")
        page.goto(server + AREA)
        paper = page.evaluate(
            "getComputedStyle(document.querySelector('[data-testid=stApp]')).getPropertyValue('--paper')"
        )
        assert paper == token("paper", wanted)
        behind = page.evaluate(
            "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        )
        assert behind == f"rgb{tuple(bytes.fromhex(token('paper', wanted)[1:]))}"
