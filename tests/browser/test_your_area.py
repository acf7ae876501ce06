"""The main journey in a real browser: search, map, table, sentence and command line give the same numbers."""

from __future__ import annotations

import csv
import io

import pytest
from area_page import (
    SEARCH,
    choose,
    click_area,
    expect_painted,
    open_fold,
    open_view,
    portal_figure,
    table_row,
    tooltip_of,
)
from painting import PAINT_MS
from playwright.sync_api import Page, expect

MID_DEVON = "E07000042"
MORE = "More about this, and other years"


def assert_all_agree(page: Page, first: str, last: str, crime: str, caption: str) -> None:
    """Mid Devon's number is the same in the sentence, on the map, in the table and on the command line."""
    figure = portal_figure(MID_DEVON, first, last, crime)
    count = f"{figure['value']:,}"
    expect(page.locator(".figure-card").get_by_text(count)).to_be_visible(timeout=PAINT_MS)
    assert count in figure["sentence"]
    said = page.get_by_text(figure["sentence"]).first
    if not said.is_visible():
        open_fold(page, "What this counts")
    expect(said).to_be_visible(timeout=PAINT_MS)
    assert table_row(page, caption, "Mid Devon")[1] == count
    assert tooltip_of(page, MID_DEVON) == f"Mid Devon: {figure['per_1000']:.1f} per 1,000 residents"


def test_reader_goes_from_a_postcode_to_the_same_numbers_everywhere(page: Page, server: str) -> None:
    open_view(page, server)
    page.get_by_label(SEARCH).fill("ex16 6sa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tiverton", level=1)).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text("EX16 6SA is in Tiverton.")).to_be_visible()
    expect_painted(page, "town:tiverton 2025-01 2025-12 all recorded_per_1000 msoa")

    choose(page, "Map by", "Sectors")
    expect_painted(page, "town:tiverton 2025-01 2025-12 all recorded_per_1000 sector")
    click_area(page, MID_DEVON)
    expect(page.locator(".told")).to_contain_text("Mid Devon: 51.6 per 1,000 residents.")
    expect(page.get_by_role("heading", name="Tiverton", level=1)).to_be_visible()
    page.get_by_role("button", name="Open Mid Devon").click()
    expect(page.get_by_role("heading", name="Mid Devon", level=1)).to_be_visible(timeout=PAINT_MS)
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 all recorded_per_1000 sector")
    assert_all_agree(page, "2025-01", "2025-12", "all", "Sectors: recorded crimes")

    choose(page, "Crime type", "Burglary")
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 burglary recorded_per_1000 sector")
    choose(page, "Period", "March 2021 to February 2022")
    expect_painted(page, f"{MID_DEVON} 2021-03 2022-02 burglary recorded_per_1000 sector")
    assert_all_agree(page, "2021-03", "2022-02", "burglary", "Sectors: recorded crimes of the type burglary")


def test_address_holds_the_whole_view_and_back_returns(page: Page, server: str) -> None:
    open_view(page, server)
    choose(page, "Crime type", "Drugs")
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 drugs recorded_per_1000 sector")
    choose(page, "Map by", "Towns")
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 drugs recorded_per_1000 town")
    shared = page.evaluate("location.href")
    assert "crime=drugs" in shared
    assert "level=town" in shared
    page.evaluate("history.back()")
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 drugs recorded_per_1000 sector")
    page.evaluate("history.back()")
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 all recorded_per_1000 sector")
    page.goto(shared)
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 drugs recorded_per_1000 town")


def test_small_area_types_are_merged_up_with_the_reason(page: Page, server: str) -> None:
    open_view(page, server, "?level=lsoa&crime=drugs")
    expect(page.get_by_text("Single types are shown by neighbourhood")).to_be_visible(timeout=PAINT_MS)
    open_fold(page, "More choices")
    expect(page.get_by_text("Neighbourhoods in Mid Devon: recorded crimes of the type drugs")).to_be_visible()


def test_area_split_in_2021_says_so(page: Page, server: str) -> None:
    open_view(page, server, "?area=E01034636&level=lsoa")
    expect(page.get_by_text("Made in 2021 by splitting Mid Devon 002C").first).to_be_visible(timeout=PAINT_MS)


def test_part_year_has_no_rate(page: Page, server: str) -> None:
    open_view(page, server, "?from=2014-01&to=2014-10&measure=recorded_per_1000")
    expect(page.get_by_text("Rates are given for 12 months only")).to_be_visible(timeout=PAINT_MS)
    assert table_row(page, "Sectors:", "Mid Devon")[3] == "no figure"
    assert tooltip_of(page, MID_DEVON) == "Mid Devon: no figure"


def test_period_with_missing_months_has_no_figure(page: Page, server: str) -> None:
    open_view(page, server, "?from=2022-01&to=2024-01")
    expect(page.get_by_text("A missing month is not a month without crime.").first).to_be_visible(
        timeout=PAINT_MS
    )
    assert table_row(page, "Sectors:", "Mid Devon")[1] == "no figure"


