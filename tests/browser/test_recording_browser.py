"""The Recording page in a real browser: it opens, steps by keyboard, fits a phone and passes axe."""

from __future__ import annotations

import re

import pytest
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from test_accessibility import VIEWS, faults

PHONE = {"viewport": {"width": 360, "height": 740}}


def open_recording(page: Page, server: str) -> None:
    page.goto(f"{server}/recording")
    expect(page.get_by_role("heading", name="How much reported crime was recorded?")).to_be_visible(
        timeout=PAINT_MS
    )
    expect(page.get_by_text("Where this comes from")).to_be_visible(timeout=PAINT_MS)


def unfold(page: Page, name: str) -> None:
    page.get_by_test_id("stExpander").get_by_text(name, exact=True).click()


def test_reader_reaches_the_page_from_the_menu(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_role("link", name="Recording").click(timeout=PAINT_MS)
    expect(page.get_by_text("Between 13 and 19 in every 100 were not.")).to_be_visible(timeout=PAINT_MS)
    expect(page).to_have_url(re.compile("/recording$"), timeout=PAINT_MS)


def test_outcomes_step_by_keyboard_and_the_picture_says_the_same(page: Page, server: str) -> None:
    open_recording(page, server)
    unfold(page, "One possible outcome at a time")
    said = page.get_by_role("status").filter(has_text="100 crimes reported")
    expect(said).to_contain_text("between 13 and 19 were not recorded")
    button = page.get_by_role("button", name="Show another possible outcome")
    for step in (1, 2):
        button.focus()
        page.keyboard.press("Enter")
        expect(said).to_contain_text(f"Possible outcome {step} of 15", timeout=PAINT_MS)
    picture = page.get_by_role("img", name="Possible outcome 2 of 15")
    expect(picture).to_have_attribute("aria-label", said.inner_text())
    missing = picture.evaluate(
        "box => [...box.children].filter(sheet => getComputedStyle(sheet).borderStyle === 'dashed').length"
    )
    assert 13 <= missing <= 19
    assert f"{missing} were not recorded" in said.inner_text()


def test_table_shows_samples_as_counts_and_2018_as_not_measured(page: Page, server: str) -> None:
    open_recording(page, server)
    unfold(page, "Every inspection by date, where each was read, and its age")
    table = page.get_by_role("table").filter(
        has=page.locator("caption", has_text="What inspectors published")
    )
    expect(table.locator("tbody tr")).to_have_count(13, timeout=PAINT_MS)
    rows = [" | ".join(row.locator("th, td").all_inner_texts()) for row in table.locator("tbody tr").all()]
    assert [row for row in rows if "98 of 117 (dip sample)" in row and "| none |" in row]
    assert [row for row in rows if "re-inspection 2018" in row and "All crime | none | not measured" in row]
    assert [row for row in rows if "79.8 to 83.24 | 81.52 | inadequate" in row]


def test_column_of_a_sector_opens_its_page(page: Page, server: str) -> None:
    open_recording(page, server)
    unfold(page, "Every sector, as columns")
    page.locator(".drawing svg [data-code=E07000042]").focus(timeout=PAINT_MS)
    page.get_by_role("button", name="Open Mid Devon").click()
    expect(page.get_by_role("heading", name="Mid Devon", level=1)).to_be_visible(timeout=PAINT_MS)
    expect(page).to_have_url(re.compile("area=E07000042"), timeout=PAINT_MS)


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_phone_width_has_no_sideways_scroll(page: Page, server: str) -> None:
    open_recording(page, server)
    for summary in page.locator("summary").all():
        summary.click()
    expect(page.get_by_role("heading", name="Every judged number")).to_be_visible(timeout=PAINT_MS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.get_by_test_id("stMain").evaluate("element => element.scrollWidth <= element.clientWidth + 1")


@pytest.mark.parametrize(
    "context", VIEWS, indirect=True, ids=lambda v: f"{v['viewport']['width']}-{v['color_scheme']}"
)
def test_recording_has_no_accessibility_fault(page: Page, server: str) -> None:
    open_recording(page, server)
    for summary in page.locator("summary").all():
        summary.click()
    expect(page.get_by_role("heading", name="Every judged number")).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
