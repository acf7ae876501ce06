"""The access log: who at the desk read, searched or took away what, and when. No word of a report and no name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from portal.domain.desk.access import Access, AccessLog
from portal.domain.desk.actor import Actor
from portal.store.engine import reading, writing
from portal.store.reports import SqlReports
from portal.store.seals import ACCESS, check_head, next_seal, put_head, read_head, seal
from portal.store.tables import AnyRow, Tables, instant_text

# A page is drawn again at every press, so what somebody goes on reading is one line for so long.
SAME_FOR = timedelta(minutes=15)


class SqlAccess(AccessLog):
    """In the same database as the reports, chained and sealed as the history is."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables, self.reports = reports.engine, reports.tables, reports

    def note(self, actor: Actor, act: str, reference: str, details: str, at: datetime) -> None:
        table = self.tables.access_log
        same = select(table.c.line_no).where(
            table.c.account_id == actor.account_id, table.c.act == act, table.c.reference == reference,
            table.c.details == details, table.c.at > at - SAME_FOR, table.c.at <= at,
        )  # fmt: skip
        with reading(self.engine) as connection:
            if connection.execute(same.limit(1)).first():
                return
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            last = connection.execute(select(func.max(table.c.line_no))).scalar() or 0
            head = read_head(connection, self.tables, ACCESS)
            number = max(last, head.lines if head else 0) + 1
            values: dict[str, Any] = {"line_no": number, "account_id": actor.account_id, "act": act}
            values |= {"reference": reference, "details": details, "at": at}
            made = next_seal(connection, self.tables, ACCESS, number, _content(values))
            connection.execute(insert(table).values(**values, seal=made))

    def lines(self, account_id: str = "", reference: str = "", most: int = 1000) -> tuple[Access, ...]:
        table = self.tables.access_log
        columns = (table.c[name] for name in Access.__dataclass_fields__)
        wanted = select(*columns).order_by(table.c.line_no.desc()).limit(most)
        if account_id:
            wanted = wanted.where(table.c.account_id == account_id)
        if reference:
            wanted = wanted.where(table.c.reference == reference)
        with reading(self.engine) as connection:
            return tuple(Access(*row) for row in connection.execute(wanted))

    def forget(self, before: datetime) -> int:
        """The kept beginning moves on first: the database refuses to lose any line that stands after it."""
        table = self.tables.access_log
        with writing(self.engine) as connection:
            head = read_head(connection, self.tables, ACCESS)
            kept = select(func.min(table.c.line_no)).where(table.c.at > before)
            first = connection.execute(kept).scalar() or (head.lines + 1 if head else 1)
            last = connection.execute(select(table.c.seal).where(table.c.line_no == first - 1)).scalar()
            if head is None or last is None:
                return 0
            put_head(connection, self.tables, ACCESS, first, last, head.lines, head.seal)
            return connection.execute(delete(table).where(table.c.line_no < first)).rowcount


def check_access(connection: Connection, tables: Tables) -> int:
    """How many lines are kept. Raises StoreUnavailable at the first that does not fit."""
    rows: Sequence[AnyRow] = connection.execute(
        select(tables.access_log).order_by(tables.access_log.c.line_no)
    ).all()
    head = read_head(connection, tables, ACCESS)
    previous, number = (head.start, head.first_line - 1) if head else ("", 0)
    for row in rows:
        number += 1
        wanted = seal(tables, ACCESS, previous, _content(dict(row._mapping)))
        previous = wanted if (row.line_no, row.seal) == (number, wanted) else "changed"
        if previous == "changed":
            break
    check_head(tables, ACCESS, head, number, previous)
    return len(rows)


def _content(line: dict[str, Any]) -> str:
    names = ("line_no", "account_id", "act", "reference", "details")
    return "\0".join([*(str(line[name]) for name in names), instant_text(line["at"])])
