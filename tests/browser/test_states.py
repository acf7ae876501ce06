"""Every page in its main states, wide and narrow, light and dark: no accessibility fault, no sideways scroll, and a picture of
each in test-results/states for somebody to look at. The store is the demonstration's, so that no list is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_demo import Demo, running_demo
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from test_accessibility import VIEWS, faults, ids
from test_every_page import open_page

pytestmark = pytest.mark.faults

PICTURES = Path(__file__).parents[2] / "test-results" / "states"


def as_it_comes(page: Page) -> None:
    """Nothing is pressed."""


def folds_opened(page: Page) -> None:
    for fold in page.locator("[data-testid=stMain] details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()


def searched_in_vain(page: Page) -> None:
    page.locator(".st-key-find-place input").fill("Atlantis under Sea")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No place like")).to_be_visible(timeout=PAINT_MS)


def words_marked(page: Page) -> None:
    page.get_by_label("I have a concern about policing where I live").check(timeout=PAINT_MS)
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name="Continue", exact=True).click()
    said = page.get_by_label("What may be published, if you agree")
    said.press_sequentially("Ring the invented keeper on 01632 960 001.", timeout=PAINT_MS)
    expect(page.locator("mark").first).to_be_visible(timeout=PAINT_MS)


def nothing_answered(page: Page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click(timeout=PAINT_MS)
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)


def where_to_turn(page: Page) -> None:
    page.get_by_label("It is about noise, litter, parking, street lights or a road").check(timeout=PAINT_MS)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("heading", name="The council")).to_be_visible(timeout=PAINT_MS)


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "landing": ("", as_it_comes),
    "landing-missing": ("?measure=unrecorded", as_it_comes),
    "landing-not-found": ("", searched_in_vain),
    "sector": ("?area=E07000042", as_it_comes),
    "sector-opened": ("?area=E07000042", folds_opened),
    "town": ("?area=town:tiverton", as_it_comes),
    "neighbourhood-missing": ("?area=E02004170&level=msoa&measure=unrecorded", as_it_comes),
    "earlier-year": ("?area=E07000042&from=2014-01&to=2014-12", as_it_comes),
    "recording": ("recording", as_it_comes),
    "recording-opened": ("recording", folds_opened),
    "both-sides": ("both-sides", as_it_comes),
    "exchange": ("both-sides?thread=peel-2021-22", as_it_comes),
    "check": ("check", as_it_comes),
    "tell": ("tell?area=town:tiverton", as_it_comes),
    "tell-nothing-answered": ("tell?area=town:tiverton", nothing_answered),
    "tell-words": ("tell?area=town:tiverton", words_marked),
    "tell-where-to-turn": ("tell?area=town:tiverton", where_to_turn),
    "follow": ("follow", as_it_comes),
    "you-said": ("you-said", as_it_comes),
    "about": ("about", as_it_comes),
    "corrections": ("corrections", as_it_comes),
    "desk-closed": ("desk", as_it_comes),
    "unknown": ("nowhere-at-all", as_it_comes),
    "plain-area": ("area/town:tiverton", as_it_comes),
    "plain-claims": ("claims", as_it_comes),
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def server(demo: Demo) -> str:
    return demo.address


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("context", VIEWS, indirect=True, ids=ids)
def test_state_has_no_fault_and_is_drawn_whole(
    page: Page, server: str, state: str, request: pytest.FixtureRequest
) -> None:
    address, reach = STATES[state]
    open_page(page, f"{server}/{address}")
    reach(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    found = faults(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    asked = request.node.callspec.id.split("-", 2)
    draw_whole(page, PICTURES / f"{state}-{asked[0]}-{asked[1]}.png")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def draw_whole(page: Page, to: Path) -> None:
    """As high as what is on it; the page itself scrolls inside the window."""
    view = page.viewport_size or {"width": 1280, "height": 900}
    main = page.get_by_test_id("stMain")
    high = main.evaluate("one => one.scrollHeight") if main.count() else view["height"]
    page.set_viewport_size({"width": view["width"], "height": min(int(high) + 4, 9000)})
    # A chart is drawn once it is near the window.
    page.wait_for_timeout(1500)
    page.screenshot(path=to, full_page=True)
