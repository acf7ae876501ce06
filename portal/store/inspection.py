"""Looks a database over without changing it: its history, its keys, its clock, its waiting mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, inspect, select, text

from portal.store.access import check_access
from portal.store.crypto import Cipher
from portal.store.engine import reading
from portal.store.history import check_chain
from portal.store.rotation import under_older_keys
from portal.store.seals import check_reports, missing_triggers, read_key
from portal.store.tables import Tables


@dataclass(frozen=True)
class Looked:
    """What was found. `clock` is the database server's own, where it has one."""

    history_lines: int
    last_act_at: datetime | None
    clock: datetime | None
    waiting_mail: int
    oldest_mail_at: datetime | None
    # References of reports that say something no act made them say, and triggers that are gone.
    changed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    first_act_at: datetime | None = None
    # Values that only an older key opens.
    old_keys: int = 0


def look(engine: Engine, cipher: Cipher) -> Looked:
    """Raises StoreUnavailable when the history was changed, or when the keys do not fit."""
    tables = Tables(cipher)
    history, outbox = tables.history, tables.outbox
    with reading(engine) as connection:
        if not inspect(connection).has_table(tables.store_keys.name):
            return Looked(0, None, None, 0, None)
        # Read for its being read: the wrong key raises here.
        kept = connection.execute(select(tables.store_keys.c.wrapped)).scalar()
        read_key(tables, kept or "")
        lines, _ = check_chain(connection, tables)
        check_access(connection, tables)
        changed, lacking = check_reports(connection, tables), missing_triggers(connection)
        last = connection.execute(select(history.c.at).order_by(history.c.line_no.desc()).limit(1)).scalar()
        waits = outbox.c.status == "waiting"
        waiting = connection.execute(select(func.count()).select_from(outbox).where(waits)).scalar_one()
        oldest = connection.execute(select(outbox.c.due_at).where(waits).order_by(outbox.c.due_at).limit(1))
        clock = None
        if engine.dialect.name == "postgresql":
            clock = connection.execute(text("SELECT clock_timestamp()")).scalar_one().astimezone(UTC)
        first = connection.execute(select(history.c.at).order_by(history.c.line_no).limit(1)).scalar()
        old = under_older_keys(connection, tables, cipher)
        found = (tuple(changed), tuple(lacking), first, old)
        return Looked(lines, last, clock, waiting, oldest.scalar(), *found)
