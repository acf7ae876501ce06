"""Invented reports: one invented person, a clock that tests move, and reports wired to a database of their own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select, update

from portal.domain.desk.actor import Actor
from portal.domain.report_store import Change
from portal.domain.reports.report import Contact, Receipt, Report, ReportForm, Response, Words
from portal.domain.reports.report_states import INSPECTOR
from portal.services.publishing.wiring import Publisher
from portal.services.reports.follow import follow
from portal.services.reports.submit import submit
from portal.services.reports.wiring import Key, Reports
from portal.store.access import SqlAccess
from portal.store.accounts import Standing
from portal.store.crypto import Cipher
from portal.store.engine import open_engine
from portal.store.followers import SqlFollowers
from portal.store.outbox import SqlOutbox
from portal.store.publishing import SqlPublic
from portal.store.reports import SqlReports

SECTORS = {"E07999001": "Upper Nowhere", "E07999002": "Lower Nowhere"}
# What must never be found in clear; nobody has these.
PERSON = {
    "name": "Invented Person",
    "email": "invented.person@example.org",
    "phone": "01632 960 001",
    "police_only": "The invented neighbour at number 7 keeps a lion.",
    "public": "There is an invented lion in the street.",
    "wanted": "I would like the invented lion to be moved.",
}


@dataclass
class Clock:
    """A clock that moves only when a test moves it."""

    at: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Seated(Standing):
    """Gives an invented actor who never signed in an account and a session, and then asks as the portal does."""

    def check(self, connection: Connection, actor: Actor, at: datetime) -> None:
        if not actor.session:
            actor = self._seat(connection, actor, at)
        super().check(connection, actor, at)

    def _seat(self, connection: Connection, actor: Actor, at: datetime) -> Actor:
        accounts, sessions = self.tables.accounts, self.tables.sessions
        mine = accounts.c.account_id == actor.account_id
        if connection.execute(select(accounts.c.account_id).where(mine)).first():
            as_told = {"role": actor.role, "sectors": ",".join(sorted(actor.sectors)), "team": actor.team}
            connection.execute(update(accounts).where(mine).values(**as_told, name=actor.name))
        else:
            connection.execute(insert(accounts).values(
                account_id=actor.account_id, email_hash=actor.account_id, email="", name=actor.name, team=actor.team,
                role=actor.role, sectors=",".join(sorted(actor.sectors)), password_hash="", disabled=False,
                failures=0, checked_replies=0, added_at=at,
            ))  # fmt: skip
        token = uuid.uuid4().hex
        connection.execute(insert(sessions).values(
            token_hash=token, account_id=actor.account_id, started_at=at, seen_at=at, expires_at=at + timedelta(hours=1),
        ))  # fmt: skip
        return replace(actor, session=token)


@dataclass
class Bureau:
    """One wired set of reports, and what a test does with it."""

    address: str
    keys: tuple[str, ...]
    clock: Clock = field(default_factory=Clock)
    sectors: dict[str, str] = field(default_factory=lambda: SECTORS)

    def __post_init__(self) -> None:
        self.engine: Engine = open_engine(self.address)
        self.store = SqlReports(self.engine, Cipher(self.keys))
        self.outbox = SqlOutbox(self.engine, self.store.tables)
        self.reports = Reports(self.store, self.clock, lambda: uuid.uuid4().hex, self.sectors, mail_on=True)
        self.store.standing = Seated(self.store.tables)
        self.publisher = Publisher(
            self.reports, SqlAccess(self.store), SqlPublic(self.store), SqlFollowers(self.store)
        )

    def submit(self, form: ReportForm | None = None, token: str = "", client: str = "") -> Receipt:
        return submit(
            self.reports, form or invented_form(), token or uuid.uuid4().hex, client or uuid.uuid4().hex
        )

    def answer(self, reference: str, text: str = "The invented lion was moved.") -> Report:
        """An answer as the desk makes it: one act with its response."""
        report = self.report(reference)
        response = Response(text, self.clock.at, "Upper Nowhere neighbourhood team")
        return self.store.change(
            reference, report.revision, Change("respond", INSPECTOR, self.clock.at, response=response)
        )

    def report(self, reference: str) -> Report:
        found = self.store.find(reference)
        assert found
        return found[0]

    def follow(self, receipt: Receipt) -> Report:
        return follow(self.reports, key_of(receipt))


def key_of(receipt: Receipt, client: str = "the author") -> Key:
    return Key(receipt.reference, receipt.secret, client)


def invented_form(**other: object) -> ReportForm:
    words = Words(PERSON["public"], PERSON["police_only"], PERSON["wanted"])
    contact = Contact(PERSON["name"], PERSON["email"], PERSON["phone"])
    return ReportForm(
        **{"kind": "concern", "sector_code": "E07999001", "words": words, "contact": contact} | other
    )  # type: ignore[arg-type]
