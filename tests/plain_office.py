"""A server of the plain pages with a database of its own, and somebody at the desk who answers from outside it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from invented_reports import Bureau, Clock


@dataclass
class Office:
    """A server with a database and a log of its own."""

    address: str
    folder: Path
    told: dict[str, str] = field(repr=False)

    def count(self) -> int:
        with sqlite3.connect(self.folder / "portal.db") as database:
            return database.execute("SELECT count(*) FROM reports").fetchone()[0]

    def answer(self, reference: str) -> None:
        bureau = Bureau(
            self.told["PORTAL_DATABASE_URL"], (self.told["PORTAL_SECRET_KEYS"],), Clock(datetime.now(UTC))
        )
        bureau.answer(reference)
        bureau.engine.dispose()
