"""The queue of mail. A row is claimed for a while and sent outside any transaction, so a slow server blocks nobody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, func, or_, select, update

from portal.domain.reports.mail import Mail, Outbox
from portal.store.engine import reading, writing
from portal.store.tables import Tables


class SqlOutbox(Outbox):
    """The outbox beside the reports, so that an act and its mail are one transaction."""

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self.engine, self.tables = engine, tables

    def claim(self, at: datetime, until: datetime) -> Mail | None:
        """The message that has waited longest, held until `until`; nobody else is given it before then."""
        table = self.tables.outbox
        free = or_(table.c.leased_until.is_(None), table.c.leased_until <= at)
        due = select(table).where(table.c.status == "waiting", table.c.due_at <= at, free)
        with writing(self.engine) as connection:
            row = connection.execute(due.order_by(table.c.due_at, table.c.mail_id).limit(1)).first()
            if row is None:
                return None
            connection.execute(
                update(table)
                .where(table.c.mail_id == row.mail_id)
                .values(leased_until=until, attempts=row.attempts + 1)
            )
            return Mail(
                row.mail_id, row.kind, row.reference, row.due_at, row.recipient, row.code, row.attempts + 1
            )

    def mark_sent(self, mail: Mail, at: datetime) -> None:
        self._end(mail, "sent", at, "")

    def mark_failed(self, mail: Mail, at: datetime, reason: str) -> None:
        self._end(mail, "failed", at, reason)

    def _end(self, mail: Mail, status: str, at: datetime, reason: str) -> None:
        """The address is not needed any more, so it goes."""
        table = self.tables.outbox
        ended = {"status": status, "ended_at": at, "reason": reason, "leased_until": None}
        with writing(self.engine) as connection:
            connection.execute(
                update(table)
                .where(table.c.mail_id == mail.mail_id)
                .values(recipient=None, code=None, **ended)
            )

    def mark_later(self, mail: Mail, due_at: datetime, reason: str) -> None:
        table = self.tables.outbox
        with writing(self.engine) as connection:
            connection.execute(
                update(table)
                .where(table.c.mail_id == mail.mail_id)
                .values(due_at=due_at, reason=reason, leased_until=None)
            )

    def waiting(self) -> int:
        table = self.tables.outbox
        with reading(self.engine) as connection:
            counted = select(func.count()).select_from(table).where(table.c.status == "waiting")
            return connection.execute(counted).scalar_one()

    def forget_ended(self, before: datetime) -> int:
        table = self.tables.outbox
        with writing(self.engine) as connection:
            return connection.execute(delete(table).where(table.c.ended_at <= before)).rowcount
