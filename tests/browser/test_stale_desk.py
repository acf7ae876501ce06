"""Every button of the desk, pressed by somebody who may not any more: disabled, downgraded, moved, signed out, idle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from desk_acts import PRESSED, Office
from desk_page import ADA, CY, kept_by_the_desk, local_desk, sign_in_by_password
from invented_desk import MID_DEVON, PASSWORD, TORBAY
from painting import PAINT_MS
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import text
from test_front import contrast, luminance
from wire import drawn

from portal.services.desk.accounts import disable_account
from portal.ui.desk.acts import ACTS, ONE_AT_A_TIME


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with local_desk(tmp_path_factory.mktemp("stale")) as desk:
        made = Office(desk)
        made.counter.add("responder", MID_DEVON, email=ADA, name="Ada Example")
        yield made
        made.bureau.engine.dispose()


@pytest.fixture
def editor(office: Office, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which an editor of Mid Devon has signed in."""
    office.counter.add("editor", MID_DEVON, email=CY, password=PASSWORD, name="Cy Example")
    with office.bureau.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET disabled = false"))
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    sign_in_by_password(context.new_page(), office.desk, CY)
    yield context
    context.close()


def downgrade(office: Office, _: BrowserContext) -> None:
    """Past the command line, which would end the session: here it lives on."""
    accounts = office.bureau.store.tables.accounts
    mine = accounts.c.account_id == office.actor(CY).account_id
    with office.bureau.engine.begin() as connection:
        connection.execute(accounts.update().where(mine).values(role="viewer"))


def sign_out_in_another_tab(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{office.desk.address}/desk")
    page.get_by_role("button", name="Sign out").click(timeout=PAINT_MS)
    expect(page.get_by_text("You have signed out")).to_be_visible(timeout=PAINT_MS)
    page.close()


def grow_idle(office: Office, _: BrowserContext) -> None:
    """The clock moves on by sixty-one minutes: to the portal, whatever was last done lies so much further back."""
    sessions = office.bureau.store.tables.sessions
    with office.bureau.engine.begin() as connection:
        for row in connection.execute(sessions.select()).all():
            earlier = {name: getattr(row, name) - timedelta(minutes=61) for name in ("started_at", "seen_at")}
            connection.execute(
                sessions.update().where(sessions.c.token_hash == row.token_hash).values(earlier)
            )


CHANGES: dict[str, Callable[[Office, BrowserContext], object]] = {
    "disabled": lambda office, _: disable_account(office.counter.gate, CY),
    "downgraded": downgrade,
    "moved to another sector": lambda office, _: office.counter.add("editor", TORBAY, email=CY, name="Cy Example"),
    "signed out in another tab": sign_out_in_another_tab,
}  # fmt: skip
# Whoever may only read the inbox still keeps the filters they read it by; the others lose everything.
MAY_STILL = {"downgraded": ["keep_view", "drop_view"]}


def test_every_act_of_the_desk_has_its_button_here() -> None:
    assert set(PRESSED) == set(ACTS)


def press(page: Page, act: str) -> str:
    """Presses the button, and gives what the page says then."""
    PRESSED[act].button(page).click()
    said = (
        page.get_by_test_id("stAlert")
        .or_(page.get_by_text("Accounts are given by whoever runs this portal"))
        .first
    )
    expect(said).to_be_visible(timeout=PAINT_MS)
    return said.inner_text()


def test_every_button_does_its_act_for_somebody_who_may(office: Office, editor: BrowserContext) -> None:
    """Without this, a button that does nothing for anybody would pass the tests below."""
    idle = []
    for act in PRESSED:
        page = editor.new_page()
        PRESSED[act].prepare(office, page)
        before = kept_by_the_desk(office.bureau)
        said = press(page, act)
        if kept_by_the_desk(office.bureau) == before:
            idle.append((act, said))
        page.close()
    assert idle == []


# A tab for each button takes a minute, so the quick suite has one of the changes and the slow proofs all.
@pytest.mark.parametrize(
    "change",
    ["disabled", *(pytest.param(one, marks=pytest.mark.faults) for one in CHANGES if one != "disabled")],
)
def test_no_button_does_anything_for_somebody_who_may_not_any_more(
    office: Office, editor: BrowserContext, change: str
) -> None:
    pages = {act: editor.new_page() for act in PRESSED}
    for act, page in pages.items():
        PRESSED[act].prepare(office, page)
    CHANGES[change](office, editor)
    before = kept_by_the_desk(office.bureau)
    done = []
    for act, page in pages.items():
        press(page, act)
        if kept_by_the_desk(office.bureau) != before:
            done.append(act)
            before = kept_by_the_desk(office.bureau)
    assert done == MAY_STILL.get(change, [])


def test_nothing_is_done_an_hour_after_the_last_press(office: Office, editor: BrowserContext) -> None:
    page = editor.new_page()
    PRESSED["note"].prepare(office, page)
    grow_idle(office, editor)
    before = kept_by_the_desk(office.bureau)
    assert "nothing was done for an hour" in press(page, "note").lower()
    assert kept_by_the_desk(office.bureau) == before


def test_one_message_that_presses_several_buttons_at_once_does_one_act(
    office: Office, editor: BrowserContext
) -> None:
    for _ in range(3):
        office.asked_to_come_down()
    public = office.bureau.publisher.public
    waiting = len(public.takedowns(open_only=True))
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in editor.cookies())
    with drawn(office.desk.address, "desk", cookie) as page:
        several = [number for label, number in page.buttons if label == "Left as it is"]
        assert len(several) == waiting >= 3
        page.press(*several)
        assert ONE_AT_A_TIME in page.said
    assert len(public.takedowns(open_only=True)) == waiting - 1


def test_way_in_can_be_read_on_its_button(office: Office, browser: Browser) -> None:
    """A link's colour is its button's colour: words of it would not be seen."""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{office.desk.address}/desk")
        button = page.get_by_role("link", name="Sign in", exact=True)
        expect(button).to_be_visible(timeout=PAINT_MS)
        expect(page.get_by_text("Accounts are given by whoever")).to_be_visible()
        drawn, ground = button.evaluate(
            "a => [getComputedStyle(a).color, getComputedStyle(a).backgroundColor]"
        )
        assert contrast_of(drawn, ground) >= 4.5, (scheme, drawn, ground)
        context.close()


def contrast_of(one: str, other: str) -> float:
    first, second = (tuple(map(int, re.findall(r"\d+", colour)[:3])) for colour in (one, other))
    return contrast(luminance(first), luminance(second))
