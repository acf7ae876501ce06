"""The desk in a browser: in through an identity provider, a report from its sending to a disagreement, and out for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from desk_page import (
    ADA,
    BEA,
    CHIEF,
    CY,
    DEE,
    FOR_LONG,
    NOBODY,
    Desk,
    author_side,
    running_desk,
    sign_in,
    sign_in_well,
)
from invented_desk import MID_DEVON, TORBAY, add_account, portal
from invented_reports import Bureau, invented_form, key_of
from painting import PAINT_MS
from playwright.sync_api import Browser, Page, expect
from test_accessibility import faults

from portal.domain.reports.report import Receipt, Words
from portal.services.reports.follow import disagree


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A browser of its own for each test, with no cookie of another."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    yield context.new_page()
    context.close()


def test_session_survives_a_reload_and_ends_on_signing_out(visitor: Page, desk: Desk) -> None:
    sign_in_well(visitor, desk, ADA)
    expect(visitor).to_have_url(re.compile("/desk$"))
    expect(visitor.get_by_text("Ada Example · Mid Devon · responder")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("button", name="Sign out")).to_be_visible(timeout=PAINT_MS)
    kept = visitor.context.cookies()
    visitor.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0, timeout=PAINT_MS)
    # The provider's cookie lives for thirty days; brought back, it must open nothing.
    visitor.context.add_cookies(kept)  # type: ignore[arg-type]
    visitor.goto(f"{desk.address}/desk")
    expect(visitor.get_by_text("You have signed out")).to_be_visible(timeout=PAINT_MS)
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0)


def test_known_to_the_provider_alone_is_not_enough(visitor: Page, desk: Desk) -> None:
    sign_in(visitor, desk, NOBODY)
    expect(visitor.get_by_text("This address has no account at the desk")).to_be_visible(timeout=PAINT_MS)
    expect(visitor.get_by_role("button", name="Sign out")).to_have_count(0)


def test_old_session_at_the_provider_signs_in_again_and_is_not_sent_round_in_a_circle(
    visitor: Page, desk: Desk
) -> None:
    sign_in(visitor, desk, FOR_LONG)
    expect(visitor.get_by_text("Eve Example · Torbay · viewer")).to_be_visible(timeout=PAINT_MS)


def test_disabling_an_account_ends_what_is_open(visitor: Page, desk: Desk) -> None:
    sign_in_well(visitor, desk, BEA)
    assert portal(desk.environment, "desk", "disable-account", "--email", BEA).returncode == 0
    visitor.reload()
    expect(visitor.get_by_text("This address has no account at the desk")).to_be_visible(timeout=PAINT_MS)
    add_account(desk.environment, BEA, "responder", TORBAY, name="Bea Example")


PUBLIC, PRIVATE = "An invented lion walks on Invented Road.", "It is kept at number 7."
REPLY = "Thank you for writing. You say there is a lion. We will look on Monday; ring 101 to reach us."


@pytest.fixture
def bureau(desk: Desk) -> Iterator[Bureau]:
    with author_side(desk) as made:
        yield made


def send(bureau: Bureau) -> Receipt:
    return bureau.submit(invented_form(sector_code=MID_DEVON, words=Words(PUBLIC, PRIVATE)))


def write(page: Page, text: str) -> None:
    # While the page is drawn anew, the box of the run before may still stand beside the new one.
    expect(page.get_by_label("Your answer")).to_have_count(1, timeout=PAINT_MS)
    page.get_by_label("Your answer").fill(text)
    page.get_by_label("Your answer").blur()
    expect(page.get_by_text("What exactly they get")).to_be_visible(timeout=PAINT_MS)


def test_report_is_taken_up_checked_answered_and_disagreed_with(
    visitor: Page, browsers: Callable[[], Page], desk: Desk, bureau: Bureau
) -> None:
    receipt = send(bureau)
    sign_in_well(visitor, desk, ADA)
    visitor.get_by_role("button", name=receipt.reference).click(timeout=PAINT_MS)
    expect(visitor.get_by_text(PRIVATE)).to_be_visible(timeout=PAINT_MS)
    expect(visitor).to_have_url(f"{desk.address}/desk?report={receipt.reference}")
    assert receipt.secret not in visitor.content()
    visitor.get_by_role("button", name="Take it up").click()
    expect(visitor.get_by_text("You have taken it up.")).to_be_visible(timeout=PAINT_MS)
    write(visitor, "Crime there fell by 12%.")
    expect(visitor.get_by_text("needs the period it is for and where it comes from")).to_be_visible(
        timeout=PAINT_MS
    )
    write(visitor, REPLY)
    visitor.get_by_role("button", name="Hand it to an editor", exact=True).click()
    expect(visitor.get_by_text("It waits for an editor.")).to_be_visible(timeout=PAINT_MS)
    assert bureau.follow(receipt).responses == ()
    editor = browsers()
    sign_in_well(editor, desk, CY)
    editor.goto(f"{desk.address}/desk?report={receipt.reference}")
    editor.get_by_role("button", name="Let it out").click(timeout=PAINT_MS)
    expect(editor.get_by_text("The answer is out.")).to_be_visible(timeout=PAINT_MS)
    answered = bureau.follow(receipt)
    assert answered.responses[0].text == REPLY
    disagree(bureau.reports, key_of(receipt), answered.revision)
    visitor.goto(f"{desk.address}/desk")
    expect(visitor.get_by_role("radio", name="Not sorted 1")).to_be_visible(timeout=PAINT_MS)


def test_inspector_of_another_sector_sees_nothing_of_it(visitor: Page, desk: Desk, bureau: Bureau) -> None:
    receipt = send(bureau)
    sign_in_well(visitor, desk, BEA)
    expect(visitor.get_by_text("Nothing here.")).to_be_visible(timeout=PAINT_MS)
    visitor.get_by_label("Search every message").fill("lion")
    visitor.get_by_label("Search every message").press("Enter")
    expect(visitor.get_by_role("radio", name="To answer 0")).to_be_visible()
    visitor.goto(f"{desk.address}/desk?report={receipt.reference}")
    expect(visitor.get_by_text("No report of your sectors has this reference.")).to_be_visible(
        timeout=PAINT_MS
    )
    seen = visitor.content()
    assert [words for words in (PUBLIC, PRIVATE, "Mid Devon:") if words in seen] == []


def test_administrator_reads_who_read_what_and_no_word_of_it(
    visitor: Page, browsers: Callable[[], Page], desk: Desk, bureau: Bureau
) -> None:
    receipt = send(bureau)
    sign_in_well(visitor, desk, CY)
    visitor.goto(f"{desk.address}/desk?report={receipt.reference}")
    expect(visitor.get_by_text(PRIVATE)).to_be_visible(timeout=PAINT_MS)
    visitor.goto(f"{desk.address}/desk")
    expect(visitor.get_by_text("Caseload as a file")).to_be_visible(timeout=PAINT_MS)
    expect(visitor.get_by_text("Who read what")).to_have_count(0)
    chief = browsers()
    sign_in_well(chief, desk, CHIEF)
    chief.get_by_text("Who read what").click(timeout=PAINT_MS)
    chief.get_by_text("Show the log").click()
    log = chief.get_by_role("table").filter(has_text="Looked at this log")
    expect(log).to_be_visible(timeout=PAINT_MS)
    chief.get_by_label("Of one report, by its reference").fill(receipt.reference)
    chief.get_by_label("Of one report, by its reference").press("Enter")
    expect(chief.get_by_text("1 line.")).to_be_visible(timeout=PAINT_MS)
    shown = chief.get_by_role("table").filter(has_text="Who").last.inner_text()
    assert [part in shown for part in ("Cy Example", "Read", receipt.reference)] == [True] * 3
    assert [words for words in (PUBLIC, PRIVATE, "lion") if words in shown] == []
    assert faults(chief) == []


def test_two_answer_at_once_one_wins_and_the_other_sees_why(
    visitor: Page, browsers: Callable[[], Page], desk: Desk, bureau: Bureau
) -> None:
    add_account(desk.environment, DEE, "editor", MID_DEVON, name="Dee Example")
    receipt, slow = send(bureau), browsers()
    for page, email, text in ((visitor, CY, REPLY), (slow, DEE, f"{REPLY} And on Friday.")):
        sign_in_well(page, desk, email)
        page.goto(f"{desk.address}/desk?report={receipt.reference}")
        write(page, text)
    visitor.get_by_role("button", name="Send the answer", exact=True).click()
    expect(visitor.get_by_text("The answer is sent.")).to_be_visible(timeout=PAINT_MS)
    slow.get_by_role("button", name="Send the answer", exact=True).click()
    expect(slow.get_by_text("your words are kept as your draft")).to_be_visible(timeout=PAINT_MS)
    expect(slow.get_by_text(REPLY, exact=True).first).to_be_visible()
    expect(slow.get_by_label("Your answer")).to_have_value(f"{REPLY} And on Friday.")
    assert [answer.text for answer in bureau.follow(receipt).responses] == [REPLY]


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)]
)
def test_desk_has_no_accessibility_fault(
    browser: Browser, desk: Desk, bureau: Bureau, scheme: str, width: int
) -> None:
    receipt = send(bureau)
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{desk.address}/desk")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
    sign_in_well(page, desk, CY)
    listed = page.get_by_role("button", name=receipt.reference)
    expect(listed).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
    search = page.get_by_label("Search every message").bounding_box()
    first = page.get_by_role("radio", name="To answer", exact=False).bounding_box()
    assert search
    assert first
    assert search["y"] < first["y"]
    page.goto(f"{desk.address}/desk?report={receipt.reference}")
    write(page, "Crime there fell by 12%.")
    expect(page.get_by_text("Modelled, not counted")).to_be_visible(timeout=PAINT_MS)
    assert faults(page) == []
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    context.close()
