"""The map of what may be missing, in a real browser: true heights, one look for every place, and no silent change of months."""

from __future__ import annotations

from typing import Any

import pytest
from area_page import expect_painted, open_view
from painting import PAINT_MS
from playwright.sync_api import Page, expect

from portal import bootstrap
from portal.domain.record.period import Period
from portal.services.counted.missing_columns import Column, column_map
from portal.services.library.selection import Selection

MID_DEVON, AUDITED = "E07000042", Period("2021-03", "2022-02")
COLUMNS_OF_2021 = "?from=2021-03&to=2022-02&measure=unrecorded"
PARTS = """() => [...document.querySelectorAll('*')].flatMap(each => each.shadowRoot ? [each.shadowRoot] : [])
    .concat([document]).flatMap(root => [...root.querySelectorAll('.column')]).map(group => ({
        code: group.dataset.code, said: group.getAttribute('aria-label'),
        parts: [...group.querySelectorAll('.solid, .dense, .light')].map(part => ({
            look: part.getAttribute('class'), height: part.getBoundingClientRect().height,
            fill: getComputedStyle(part).fill, stroke: getComputedStyle(part).stroke})),
    }))"""


def open_columns(page: Page, server: str, query: str) -> None:
    page.goto(f"{server}/{query}")
    page.locator(".columns[data-drawn]").wait_for(timeout=PAINT_MS)


def expected(level: str) -> dict[str, Column]:
    asked = Selection(MID_DEVON, AUDITED, "all", "unrecorded", level)
    return {column.code: column for column in column_map(bootstrap.library(), asked).columns}


@pytest.mark.parametrize(("query", "level"), [("", "sector"), ("&area=E06000052&level=town", "town")])
def test_heights_are_true_to_their_rates_and_no_colour_depends_on_the_place(
    page: Page, server: str, query: str, level: str
) -> None:
    open_columns(page, server, COLUMNS_OF_2021 + query)
    found: list[dict[str, Any]] = page.evaluate(PARTS)
    known, looks, scales = expected(level), set(), []
    assert len(found) >= 12
    for column in found:
        of = known[column["code"]]
        crimes = {"solid": of.recorded, "dense": of.low, "light": (of.high or 0) - (of.low or 0)}
        assert [part["look"] for part in column["parts"]] == (["solid"] if of.low is None else list(crimes))
        for part in column["parts"]:
            looks.add((part["look"], part["fill"], part["stroke"]))
            scales.append(part["height"] / of.per_1000(crimes[part["look"]] or 0))
    assert max(scales) / min(scales) < 1.01, "one scale, true to 1%"
    assert len(looks) == 3, "solid, dense and light look the same everywhere"


def test_a_place_without_an_estimate_has_the_solid_part_alone(page: Page, server: str) -> None:
    open_columns(page, server, COLUMNS_OF_2021)
    scilly = next(each for each in page.evaluate(PARTS) if each["code"] == "E06000053")
    assert [part["look"] for part in scilly["parts"]] == ["solid"]
    assert scilly["said"] == "Isles of Scilly: 36 recorded; no estimate."


def test_choosing_it_changes_no_month_and_a_yes_changes_the_map_alone(page: Page, server: str) -> None:
    open_view(page, server)
    before = page.locator(".figure-card").get_by_text("4,275")
    expect(before).to_be_visible(timeout=PAINT_MS)
    start = page.evaluate("location.search")
    page.locator("label").filter(has_text="What may be missing").first.click()
    page.locator(".columns[data-drawn='sector 2025-01 2025-12 all default']").wait_for(timeout=PAINT_MS)
    expect(page.get_by_text("inspectors did not check these months")).to_be_visible()
    assert all(len(each["parts"]) == 1 for each in page.evaluate(PARTS)), (
        "nothing is hatched for a year nobody checked"
    )
    page.get_by_role("button", name="Show March 2021 to February 2022").click()
    page.locator(".columns[data-drawn='sector 2021-03 2022-02 all default']").wait_for(timeout=PAINT_MS)
    expect(before).to_be_visible()
    assert "from=" not in page.evaluate("location.search")
    expect(page.get_by_text("The rest of the page still shows January to December 2025.")).to_be_visible()
    page.get_by_role("button", name="Back to what was recorded").click()
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 all recorded_per_1000 sector")
    expect(before).to_be_visible()
    assert page.evaluate("location.search") == start


def test_keyboard_reads_a_column_and_opens_its_place(page: Page, server: str) -> None:
    open_columns(page, server, COLUMNS_OF_2021)
    column = page.locator(".column[data-code='E07000046']")
    column.focus()
    expect(page.locator(".told [role=status]")).to_contain_text("Torridge: 2,294 recorded; between ")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Torridge", level=1)).to_be_visible(timeout=PAINT_MS)


@pytest.mark.parametrize("measure", ["unrecorded_per_1000", "recorded_and_unrecorded", "unrecorded"])
def test_old_addresses_open_the_columns_on_the_months_they_name(
    page: Page, server: str, measure: str
) -> None:
    open_columns(page, server, f"?from=2021-03&to=2022-02&measure={measure}")
    assert page.locator(".columns").get_attribute("data-drawn") == "sector 2021-03 2022-02 all default"
    expect(page.get_by_text("The address could not be read in full")).to_have_count(0)


@pytest.mark.parametrize("context", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_phone_has_the_same_columns_lying_down(page: Page, server: str) -> None:
    open_columns(page, server, COLUMNS_OF_2021)
    expect(page.locator(".columns .map")).to_be_hidden()
    bars = page.locator(".lying li").evaluate_all(
        """rows => rows.map(row => ({code: row.querySelector('button').dataset.code, widths:
            [...row.querySelectorAll('.bar i')].map(part => part.getBoundingClientRect().width)}))"""
    )
    known = expected("sector")
    assert {bar["code"] for bar in bars} == set(known)
    scales = [sum(bar["widths"]) / known[bar["code"]].height for bar in bars]
    assert max(scales) / min(scales) < 1.01
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
