"""A portal whose database holds invented reports about two sectors, some of them published. For API and browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from invented_reports import Bureau, Clock, invented_form, key_of
from serving import running_server

from portal.domain.desk.actor import Actor
from portal.domain.reports.report import Receipt, Words
from portal.services.publishing.publishing import publish
from portal.services.publishing.redacting import mark_change
from portal.services.reports.follow import disagree

MID, EAST, EXETER = "E07000042", "E07000040", "E07000041"
NAMES = {MID: "Mid Devon", EAST: "East Devon", EXETER: "Exeter"}
HARM = "<script>alert(1)</script> [link](javascript:alert(1)) <b>bold</b> $x$ :red[x]"
WORDS = {MID: f"The invented lion is loud at night. {HARM}", EAST: "The invented bear is asleep."}
ANSWER = "The invented lion was spoken to."


@dataclass
class Public:
    """One running portal and the same database beside it, with what a test does there."""

    address: str
    bureau: Bureau
    receipts: dict[str, Receipt]
    public_ids: dict[str, str]


def editor(*sectors: str) -> Actor:
    return Actor("invented-editor", "editor", frozenset(sectors), "Invented team")


def publish_one(bureau: Bureau, sector: str, **form: object) -> tuple[Receipt, str]:
    """Sent, answered two days later, with a change made, and published."""
    given = {"sector_code": sector, "may_publish": True, "words": Words(WORDS[sector], "only for the police")}
    receipt = bureau.submit(invented_form(**(given | form)))
    bureau.clock.pass_by(days=2)
    bureau.answer(receipt.reference, ANSWER)
    bureau.clock.pass_by(hours=1)
    mark_change(bureau.publisher, editor(sector), receipt.reference, 2, "made", "A quieter lion was found.")
    return receipt, publish(
        bureau.publisher, editor(sector), receipt.reference, 3, read_personal=True
    ).public_id


@contextmanager
def running_public(folder: Path, **settings: str) -> Iterator[Public]:
    """The portal on committed data and a database with a year of invented reports."""
    key = Fernet.generate_key().decode()
    address = f"sqlite:///{folder / 'public.db'}"
    bureau = Bureau(address, (key,), Clock(datetime.now(UTC) - timedelta(days=60)), NAMES)
    receipts, public_ids = {}, {}
    for sector in (MID, EAST):
        receipts[sector], public_ids[sector] = publish_one(bureau, sector)
    disagree(bureau.reports, key_of(receipts[MID]), 4)
    for _ in range(11):
        quiet = bureau.submit(invented_form(sector_code=MID))
    for _ in range(6):
        bureau.submit(invented_form(sector_code=EXETER))
    bureau.answer(quiet.reference)
    bureau.clock.at = datetime.now(UTC)
    told = {"database_url": address, "secret_keys": key} | settings
    environment = {f"PORTAL_{name.upper()}": value for name, value in told.items()}
    with running_server(folder / "server.log", environment) as server:
        yield Public(server, bureau, receipts, public_ids)
    bureau.engine.dispose()
