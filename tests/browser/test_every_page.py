"""Every page of the menu opens within the content policy, whatever its address says, and says nothing of the inside."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from painting import PAINT_MS
from playwright.sync_api import Page, expect

from portal.domain.site import PAGE_NAMES

HARM = "<img src=x onerror=alert(1)>"
KEYS = ("area", "from", "to", "crime", "measure", "level", "inspection", "spread", "reference", "next")


def open_page(page: Page, address: str) -> str:
    """The words of a page that has come to rest."""
    page.goto(address)
    expect(page.get_by_role("heading").first).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PAINT_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    return page.locator("body").inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGE_NAMES)
def test_page_opens_within_the_content_policy_and_has_a_title_of_its_own(
    page: Page, server: str, path: str
) -> None:
    assert "On the Record" in open_page(page, f"{server}/{path}")
    assert page.title().endswith("– On the Record")
    assert page.title().split(" – ")[0] not in ("", "Streamlit")


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGE_NAMES)
def test_page_takes_a_hostile_address_as_text_or_not_at_all(page: Page, server: str, path: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    query = "&".join(f"{key}={quote(HARM + str(number))}" for number, key in enumerate(KEYS))
    # A release that is not kept ends the page early, so it is asked for by itself.
    for asks in (query, f"release={quote(HARM)}"):
        said = open_page(page, f"{server}/{path}?{asks}")
        assert asked == []
        assert page.locator("img[src=x]").count() == 0
        assert "Traceback" not in said
        assert "portal/" not in said
