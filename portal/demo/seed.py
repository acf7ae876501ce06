"""Fills an empty store with invented messages, as a year of people and officers would have: every act at its own hour."""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from portal import bootstrap
from portal.demo.acts import ACTS, Clock, Scene, Turn
from portal.demo.messages import InventedAct, InventedMessage, invented_messages
from portal.domain.desk.account import LONGEST, Account, Session
from portal.domain.desk.actor import ADMINISTRATOR, EDITOR, EVERY_SECTOR, RESPONDER, Actor
from portal.domain.reports.report import Receipt
from portal.services.desk.accounts import put_account
from portal.services.desk.sign_in import Gate, actor_by_token, forget_sessions
from portal.services.mail.alerts import CONFIRM_PATH
from portal.services.mail.outbox import send_due
from portal.services.publishing import followers
from portal.services.publishing.takedowns import ask_takedown
from portal.services.reports.keeping import ask_if_sorted, purge
from portal.services.reports.submit import submit
from portal.store.smtp import Letterbox

TEAM = "Invented neighbourhood team"
NAMES = {RESPONDER: "Rosa Invented", EDITOR: "Edwin Invented", ADMINISTRATOR: "Ada Invented"}
EACH_TIME, MONTHLY = "invented.follower@example.org", "invented.reader@example.org"
TAKE_DOWN = "My invented garden can be told from this. Please take the street out."


@dataclass(frozen=True)
class InventedAccount:
    """One who may sign in at the desk of the demonstration, with the password that is printed once."""

    account: Account
    password: str


@dataclass(frozen=True)
class Seeded:
    """Who may sign in, and the receipt of one message that was answered, disputed and published, to follow it."""

    accounts: tuple[InventedAccount, ...]
    receipt: Receipt


@dataclass(frozen=True)
class Story:
    """The wiring with a clock of its own, and who is at the desk."""

    letterbox: Path
    clock: Clock
    gate: Gate
    accounts: dict[str, InventedAccount]
    sectors: list[str]

    def actor(self, role: str) -> Actor:
        """Signed in at this hour, as every act at the desk asks anew."""
        token, now = self.gate.new_token(), self.clock()
        key = self.gate.reports.store.keyed_hash("session", token)
        session = Session(self.accounts[role].account.account_id, now, now, now + LONGEST)
        self.gate.accounts.start_session(key, session)
        return actor_by_token(self.gate, token)

    def scene(self, place: int) -> Scene:
        """Whoever looks after a place: its own team for the first two, the whole force's desk for the others."""
        role = EDITOR if place in (0, 1) else ADMINISTRATOR
        casework = replace(bootstrap.casework(), reports=self.gate.reports)
        publisher = replace(bootstrap.public_desk(), reports=self.gate.reports)
        return Scene(
            casework, publisher, self.letterbox,
            lambda: self.actor(RESPONDER), lambda: self.actor(role), self.clock,
        )  # fmt: skip

    def deliver(self) -> None:
        ask_if_sorted(self.gate.reports)
        followers.tell_of_published(replace(bootstrap.public_desk(), reports=self.gate.reports))
        told, post = bootstrap.settings(), Letterbox(self.letterbox)
        send_due(bootstrap.outbox(), post, self.clock, told.mail_from, told.public_url)


def seed(letterbox: Path) -> Seeded:
    """Fills the store. Bootstrap must know the settings of a demonstration before."""
    today, messages = bootstrap.now(), invented_messages()
    story = _begin(letterbox, today - max(one.sent_before for one in messages))
    _follow(story)
    sent: dict[int, Receipt] = {}
    for at, number, step in _timeline(messages, today):
        story.clock.at = at
        story.deliver()
        if step is None:
            sent[number] = _send(story, messages[number], number)
        else:
            scene = story.scene(messages[number].place)
            ACTS[step.verb](Turn(scene, sent[number], step.words))
    story.clock.at = today
    _ask_to_take_down(story)
    purge(story.gate.reports, bootstrap.outbox())
    forget_sessions(story.gate)
    story.deliver()
    told = next(n for n, one in enumerate(messages) if any(step.verb == "disagree" for step in one.steps))
    return Seeded(tuple(story.accounts.values()), sent[told])


def _timeline(
    messages: tuple[InventedMessage, ...], today: datetime
) -> list[tuple[datetime, int, InventedAct | None]]:
    """What happens when, oldest first; None is the sending. What would lie ahead of today does not happen."""
    events: list[tuple[datetime, int, InventedAct | None]] = []
    for number, message in enumerate(messages):
        sent_at = today - message.sent_before
        events += [(sent_at, number, None), *((sent_at + step.after, number, step) for step in message.steps)]
    return sorted((one for one in events if one[0] <= today), key=lambda one: one[:2])


def _begin(letterbox: Path, at: datetime) -> Story:
    clock = Clock(at)
    reports = replace(bootstrap.reports(), now=clock)
    gate = replace(bootstrap.gate(), reports=reports)
    library = bootstrap.library()
    first = library.sector_of(library.default_area)
    sectors = sorted(
        reports.sectors, key=lambda code: (not first or code != first.code, reports.sectors[code])
    )
    covered = {RESPONDER: sectors[:2], EDITOR: sectors[:2], ADMINISTRATOR: [EVERY_SECTOR]}
    accounts = {role: _add_account(gate, role, codes) for role, codes in covered.items()}
    return Story(letterbox, clock, gate, accounts, sectors)


def _add_account(gate: Gate, role: str, sectors: list[str]) -> InventedAccount:
    email, password = f"{role}@example.org", f"invented-{secrets.token_hex(4)}"
    at = gate.reports.now()
    account = Account(uuid.uuid4().hex[:12], role, frozenset(sectors), TEAM, at, email, NAMES[role])
    put_account(gate, account, password)
    return InventedAccount(account, password)


def _send(story: Story, message: InventedMessage, number: int) -> Receipt:
    form = replace(message.form, sector_code=message.sent_to(story.sectors))
    return submit(story.gate.reports, form, secrets.token_urlsafe(32), f"invented visitor {number}")


def _follow(story: Story) -> None:
    """Two follow what is published of the first sector, each time or month by month, and confirm it from the letter."""
    publisher = replace(bootstrap.public_desk(), reports=story.gate.reports)
    for email, monthly in ((EACH_TIME, False), (MONTHLY, True)):
        followers.ask_to_follow(publisher, story.sectors[0], email, email, monthly=monthly)
    story.deliver()
    for letter in Letterbox(story.letterbox).letters():
        if found := re.search(rf"{CONFIRM_PATH}/(\S+)", letter.get_content()):
            followers.confirm_following(publisher, found[1])


def _ask_to_take_down(story: Story) -> None:
    publisher = replace(bootstrap.public_desk(), reports=story.gate.reports)
    newest = publisher.public.published((story.sectors[0],))[-1]
    ask_takedown(publisher, newest.public_id, TAKE_DOWN, "invented.neighbour@example.org", "invented visitor")
