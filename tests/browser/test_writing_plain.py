"""Writing in without scripts in a real browser at 320 pixels: sent, followed, disputed, withdrawn; Back; the outline; axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from plain_office import Office
from playwright.sync_api import Browser, Page, expect
from serving import leaves, running_server, server_environment
from telling import ADA, POLICE_ONLY, PUBLIC

NARROW = {"viewport": {"width": 320, "height": 640}}
OPTIONS = {"rules": {"target-size": {"enabled": True}}}
RECEIPT = "Your message has been sent and kept"
CONCERN = "I have a concern about policing where I live"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    told = server_environment(folder / "server.log")
    with running_server(folder / "server.log", told) as address:
        yield Office(address, folder, told)


@pytest.fixture
def server(office: Office) -> str:
    return office.address


@pytest.fixture
def unscripted(browser: Browser, office: Office) -> Iterator[Page]:
    """A phone whose browser runs no script. Nothing it asks for may leave this machine."""
    context = browser.new_context(**NARROW, java_script_enabled=False)
    page, left = context.new_page(), []
    page.on(
        "request", lambda request: left.append(request.url) if leaves(request.url, office.address) else None
    )
    yield page
    context.close()
    assert left == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def expect_question(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def go_on(page: Page, heading: str) -> None:
    press(page, "Continue")
    expect_question(page, heading)


def begin(page: Page, address: str, answer: str = CONCERN) -> None:
    page.goto(f"{address}/write")
    page.get_by_label(answer).check()
    go_on(page, "Where is it about?")


def fill_to_check(page: Page, address: str) -> None:
    begin(page, address)
    page.get_by_label("Find it by postcode or name").fill("ex16 6sa")
    page.keyboard.press("Enter")
    expect(page.get_by_text("EX16 6SA is in Tiverton. Sector: Mid Devon.")).to_be_visible()
    go_on(page, "What do you want to say?")
    page.get_by_label(PUBLIC).fill(ADA["public"])
    page.get_by_label(POLICE_ONLY).fill(ADA["police_only"])
    go_on(page, "What do you want to say?")
    expect(page.get_by_text("looks like a phone number")).to_be_visible()
    press(page, "Replace them all")
    expect(page.get_by_label(PUBLIC)).to_have_value(
        ADA["public"].replace("01632 960 001", "[a phone number]")
    )
    go_on(page, "What next?")
    page.get_by_label("What would you like to happen?").fill(ADA["wanted"])
    go_on(page, "How can the police reach you?")
    page.get_by_label("Your name (optional)").fill(ADA["name"])
    page.get_by_label("Phone number (optional)").fill(ADA["phone"])
    go_on(page, "Who may see your words?")
    page.get_by_label("No, only the police may see them").check()
    go_on(page, "Check before you send")


def test_message_is_sent_followed_disputed_and_withdrawn_with_scripts_off_at_320_pixels(
    unscripted: Page, office: Office
) -> None:
    page, asked, before = unscripted, [], office.count()
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    fill_to_check(page, office.address)
    # Nobody reads this fast; a press that came too soon says so and loses nothing.
    send = page.get_by_role("button", name=re.compile("^Send to the sector inspector for Mid Devon"))
    for _ in range(5):
        send.click()
        if page.get_by_role("heading", level=1).inner_text() == RECEIPT:
            break
        expect(page.get_by_text("Wait a few seconds and send again")).to_be_visible()
    expect_question(page, RECEIPT)
    reference, code = page.locator("code").nth(0).inner_text(), page.locator("code").nth(1).inner_text()
    page.goto(f"{office.address}/write/follow")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Code", exact=True).fill(code.lower())
    press(page, "Open")
    expect(page.get_by_text("Received, not yet read")).to_be_visible()
    office.answer(reference)
    press(page, "Look again")
    expect(page.get_by_text("The invented lion was moved.")).to_be_visible()
    press(page, "Say it is not sorted")
    press(page, "Yes: say it is not sorted")
    expect(page.get_by_text("You say it is not sorted. Both are shown")).to_be_visible()
    press(page, "Take it back")
    press(page, "Yes: take it back")
    expect(page.get_by_text(re.compile("^You took this back. What you wrote is erased on"))).to_be_visible()
    assert office.count() == before + 1
    assert not [url for url in asked if code in url or "lion" in url]


def test_back_of_the_browser_leads_from_step_to_step_and_asks_nothing_twice(
    unscripted: Page, office: Office
) -> None:
    page = unscripted
    begin(page, office.address)
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("Choose where it is about")
    page.get_by_label("Sector", exact=True).select_option(label="Mid Devon")
    go_on(page, "What do you want to say?")
    page.get_by_label(POLICE_ONLY).fill(ADA["police_only"])
    go_on(page, "What next?")
    page.go_back()
    expect_question(page, "What do you want to say?")
    expect(page.get_by_label(POLICE_ONLY)).to_have_value(ADA["police_only"])
    page.go_back()
    expect_question(page, "Where is it about?")
    expect(page.get_by_label("Sector", exact=True)).to_have_value("E07000042")
    page.go_forward()
    expect_question(page, "What do you want to say?")
    page.reload()
    expect(page.get_by_label(POLICE_ONLY)).to_have_value(ADA["police_only"])
    page.go_back()
    page.go_back()
    page.go_back()
    expect_question(page, "What is it about?")


def outline(page: Page) -> list[str]:
    return page.locator("h1, h2, h3").all_inner_texts()


def described(page: Page) -> None:
    """Every field has a label; what is said to describe it is there, and the hints and errors on the page are said so."""
    said = set()
    for control in page.locator("main :is(input:not([type=hidden]), select, textarea)").all():
        if control.get_attribute("name") == "website":
            continue
        number = control.get_attribute("id")
        assert page.locator(f"label[for='{number}']").count() == 1, number
    for told in page.locator("main [aria-describedby]").all():
        said |= set((told.get_attribute("aria-describedby") or "").split())
    for number in said:
        assert page.locator(f"#{number}").count() == 1, number
    there = {one.get_attribute("id") for one in page.locator(".asked :is(.hint, .error)[id]").all()}
    assert there == said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_is_one_question_fits_320_pixels_and_has_no_accessibility_fault(
    browser: Browser, office: Office, scheme: str
) -> None:
    """axe is itself a script, so it is run where scripts may run; the pages hold none."""
    context = browser.new_context(**NARROW, color_scheme=scheme)
    page, seen = context.new_page(), {}

    def look(name: str, headings: list[str]) -> None:
        assert outline(page) == headings, name
        described(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert page.evaluate("document.scripts.length") == 0
        seen[name] = [
            f"{rule['id']}: {node['html'][:150]}"
            for rule in Axe().run(page, options=OPTIONS).response["violations"]
            for node in rule["nodes"]
        ]

    page.goto(f"{office.address}/write?area=E07000042")
    look("first", ["What is it about?"])
    press(page, "Continue")
    look("first, unanswered", ["What is it about?"])
    page.get_by_label("I reported something and have no crime number").check()
    press(page, "Continue")
    assert outline(page)[0] == "I reported something and have no crime number"
    look("no crime number", outline(page))
    page.goto(f"{office.address}/write")
    page.get_by_label("It is about noise").check()
    press(page, "Continue")
    look("council", outline(page))
    begin(page, office.address)
    look("where", ["Where is it about?"])
    press(page, "Continue")
    look("where, unanswered", ["Where is it about?"])
    page.get_by_label("Sector", exact=True).select_option(label="Mid Devon")
    press(page, "Continue")
    press(page, "Continue")
    look("words, empty", ["What do you want to say?"])
    page.get_by_label(PUBLIC).fill(ADA["public"])
    press(page, "Continue")
    look("words, marked", ["What do you want to say?"])
    go_on(page, "What next?")
    look("wanted", ["What next?"])
    go_on(page, "How can the police reach you?")
    page.get_by_label("Your name (optional)").fill(ADA["name"])
    page.get_by_label("E-mail address (optional)").fill("sam..x@example.org")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("no mail server takes two dots side by side")
    look("contact, refused", ["How can the police reach you?"])
    page.get_by_label("E-mail address (optional)").fill("")
    go_on(page, "Who may see your words?")
    press(page, "Continue")
    look("who may see, unanswered", ["Who may see your words?"])
    page.get_by_label("Yes, they may be published after somebody has checked them").check()
    go_on(page, "Check before you send")
    look("check", ["Check before you send"])
    page.wait_for_timeout(3000)
    page.get_by_role("button", name=re.compile("^Send to")).click()
    look("receipt", [RECEIPT])
    press(page, "Open it here, without scripts")
    look("report", outline(page))
    assert outline(page)[0].startswith("A concern, sent on ")
    press(page, "Change what you wrote")
    look("change", ["Change what you wrote"])
    press(page, "Back")
    press(page, "Take it back")
    look("take back", ["Take it back"])
    page.goto(f"{office.address}/write/follow")
    press(page, "Open")
    look("way in, refused", ["Open your report"])
    page.goto(f"{office.address}/write/0123456789abcdef/words")
    look("gone", ["This form was open too long, or is not from this browser"])
    context.close()
    assert {state: found for state, found in seen.items() if found} == {}


def test_pages_that_need_scripts_lead_here_where_there_are_none(unscripted: Page, office: Office) -> None:
    unscripted.goto(f"{office.address}/tell")
    unscripted.get_by_role("link", name="write to the sector inspector").click()
    expect_question(unscripted, "What is it about?")
    unscripted.goto(f"{office.address}/follow")
    unscripted.get_by_role("link", name="follow a message").click()
    expect_question(unscripted, "Open your report")
