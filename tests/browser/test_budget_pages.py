"""What a reader has to read and to scroll on the pages beside the place's: words, phone screens, and nothing for insiders."""

from __future__ import annotations

import re

import pytest
from painting import LONG_LINES, PAINT_MS
from playwright.sync_api import Browser, Page, expect

SCREEN = 740
PHONE = {"viewport": {"width": 360, "height": SCREEN}}
NARROW = {"viewport": {"width": 320, "height": SCREEN}}
# Page, what is there once it is drawn, visible words at most, phone screens at most, the footer included.
BUDGETS = [
    ("recording", "Where this comes from", 600, 5),
    ("both-sides", "Where this comes from", 1500, 10),
    ("check", "Where this comes from", 500, 5),
    ("tell?area=E07000042", "No account needed", 200, 2.5),
    ("you-said", "How publishing is decided", 100, 2),
    ("about", "Where the data comes from", 200, 2.5),
]
IDS = [page for page, *_ in BUDGETS]
# What is in sight: text that is folded is not drawn, and text that only screen readers or the clipboard get is set aside.
WORDS = """() => {
  for (const one of document.querySelectorAll(".unseen")) one.hidden = true;
  return document.querySelector("[data-testid=stMainBlockContainer]").innerText;
}"""
INSIDERS = r"\b(MSOA|LSOA|E0[0-9]{7}|PEEL|CDI|interval|level of confidence|logit|median|Poisson|binomial|Bayes\w*|Wilson|Clopper|Jeffreys)\b"


def open_page(page: Page, server: str, path: str, drawn: str) -> None:
    page.goto(f"{server}/{path}")
    expect(page.get_by_text(drawn).first).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PAINT_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)
    expect(page.get_by_text("Officers: sign in")).to_be_visible(timeout=PAINT_MS)


def said(page: Page) -> str:
    """What stands between strap and footer."""
    own = page.evaluate(WORDS)
    return own.partition("Ring 999.")[2].partition("Solid is counted.")[0] + shadows(page)


def shadows(page: Page) -> str:
    """The words of the form, whose part has a root of its own."""
    board = page.locator(".board .block")
    return board.first.inner_text() if board.count() else ""


@pytest.mark.slow
@pytest.mark.parametrize(("path", "drawn", "words", "screens"), BUDGETS, ids=IDS)
@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["360"])
def test_page_keeps_to_its_words_and_screens_before_anything_is_opened(
    page: Page, server: str, path: str, drawn: str, words: int, screens: float
) -> None:
    open_page(page, server, path, drawn)
    count = len(said(page).split())
    assert count <= words
    # A page that drew nothing would keep every budget.
    assert count > words / 12
    high = page.get_by_test_id("stMain").evaluate("one => one.scrollHeight")
    assert high <= screens * SCREEN


@pytest.mark.slow
@pytest.mark.parametrize(("path", "drawn"), [budget[:2] for budget in BUDGETS], ids=IDS)
def test_no_line_on_a_desk_is_longer_than_is_read_with_ease(
    page: Page, server: str, path: str, drawn: str
) -> None:
    open_page(page, server, path, drawn)
    assert page.evaluate(LONG_LINES) == []


@pytest.mark.slow
@pytest.mark.parametrize(("path", "drawn"), [budget[:2] for budget in BUDGETS], ids=IDS)
@pytest.mark.parametrize("context", [NARROW], indirect=True, ids=["320"])
def test_page_needs_no_sideways_scroll_at_320_and_holds_no_words_of_insiders(
    page: Page, server: str, path: str, drawn: str
) -> None:
    open_page(page, server, path, drawn)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_test_id("stMain").evaluate("one => one.scrollWidth <= one.clientWidth")
    shown = said(page)
    assert re.findall(r"\b20\d\d-(?:0[1-9]|1[0-2])\b", shown) == []
    # The name of a source is its own.
    assert re.findall(INSIDERS, re.sub(r"Source: [^\n]*", "", shown)) == []
    assert "…" not in shown


def test_empty_page_of_answers_says_so_in_under_forty_words(page: Page, server: str) -> None:
    open_page(page, server, "you-said?area=E07000042", "How publishing is decided")
    told = page.get_by_text("Nothing has been published for Mid Devon yet.").inner_text()
    assert 20 < len(told.split()) < 40


def test_unknown_address_fits_a_phone_and_finds_a_place_without_scripts(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": SCREEN}, java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(f"{server}/no-such-page")
    assert answer
    assert answer.status == 404
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Postcode, town or village").fill("Tiverton")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Tiverton", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tiverton")
    context.close()
