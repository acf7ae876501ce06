"""axe-core over every state of Tell the police and Follow a report, light and dark, on a phone."""

from __future__ import annotations

import pytest
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from telling import ADA, POLICE_ONLY, PUBLIC, expect_heading, go_on, send
from test_accessibility import faults

SCHEMES = [
    {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme} for scheme in ("light", "dark")
]


def cont(page: Page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()


@pytest.mark.slow
@pytest.mark.parametrize("context", SCHEMES, indirect=True, ids=["light", "dark"])
def test_no_state_has_an_accessibility_fault(page: Page, server: str) -> None:
    page.goto(f"{server}/tell?area=E07000042")
    expect_heading(page, "What is it about?")
    seen = {"first question": faults(page)}
    cont(page)
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
    seen["first question, unanswered"] = faults(page)
    for answer, heading in (
        ("It is happening now, or somebody is in danger", "It is happening now, or somebody is in danger"),
        ("I reported something and have no crime number", "I reported something and have no crime number"),
    ):
        page.get_by_label(answer).check()
        go_on(page, heading)
        seen[answer] = faults(page)
        page.get_by_role("button", name="Back to the first question").click()
        expect_heading(page, "What is it about?")
    page.get_by_label("I have a concern about policing where I live").check()
    go_on(page, "Where is it about?")
    page.get_by_label("Find it by postcode or name").fill("EX16 6SA")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Sector: Mid Devon.")).to_be_visible(timeout=PAINT_MS)
    seen["where"] = faults(page)
    go_on(page, "What do you want to say?")
    cont(page)
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
    page.get_by_label(PUBLIC).fill(f"{ADA['public']} Write to {ADA['email']}.")
    page.get_by_label(POLICE_ONLY).fill(ADA["police_only"])
    expect(page.get_by_role("button", name="Replace them all")).to_be_visible(timeout=PAINT_MS)
    seen["words, with an error and marks"] = faults(page)
    go_on(page, "What next?")
    seen["wanted"] = faults(page)
    go_on(page, "How can the police reach you?")
    page.get_by_label("Your name (optional)").fill(ADA["name"])
    page.get_by_label("Phone number (optional)").fill("call me")
    cont(page)
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
    seen["contact, with an error"] = faults(page)
    page.get_by_label("Phone number (optional)").fill("")
    go_on(page, "Who may see your words?")
    page.get_by_label("Yes, they may be published after somebody has checked them").check()
    seen["who may see"] = faults(page)
    go_on(page, "Check before you send")
    seen["check"] = faults(page)
    link = send(page)
    seen["receipt"] = faults(page)
    page.goto(link)
    expect_heading(page, "A concern, sent on")
    seen["follow"] = faults(page)
    page.get_by_role("button", name="Change what you wrote").click()
    expect_heading(page, "Change what you wrote")
    seen["change"] = faults(page)
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Close it on this screen").click()
    expect_heading(page, "Open your report")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
    seen["way in, with an error"] = faults(page)
    assert {state: found for state, found in seen.items() if found} == {}
