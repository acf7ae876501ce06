"""The whole line in browsers: a report is sent, answered, disagreed with and published, and another sector sees nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import feedparser
import pytest
from desk_page import ADA, BEA, CY, Desk, running_desk, sign_in_well
from invented_desk import MID_DEVON, TORBAY
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from serving import Client
from telling import POLICE_ONLY, PUBLIC, go_on, open_form, send

WORDS, SECRET_WORDS = "An invented lion walks on the invented bridge.", "It is kept behind the invented mill."
ANSWER = "Thank you for writing. You say there is a lion. We will look on Monday; ring 101 to reach us."
CHANGE = "A sign was put up at the invented bridge."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_desk(tmp_path_factory.mktemp("line")) as running:
        yield running


def test_from_a_report_to_the_page_and_the_feed(desk: Desk, browsers: Callable[[], Page]) -> None:
    author = browsers()
    link = send_report(author, desk)
    reference = link.split("#")[1][:9]
    another_sector_sees_nothing(browsers(), desk, reference)
    answer(browsers(), browsers(), desk, reference)
    say_it_is_not_sorted(author, link)
    publish_it(browsers(), desk, reference)
    everybody_reads_it(browsers(), desk, reference)


def send_report(page: Page, desk: Desk) -> str:
    open_form(page, desk.address)
    go_on(page, "What do you want to say?")
    page.get_by_label(PUBLIC).fill(WORDS)
    page.get_by_label(POLICE_ONLY).fill(SECRET_WORDS)
    go_on(page, "What next?")
    go_on(page, "How can the police reach you?")
    go_on(page, "Who may see your words?")
    page.get_by_label("Yes, they may be published after somebody has checked them").check()
    go_on(page, "Check before you send")
    return send(page)


def another_sector_sees_nothing(page: Page, desk: Desk, reference: str) -> None:
    """Desk, search, direct link, export, pages, feeds and API, before anything is published."""
    sign_in_well(page, desk, BEA)
    expect(page.get_by_text("Nothing here.")).to_be_visible(timeout=PAINT_MS)
    page.get_by_label("Search every message").fill("lion")
    page.get_by_label("Search every message").press("Enter")
    expect(page.get_by_role("radio", name="To answer 0")).to_be_visible()
    page.get_by_text("Caseload as a file").click()
    page.get_by_role("button", name="Make the file").click()
    save = page.get_by_role("button", name="Save caseload.csv")
    expect(save).to_be_visible(timeout=PAINT_MS)
    with page.expect_download() as saved:
        save.click()
    exported = saved.value.path().read_text(encoding="utf-8-sig")
    assert exported.startswith("reference,kind,")
    seen = [page.content(), exported]
    page.goto(f"{desk.address}/desk?report={reference}")
    expect(page.get_by_text("No report of your sectors has this reference.")).to_be_visible(timeout=PAINT_MS)
    reader = Client(desk.address)
    for address in (
        "/said",
        f"/said/{TORBAY}",
        f"/said/{MID_DEVON}",
        "/feeds/all.atom",
        "/api/v1/search?q=lion",
    ):
        seen.append(reader.get(address).text)
    for words in (WORDS, SECRET_WORDS, reference):
        assert [text for text in seen if words in text] == []


def answer(inspector: Page, editor: Page, desk: Desk, reference: str) -> None:
    """An inspector of the sector answers; the first answer of a new colleague is let out by an editor."""
    sign_in_well(inspector, desk, ADA)
    inspector.get_by_role("button", name=reference).click(timeout=PAINT_MS)
    expect(inspector.get_by_text(SECRET_WORDS)).to_be_visible(timeout=PAINT_MS)
    inspector.get_by_label("Your answer").fill(ANSWER)
    inspector.get_by_label("Your answer").blur()
    expect(inspector.get_by_text("What exactly they get")).to_be_visible(timeout=PAINT_MS)
    inspector.get_by_role("button", name="Hand it to an editor", exact=True).click()
    expect(inspector.get_by_text("It waits for an editor.")).to_be_visible(timeout=PAINT_MS)
    # Publishing is an editor's.
    expect(inspector.get_by_role("heading", name="Publishing")).to_be_visible()
    expect(inspector.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    sign_in_well(editor, desk, CY)
    editor.goto(f"{desk.address}/desk?report={reference}")
    editor.get_by_role("button", name="Let it out").click(timeout=PAINT_MS)
    expect(editor.get_by_text("The answer is out.")).to_be_visible(timeout=PAINT_MS)


def say_it_is_not_sorted(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text(ANSWER)).to_be_visible(timeout=PAINT_MS)
    page.get_by_role("button", name="Say it is not sorted").click()
    page.get_by_role("button", name="Yes: say it is not sorted").click()
    expect(page.get_by_text("You said it is not sorted.")).to_be_visible(timeout=PAINT_MS)


def publish_it(page: Page, desk: Desk, reference: str) -> None:
    sign_in_well(page, desk, CY)
    page.goto(f"{desk.address}/desk?report={reference}")
    page.get_by_role("textbox", name="What changes").fill(CHANGE, timeout=PAINT_MS)
    page.get_by_role("button", name="Mark the change").click()
    page.get_by_text("What everybody would read").click()
    expect(page.locator("article.said-pair")).to_contain_text(CHANGE, timeout=PAINT_MS)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible(timeout=PAINT_MS)


def everybody_reads_it(page: Page, desk: Desk, reference: str) -> None:
    page.goto(f"{desk.address}/you-said?area={MID_DEVON}")
    card = page.locator("article.said-pair")
    for text in (WORDS, ANSWER, CHANGE, "The police say: answered", "The author says: not sorted"):
        expect(card).to_contain_text(text, timeout=PAINT_MS)
    reader = Client(desk.address)
    (entry,) = feedparser.parse(reader.get(f"/feeds/{MID_DEVON}.atom").body).entries
    assert WORDS in entry.content[0].value
    assert ANSWER in entry.content[0].value
    assert reader.get(f"/feeds/{TORBAY}.atom").text.count("<entry>") == 0
    plain = reader.get(f"/said/{MID_DEVON}").text
    assert WORDS in plain
    for seen in (page.content(), plain, reader.get("/feeds/all.atom").text):
        assert SECRET_WORDS not in seen
        assert reference not in seen
