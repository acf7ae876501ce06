"""How long a page may take to be painted here, and when it has taken the place of its first look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

PAINT_MS = 60_000
# Each paragraph in sight whose lines hold more letters than are read with ease, with how many.
LONG_LINES = """() => [...document.querySelectorAll('[data-testid=stMain] p')].filter(p => p.checkVisibility() && !p.closest('details:not([open])'))
  .map(p => {
    const range = document.createRange();
    range.selectNodeContents(p);
    const lines = new Set([...range.getClientRects()].map(each => Math.round(each.bottom / 6)));
    return [p.textContent.trim().length / Math.max(lines.size, 1), p.textContent.trim()];
  }).filter(([letters]) => letters > 66)"""


def wait_until_at_rest(page: Page) -> None:
    """Until the page's script has ended. What is opened while parts are still drawn may be shut by those that follow."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1, timeout=PAINT_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)


def wait_until_taken_over(opened: Page) -> Page:
    """Has every visit last until the page has taken the place of its first look, whose parts it has again."""

    def lasting(visit: Callable[..., Any]) -> Callable[..., Any]:
        def visited(*given: Any, **named: Any) -> Any:
            reply = visit(*given, **named)
            if not opened.evaluate("matchMedia('(scripting: none)').matches"):
                opened.locator("#first").wait_for(state="detached", timeout=PAINT_MS)
            return reply

        return visited

    for name in ("goto", "reload", "go_back", "go_forward"):
        setattr(opened, name, lasting(getattr(opened, name)))
    return opened
