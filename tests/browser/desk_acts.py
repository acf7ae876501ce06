"""Every button of the desk by the name of its act: what must be kept before it is offered, and what is filled in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from desk_page import ADA, CY, Desk
from invented_desk import MID_DEVON, TORBAY, Counter
from invented_reports import Bureau, Clock, invented_form
from painting import PAINT_MS, wait_until_at_rest
from playwright.sync_api import Locator, Page, expect

from portal.domain.desk.actor import Actor
from portal.domain.publishing.right_of_reply import SUBMITTED, ThreadReply
from portal.domain.report_store import Change
from portal.domain.reports.report import Response
from portal.domain.reports.report_states import INSPECTOR
from portal.services.desk import casework as acts
from portal.services.desk.own_desk import keep_template, keep_view
from portal.services.desk.own_mail import choose_mail, say_away
from portal.services.desk.replies import respond
from portal.services.desk.together import merge, share
from portal.services.publishing.publishing import mark_private, publish
from portal.services.publishing.takedowns import ask_takedown
from portal.store.thread_replies import SqlThreadReplies

REPLY = "Thank you for writing. You say there is a lion. We will look on Monday; ring 101 to reach us."
REASON = "It named or described somebody who could be recognised"


@dataclass
class Office:
    """The desk's database from the inside. `ada` answers and `cy` edits, both in Mid Devon."""

    desk: Desk
    bureau: Bureau = field(init=False)
    counter: Counter = field(init=False)

    def __post_init__(self) -> None:
        environment = self.desk.environment
        self.bureau = Bureau(environment["PORTAL_DATABASE_URL"], (environment["PORTAL_SECRET_KEYS"],))
        self.bureau.clock = Clock(datetime.now(UTC))
        self.bureau.reports = replace(
            self.bureau.reports, now=self.bureau.clock, sectors={MID_DEVON: "Mid Devon"}
        )
        self.bureau.publisher = replace(self.bureau.publisher, reports=self.bureau.reports)
        self.counter = Counter(self.bureau)

    def actor(self, email: str) -> Actor:
        kept = self.counter.gate.accounts.by_email(self.bureau.store.keyed_hash("account", email))
        assert kept
        return kept[0].actor

    def received(self) -> str:
        return self.bureau.submit(invented_form(sector_code=MID_DEVON, may_publish=True)).reference

    def taken_up(self) -> str:
        reference = self.received()
        acts.take_up(self.counter.casework, self.actor(ADA), reference, 1)
        return reference

    def answered(self) -> str:
        reference = self.received()
        response = Response(
            REPLY, self.bureau.clock(), "Mid Devon team", account_id=self.actor(CY).account_id
        )
        change = Change("respond", INSPECTOR, self.bureau.clock(), response=response)
        self.bureau.store.change(reference, 1, change)
        return reference

    def waiting(self) -> str:
        reference = self.received()
        respond(self.counter.casework, self.actor(ADA), reference, 1, REPLY)
        return reference

    def resting(self) -> str:
        reference = self.received()
        until = self.bureau.clock() + timedelta(days=3)
        acts.snooze(self.counter.casework, self.actor(ADA), reference, 1, until)
        return reference

    def mine(self) -> str:
        reference = self.received()
        acts.take_up(self.counter.casework, self.actor(CY), reference, 1)
        return ""

    def shared(self) -> str:
        reference = self.received()
        others = replace(self.counter.casework.reports, sectors={MID_DEVON: "Mid Devon", TORBAY: "Torbay"})
        share(replace(self.counter.casework, reports=others), self.actor(ADA), reference, 1, TORBAY)
        return reference

    def together(self) -> str:
        both = self.received(), self.received()
        merge(self.counter.casework, self.actor(ADA), dict.fromkeys(both, 1))
        return both[0]

    def here(self) -> str:
        say_away(self.counter.casework, self.actor(CY), None, None, "")
        return ""

    def away(self) -> str:
        today = self.bureau.clock().date()
        say_away(self.counter.casework, self.actor(CY), today, today + timedelta(days=9), "")
        return ""

    def told_at_once(self) -> str:
        choose_mail(self.counter.casework, self.actor(CY), "at_once")
        return ""

    def view(self) -> str:
        keep_view(self.counter.casework, self.actor(CY), "An invented view", {"kind": "thanks"})
        return ""

    def beginning(self) -> str:
        keep_template(self.counter.casework, self.actor(CY), "An invented beginning", REPLY)
        return self.received()

    def private(self) -> str:
        reference = self.answered()
        mark_private(self.bureau.publisher, self.actor(CY), reference, 2, "names")
        return reference

    def asked_to_come_down(self) -> str:
        reference = self.answered()
        public_id = publish(self.bureau.publisher, self.actor(CY), reference, 2).public_id
        ask_takedown(self.bureau.publisher, public_id, "An invented reason.", "", uuid.uuid4().hex)
        return ""

    def replied(self) -> str:
        reply = ThreadReply(
            f"R-{uuid.uuid4().hex[:8]}", "mid-devon-2014", "", "force", "The invented office", "Spokesperson",
            "Invented organisation", "2026-01-31", "Invented words.", SUBMITTED, "r1", self.bureau.clock(),
        )  # fmt: skip
        SqlThreadReplies(self.bureau.store).add(reply, self.actor(CY))
        return ""


