"""The map is coloured anew before what stands below it comes, by the names that the framework gives its parts."""

from __future__ import annotations

import base64

from area_page import choose
from playwright.sync_api import Page, expect

from portal.api.connection.pacing import BELOW, MAP

AREA = "/?area=town:tiverton"


def test_framework_names_the_map_and_what_is_below_it_as_the_line_looks_for(page: Page, server: str) -> None:
    """Under other names after an upgrade nothing would wait for the map any more, and nobody would be told."""
    came: list[bytes] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.webSocketFrameReceived",
        lambda frame: came.append(base64.b64decode(frame["response"]["payloadData"])),
    )
    page.goto(server + AREA)
    expect(page.locator(".st-key-footer")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1000)
    came.clear()
    choose(page, "Period", "2020")
    page.wait_for_timeout(2000)
    named = [name for part in came for name in (MAP, BELOW) if name in part]
    assert named[:2] == [MAP, BELOW]