def test_unusable_address_is_said_and_mended(page: Page, server: str) -> None:
    open_view(page, server, "?area=nowhere&crime=jaywalking")
    expect(page.get_by_text("No area of the name in the address is held here")).to_be_visible(
        timeout=PAINT_MS
    )
    expect(page.get_by_text("The address could not be read in full (crime)")).to_be_visible()
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 all recorded_per_1000 sector")


def test_postcode_outside_the_area_says_so(page: Page, server: str) -> None:
    open_view(page, server)
    page.get_by_label(SEARCH).fill("SW1A 1AA")
    page.keyboard.press("Enter")
    expect(page.get_by_text("SW1A 1AA is not a postcode in the Devon & Cornwall force area.")).to_be_visible(
        timeout=PAINT_MS
    )


def test_table_sorts_and_opens_an_area_from_the_keyboard(page: Page, server: str) -> None:
    open_view(page, server)
    open_fold(page, "More choices")
    table = page.get_by_role("table").filter(has=page.locator("caption", has_text="Sectors:")).first
    table.get_by_role("button", name="Residents", exact=True).focus()
    page.keyboard.press("Enter")
    expect(table.locator("thead th").nth(2)).to_have_attribute("aria-sort", "descending")
    assert table.locator("tbody tr").first.locator("th").inner_text() == "Cornwall"
    table.get_by_role("button", name="Torridge", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Torridge", level=1)).to_be_visible(timeout=PAINT_MS)


def test_download_holds_what_the_table_shows(page: Page, server: str) -> None:
    open_view(page, server)
    open_fold(page, "More choices")
    with page.expect_download(timeout=PAINT_MS) as saved:
        page.get_by_role("button", name="Download all 12 areas (CSV)").click()
    with open(saved.value.path(), encoding="utf-8") as file:
        rows = {row["area_code"]: row for row in csv.DictReader(io.StringIO(file.read()))}
    assert len([row for row in rows.values() if row["level"] == "sector"]) == 12
    assert f"{int(rows[MID_DEVON]['recorded_count']):,}" == table_row(page, "Sectors:", "Mid Devon")[1]
    assert rows[MID_DEVON]["basis"] == "counted"


@pytest.mark.parametrize("context", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
@pytest.mark.parametrize("query", ["", "?area=town:tiverton&level=msoa", "?area=E01034636&level=lsoa"])
def test_phone_width_has_no_sideways_scroll(page: Page, server: str, query: str) -> None:
    open_view(page, server, query)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def test_audited_year_has_its_range_first_in_sentence_and_table(page: Page, server: str) -> None:
    open_view(page, server, "?from=2021-03&to=2022-02&measure=unrecorded")
    row = table_row(page, "Sectors: what may be missing of crimes, March 2021 to February 2022", "Mid Devon")
    assert row[1:5] == ["3,211", "340", "1,080", "620"]
    assert row[5] == "38.6"
    assert row[-1] == "use with caution"
    expect(page.get_by_text("If Mid Devon's police recorded as the force did: ").first).to_be_visible(
        timeout=PAINT_MS
    )


def test_wider_spread_widens_the_range_and_moves_no_number(page: Page, server: str) -> None:
    open_view(page, server, "?from=2021-03&to=2022-02&measure=unrecorded")
    second_range = "Allowing for places to differ as "
    for choice, spread in (("Places alike", "off"), ("Places differ as forces do", "wide")):
        # The choice stands in a fold, which stays open once another than the usual one is chosen.
        if not page.get_by_text(choice, exact=True).is_visible():
            open_fold(page, MORE)
        page.get_by_text(choice, exact=True).click()
        modelled = ["--measure", "unrecorded", "--spread", spread]
        sentence = portal_figure(MID_DEVON, "2021-03", "2022-02", "all", *modelled)["sentence"]
        assert ("400 to 940 more crimes" in sentence, second_range in sentence) == (True, spread == "wide")
        expect(page.get_by_text(sentence).first).to_be_visible(timeout=PAINT_MS)


def test_other_period_shows_a_scenario_only_through_a_lens(page: Page, server: str) -> None:
    open_view(page, server)
    expect(page.get_by_text("This is not an estimate of what happened.")).to_have_count(0)
    open_fold(page, MORE)
    choose(
        page,
        "For January to December 2025 there is no estimate. See what an inspection's rate would mean:",
        "PEEL 2021/22",
    )
    expect(page.get_by_text("This is not an estimate of what happened.")).to_be_visible(timeout=PAINT_MS)
    assert "inspection=peel-2021-22" in page.evaluate("location.href")


def test_mid_devon_reader_sees_its_own_exchange(page: Page, server: str) -> None:
    open_view(page, server)
    expect(page.get_by_role("heading", name="Inspectors and police")).to_be_visible(timeout=PAINT_MS)
    open_fold(page, "Said about here")
    expect(page.get_by_text("Neighbourhood Policing Inspector for Mid Devon").first).to_be_visible()
    expect(page.get_by_text("Gareth Twigg").first).to_be_visible()