def write(box: Locator, words: str) -> None:
    """Writes, leaves the box, and waits for the page that is drawn anew then."""
    box.fill(words)
    box.blur()
    wait_until_at_rest(box.page)


def fill(label: str, words: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        box = page.get_by_label(label, exact=True)
        expect(box).to_have_count(1, timeout=PAINT_MS)
        write(box, words)

    return do


def choose(label: str, option: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        wait_until_at_rest(page)
        box = page.get_by_role("combobox", name=label, exact=True)
        box.click(timeout=PAINT_MS)
        box.press_sequentially(option)
        box.press("Enter")
        wait_until_at_rest(page)

    return do


def opened(title: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        fold = page.locator("summary", has_text=title)
        fold.wait_for(timeout=PAINT_MS)
        wait_until_at_rest(page)
        fold.click(timeout=PAINT_MS)

    return do


def rest_until(page: Page) -> None:
    field = page.get_by_test_id("stDateInput")
    field.get_by_role("spinbutton").first.click(timeout=PAINT_MS)
    page.keyboard.type(f"{date.today() + timedelta(days=3):%d%m%Y}")
    for _ in range(3):
        page.keyboard.press("Tab")
    wait_until_at_rest(page)


def ticked(number: int) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        wait_until_at_rest(page)
        for at in range(number):
            page.get_by_role("checkbox", name=re.compile("^Choose ")).nth(at).check(timeout=PAINT_MS)
            chosen = re.compile(f"^{at + 1} messages? chosen")
            expect(page.get_by_text(chosen)).to_be_visible(timeout=PAINT_MS)
        wait_until_at_rest(page)

    return do


def away(page: Page) -> None:
    opened("Your mail and absence")(page)
    for at, label in enumerate(("Away from", "to")):
        field = page.get_by_test_id("stDateInput").nth(at)
        field.get_by_role("spinbutton").first.click(timeout=PAINT_MS)
        page.keyboard.type(f"{date.today() + timedelta(days=3):%d%m%Y}")
        for _ in range(3):
            page.keyboard.press("Tab")
        wait_until_at_rest(page)
        assert label


def once_a_day(page: Page) -> None:
    opened("Your mail and absence")(page)
    page.get_by_text("Once a day", exact=False).click(timeout=PAINT_MS)
    wait_until_at_rest(page)


def a_message(page: Page) -> None:
    opened("Enter a message for somebody")(page)
    page.get_by_label("What only the police see", exact=True).fill("An invented telephone call.")


def a_reply(page: Page) -> None:
    opened("Right of reply on Both sides")(page)
    for label, words in {
        "Who speaks, or the office": "The invented office",
        "Role, as it should be printed": "Spokesperson",
        "Organisation": "Invented organisation",
        "Received on, as 2026-01-31": "2026-01-31",
        "The reply, in full and unchanged": "Invented words.",
    }.items():
        page.get_by_label(label, exact=True).fill(words, timeout=PAINT_MS)


def changed(page: Page) -> None:
    write(page.get_by_label("Your answer").first, f"{REPLY} Or on Friday.")


@dataclass(frozen=True)
class Pressed:
    """One act: what is kept first (its reference, or nothing for the inbox), what is filled in, and its button."""

    kept: Callable[[Office], str]
    label: str
    before: tuple[Callable[[Page], None], ...] = ()

    def prepare(self, office: Office, page: Page) -> None:
        """Opens the page up to the press, which then would do something."""
        reference = self.kept(office)
        page.goto(f"{office.desk.address}/desk" + (f"?report={reference}" if reference else ""))
        for step in self.before:
            step(page)
        expect(self.button(page)).to_be_enabled(timeout=PAINT_MS)
        wait_until_at_rest(page)

    def button(self, page: Page) -> Locator:
        return page.get_by_role("button", name=self.label, exact=True).first


def _nothing(_: Office) -> str:
    return ""


PRESSED = {
    "take_up": Pressed(Office.received, "Take it up"),
    "assign": Pressed(Office.received, "Hand over", (choose("Hand it to", "Ada"),)),
    "bulk_assign": Pressed(lambda office: office.received()[:0], "Assign", (ticked(1),)),
    "answer_several": Pressed(lambda office: office.received()[:0], "Send to all 1", (ticked(1), fill("One answer to each of them", REPLY))),
    "merge": Pressed(lambda office: (office.received(), office.received())[0][:0], "Put them together", (ticked(2),)),
    "part": Pressed(Office.together, "Take it out of these"),
    "share": Pressed(Office.received, "Share it", (choose("Share it with another sector", "Torbay"),)),
    "end_share": Pressed(Office.shared, "Share it no more with Torbay"),
    "hand_over": Pressed(Office.mine, "Hand it all over", (opened("Your mail and absence"),)),
    "choose_mail": Pressed(Office.told_at_once, "Keep this choice", (once_a_day,)),
    "end_absence": Pressed(Office.away, "I am back", (opened("Your mail and absence"),)),
    # After the one before: a tab whose fields were filled is drawn anew when they are left, and would find its owner away.
    "say_away": Pressed(Office.here, "Say that you are away", (away,)),
    "keep_view": Pressed(_nothing, "Keep the view", (opened("More filters"), fill("Keep these filters under a name", "Late ones"))),
    "drop_view": Pressed(Office.view, "Take away “An invented view”", (opened("More filters"),)),
    "keep_template": Pressed(Office.received, "Keep it for the team", (fill("Your answer", REPLY), opened("Your team's beginnings"), fill("Keep what is in the box under a name", "Lions"))),
    "drop_template": Pressed(Office.beginning, "Take away “An invented beginning”", (opened("Your team's beginnings"),)),
    "snooze": Pressed(Office.received, "Put it off", (rest_until,)),
    "wake": Pressed(Office.resting, "Bring it back"),
    "note": Pressed(Office.received, "Add the note", (fill("A note", "An invented note."),)),
    "close": Pressed(Office.taken_up, "Close it"),
    "enter_for_someone": Pressed(_nothing, "Enter the message", (a_message,)),
    "respond": Pressed(Office.received, "Send the answer", (fill("Your answer", REPLY),)),
    "save_draft": Pressed(Office.received, "Keep as a draft", (fill("Your answer", REPLY),)),
    "edit_response": Pressed(Office.answered, "Save the change", (opened("Change it, until"), changed)),
    "let_out": Pressed(Office.waiting, "Let it out"),
    "send_back": Pressed(Office.waiting, "Send it back", (fill("What should be different", "Say when."),)),
    "publish": Pressed(Office.answered, "Publish"),
    "unpublish": Pressed(Office.answered, "Do not publish, or take down", (choose("Why it is not published", REASON),)),
    "mark_private": Pressed(Office.answered, "Mark private", (choose("Why it is not published", REASON),)),
    "lift_private": Pressed(Office.private, "Lift the private mark"),
    "redact": Pressed(Office.answered, "Take words out", (
        lambda page: page.get_by_role("textbox", name="The words to take out").fill("invented lion", timeout=PAINT_MS),
        choose("Why words are taken out", REASON))),
    "mark_change": Pressed(Office.answered, "Mark the change", (
        lambda page: page.get_by_role("textbox", name="What changes").fill("A sign was put up.", timeout=PAINT_MS),)),
    "decide_takedown": Pressed(Office.asked_to_come_down, "Left as it is"),
    "export_caseload": Pressed(_nothing, "Make the file", (opened("Caseload as a file"),)),
    "submit_reply": Pressed(_nothing, "Submit to an editor", (a_reply,)),
    "publish_reply": Pressed(Office.replied, "Publish as received", (opened("Right of reply on Both sides"),)),
    "withdraw_reply": Pressed(Office.replied, "Do not publish", (opened("Right of reply on Both sides"),)),
}  # fmt: skip
