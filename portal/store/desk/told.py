"""What the desk is told by mail: notices read off what stands, each told once to each account, in the writer's own queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import ON_THE_CLOCK, WAITING
from portal.domain.desk.told import (
    DAY_TEN,
    DAY_TEN_AFTER,
    DISAGREES,
    NEW,
    NONE,
    OLD_NEWS,
    TAKEDOWN,
    TO_CHECK,
    TOLD_KEPT,
    Delivery,
    MailChoice,
    Notice,
    ToldStore,
    Undelivered,
)
from portal.domain.reports.mail import Mail
from portal.domain.reports.report_states import DISPUTED, RECEIVED
from portal.store import rows
from portal.store.engine import reading, writing
from portal.store.reports import SqlReports

_CHOICE = tuple(MailChoice.__dataclass_fields__)
_DISAGREE = ("disagree", "say_closed_unsorted")


class SqlTold(ToldStore):
    """Beside the reports, so that what is told and its mail are one transaction."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables, self.reports = reports.engine, reports.tables, reports

    def choice(self, account_id: str) -> MailChoice:
        with reading(self.engine) as connection:
            return self._choice(connection, account_id)

    def _choice(self, connection: Connection, account_id: str) -> MailChoice:
        table = self.tables.desk_mail
        row = connection.execute(select(table).where(table.c.account_id == account_id)).mappings().first()
        return MailChoice(**row) if row else MailChoice(account_id)

    def choices(self) -> dict[str, MailChoice]:
        with reading(self.engine) as connection:
            found = connection.execute(select(self.tables.desk_mail)).mappings()
            return {row["account_id"]: MailChoice(**row) for row in found}

    def put_choice(self, actor: Actor, choice: MailChoice, at: datetime) -> None:
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            self._put(connection, choice)

    def _put(self, connection: Connection, choice: MailChoice) -> None:
        table = self.tables.desk_mail
        connection.execute(delete(table).where(table.c.account_id == choice.account_id))
        connection.execute(insert(table).values({name: getattr(choice, name) for name in _CHOICE}))

    def end_digest(self, leave_hash: str) -> bool:
        table = self.tables.desk_mail
        mine = (table.c.leave_hash == leave_hash) & (table.c.leave_hash != "")
        with writing(self.engine) as connection:
            return bool(connection.execute(update(table).where(mine).values(how=NONE)).rowcount)

    def notices(self, at: datetime) -> list[Notice]:
        with reading(self.engine) as connection:
            return [
                *self._of_reports(connection, at),
                *self._disagreements(connection, at),
                *self._to_check(connection, at),
                *self._takedowns(connection, at),
            ]

    def _of_reports(self, connection: Connection, at: datetime) -> Iterator[Notice]:
        table = self.tables.reports
        names = (
            table.c.report_id,
            table.c.reference,
            table.c.sector_code,
            table.c.state,
            table.c.submitted_at,
        )
        on_the_clock = table.c.state.in_(ON_THE_CLOCK) & (table.c.submitted_at > at - OLD_NEWS)
        for row in connection.execute(select(*names, table.c.entered_by).where(on_the_clock)):
            if row.state == RECEIVED:
                yield Notice(NEW, row.report_id, row.reference, row.sector_code, row.entered_by)
            if row.submitted_at <= at - DAY_TEN_AFTER:
                yield Notice(DAY_TEN, row.report_id, row.reference, row.sector_code)

    def _disagreements(self, connection: Connection, at: datetime) -> Iterator[Notice]:
        table, history = self.tables.reports, self.tables.history
        last = (
            select(table.c.reference, table.c.sector_code, func.max(history.c.line_no).label("line"))
            .join(history, history.c.reference == table.c.reference)
            .where(
                table.c.state == DISPUTED, table.c.changed_at > at - OLD_NEWS, history.c.act.in_(_DISAGREE)
            )
            .group_by(table.c.reference, table.c.sector_code)
        )
        for row in connection.execute(last):
            yield Notice(DISAGREES, str(row.line), row.reference, row.sector_code)

    def _to_check(self, connection: Connection, at: datetime) -> Iterator[Notice]:
        table, drafts = self.tables.reports, self.tables.drafts
        waits = (
            select(
                table.c.report_id, table.c.reference, table.c.sector_code, drafts.c.account_id, drafts.c.at
            )
            .join(drafts, drafts.c.report_id == table.c.report_id)
            .where(drafts.c.status == WAITING, drafts.c.at > at - OLD_NEWS)
        )
        for row in connection.execute(waits):
            key = f"{row.report_id}.{int(row.at.timestamp())}"
            yield Notice(TO_CHECK, key, row.reference, row.sector_code, row.account_id)

    def _takedowns(self, connection: Connection, at: datetime) -> Iterator[Notice]:
        table, reports, published = self.tables.takedowns, self.tables.reports, self.tables.publications
        asked = (
            select(table.c.takedown_id, reports.c.reference, reports.c.sector_code)
            .join(published, published.c.public_id == table.c.public_id)
            .join(reports, reports.c.report_id == published.c.report_id)
            .where(table.c.decided_at.is_(None), table.c.received_at > at - OLD_NEWS)
            .distinct()
        )
        for row in connection.execute(asked):
            yield Notice(TAKEDOWN, row.takedown_id, row.reference, row.sector_code)

    def tell(self, deliveries: Sequence[Delivery], at: datetime) -> int:
        table, queued = self.tables.desk_told, 0
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(table.c.at <= at - TOLD_KEPT))
            names = (table.c.notice, table.c.account_id, table.c.waits)
            told = {(row.notice, row.account_id): row.waits for row in connection.execute(select(*names))}
            for one in deliveries:
                waits = told.get((one.notice, one.account_id))
                # Somebody who changes from once a day to at once is sent what waited.
                if waits is False or (waits and one.mail is None):
                    continue
                mine = (table.c.notice == one.notice) & (table.c.account_id == one.account_id)
                connection.execute(delete(table).where(mine))
                values = {"notice": one.notice, "account_id": one.account_id, "at": at}
                connection.execute(insert(table).values(**values, waits=one.mail is None))
                if one.mail:
                    rows.add_mail(connection, self.tables, (one.mail,))
                    queued += 1
        return queued

    def send_digest(
        self, account_id: str, day: str, mail: Callable[[tuple[str, ...]], Mail | None], leave_hash: str
    ) -> bool:
        table, choices = self.tables.desk_told, self.tables.desk_mail
        waits = (table.c.account_id == account_id) & table.c.waits
        with writing(self.engine) as connection:
            # Another process at the same moment finds the day taken.
            mine = (choices.c.account_id == account_id) & (choices.c.digest_on < day)
            taken = update(choices).where(mine).values(digest_on=day, leave_hash=leave_hash)
            if not connection.execute(taken).rowcount:
                return False
            waiting = tuple(connection.execute(select(table.c.notice).where(waits)).scalars())
            made = mail(waiting)
            connection.execute(update(table).where(waits).values(waits=False))
            if made:
                rows.add_mail(connection, self.tables, (made,))
            return made is not None

    def undelivered(self) -> list[Undelivered]:
        table = self.tables.outbox
        failed = select(table.c.mail_id, table.c.ended_at, table.c.reason).where(
            table.c.status == "failed", table.c.kind.startswith("desk_", autoescape=True)
        )
        found: dict[str, Undelivered] = {}
        with reading(self.engine) as connection:
            for row in connection.execute(failed.order_by(table.c.ended_at)):
                account_id = row.mail_id.rpartition(".")[2]
                before = found.get(account_id)
                number = before.number + 1 if before else 1
                found[account_id] = Undelivered(account_id, number, row.ended_at, row.reason)
        return list(found.values())

    def queued(self) -> tuple[int, datetime | None]:
        table = self.tables.outbox
        waiting = select(func.count(), func.min(table.c.due_at)).where(table.c.status == "waiting")
        with reading(self.engine) as connection:
            row = connection.execute(waiting).one()
            return row[0], row[1]
