"""The demonstration in a browser: every page has content under its banner, the desk opens for each account, nothing leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from invented_demo import Demo, running_demo
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from test_accessibility import VIEWS, faults
from test_every_page import open_page

from portal.domain.site import PAGE_NAMES

NOTICE = "Invented messages."
# The frame around a page, and what it says when it has nothing.
AROUND = 60
EMPTY = ("Nothing has been published", "Nothing is here", "No report fits")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def server(demo: Demo) -> str:
    return demo.address


def sign_in(page: Page, demo: Demo, email: str) -> None:
    page.goto(f"{demo.address}/desk/sign-in")
    assert NOTICE in page.locator("body").inner_text()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(demo.accounts[email])
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("path", PAGE_NAMES)
def test_every_page_has_content_under_the_banner(page: Page, demo: Demo, path: str) -> None:
    said = open_page(page, f"{demo.address}/{path}")
    assert NOTICE in said
    assert len(said.split()) > AROUND
    assert [words for words in EMPTY if words in said] == []
    # Every link of the page stays on this machine or leads to an official source, and none to another portal.
    links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
    assert not any(
        re.search(r"/(?:tell|desk|follow|said)", link) for link in links if not link.startswith(demo.address)
    )


def test_what_people_said_and_both_sides_are_full(page: Page, demo: Demo) -> None:
    said = open_page(page, f"{demo.address}/you-said")
    assert "They did" in said or "The police say" in said
    expect(page.locator("article.said-pair")).to_have_count(20, timeout=PAINT_MS)
    open_page(page, f"{demo.address}/both-sides")
    expect(page.locator("main, [data-testid=stMain]").first).to_contain_text("inspect", timeout=PAINT_MS)


@pytest.mark.parametrize("role", ["responder", "editor", "administrator"])
def test_the_desk_opens_for_each_account_with_reports_in_it(page: Page, demo: Demo, role: str) -> None:
    sign_in(page, demo, f"{role}@example.org")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text(NOTICE).first).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text("Parcels have been taken", timeout=PAINT_MS)


def test_a_message_can_be_followed_and_its_mail_read(page: Page, demo: Demo) -> None:
    open_page(page, f"{demo.address}/follow")
    page.get_by_label("Reference").fill(demo.reference)
    page.get_by_label("Code").fill(demo.code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("The police answered", timeout=PAINT_MS)
    page.get_by_role("link", name="Mail it would have sent").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mail it would have sent")


@pytest.mark.parametrize(
    "context", VIEWS, indirect=True, ids=lambda v: f"{v['viewport']['width']}-{v['color_scheme']}"
)
def test_what_people_said_has_no_accessibility_fault_and_never_scrolls_sideways(
    page: Page, server: str
) -> None:
    open_page(page, f"{server}/you-said?area=E07000042")
    expect(page.get_by_role("heading", name="What changed", level=2)).to_be_visible(timeout=PAINT_MS)
    expect(page.locator("article.said-pair").first).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
    assert page.get_by_test_id("stMain").evaluate("one => one.scrollWidth <= one.clientWidth")
