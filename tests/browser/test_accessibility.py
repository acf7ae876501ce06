"""axe-core over every page, light and dark, wide and narrow; zoom, motion, the skip link; and the list of what remains."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from area_page import open_view
from axe_playwright_python.sync_playwright import Axe
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from test_every_page import open_page

from portal.domain.site import PAGE_NAMES

# What the framework itself leaves behind: the rule, and the part of the page it is confined to. It is empty since Both sides
# asks for years without a slider. docs/accessibility.md says the same, and a test holds the two together.
FRAMEWORK: dict[str, str] = {}
# Off in axe by default; ours to keep since WCAG 2.2.
OPTIONS = {"rules": {"target-size": {"enabled": True}}}
VIEWS = [
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (1280, 360)
    for scheme in ("light", "dark")
]
# 1280 pixels at 200%, which leaves half of them to the page.
ZOOMED = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
STATEMENT = Path(__file__).parents[2] / "docs" / "accessibility.md"


def violations(page: Page) -> list[tuple[str, str, str, bool]]:
    """Rule, impact, element, and whether it is the framework's own, of everything that axe finds on a page at rest."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PAINT_MS)
    # The form's own button to leave has its words once its part is drawn.
    expect(page.locator("button.leave:empty")).to_have_count(0, timeout=PAINT_MS)
    return [
        (rule["id"], rule["impact"], node["html"][:160], is_framework(page, rule["id"], node["target"][0]))
        for rule in Axe().run(page, options=OPTIONS).response["violations"]
        for node in rule["nodes"]
    ]


def faults(page: Page) -> list[str]:
    """Every violation that is not the framework's own."""
    return [f"{rule} ({impact}): {html}" for rule, impact, html, theirs in violations(page) if not theirs]


def is_framework(page: Page, rule: str, target: str | list[str]) -> bool:
    """A target inside a part with a root of its own is a list, and is never the framework's."""
    part = FRAMEWORK.get(rule)
    if part is None or not isinstance(target, str):
        return False
    return bool(page.locator(target).evaluate("(node, part) => !!node.closest(part)", part))


def ids(view: dict) -> str:
    return f"{view['viewport']['width']}-{view['color_scheme']}"


@pytest.mark.slow
@pytest.mark.parametrize("context", VIEWS, indirect=True, ids=ids)
def test_area_page_has_no_accessibility_fault(page: Page, server: str) -> None:
    open_view(page, server, "?area=town:tiverton&level=msoa")
    assert faults(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in PAGE_NAMES if path])
@pytest.mark.parametrize("context", [VIEWS[0], VIEWS[3]], indirect=True, ids=ids)
def test_page_has_no_accessibility_fault(page: Page, server: str, path: str) -> None:
    open_page(page, f"{server}/{path}")
    assert faults(page) == []


def test_what_is_left_to_the_framework_is_listed() -> None:
    said = STATEMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", said, re.M)
    assert set(re.findall(r"`([\w-]+)`", " ".join(rows))) == set(FRAMEWORK)
    assert ("Nothing that axe finds is left to the framework" in said) == (not FRAMEWORK)


@pytest.mark.slow
@pytest.mark.parametrize("context", [ZOOMED], indirect=True, ids=["200%"])
@pytest.mark.parametrize("path", PAGE_NAMES)
def test_page_at_200_per_cent_needs_no_sideways_scroll(page: Page, server: str, path: str) -> None:
    open_page(page, f"{server}/{path}")
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.parametrize("context", [{"reduced_motion": "reduce"}], indirect=True, ids=["reduced"])
def test_nothing_moves_for_a_reader_who_asked_for_stillness(page: Page, server: str) -> None:
    open_view(page, server, "?area=town:tiverton&level=msoa")
    moving = "document.getAnimations().filter(one => one.playState === 'running' && one.effect.getTiming().iterations === Infinity).length"
    assert page.evaluate(moving) == 0


def test_first_stop_of_the_keyboard_leads_past_the_menu(page: Page, server: str) -> None:
    open_view(page, server)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
