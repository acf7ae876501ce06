"""Telling the police as a person does it: by keyboard alone, or quickly to a given block."""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from painting import PAINT_MS
from playwright.sync_api import Locator, Page, expect

# Nobody has these; none may be found in clear in a database or a log.
ADA = {
    "public": "An invented lion roars in the invented square. Ring 01632 960 001.",
    "police_only": "The invented keeper is called Ada Example and lives near the square.",
    "wanted": "I would like the invented lion to be quiet.",
    "name": "Ada Example",
    "email": "ada@example.org",
    "phone": "01632 960 002",
}
PUBLIC, POLICE_ONLY = "What may be published, if you agree", "What only the police see"
MOST_TABS = 80


@dataclass(frozen=True)
class Office:
    """A server with a database, a log and a mail server of its own; the mail server is not running until a test starts it."""

    address: str
    folder: Path
    told: dict[str, str] = field(repr=False)
    smtp_port: int

    def count(self, where: str = "1 = 1") -> int:
        with sqlite3.connect(self.folder / "portal.db") as database:
            return database.execute(f"SELECT count(*) FROM reports WHERE {where}").fetchone()[0]


def has_focus(found: Locator) -> bool:
    return found.evaluate("element => element.getRootNode().activeElement === element")


def tab_to(page: Page, found: Locator) -> None:
    """Presses Tab until `found` has the focus, as somebody without a mouse does."""
    expect(found).to_be_visible(timeout=PAINT_MS)
    for _ in range(MOST_TABS):
        if has_focus(found):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} presses of Tab never reached {found}")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def pick(page: Page, first: str, wanted: str) -> None:
    """Arrows move through the answers to one question."""
    tab_to(page, page.get_by_label(first, exact=True))
    page.keyboard.press("Space")
    while not page.get_by_label(wanted, exact=True).is_checked():
        page.keyboard.press("ArrowDown")


def expect_heading(page: Page, name: str) -> None:
    """The heading of the block that is open, which has the focus once it is drawn after a press."""
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible(timeout=PAINT_MS)


def go_on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()
    expect_heading(page, heading)


def open_form(page: Page, address: str, answer: str = "I have a concern about policing where I live") -> None:
    page.goto(f"{address}/tell?area=town:tiverton")
    page.get_by_label(answer).check(timeout=PAINT_MS)
    go_on(page, "Where is it about?")


def fill_to_check(page: Page, address: str, person: dict[str, str] = ADA) -> None:
    """Every block answered, up to the check page. Mid Devon comes from the address."""
    open_form(page, address)
    expect(page.get_by_label("Sector", exact=True)).to_have_value("E07000042")
    go_on(page, "What do you want to say?")
    page.get_by_label(PUBLIC).fill(person["public"])
    page.get_by_label(POLICE_ONLY).fill(person["police_only"])
    go_on(page, "What next?")
    page.get_by_label("What would you like to happen?").fill(person["wanted"])
    go_on(page, "How can the police reach you?")
    page.get_by_label("Your name (optional)").fill(person["name"])
    page.get_by_label("E-mail address (optional)").fill(person["email"])
    page.get_by_label("Phone number (optional)").fill(person["phone"])
    go_on(page, "Who may see your words?")
    page.get_by_label("No, only the police may see them").check()
    go_on(page, "Check before you send")


def send(page: Page, clicks: int = 1) -> str:
    """Presses Send, again where it was quicker than anybody reads; the private link on the receipt."""
    # A press locks the button until there is an answer.
    free = page.locator("button:enabled").filter(has_text=re.compile("^Send to"))
    receipt = page.get_by_role("heading", name="Your message has been sent and kept")
    until = time.monotonic() + PAINT_MS / 1000
    while time.monotonic() < until:
        expect(receipt.or_(free)).to_be_visible(timeout=PAINT_MS)
        if receipt.is_visible():
            break
        free.click(click_count=clicks)
    return private_link(page)


def private_link(page: Page) -> str:
    return page.locator("code", has_text="/follow#").inner_text()


def kept(page: Page) -> str:
    """What this tab has kept, all of it."""
    return page.evaluate("JSON.stringify({...sessionStorage})")
