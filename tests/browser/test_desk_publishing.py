"""What an editor does to what the public reads, by the forms on the desk: words taken out, a report taken down, a reply."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from desk_page import ADA, CY, Desk, author_side, running_desk, sign_in_well
from invented_desk import MID_DEVON
from invented_reports import invented_form
from painting import PAINT_MS
from playwright.sync_api import Page, expect

from portal.domain.reports.report import Words

NAMING = "The invented lion belongs to the miller of the invented mill."
TAKEN = "the miller of the invented mill"
KEPT = "The invented lion belongs to [words taken out: a name]."
WHY_TAKEN_OUT = "It named or described somebody who could be recognised"
REPLY = "We are the invented office.\n\nOur invented <b>words</b> stand as they are."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_desk(tmp_path_factory.mktemp("publishing")) as running:
        yield running


@pytest.fixture
def reference(desk: Desk) -> str:
    """A report that may be published and has an answer."""
    form = invented_form(sector_code=MID_DEVON, may_publish=True, words=Words(NAMING, "for the police alone"))
    with author_side(desk) as bureau:
        sent = bureau.submit(form).reference
        bureau.answer(sent)
    return sent


def test_words_are_taken_out_and_a_request_brings_the_report_down(
    desk: Desk, reference: str, browsers: Callable[[], Page]
) -> None:
    editor, reader = browsers(), browsers()
    sign_in_well(editor, desk, CY)
    take_words_out_and_publish(editor, desk, reference)
    reader.goto(f"{desk.address}/you-said?area={MID_DEVON}")
    card = reader.locator("article.said-pair")
    expect(card).to_contain_text(KEPT, timeout=PAINT_MS)
    expect(card).to_contain_text(WHY_TAKEN_OUT)
    assert "miller" not in reader.content()
    inspector_sees_no_more(browsers(), desk, reference)
    ask_for_it_to_come_down(reader, desk)
    # Asking alone silences nobody.
    reader.goto(f"{desk.address}/you-said?area={MID_DEVON}")
    expect(card).to_contain_text(KEPT, timeout=PAINT_MS)
    decide(editor, desk, reference)
    reader.goto(f"{desk.address}/you-said?area={MID_DEVON}")
    expect(reader.get_by_text("Nothing has been published for Mid Devon yet.")).to_be_visible(
        timeout=PAINT_MS
    )
    assert KEPT not in reader.content()


def take_words_out_and_publish(editor: Page, desk: Desk, reference: str) -> None:
    editor.goto(f"{desk.address}/desk?report={reference}")
    editor.get_by_role("textbox", name="The words to take out").fill(TAKEN, timeout=PAINT_MS)
    editor.get_by_role("button", name="Take words out").click()
    expect(editor.get_by_text("Choose a reason.")).to_be_visible(timeout=PAINT_MS)
    choose(editor, "Why words are taken out", WHY_TAKEN_OUT)
    editor.get_by_role("textbox", name="The words to take out").fill(TAKEN)
    editor.get_by_role("button", name="Take words out").click()
    editor.get_by_text("Earlier words of the author (editors only)").click(timeout=PAINT_MS)
    expect(editor.get_by_test_id("stText").get_by_text(NAMING)).to_be_visible(timeout=PAINT_MS)
    editor.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.get_by_text("Published.", exact=True)).to_be_visible(timeout=PAINT_MS)


def inspector_sees_no_more(inspector: Page, desk: Desk, reference: str) -> None:
    """What was taken out is kept for editors alone."""
    sign_in_well(inspector, desk, ADA)
    inspector.goto(f"{desk.address}/desk?report={reference}")
    expect(inspector.get_by_text(KEPT).first).to_be_visible(timeout=PAINT_MS)
    expect(inspector.get_by_role("heading", name="Publishing")).to_be_visible(timeout=PAINT_MS)
    assert "miller" not in inspector.content()


def ask_for_it_to_come_down(reader: Page, desk: Desk) -> None:
    way = reader.locator("article.said-pair").get_by_role("link", name="taken down").get_attribute("href")
    reader.goto(f"{desk.address}/{way}")
    reader.get_by_label("What should come down, and why").fill(
        "I am an invented neighbour.", timeout=PAINT_MS
    )
    reader.get_by_role("button", name="Send the request").click()
    expect(reader.get_by_text("decides within 48 hours").last).to_be_visible(timeout=PAINT_MS)


def decide(editor: Page, desk: Desk, reference: str) -> None:
    editor.goto(f"{desk.address}/desk")
    expect(editor.get_by_text("I am an invented neighbour.")).to_be_visible(timeout=PAINT_MS)
    editor.get_by_role("button", name="Taken down").click()
    expect(editor.get_by_text("take it down first")).to_be_visible(timeout=PAINT_MS)
    editor.goto(f"{desk.address}/desk?report={reference}")
    editor.get_by_role("button", name="Do not publish, or take down").wait_for(timeout=PAINT_MS)
    choose(editor, "Why it is not published", "Somebody asked for it to be taken down and the editor agreed")
    editor.get_by_role("button", name="Do not publish, or take down").click()
    expect(editor.get_by_text("Somebody asked for it to be taken down and the editor agreed.")).to_be_visible(
        timeout=PAINT_MS
    )
    editor.goto(f"{desk.address}/desk")
    editor.get_by_role("button", name="Taken down").click(timeout=PAINT_MS)
    expect(editor.get_by_text("Requests to take something down: 0 waiting")).to_be_visible(timeout=PAINT_MS)


def choose(page: Page, label: str, option: str) -> None:
    """By typing. While the page is still being drawn, a list that was opened closes again."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)
    box = page.get_by_role("combobox", name=label)
    box.evaluate("box => box.scrollIntoView({block: 'center'})")
    box.click()
    box.press_sequentially(option)
    box.press("Enter")
    expect(box).to_have_value(option)


