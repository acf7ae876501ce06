"""The desk in a browser: in through an identity provider, and out for good."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import PAINT_MS
from desk_page import ADA, BEA, NOBODY, Desk, running_desk, sign_in, sign_in_well
from invented_desk import TORBAY, add_account, portal
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A browser of its own for each test, with no cookie of another."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    yield context.new_page()
    context.close()


def test_session_survives_a_reload_and_ends_on_signing_out(visitor: Page, desk: Desk) -> None:
    sign_in_well(visitor, desk, ADA)
    expect(visitor).to_have_url(re.compile("/desk$"))
    expect(visitor.get_by_text("Ada Example · Mid Devon · responder")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("button", name="Sign out")).to_be_visible(timeout=PAINT_MS)
    kept = visitor.context.cookies()
    visitor.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0, timeout=PAINT_MS)
    # The provider's cookie lives for thirty days; brought back, it must open nothing.
    visitor.context.add_cookies(kept)  # type: ignore[arg-type]
    visitor.goto(f"{desk.address}/desk")
    expect(visitor.get_by_text("You have signed out")).to_be_visible(timeout=PAINT_MS)
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0)


def test_known_to_the_provider_alone_is_not_enough(visitor: Page, desk: Desk) -> None:
    sign_in(visitor, desk, NOBODY)
    expect(visitor.get_by_text("This address has no account at the desk")).to_be_visible(timeout=PAINT_MS)
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0)


def test_disabling_an_account_ends_what_is_open(visitor: Page, desk: Desk) -> None:
    sign_in_well(visitor, desk, BEA)
    assert portal(desk.environment, "desk", "disable-account", "--email", BEA).returncode == 0
    visitor.reload()
    expect(visitor.get_by_text("This address has no account at the desk")).to_be_visible(timeout=PAINT_MS)
    add_account(desk.environment, BEA, "responder", TORBAY, name="Bea Example")
