"""The history of acts: lines are added, never changed, and each holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from portal.domain.reports.report import HistoryLine
from portal.domain.reports.report_states import OPERATOR
from portal.errors import StoreUnavailable
from portal.store.seals import HISTORY, check_head, next_seal, read_head, seal, seal_report
from portal.store.tables import Tables, instant_text

FIRST = "0" * 64
_HASHED = ("line_no", "reference", "act", "by", "at", "from_state", "to_state", "details", "previous_hash")


def line_hash(line: dict[str, Any]) -> str:
    """SHA-256 over the line and the hash before it, in a form any language can make again."""
    shown = {name: instant_text(line[name]) if name == "at" else line[name] for name in _HASHED}
    return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode("utf-8")).hexdigest()


def add_line(connection: Connection, tables: Tables, reference: str, line: HistoryLine) -> None:
    """Adds one line. The caller holds the only writing transaction, so two lines never share a number."""
    table = tables.history
    last = connection.execute(
        select(table.c.line_no, table.c.line_hash).order_by(table.c.line_no.desc()).limit(1)
    ).first()
    kept: dict[str, Any] = {
        "line_no": last.line_no + 1 if last else 1,
        "reference": reference,
        "act": line.act,
        "by": line.by,
        "at": line.at,
        "from_state": line.from_state,
        "to_state": line.to_state,
        "details": ",".join(line.details),
        "previous_hash": last.line_hash if last else FIRST,
    }
    made = line_hash(kept)
    sealed = next_seal(connection, tables, HISTORY, kept["line_no"], made)
    connection.execute(insert(table).values(**kept, line_hash=made, seal=sealed))


def lines_of(connection: Connection, tables: Tables, reference: str) -> tuple[HistoryLine, ...]:
    table = tables.history
    rows = connection.execute(select(table).where(table.c.reference == reference).order_by(table.c.line_no))
    return tuple(
        HistoryLine(
            row.act, row.by, row.at, row.from_state, row.to_state, tuple(filter(None, row.details.split(",")))
        )
        for row in rows
    )


def check_chain(connection: Connection, tables: Tables) -> tuple[int, str]:
    """How many lines there are and the last hash. Raises StoreUnavailable at the first line that does not fit.

    Lines from before there were seals are held by the hashes alone, and by the seal of the first line after them.
    """
    previous, number, sealed = FIRST, 0, ""
    head = read_head(connection, tables, HISTORY)
    for row in connection.execute(select(tables.history).order_by(tables.history.c.line_no)).mappings():
        number += 1
        line = dict(row)
        fits = (line["line_no"], line["previous_hash"]) == (number, previous)
        is_sealed = head is not None and number >= head.first_line
        wanted = seal(tables, HISTORY, sealed, line["line_hash"]) if is_sealed else ""
        if not fits or line["line_hash"] != line_hash(line) or line["seal"] != wanted:
            raise StoreUnavailable(
                f"line {number} of the history is not what was written there; restore the database from a backup"
            )
        previous, sealed = line["line_hash"], wanted
    check_head(tables, HISTORY, head, number, sealed)
    return number, previous


def start_seals(connection: Connection, tables: Tables, at: datetime) -> int:
    """Once in the life of a database: what was kept before there were seals is sealed as it stands. The first sealed line."""
    table = tables.history
    head = read_head(connection, tables, HISTORY)
    if head is None and connection.execute(select(table.c.line_no).limit(1)).first():
        for report_id in connection.execute(select(tables.reports.c.report_id)).scalars().all():
            seal_report(connection, tables, report_id)
        add_line(connection, tables, "", HistoryLine("seal_history", OPERATOR, at, "", ""))
        head = read_head(connection, tables, HISTORY)
    return head.first_line if head else 1