def test_reply_is_published_as_received_and_taken_down_again(
    desk: Desk, browsers: Callable[[], Page]
) -> None:
    editor, reader = browsers(), browsers()
    sign_in_well(editor, desk, CY)
    editor.get_by_text("Right of reply on Both sides: 0 waiting").click(timeout=PAINT_MS)
    thread = fill_reply(editor)
    editor.get_by_role("button", name="Submit to an editor").click()
    expect(editor.get_by_text("Right of reply on Both sides: 1 waiting")).to_be_visible(timeout=PAINT_MS)
    reader.goto(f"{desk.address}/both-sides")
    expect(reader.get_by_text(thread).first).to_be_visible(timeout=PAINT_MS)
    assert "invented office" not in reader.content()
    open_replies(editor)
    editor.get_by_role("button", name="Publish as received").click()
    expect(editor.get_by_text("Right of reply on Both sides: 0 waiting")).to_be_visible(timeout=PAINT_MS)
    reader.reload()
    shown = reader.get_by_text("Our invented <b>words</b> stand as they are.")
    exchange = reader.locator(".exchange").filter(has=shown)
    expect(exchange).to_have_count(1, timeout=PAINT_MS)
    if exchange.evaluate("one => one.matches('details.earlier')"):
        exchange.locator("summary").first.click()
    exchange.locator("summary", has_text="sent to this site").click(timeout=PAINT_MS)
    expect(shown).to_be_visible(timeout=PAINT_MS)
    expect(reader.get_by_text("31 January 2026").first).to_be_visible()
    open_replies(editor)
    editor.get_by_role("button", name="Take down").click()
    expect(editor.get_by_role("button", name="Take down")).to_have_count(0, timeout=PAINT_MS)
    reader.reload()
    expect(reader.get_by_text(thread).first).to_be_visible(timeout=PAINT_MS)
    expect(shown).to_have_count(0)


def fill_reply(editor: Page) -> str:
    """Everything the form asks for; the title of the exchange it goes to."""
    for label, text in {
        "Who speaks, or the office": "The invented office",
        "Role, as it should be printed": "Invented spokesperson",
        "Organisation": "Invented organisation",
        "Received on, as 2026-01-31": "2026-01-31",
        "The reply, in full and unchanged": REPLY,
    }.items():
        editor.get_by_label(label, exact=True).fill(text, timeout=PAINT_MS)
    return editor.get_by_role("combobox", name="Exchange").input_value()


def open_replies(editor: Page) -> None:
    """Opens the section unless it stands open."""
    if not editor.get_by_text("The invented office, Invented organisation").is_visible():
        editor.get_by_text("Right of reply on Both sides").click()
