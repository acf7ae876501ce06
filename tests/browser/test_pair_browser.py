"""Two on one chart in a real browser: a place is found by its name, the address brings the chart back, and it fits a phone."""

from __future__ import annotations

import pytest
from painting import PAINT_MS
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}}
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
ASKED = "area=town:tiverton&from=2025-01&to=2025-12"
WITH_BIDEFORD = "Line chart. Recorded crimes by month in Tiverton and Bideford"


def chart(page: Page) -> None:
    expect(page.get_by_text("The address of this page")).to_be_visible(timeout=PAINT_MS)
    drawn = page.locator(f'img[alt^="{WITH_BIDEFORD}"]:visible')
    expect(drawn).to_have_count(1)
    box = drawn.bounding_box()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert box
    assert box["height"] > 200
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert drawn.evaluate("one => one.naturalWidth") == (328 if width < 760 else 760)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("context", [PHONE, DESK], indirect=True, ids=["360", "1280"])
def test_place_is_found_by_its_name_and_its_address_brings_the_chart_back(page: Page, server: str) -> None:
    page.goto(f"{server}/check?{ASKED}")
    expect(page.get_by_text("Where this comes from")).to_be_visible(timeout=PAINT_MS)
    page.get_by_test_id("stExpander").get_by_text("Compare it", exact=True).click()
    box = page.get_by_role("combobox", name="With another area")
    box.click(timeout=PAINT_MS)
    box.fill("Xyzzyqq")
    box.press("Enter")
    expect(page.get_by_text("No place like “Xyzzyqq”")).to_be_visible(timeout=PAINT_MS)
    assert "with=" not in page.url
    box.click()
    # A town elsewhere, which is not among those offered first.
    box.fill("Bideford")
    box.press("Enter")
    chart(page)
    assert "with=town%3Abideford" in page.url
    page.goto(page.url)
    chart(page)
