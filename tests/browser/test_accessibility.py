"""axe-core over the area page and About, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from area_page import open_view
from axe_playwright_python.sync_playwright import Axe
from conftest import PAINT_MS
from playwright.sync_api import Page, expect

# What the framework itself leaves behind: the rule, and the part of the page it is confined to; the table in
# docs/accessibility.md says the same.
FRAMEWORK = {
    "region": "[data-testid=stSkipLink]",
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems]",
}

VIEWS = [
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (1280, 360)
    for scheme in ("light", "dark")
]


def faults(page: Page) -> list[str]:
    """Every violation that is not the framework's own: rule, impact, element."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PAINT_MS)
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
        if not is_framework(page, rule["id"], node["target"][0])
    ]


def is_framework(page: Page, rule: str, target: str) -> bool:
    part = FRAMEWORK.get(rule)
    return part is not None and page.locator(target).evaluate("(node, part) => !!node.closest(part)", part)


@pytest.mark.parametrize(
    "context", VIEWS, indirect=True, ids=lambda v: f"{v['viewport']['width']}-{v['color_scheme']}"
)
def test_area_page_has_no_accessibility_fault(page: Page, server: str) -> None:
    open_view(page, server, "?area=town:tiverton&level=msoa")
    assert faults(page) == []


@pytest.mark.parametrize("context", VIEWS[:2], indirect=True, ids=["light", "dark"])
def test_about_has_no_accessibility_fault(page: Page, server: str) -> None:
    page.goto(f"{server}/about")
    expect(page.get_by_role("heading", name="About On the Record")).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
