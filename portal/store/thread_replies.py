"""Replies of bodies to exchanges: added, decided on, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from portal.domain.desk.actor import Actor
from portal.domain.publishing.public_stores import ThreadReplyStore
from portal.domain.publishing.right_of_reply import SHOWN, ThreadReply
from portal.domain.reports.report import HistoryLine
from portal.errors import ReportNotFound, StaleReport
from portal.store.engine import reading, writing
from portal.store.history import add_line
from portal.store.reports import SqlReports


class SqlThreadReplies(ThreadReplyStore):
    """In the same database as the reports, with the same history."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables, self.reports = reports.engine, reports.tables, reports

    def add(self, reply: ThreadReply, actor: Actor) -> None:
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, reply.submitted_at)
            connection.execute(insert(self.tables.thread_replies).values(**vars(reply)))
            line = HistoryLine(
                "submit_right_of_reply", "inspector", reply.submitted_at, "", reply.status, (actor.mark,)
            )
            add_line(connection, self.tables, reply.reply_id, line)

    def decide(self, reply_id: str, before: str, status: str, actor: Actor, at: datetime) -> ThreadReply:
        table = self.tables.thread_replies
        wanted = select(table).where(table.c.reply_id == reply_id)
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            row = connection.execute(wanted).mappings().first()
            if row is None:
                raise ReportNotFound("there is no such reply")
            if row["status"] != before:
                raise StaleReport("somebody decided on this reply already; reload the page")
            changed = {"status": status, "decided_at": at}
            connection.execute(update(table).where(table.c.reply_id == reply_id).values(**changed))
            line = HistoryLine("publish_right_of_reply", "inspector", at, before, status, (actor.mark,))
            add_line(connection, self.tables, reply_id, line)
            return ThreadReply(**connection.execute(wanted).mappings().one())

    def every(self) -> tuple[ThreadReply, ...]:
        return self._read(None)

    def shown(self) -> tuple[ThreadReply, ...]:
        return self._read(SHOWN)

    def _read(self, status: str | None) -> tuple[ThreadReply, ...]:
        table = self.tables.thread_replies
        wanted = select(table).order_by(table.c.received_on, table.c.submitted_at, table.c.reply_id)
        if status is not None:
            wanted = wanted.where(table.c.status == status)
        with reading(self.engine) as connection:
            return tuple(ThreadReply(**row) for row in connection.execute(wanted).mappings())
