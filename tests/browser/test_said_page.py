"""You said, they did in a real browser: inert words, equal room for both sides, keyboard, phone, accessibility, requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from invented_public import ANSWER, HARM, MID, Public, running_public
from painting import PAINT_MS, wait_until_at_rest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Public]:
    mail = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "portal@example.org"}
    with running_public(tmp_path_factory.mktemp("public"), **mail) as running:
        yield running


@pytest.fixture
def server(public: Public) -> str:
    return public.address


def open_said(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/you-said{query}")
    expect(page.locator("summary", has_text="To have something taken down")).to_be_visible(timeout=PAINT_MS)
    expect(page.locator("article.said-pair").first).to_be_visible(timeout=PAINT_MS)
    wait_until_at_rest(page)


def test_words_are_text_and_both_sides_have_equal_room(page: Page, server: str, public: Public) -> None:
    open_said(page, server, f"?area={MID}")
    card = page.locator("article.said-pair")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(HARM)
    expect(card).to_contain_text(ANSWER)
    assert card.locator("script, b").count() == 0
    # Both at one moment: parts above may still move the card.
    sides = card.locator(".sides > .side")
    police, author = sides.evaluate_all("sides => sides.map(side => side.getBoundingClientRect().toJSON())")
    assert abs(police["width"] - author["width"]) <= 1
    assert abs(police["y"] - author["y"]) <= 1
    for secret in (public.receipts[MID].reference, "only for the police"):
        assert secret not in page.content()


def test_choosing_a_sector_writes_it_in_the_address(page: Page, server: str) -> None:
    open_said(page, server)
    expect(page.locator("article.said-pair")).to_have_count(2)
    page.get_by_role("combobox", name="Sector").click()
    page.get_by_role("option", name="East Devon").click()
    expect(page.locator("article.said-pair")).to_have_count(1, timeout=PAINT_MS)
    expect(page).to_have_url(re.compile("[?]area=E07000040$"), timeout=PAINT_MS)
    page.locator("summary", has_text="Follow what is published").click()
    expect(page.get_by_role("link", name="Feed (Atom)")).to_have_attribute("href", "/feeds/E07000040.atom")


def test_anybody_can_follow_and_ask_for_a_report_to_be_taken_down(
    page: Page, server: str, public: Public
) -> None:
    open_said(page, server, f"?area={MID}")
    page.locator("summary", has_text="Follow what is published").click()
    page.get_by_role("textbox", name="E-mail address for alerts").fill("ada@example.org")
    page.get_by_role("button", name="Ask for alerts").click()
    expect(page.get_by_text("Open the link in it within 7 days")).to_be_visible(timeout=PAINT_MS)
    assert "example.org" not in page.url
    page.get_by_role("link", name="Ask for the report").click()
    expect(page.get_by_role("heading", name="Ask for a report to be taken down")).to_be_visible(
        timeout=PAINT_MS
    )
    page.get_by_label("What should come down, and why").fill("It names my invented aunt.")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("decides within 48 hours")).to_have_count(1, timeout=PAINT_MS)
    (asked,) = public.bureau.publisher.public.takedowns(open_only=True)
    assert (asked.public_id, asked.text) == (public.public_ids[MID], "It names my invented aunt.")


def test_area_page_shows_what_is_published_about_its_sector(page: Page, server: str) -> None:
    page.goto(f"{server}/?area=town:tiverton")
    strip = page.locator("ul.strip")
    expect(strip).to_contain_text("The police say: answered. The author says: not sorted.", timeout=PAINT_MS)
    expect(page.get_by_text("Answered within 14 days: 17% (2 of 12)")).to_be_visible()
