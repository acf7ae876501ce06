"""Telling the police in a real browser: by keyboard on a phone, once however often it is sent, and nothing lost."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from hostile import SHORT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from painting import PAINT_MS
from playwright.sync_api import Browser, Page, expect
from serving import free_port, leaves, running_server, server_environment
from telling import (
    ADA,
    POLICE_ONLY,
    PUBLIC,
    Office,
    expect_heading,
    fill_to_check,
    go_on,
    has_focus,
    kept,
    open_form,
    pick,
    press,
    private_link,
    send,
    tab_to,
    write,
)

PHONE = {"viewport": {"width": 360, "height": 740}}
RECEIPT = "Your message has been sent and kept"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, port = tmp_path_factory.mktemp("office"), free_port()
    mail = {"PORTAL_SMTP_URL": f"smtp://127.0.0.1:{port}", "PORTAL_MAIL_FROM": "portal@example.org"}
    told = server_environment(folder / "server.log", mail)
    with running_server(folder / "server.log", told, counted=True) as address:
        yield Office(address, folder, told, port)


@pytest.fixture
def server(office: Office) -> str:
    """So that the page of these tests watches this server."""
    return office.address


class Letterbox:
    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(envelope.content.decode())
        return "250 OK"


def deliver(office: Office) -> list[str]:
    """Starts the mail server, sends what is queued as an operator would, and hands over what arrived."""
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=office.smtp_port)
    controller.start()
    command = [sys.executable, "-m", "portal.cli", "send-outbox", "--once"]
    try:
        with (office.folder / "outbox.log").open("a") as log:
            subprocess.run(command, env=office.told, stdout=log, stderr=log, check=True)
    finally:
        controller.stop()
    return box.letters


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_whole_journey_on_a_phone_with_the_keyboard_alone_and_on_from_the_private_link(
    page: Page, browser: Browser, office: Office
) -> None:
    page.goto(f"{office.address}/tell")
    pick(
        page, "It is happening now, or somebody is in danger", "I have a concern about policing where I live"
    )
    press(page, "Continue")
    expect_heading(page, "Where is it about?")
    write(page, "Find it by postcode or name", "ex16 6sa")
    page.keyboard.press("Enter")
    expect(page.get_by_text("EX16 6SA is in Tiverton. Sector: Mid Devon.")).to_be_visible(timeout=PAINT_MS)
    press(page, "Continue")
    expect_heading(page, "What do you want to say?")
    write(page, PUBLIC, ADA["public"])
    press(page, "Replace it with [a phone number]")
    expect(page.get_by_label(PUBLIC)).to_have_value(
        ADA["public"].replace("01632 960 001", "[a phone number]")
    )
    write(page, POLICE_ONLY, ADA["police_only"])
    everybody, police = (
        page.get_by_role("region", name="everybody sees"),
        page.get_by_role("region", name="The police see"),
    )
    expect(everybody).to_contain_text("Ring [a phone number].")
    expect(everybody).not_to_contain_text("keeper")
    expect(police).to_contain_text(ADA["police_only"])
    press(page, "Continue")
    expect_heading(page, "What next?")
    write(page, "What would you like to happen?", ADA["wanted"])
    press(page, "Continue")
    expect_heading(page, "How can the police reach you?")
    write(page, "Your name (optional)", ADA["name"])
    write(page, "E-mail address (optional)", "ada@")
    press(page, "Continue")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    assert has_focus(summary)
    tab_to(page, summary.get_by_role("link"))
    page.keyboard.press("Enter")
    assert has_focus(page.get_by_label("E-mail address (optional)"))
    page.keyboard.type("example.org")
    page.keyboard.press("Enter")
    expect_heading(page, "Who may see your words?")
    pick(
        page, "No, only the police may see them", "Yes, they may be published after somebody has checked them"
    )
    press(page, "Continue")
    expect_heading(page, "Check before you send")
    press(page, "Change phone")
    write(page, "Phone number (optional)", ADA["phone"])
    press(page, "Continue")
    expect_heading(page, "Check before you send")
    for text in (ADA["wanted"], ADA["name"], "ada@example.org", ADA["phone"], "Hidden", "Mid Devon"):
        expect(page.get_by_role("definition").filter(has_text=text).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "Send to the sector inspector for Mid Devon")
    expect_heading(page, RECEIPT)
    for text in ("The sector inspector for Mid Devon", "Answer asked for by", "Was it sorted?", "call 999"):
        expect(page.get_by_text(text).first).to_be_visible()
    with page.expect_download(timeout=PAINT_MS) as saved:
        press(page, "Save a copy")
    link = private_link(page)
    assert link in saved.value.path().read_text(encoding="utf-8")
    assert "?" not in page.url
    assert ADA["wanted"] not in kept(page)
    _follow_by_keyboard(browser, office, link)


def _follow_by_keyboard(browser: Browser, office: Office, link: str) -> None:
    """In a browser that has never been here, from the link alone."""
    fresh = browser.new_context(**PHONE)
    page = fresh.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    expect(page.get_by_text(re.compile("^A concern, sent on"))).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text(ADA["wanted"])).to_be_visible()
    assert "#" not in page.url
    code = link.split(".")[-1]
    assert not [url for url in asked if code in url]
    letters = deliver(office)
    assert [letter.count("Confirm your e-mail address") for letter in letters] == [1]
    assert not [letter for letter in letters if code in letter or ADA["wanted"] in letter]
    typed = re.search(r"enter: ([0-9A-Z-]{9})", letters[0].replace("=\r\n", ""))
    assert typed
    write(page, "Confirm your e-mail address", typed[1].lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text("You confirmed your e-mail address.")).to_be_visible(timeout=PAINT_MS)
    press(page, "Change what you wrote")
    expect_heading(page, "Change what you wrote")
    write(page, POLICE_ONLY, " Amended.")
    press(page, "Keep the change")
    expect(page.get_by_text("You changed what you wrote.")).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text(f"{ADA['police_only']} Amended.")).to_be_visible()
    press(page, "Take it back")
    press(page, "Yes: take it back")
    expect(page.get_by_text(re.compile("^You took this back. What you wrote is erased on"))).to_be_visible(
        timeout=PAINT_MS
    )
    fresh.close()


def test_danger_is_a_full_stop(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/tell")
    page.get_by_label("It is happening now, or somebody is in danger").check(timeout=PAINT_MS)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Call 999 now.")).to_be_visible(timeout=PAINT_MS)
    assert page.get_by_role("link", name="999").first.get_attribute("href") == "tel:999"
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert page.locator(".actions button").all_inner_texts() == ["Back to the first question"]


def test_missing_crime_number_is_explained_before_the_form(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/tell")
    page.get_by_label("I reported something and have no crime number").check(timeout=PAINT_MS)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Ask for it by that name")).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text("67101")).to_have_count(0)
    page.get_by_role("button", name="Write to the sector inspector").click()
    expect_heading(page, "Where is it about?")


def test_reload_at_any_block_loses_nothing_and_leaving_quickly_clears_it_all(
    page: Page, office: Office, browser: Browser
) -> None:
    open_form(page, office.address)
    go_on(page, "What do you want to say?")
    # Typed, and no button pressed: only the tab has it.
    page.get_by_label(POLICE_ONLY).press_sequentially("half a sent")
    page.reload()
    expect(page.get_by_label(POLICE_ONLY)).to_have_value("half a sent", timeout=PAINT_MS)
    expect_heading(page, "What do you want to say?")
    assert "half a sent" in kept(page)
    # The weather page is not reachable here; that the browser asks for it is what matters.
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    watched = page.context.new_page()
    watched.goto(f"{office.address}/tell")
    watched.evaluate("sessionStorage.setItem('on-the-record-draft', 'x')")
    watched.reload()
    watched.get_by_role("button", name="Leave this page quickly").click(timeout=PAINT_MS)
    watched.wait_for_url("https://www.bbc.co.uk/weather")
    watched.goto(f"{office.address}/tell")
    expect_heading(watched, "What is it about?")
    assert kept(watched) == "{}"
    watched.close()


def test_back_and_forward_of_the_browser_go_through_the_blocks_and_keep_what_was_typed(
    page: Page, office: Office
) -> None:
    page.goto(f"{office.address}/plain/about")
    open_form(page, office.address)
    go_on(page, "What do you want to say?")
    page.get_by_label(POLICE_ONLY).press_sequentially("half a sent")
    page.go_back()
    expect_heading(page, "Where is it about?")
    page.go_back()
    expect_heading(page, "What is it about?")
    page.go_forward()
    expect_heading(page, "Where is it about?")
    page.go_forward()
    expect_heading(page, "What do you want to say?")
    expect(page.get_by_label(POLICE_ONLY)).to_have_value("half a sent")
    page.get_by_role("button", name="Back", exact=True).click()
    expect_heading(page, "Where is it about?")
    # The form's own Back is the browser's: one more leads a block further back, not to the block just left.
    page.go_back()
    expect_heading(page, "What is it about?")
    page.go_back()
    page.wait_for_url("**/plain/about")


def test_forward_stops_at_a_block_that_has_no_answer_yet(page: Page, office: Office) -> None:
    open_form(page, office.address)
    go_on(page, "What do you want to say?")
    page.get_by_label(POLICE_ONLY).fill("An invented lion roars.")
    go_on(page, "What next?")
    page.go_back()
    page.get_by_label(POLICE_ONLY).fill("")
    page.go_forward()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
    expect_heading(page, "What do you want to say?")


def test_sent_message_stays_sent_when_the_browser_goes_back(page: Page, office: Office) -> None:
    fill_to_check(page, office.address)
    send(page)
    held = office.count()
    page.go_back()
    expect_heading(page, "Your message has been sent and kept")
    assert office.count() == held
    assert all(word not in page.url for word in ("lion", "Ada", "Example"))


def test_leaving_quickly_from_a_later_block_leaves_none_of_them_behind_back(
    page: Page, office: Office
) -> None:
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    watched = page.context.new_page()
    watched.goto(f"{office.address}/plain/about")
    open_form(watched, office.address)
    go_on(watched, "What do you want to say?")
    watched.get_by_role("button", name="Leave this page quickly").click(timeout=PAINT_MS)
    watched.wait_for_url("https://www.bbc.co.uk/weather")
    watched.go_back()
    watched.wait_for_url("**/plain/about")
    watched.close()


def test_lost_connection_loses_no_letter(page: Page, office: Office) -> None:
    sockets: list = []

    def relay(socket) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket(re.compile("/_stcore/stream"), relay)
    open_form(page, office.address)
    go_on(page, "What do you want to say?")
    page.get_by_label(POLICE_ONLY).press_sequentially("before ")
    sockets[-1].close(code=1011)
    page.get_by_label(POLICE_ONLY).press_sequentially("and after")
    until = time.monotonic() + PAINT_MS / 1000
    while len(sockets) < 2 and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert len(sockets) == 2
    expect(page.get_by_label(POLICE_ONLY)).to_have_value("before and after", timeout=PAINT_MS)
    go_on(page, "What next?")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label(POLICE_ONLY)).to_have_value("before and after", timeout=PAINT_MS)


def test_double_click_reload_and_two_tabs_give_one_report(page: Page, office: Office) -> None:
    before = office.count()
    fill_to_check(page, office.address)
    with page.expect_popup() as opened:
        # A tab opened from this one gets a copy of what it keeps, as a duplicated tab does.
        page.evaluate("void window.open(location.href)")
    second = opened.value
    expect_heading(second, "Check before you send")
    link = send(page, clicks=2)
    assert send(second) == link
    page.reload()
    expect_heading(page, RECEIPT)
    assert private_link(page) == link
    assert office.count() == before + 1
    page.get_by_role("button", name="I have kept it: clear this tab").click()
    expect_heading(page, "What is it about?")
    assert kept(page) == "{}"


def test_wrong_code_reveals_nothing(page: Page, office: Office) -> None:
    fill_to_check(page, office.address)
    link = send(page)
    reference, code = link.split("#")[1].split(".")
    said = []
    for tried in (f"{reference}.0000-0000-0000-0000", f"0000-0000.{code}"):
        page.goto("about:blank")
        page.goto(f"{office.address}/follow#{tried}")
        expect(page.get_by_role("alert")).to_be_visible(timeout=PAINT_MS)
        said.append(page.get_by_role("alert").inner_text())
        assert page.get_by_label("Code").input_value() == ""
    assert said[0] == said[1]
    assert "No report has this reference and code" in said[0]


def test_hostile_words_are_shown_as_they_were_typed_and_do_nothing(page: Page, office: Office) -> None:
    words = "<img src=x onerror=alert(1)><script>alert(2)</script> [link](javascript:alert(3)) **bold** =1+1 $x$ :red[x]"
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    fill_to_check(
        page,
        office.address,
        ADA | {"public": words, "police_only": words, "wanted": words, "name": words[:90]},
    )
    expect(page.get_by_role("definition").filter(has_text=words)).to_have_count(3)
    page.goto(send(page))
    expect(page.get_by_role("definition").filter(has_text=words)).to_have_count(3, timeout=PAINT_MS)
    assert page.locator("img[src=x]").count() == page.locator("b, strong", has_text="bold").count() == 0
    assert asked == []


def test_nothing_a_person_wrote_is_in_clear_in_the_database_or_a_log(page: Page, office: Office) -> None:
    fill_to_check(page, office.address)
    link = send(page)
    page.goto(link)
    expect(page.get_by_text(ADA["wanted"])).to_be_visible(timeout=PAINT_MS)
    reference, code = link.split("#")[1].split(".")
    files = [path for path in office.folder.iterdir() if path.is_file()]
    assert {"portal.db", "server.log"} <= {path.name for path in files}
    written = b"".join(path.read_bytes() for path in files)
    # The search finds what is there.
    assert reference.encode() in written
    for name, text in (ADA | {"code": code, "postcode": "EX16 6SA"}).items():
        for form in (text, text.replace(" ", "%20"), text.replace(" ", "+"), text.replace(" ", "")):
            assert form.encode() not in written, name


def test_page_asks_nobody_else(page: Page, office: Office) -> None:
    assert not leaves(f"{office.address}/tell", office.address)
    open_form(page, office.address, "Something on this site is wrong")
    go_on(page, "What is wrong?")
    expect(page.get_by_label(PUBLIC)).to_have_count(0)


# Draws a text in every place that shows one; the numbers of those that did not come out as text and nothing else.
DRAW = r"""async texts => {
    const loaded = performance.getEntriesByType("resource").map(entry => entry.name);
    const { PARTS } = await import(loaded.find(name => name.includes("question_parts")));
    const { FIELDS } = await import(loaded.find(name => name.includes("question_fields")));
    const plain = words => words.replace(/\r\n?/g, "\n");
    const drawn = words => [
        PARTS.text({ text: words }), PARTS.lines({ items: [words] }), PARTS.said({ by: words, text: words }),
        PARTS.answers({ rows: [{ label: words, value: words, none: "" }] }, () => {}),
        PARTS.code({ label: words, value: words, copy: "Copy" }, () => {}, {}),
        FIELDS.choice({ name: "a", label: words, options: [{ value: words, label: words, hint: words }] }, {}, []),
        FIELDS.box({ name: "a", label: words, hint: words, limit: 9 }, { a: words }, [{ field: "a", sentence: words }]),
        FIELDS.line({ name: "a", label: words, hint: words }, { a: words }, [{ field: "a", sentence: words }]),
    ];
    const names = part => part.tagName + part.getAttributeNames();
    const shape = made => made.map(one => [one, ...one.querySelectorAll("*")].map(names).join());
    const expected = JSON.stringify(shape(drawn("x")));
    return texts.map((words, at) => {
        const made = drawn(words);
        const typed = plain(made[6].querySelector("textarea").value) === plain(words);
        const shown = made.every(one => one.textContent.includes(words));
        return JSON.stringify(shape(made)) === expected && typed && shown ? -1 : at;
    }).filter(at => at >= 0);
}"""


def test_any_text_is_drawn_as_text_and_nothing_else(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/tell")
    expect_heading(page, "What is it about?")

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(SHORT, min_size=100, max_size=100))
    def draw(texts: list[str]) -> None:
        # Half characters cannot be sent to the browser by this road; Python takes them out on theirs.
        whole = [text.encode("utf-8", "ignore").decode() or "x" for text in texts]
        assert page.evaluate(DRAW, whole) == []

    draw()
    # The check can fail: here it wants the words to be all there is.
    assert page.evaluate(DRAW.replace("textContent.includes(words)", "textContent === words"), ["x"]) == [0]


def test_change_that_is_not_sent_is_kept_in_this_tab_and_put_back_into_its_message(
    page: Page, office: Office
) -> None:
    fill_to_check(page, office.address)
    link = send(page)

    def change() -> None:
        page.goto("about:blank")
        page.goto(link)
        page.get_by_role("button", name="Change what you wrote").click(timeout=PAINT_MS)
        expect_heading(page, "Change what you wrote")

    change()
    page.get_by_label(POLICE_ONLY).fill("Half a change")
    change()
    expect(page.get_by_label(POLICE_ONLY)).to_have_value("Half a change")
    expect(page.get_by_label(PUBLIC)).to_have_value(ADA["public"])
    page.get_by_role("button", name="Keep the change").click()
    expect(page.get_by_text("You changed what you wrote.")).to_be_visible(timeout=PAINT_MS)
    assert "Half a change" not in kept(page)
    change()
    page.get_by_label(POLICE_ONLY).fill("Another")
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Close it on this screen").click(timeout=PAINT_MS)
    expect_heading(page, "Open your report")
    assert "Another" not in kept(page)


def test_council_and_case_review_are_those_of_the_sector_chosen(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/tell")
    page.get_by_label("It is about noise, litter, parking, street lights or a road").check(timeout=PAINT_MS)
    page.get_by_role("button", name="Continue").click()
    expect(
        page.get_by_text("Choose the sector, and the council of that district is named here.")
    ).to_be_visible(timeout=PAINT_MS)
    page.get_by_label("Where is it?").select_option("Mid Devon")
    page.get_by_role("button", name="Show who serves it").click()
    expect(page.get_by_role("link", name="01884 255 255")).to_have_attribute(
        "href", "tel:01884255255", timeout=PAINT_MS
    )
    expect(page.get_by_text("The council here is that of Mid Devon.")).to_be_visible()
    page.get_by_label("Where is it?").select_option("Plymouth")
    page.get_by_role("button", name="Show who serves it").click()
    expect(
        page.get_by_text("To know first: three reports in six months, or two where one is a hate crime")
    ).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_text("01884 255 255")).to_have_count(0)
    expect(page.get_by_text("last checked 26 November 2026").first).to_be_visible()
