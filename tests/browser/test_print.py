"""On paper stands what is read: no control, nothing wider than the sheet, and everything a page says first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from test_every_page import open_page

# Millimetres between the edges of A4 less the margins, as pixels of print.
SHEET = round((210 - 2 * 14) / 25.4 * 96)
PAGES = {
    "area": ("/?area=E07000042", "What may be missing"),
    "check": ("/check?area=E07000042&from=2025-01&to=2025-12", "Police recorded"),
    "thread": ("/both-sides?thread=mid-devon-2014", "Disputed"),
    "said": ("/you-said", "You said, they did"),
    "plain area": ("/area/E07000042", "Mid Devon"),
    "plain claim": ("/claim/one-in-five", "One in five"),
}
CONTROLS = "button, input, select, textarea, [role=combobox], [role=radiogroup], [role=slider], summary:not(details[open] > summary)"


@pytest.mark.parametrize("name", PAGES)
def test_printed_page_has_no_control_and_nothing_beyond_the_sheet(page: Page, server: str, name: str) -> None:
    address, words = PAGES[name]
    open_page(page, server + address)
    page.get_by_text(words).first.wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    seen = page.locator(CONTROLS).evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 1).map(one => one.outerHTML.slice(0, 90))"
    )
    assert seen == []
    wide = page.locator("h1, h2, h3, p, table, iframe, img, article, canvas").evaluate_all(
        "(all, most) => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().right > most + 2)"
        ".map(one => one.tagName + ' ' + one.textContent.slice(0, 60))",
        SHEET,
    )
    assert wide == []
