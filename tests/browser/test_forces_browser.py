"""A second force in the browser: its own page with scripts, map and menu below its name, and the way from one to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import running_server
from several_forces import NAME, SECTOR, SLUG, beside, build_beside


@pytest.fixture(scope="module")
def server(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In place of the one of every other file: two forces in one process."""
    folder = tmp_path_factory.mktemp("forces")
    with running_server(folder / "server.log", beside(build_beside(repo, folder))) as address:
        yield address


def test_every_step_below_a_force_stays_with_it(page: Page, server: str) -> None:
    page.goto(f"{server}/{SLUG}/?area={SECTOR}")
    expect(page.get_by_role("heading", name="Upper Nowhere", level=1)).to_be_visible()
    expect(page.get_by_text(f"Crime in {NAME}, as recorded and as checked.")).to_be_visible()
    frame = page.locator("iframe[data-painted]")
    expect(frame).to_be_visible()
    assert (frame.get_attribute("src") or "").startswith(f"/{SLUG}/maps/")
    for name in ("Recording", "Write in", "Your area"):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page).to_have_url(re.compile(rf"{server}/{SLUG}/"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text(f"Crime in {NAME}")).to_be_visible()
    links = page.eval_on_selector_all("a[href^='/']", "all => all.map((one) => one.getAttribute('href'))")
    assert links
    assert [link for link in links if not re.match(rf"/(?:{SLUG}|forces)(?:[/?#]|$)", link)] == []


def test_the_box_leads_from_one_force_to_another_and_back(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_label("Postcode, town or village").fill("Upper Nowhere")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("That is not in Devon & Cornwall.")).to_be_visible()
    page.get_by_role("link", name=f"Upper Nowhere, in {NAME}").click()
    expect(page).to_have_url(f"{server}/{SLUG}/?area={SECTOR}")
    expect(page.get_by_role("heading", name="Upper Nowhere", level=1)).to_be_visible()
    page.get_by_label("Postcode, town or village").fill("Tiverton")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Tiverton, in Devon & Cornwall").click()
    expect(page).to_have_url(f"{server}/?area=town:tiverton")
    expect(page.get_by_role("heading", name="Tiverton", level=1)).to_be_visible()


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """The page's policy lets no test wait inside it."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come")


def test_words_meant_for_one_force_are_never_offered_to_another(page: Page, server: str) -> None:
    """A draft is kept by the tab under a name of its force."""
    keys = "Object.keys(sessionStorage).filter((key) => key.startsWith('on-the-record-draft'))"
    for count, folder in enumerate(("", f"/{SLUG}"), 1):
        page.goto(f"{server}{folder}/tell")
        page.get_by_label("I reported something and have no crime number").check(timeout=60_000)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Write to the sector inspector").click(timeout=60_000)
        until(page, lambda wanted=count: len(page.evaluate(keys)) == wanted)
    assert sorted(page.evaluate(keys)) == ["on-the-record-draft", f"on-the-record-draft/{SLUG}"]


def test_another_force_is_one_press_away(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_role("link", name="Another police force").click()
    expect(page.get_by_role("heading", name="Which police force area?")).to_be_visible()
    page.get_by_role("list").get_by_role("link", name=NAME).click()
    expect(page).to_have_url(f"{server}/{SLUG}/")
    expect(page.get_by_text(f"Crime in {NAME}")).to_be_visible()


def test_readers_of_two_forces_at_once_each_see_their_own(page: Page, server: str) -> None:
    other = page.context.new_page()
    page.goto(server)
    other.goto(f"{server}/{SLUG}/")
    for shown, name in ((page, "Devon & Cornwall"), (other, NAME)):
        shown.get_by_text("What may be missing", exact=True).first.click()
        expect(shown.get_by_text(f"Crime in {name}")).to_be_visible()
    other.close()
