"""Fifteen varied messages are cleared within 45 clicks or keys, on a desk and on a phone, and no typed word is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from desk_acts import REPLY, Office, write
from desk_page import ADA, CY, local_desk, sign_in_by_password
from invented_desk import MID_DEVON, PASSWORD
from invented_reports import invented_form, key_of
from painting import PAINT_MS, wait_until_at_rest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.domain.desk.casework import PAGE_LENGTH
from portal.domain.reports.report import Receipt, Words
from portal.domain.reports.report_states import ANSWERED
from portal.services.desk import casework as acts
from portal.services.desk.replies import respond
from portal.services.reports.follow import disagree

MOST = 45
CLAIM = f"{REPLY} Burglary is down massively."
ABOUT = (
    ("question", "When is the next meeting in Cullompton?"), ("thanks", "The officer who came was kind."),
    ("recorded", "I rang about a burglary and got only a log number."), ("concern", "Lads set bins on fire."),
    ("concern", "A van sells things it should not."), ("question", "May I park by the church?"),
    ("concern", "The lamp by the bridge is out."), ("thanks", "My bicycle came back."),
    ("concern", "Quad bikes on the moor at night."), ("recorded", "Was the theft from my shed written down?"),
)  # fmt: skip


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with local_desk(tmp_path_factory.mktemp("fifteen")) as desk:
        made = Office(desk)
        made.counter.add("responder", MID_DEVON, email=ADA, name="Ada Example")
        made.counter.add("editor", MID_DEVON, email=CY, password=PASSWORD, name="Cy Example")
        yield made
        made.bureau.engine.dispose()


@dataclass
class Hand:
    """Counts what somebody presses. A chord is two keys; typing into a box is not counted."""

    page: Page
    by_keys: bool
    count: int = 0
    typed: dict[str, str] = field(default_factory=dict)

    def click(self, part: Locator) -> None:
        self.count += 1
        part.click(timeout=PAINT_MS)

    def key(self, *keys: str) -> None:
        self.count += len(keys)
        self.page.keyboard.press("+".join(keys))

    def do(self, keys: tuple[str, ...], part: Callable[[], Locator]) -> None:
        self.key(*keys) if self.by_keys else self.click(part())

    def write(self, box: Locator, key: str, text: str, report: str = "") -> None:
        wait_until_at_rest(self.page)
        # What was open before is there until this page is, with a box of the same name.
        listening = f".desk[data-keys~='{key}'][data-report='{report}']"
        expect(self.page.locator(listening)).to_be_attached(timeout=PAINT_MS)
        expect(box).to_have_count(1, timeout=PAINT_MS)
        self.do((key,), lambda: box)
        expect(box).to_be_focused(timeout=PAINT_MS)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first

    def send(self) -> None:
        self.do(("Control", "Enter"), lambda: self.button("Send the answer and open the next"))


def the_fifteen(office: Office) -> list[Receipt]:
    """Five about one thing, ten of every kind and state; the five came first."""
    made, bureau, ada = [], office.bureau, office.actor(ADA)
    now = bureau.clock()
    for number in range(5):
        bureau.clock.at = now - timedelta(days=16, minutes=-number)
        words = Words(f"Cars race by the school, number {number}.", "", "A patrol.")
        made.append(bureau.submit(invented_form(sector_code=MID_DEVON, words=words)))
    for number, (kind, text) in enumerate(ABOUT):
        bureau.clock.at = now - timedelta(days=15 - number)
        words = Words(text, "An invented keeper.", "")
        made.append(bureau.submit(invented_form(sector_code=MID_DEVON, kind=kind, words=words)))
    bureau.clock.at = now
    taken, disputed, waiting = (made[at].reference for at in (6, 8, 10))
    acts.take_up(office.counter.casework, ada, taken, 1)
    bureau.answer(disputed)
    disagree(bureau.reports, key_of(made[8]), bureau.report(disputed).revision)
    respond(office.counter.casework, ada, waiting, 1, REPLY)
    return made


@pytest.mark.parametrize(("width", "by_keys"), [(1280, True), (390, False)])
def test_fifteen_varied_messages_are_cleared_within_45_presses_and_nothing_is_lost(
    office: Office, browser: Browser, width: int, by_keys: bool
) -> None:
    made = the_fifteen(office)
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    sign_in_by_password(page, office.desk, CY)
    page.goto(f"{office.desk.address}/desk")
    expect(page.get_by_role("radio", name="To answer 15")).to_be_visible(timeout=PAINT_MS)
    wait_until_at_rest(page)
    first = page.locator("button.open").first.bounding_box()
    assert first
    assert first["y"] + first["height"] < 740, "the first message is on the first screen"
    hand = Hand(page, by_keys)
    five = f"{REPLY} The speed gun comes on Tuesday."
    answer_five(hand, made[:5], five)
    typed = {receipt.reference: five for receipt in made[:5]}
    hand.do(("n",), lambda: hand.button("Open the next one"))
    for _ in range(10):
        typed |= clear_one(hand, made, {one.reference for one in made} - set(typed))
    expect(page.get_by_text("No other message is left in this list.")).to_be_visible(timeout=PAINT_MS)
    for receipt in made:
        report = office.bureau.report(receipt.reference)
        assert report.state == ANSWERED
        assert report.responses[-1].text == typed[receipt.reference]
        assert office.counter.casework.cases.drafts(report.report_id) == ()
    print(f"{width} px: {hand.count} presses")
    assert hand.count <= MOST
    context.close()


def answer_five(hand: Hand, five: list[Receipt], text: str) -> None:
    if hand.by_keys:
        hand.key("j")
    for receipt in five:
        hand.do(("x",), lambda named=receipt: hand.page.get_by_role("checkbox", name=named.reference))  # type: ignore[misc]
    hand.write(hand.page.get_by_label("One answer to each of them"), "r", text)
    hand.do(("Control", "Enter"), lambda: hand.button("Send to all 5"))
    expect(hand.page.get_by_text("5 answered.")).to_be_visible(timeout=PAINT_MS)
    expect(hand.page.get_by_role("radio", name="To answer 10")).to_be_visible(timeout=PAINT_MS)
    wait_until_at_rest(hand.page)


def clear_one(hand: Hand, made: list[Receipt], left: set[str]) -> dict[str, str]:
    """The message that is open, by what it needs; what its author was sent."""
    page = hand.page
    expect(page).to_have_url(re.compile(f"report=({'|'.join(left)})"), timeout=PAINT_MS)
    reference = page.url.partition("report=")[2]
    expect(page.get_by_text(f"Reference {reference}")).to_be_visible(timeout=PAINT_MS)
    wait_until_at_rest(page)
    if reference == made[10].reference:
        hand.click(hand.button("Let it out"))
        expect(page.get_by_text("The answer is out.")).to_be_visible(timeout=PAINT_MS)
        wait_until_at_rest(page)
        hand.do(("n",), lambda: hand.button("Next"))
        return {reference: REPLY}
    text = f"{REPLY} About {reference}."
    claims = reference == made[12].reference
    hand.write(page.get_by_label("Your answer"), "a", CLAIM if claims else text, reference)
    hand.send()
    if claims:
        wait_until_at_rest(page)
        hand.click(page.get_by_text("It is our own count, and anybody who asks gets it"))
        wait_until_at_rest(page)
        hand.send()
    expect(page.get_by_text(re.compile(f"{reference}: The answer is sent"))).to_be_visible(timeout=PAINT_MS)
    return {reference: CLAIM if claims else text}


def test_what_was_done_is_said_when_it_emptied_the_page_of_the_list(office: Office, browser: Browser) -> None:
    """The list is drawn twice then, and the words must outlive the first."""
    for _ in range(PAGE_LENGTH + 1):
        office.received()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in_by_password(page, office.desk, CY)
    page.goto(f"{office.desk.address}/desk")
    page.get_by_label("Page", exact=True).fill("2", timeout=PAINT_MS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("^Choose "))).to_have_count(1, timeout=PAINT_MS)
    page.get_by_role("checkbox", name=re.compile("^Choose ")).check()
    box = page.get_by_label("One answer to each of them")
    expect(box).to_be_visible(timeout=PAINT_MS)
    write(box, REPLY)
    page.get_by_role("button", name="Send to all 1").click()
    expect(page.get_by_role("radio", name=f"To answer {PAGE_LENGTH}")).to_be_visible(timeout=PAINT_MS)
    expect(page.locator("button.open")).to_have_count(PAGE_LENGTH, timeout=PAINT_MS)
    wait_until_at_rest(page)
    expect(page.get_by_text("1 answered.")).to_be_visible()
    context.close()
